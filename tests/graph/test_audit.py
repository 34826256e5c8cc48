"""The audit finds each kind of violation, and nothing in a graph that fits."""

from __future__ import annotations

import pytest

from graph import Graph, tallied
from graph.audit import audit

FITS = (
    "{id: $p.prefix + ':a', name: 'a', kind: 'SPACE', created: datetime('2026-01-01T00:00Z'), "
    "updated: datetime('2026-01-01T00:00Z'), synthetic: true}"
)
CAPABILITY = "{id: 'need:a', title: 'a', status: 'ACTIVE', eligibleKinds: ['SHOP', 'PERSON']}"
GOOD = f"CREATE (n:Resource:Entity {FITS})"

SPELL = "{from: date('2026-01-01')}"


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
        ("labels", "x", "CREATE ({id: 'x'})"),
        ("relationship-type", "resource:a -> resource:a", "MATCH (n:Resource) CREATE (n)-[:NOTHING]->(n)"),
        ("id-prefix", "need:a", "MATCH (n:Resource) SET n.id = 'need:a'"),
        ("unknown-property", "resource:a", "MATCH (n:Resource) SET n.nothing = 1"),
        ("required", "resource:a", "MATCH (n:Resource) REMOVE n.name"),
        ("type", "resource:a", "MATCH (n:Resource) SET n.capacity = 'much'"),
        ("type", "resource:a", "MATCH (n:Resource) SET n.name = ['a']"),
        ("type", "resource:a", "MATCH (n:Resource) SET n.created = localdatetime('2026-01-01T00:00')"),
        ("closed-set", "resource:a", "MATCH (n:Resource) SET n.kind = 'NOTHING'"),
        ("minimum", "resource:a", "MATCH (n:Resource) SET n.capacity = -1.0"),
        ("closed-set", "need:a", f"CREATE (n:Capability:Entity {CAPABILITY.replace('SHOP', 'NOTHING')})"),
        ("required", "need:a -> need:a", "CREATE (n:X {id: 'need:a'})-[:MEMBER_OF]->(n)"),
        ("minimum", "need:a -> need:a", "CREATE (n:X {id: 'need:a'})-[:ASKS_FOR {weight: -1.0}]->(n)"),
        ("unknown-property", "need:a -> need:a", "CREATE (n:X {id: 'need:a'})-[:AT {nothing: 1}]->(n)"),
        ("ends", "resource:a -> resource:a", "MATCH (n:Resource) CREATE (n)-[:BROADER]->(n)"),
        ("end-label", "a -> b", "CREATE (:Need {id: 'a'})-[:AT]->(:Place {id: 'b'})"),
        ("cycle", "resource:a", "MATCH (n:Resource) CREATE (n)-[:BROADER]->(m:X {id: 'x'})-[:BROADER]->(n)"),
        ("doubled", "a -> b", "CREATE (a:X {id: 'a'})-[:SERVES]->(b:X {id: 'b'}), (a)-[:SERVES]->(b)"),
        ("doubled", "a -> b", "CREATE (a:X {id: 'a'})-[:HOLDS]->(b:X {id: 'b'}), (a)-[:HOLDS]->(b)"),
        (
            "doubled",
            "a -> b",
            f"CREATE (a:X {{id: 'a'}})-[:HOLDS {SPELL}]->(b:X {{id: 'b'}}), (a)-[:HOLDS {SPELL}]->(b)",
        ),
        ("missing-index", "search", "DROP INDEX search"),
    ],
)
async def test_a_violation_is_found_with_its_id(graph: Graph, check: str, where: str, change: str) -> None:
    assert (check, where) in await found(graph, change)


async def test_two_spells_between_the_same_ends_are_no_double(graph: Graph) -> None:
    spells = f"CREATE (a:X {{id: 'a'}})-[:HOLDS {SPELL}]->(b:X {{id: 'b'}}), (a)-[:HOLDS]->(b), (a)-[:HOLDS {{from: date('2025-01-01')}}]->(b)"
    assert "doubled" not in {check for check, _ in await found(graph, spells)}


async def test_each_of_several_violations_is_listed_with_what_is_there(graph: Graph) -> None:
    await graph.command(
        "CREATE (:Resource:Entity {id: 'need:a', kind: 'NOTHING', capacity: -1, name: ['a', 'b'], synthetic: true})"
    )
    assert {(each.check, each.detail) for each in await audit(graph)} == {
        ("id-prefix", "resource:"),
        ("closed-set", "kind: NOTHING"),
        ("type", "capacity: -1"),
        ("minimum", "capacity: -1"),
        ("type", "name: [a, b]"),
        ("required", "created: null"),
        ("required", "updated: null"),
    }


async def test_an_empty_list_is_of_every_lists_type_and_two_hierarchies_make_no_cycle(graph: Graph) -> None:
    stamp = "created: datetime('2026-01-01T00:00Z'), updated: datetime('2026-01-01T00:00Z'), synthetic: true"
    named = f"ringPolicy: 'RINGS', synonyms: [], {stamp}"
    await graph.command(
        f"CREATE (a:ServiceTerm:Entity {{id: 'term:a', name: 'a', {named}}}), (b:ServiceTerm:Entity {{id: 'term:b', name: 'b', {named}}}), "
        "(a)-[:BROADER]->(b), (b)-[:DECOMPOSES_INTO]->(a)"
    )
    assert await audit(graph) == []


async def test_the_whole_audit_is_seven_statements_however_large_the_model(stories: Graph) -> None:
    with tallied() as tally:
        assert await audit(stories) == []
    assert tally.statements == 7
