"""`audit`: does what stands in the graph fit the declared model?

The model travels as a parameter, so that a handful of statements checks every label and type: planning
one for each property would take longer, on a server just started, than reading the graph does.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from graph.client import Graph, Row
from graph.keys import UNSETTLED
from graph.model import MODEL, Kind, Model, Property

INTERNAL = ("Migration",)
"""Labels of our own bookkeeping."""
SECONDS = 300.0

_BROKEN = """
  [key IN keys(x) WHERE NOT key IN declared.names | ['unknown-property', key]]
  + [each IN declared.properties WHERE each.required AND x[each.name] IS NULL | ['required', each.name + ': null']]
  + [each IN declared.properties WHERE x[each.name] IS NOT NULL AND NOT valueType(x[each.name]) IN each.types
     | ['type', each.name + ': ' + coalesce(toStringOrNull(x[each.name]), valueType(x[each.name]))]]
  + [each IN declared.closed WHERE valueType(x[each.name]) IN each.types
       AND any(one IN CASE WHEN each.several THEN x[each.name] ELSE [x[each.name]] END WHERE NOT one IN each.values)
     | ['closed-set', each.name + ': ' + coalesce(toStringOrNull(x[each.name]), valueType(x[each.name]))]]
  + [each IN declared.bounded WHERE x[each.name] < each.minimum | ['minimum', each.name + ': ' + toString(x[each.name])]]
"""
"""What is wrong with the properties of `x`, given what is `declared`: [[check, detail]]."""

NODES = f"""CYPHER 25
MATCH (x)
WHERE NOT any(label IN labels(x) WHERE label IN $p.internal)
WITH x, coalesce(x.id, elementId(x)) AS id, coll.sort([label IN labels(x) WHERE NOT label IN $p.endLabels]) AS labels
CALL (x, id, labels) {{
  WITH * WHERE NOT labels IN $p.sets
  RETURN 'labels' AS check, labels AS detail
  UNION ALL
  UNWIND [label IN labels WHERE $p.declared[label] IS NOT NULL] AS label
  WITH x, $p.declared[label] AS declared
  UNWIND CASE WHEN x.id STARTS WITH declared.prefix OR x.id IS NULL THEN [] ELSE [['id-prefix', declared.prefix]] END + {_BROKEN} AS broken
  RETURN broken[0] AS check, broken[1] AS detail
}}
RETURN check, id, detail
"""

RELATIONSHIPS = f"""CYPHER 25
MATCH (a)-[x]->(b)
WITH x, coalesce(a.id, elementId(a)) + ' -> ' + coalesce(b.id, elementId(b)) AS id,
  labels(a) AS start, labels(b) AS end, $p.declared[type(x)] AS declared
UNWIND CASE
  WHEN declared IS NULL THEN [['relationship-type', type(x)]]
  ELSE CASE
    WHEN any(label IN start WHERE label IN declared.start) AND any(label IN end WHERE label IN declared.end) THEN []
    ELSE [['ends', type(x)]]
  END
  + CASE WHEN declared.endLabel = '' OR declared.endLabel IN end THEN []
      ELSE [['end-label', 'pages leave it out until: MATCH ()-[:' + type(x) + ']->(n) SET n:' + declared.endLabel]] END + {_BROKEN}
END AS broken
RETURN broken[0] AS check, id, broken[1] AS detail
"""

DOUBLED = """CYPHER 25
MATCH (a)
CALL (a) {
  MATCH (a)-[x]->(b)
  WITH b, type(x) AS type, [name IN $p.keys[type(x)] | coalesce(toString(x[name]), '')] AS key, count(*) AS many
  WHERE many > 1
  RETURN b, type + coalesce(' ' + reduce(told = '', each IN key | told + each), '') + ': ' + many AS detail
}
RETURN 'doubled' AS check, coalesce(a.id, elementId(a)) + ' -> ' + coalesce(b.id, elementId(b)) AS id, detail
"""
"""Relationships of one type between the same ends that nothing in the type's key tells apart; node by node, for the memory."""

