"""The audit finds each kind of violation, and nothing in a graph that fits."""

from __future__ import annotations

import pytest

from graph import Graph
from graph.audit import audit

FITS = (
    "{id: $p.prefix + ':a', name: 'a', kind: 'SPACE', created: datetime('2026-01-01T00:00Z'), "
    "updated: datetime('2026-01-01T00:00Z'), synthetic: true}"
)
GOOD = f"CREATE (n:Resource:Entity {FITS})"


async def found(graph: Graph, *statements: str) -> set[tuple[str, str]]:
    for each in (GOOD, *statements):
        await graph.command(each, {"prefix": "resource"})
    return {(each.check, each.where) for each in await audit(graph)}


async def test_a_graph_that_fits_has_no_violations(graph: Graph) -> None:
    assert await found(graph) == set()


@pytest.mark.parametrize(
    ("check", "where", "change"),
    [
        ("labels", "resource:a", "MATCH (n:Resource) SET n:Nothing"),
        ("labels", "resource:a", "MATCH (n:Resource) REMOVE n:Entity"),
        ("relationship-type", "resource:a -> resource:a", "MATCH (n:Resource) CREATE (n)-[:NOTHING]->(n)"),
        ("id-prefix", "need:a", "MATCH (n:Resource) SET n.id = 'need:a'"),
        ("unknown-property", "resource:a", "MATCH (n:Resource) SET n.nothing = 1"),
        ("required", "resource:a", "MATCH (n:Resource) REMOVE n.name"),
        ("type", "resource:a", "MATCH (n:Resource) SET n.capacity = 'much'"),
        ("closed-set", "resource:a", "MATCH (n:Resource) SET n.kind = 'NOTHING'"),
        ("minimum", "resource:a", "MATCH (n:Resource) SET n.capacity = -1.0"),
        ("ends", "resource:a -> resource:a", "MATCH (n:Resource) CREATE (n)-[:BROADER]->(n)"),
        ("cycle", "resource:a", "MATCH (n:Resource) CREATE (n)-[:BROADER]->(m:X {id: 'x'})-[:BROADER]->(n)"),
        ("missing-index", "search", "DROP INDEX search"),
    ],
)
async def test_a_violation_is_found_with_its_id(graph: Graph, check: str, where: str, change: str) -> None:
    assert (check, where) in await found(graph, change)
