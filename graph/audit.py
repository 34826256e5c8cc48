"""`audit`: does what stands in the graph fit the declared model? Each check is a statement derived from it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from graph.client import Graph, Row
from graph.model import MODEL, Model, Property

INTERNAL = ("Migration",)
"""Labels of our own bookkeeping."""
SECONDS = 300.0


@dataclass(frozen=True)
class Violation:
    """One thing that does not fit: which check, where (ids), and what is there."""

    check: str
    where: str
    detail: str


async def audit(graph: Graph, model: Model = MODEL) -> list[Violation]:
    """Every violation in the graph, none if it fits. Reads everything: minutes on a large graph."""
    return [each async for each in _violations(graph, model)]


async def _violations(graph: Graph, model: Model) -> AsyncGenerator[Violation]:
    there = {row["name"] for row in await graph.read("SHOW INDEXES YIELD name RETURN name", timeout=SECONDS)}
    for name, _ in model.constraints():
        if name not in there:
            yield Violation(
                "missing-index", name, "constraint or index is not there: lianlou migrates on opening"
            )
    for check, statement, p in statements(model):
        for row in await graph.read(statement, p, timeout=SECONDS):
            yield Violation(check, str(row["id"]), str(row["detail"]))


def statements(model: Model) -> list[tuple[str, str, Row]]:
    """Check, statement (columns id, detail) and parameters. Names come from the model, never from data."""
    label_sets = [sorted(model.labels_of(node.label)) for node in model.nodes if node.prefix]
    out: list[tuple[str, str, Row]] = [
        (
            "labels",
            (
                "MATCH (n) WHERE NOT any(label IN labels(n) WHERE label IN $p.internal) "
                "WITH n, COLLECT { WITH n UNWIND labels(n) AS label RETURN label ORDER BY label } AS found "
                "WHERE NOT found IN $p.sets RETURN coalesce(n.id, elementId(n)) AS id, found AS detail"
            ),
            {
                "internal": [*INTERNAL, *(node.label for node in model.nodes if node.bookkeeping)],
                "sets": label_sets,
            },
        ),
        (
            "relationship-type",
            (
                "MATCH (a)-[r]->(b) WHERE NOT type(r) IN $p.types "
                "RETURN coalesce(a.id, elementId(a)) + ' -> ' + coalesce(b.id, elementId(b)) AS id, type(r) AS detail"
            ),
            {"types": list(model.by_type)},
        ),
    ]
    for node in model.nodes:
        if not node.prefix:
            continue
        out.append(
            (
                "id-prefix",
                f"MATCH (x:{node.label}) WHERE NOT x.id STARTS WITH $p.prefix RETURN x.id AS id, $p.prefix AS detail",
                {"prefix": f"{node.prefix}:"},
            )
        )
        out += _properties(
            f"(x:{node.label})", "coalesce(x.id, elementId(x))", model.properties_of(node.label)
        )
    for relationship in model.relationships:
        pattern = f"(a)-[x:{relationship.type}]->(b)"
        ends = "coalesce(a.id, elementId(a)) + ' -> ' + coalesce(b.id, elementId(b))"
        out.append(
            (
                "ends",
                (
                    f"MATCH {pattern} WHERE NOT (a:{'|'.join(relationship.start)}) OR NOT (b:{'|'.join(relationship.end)}) "
                    f"RETURN {ends} AS id, $p.type AS detail"
                ),
                {"type": relationship.type},
            )
        )
        out += _properties(pattern, ends, {each.name: each for each in relationship.properties})
        if relationship.acyclic:
            out.append(
                (
                    "cycle",
                    # Whoever stands on a cycle is reached again from one of its own ends.
                    (
                        f"MATCH (a)-[:{relationship.type}]->(b) WHERE a = b OR EXISTS {{ "
                        f"MATCH SHORTEST 1 (b)-[:{relationship.type}]->+(c) WHERE c = a }} "
                        "RETURN DISTINCT a.id AS id, $p.type AS detail"
                    ),
                    {"type": relationship.type},
                )
            )
    return out


def _properties(pattern: str, where: str, declared: dict[str, Property]) -> list[tuple[str, str, Row]]:
    out: list[tuple[str, str, Row]] = [
        (
            "unknown-property",
            f"MATCH {pattern} UNWIND keys(x) AS key WITH * WHERE NOT key IN $p.names RETURN {where} AS id, key AS detail",
            {"names": list(declared)},
        )
    ]
    for name, each in declared.items():
        value = f"x.{name}"
        tests = {"type": f"{value} IS NOT NULL AND NOT {value} IS :: {each.kind.value}"}
        if each.required:
            tests["required"] = f"{value} IS NULL"
        if each.values:
            listed = f"CASE WHEN {value} IS :: STRING THEN [{value}] ELSE {value} END"
            typed = f"{value} IS :: {each.kind.value} AND {value} IS NOT NULL"
            tests["closed-set"] = f"{typed} AND any(one IN {listed} WHERE NOT one IN $p.values)"
        if each.minimum is not None:
            tests["minimum"] = f"{value} < $p.minimum"
        p: Row = {"values": list(each.values), "minimum": each.minimum, "name": name}
        for check, test in tests.items():
            out.append(
                (
                    check,
                    (
                        f"MATCH {pattern} WHERE {test} RETURN {where} AS id, "
                        f"$p.name + ': ' + coalesce(toStringOrNull({value}), 'null') AS detail"
                    ),
                    p,
                )
            )
    return out