LINES = """CYPHER 25
MATCH (line:Resource)
WHERE EXISTS { (line)<-[:DRAWS_ON]-(:Loan) }
WITH line, COLLECT {
  MATCH (line)<-[:DRAWS_ON]-(loan:Loan)
  RETURN {
    id: loan.id, status: loan.status, out: round(CASE WHEN loan.status IN ['LENT', 'REPAID'] THEN loan.amount ELSE 0.0 END
      - reduce(sum = 0.0, part IN COLLECT { MATCH (loan)<-[:REPAYS]-(r:Repayment) RETURN r.amount } | sum + part), 2)
  }
} AS loans
WITH *, round(reduce(sum = 0.0, each IN loans | sum + each.out), 2) AS outstanding
UNWIND [each IN loans WHERE each.out < 0 | ['over-repaid', each.id, 'repaid beyond what was lent: ' + toString(-each.out)]]
  + [each IN loans WHERE each.status = 'REPAID' AND each.out > 0 | ['loan-status', each.id, 'REPAID, and not repaid yet: ' + toString(each.out)]]
  + CASE WHEN outstanding > line.capacity THEN [['over-line', line.id, 'outstanding ' + toString(outstanding) + ' of ' + toString(line.capacity)]] ELSE [] END
  + CASE WHEN coalesce(line.reserved, 0.0) <> outstanding
      THEN [['line-reserved', line.id, 'reserved ' + coalesce(toString(line.reserved), 'null') + ', outstanding ' + toString(outstanding)]] ELSE [] END
  AS broken
RETURN broken[0] AS check, broken[1] AS id, broken[2] AS detail
"""
"""Credit lines that loans draw on: what is outstanding never passes the line, and is what the line has reserved."""


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
    for statement, p in statements(model):
        for row in await graph.read(statement, p, timeout=SECONDS):
            yield Violation(row["check"], str(row["id"]), str(row["detail"]))


def statements(model: Model) -> list[tuple[str, Row]]:
    """Each statement (columns check, id, detail) with its parameters: nodes, relationships, doubled ones, cycles, credit lines, keys."""
    concrete = [node for node in model.nodes if node.prefix]
    nodes: Row = {
        "internal": [*INTERNAL, *(node.label for node in model.nodes if node.bookkeeping)],
        "endLabels": list(model.end_labels.values()),
        "sets": [sorted(model.labels_of(node.label)) for node in concrete],
        "declared": {
            node.label: {"prefix": f"{node.prefix}:"} | _declared(model.properties_of(node.label))
            for node in concrete
        },
    }
    relationships: Row = {
        "declared": {
            each.type: {"start": each.start, "end": each.end, "endLabel": each.end_label}
            | _declared({prop.name: prop for prop in each.properties})
            for each in model.relationships
        }
    }
    keys: Row = {"keys": {each.type: each.key for each in model.relationships}}
    cycles = _cycles("|".join(each.type for each in model.relationships if each.acyclic))
    return [
        (NODES, nodes),
        (RELATIONSHIPS, relationships),
        (DOUBLED, keys),
        (cycles, {}),
        (LINES, {}),
        (UNSETTLED, {}),
    ]


def _cycles(types: str) -> str:
    """Whoever stands on a cycle is reached again from one of its own ends. The types' names are the model's."""
    return (
        f"CYPHER 25 MATCH (a)-[x:{types}]->(b) WHERE a = b OR EXISTS {{ "
        f"MATCH SHORTEST 1 (b)(()-[y:{types} WHERE type(y) = type(x)]->())+(c) WHERE c = a }} "
        "RETURN DISTINCT 'cycle' AS check, coalesce(a.id, elementId(a)) AS id, type(x) AS detail"
    )


def _declared(properties: dict[str, Property]) -> Row:
    """What may stand on a node or relationship, as the statements read it."""
    listed = [
        {
            "name": each.name,
            "required": each.required,
            "types": [f"{each.kind.value} NOT NULL"]
            + (["LIST<NOTHING> NOT NULL"] if each.kind.value.startswith("LIST") else []),
            "values": list(each.values),
            "several": each.kind is Kind.STRINGS,
            "minimum": each.minimum,
        }
        for each in properties.values()
    ]
    return {
        "names": list(properties),
        "properties": listed,
        "closed": [each for each in listed if each["values"]],
        "bounded": [each for each in listed if each["minimum"] is not None],
    }
