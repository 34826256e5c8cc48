"""The planner on a real graph: one statement an operation, both readings alike, pages without gaps."""

from __future__ import annotations

import orjson
import pytest

import schema
from graph import MODEL, Graph, tallied
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF

SMALL = """
UNWIND range(0, 6) AS i
CREATE (b:Building:Place:Entity {id: 'building:' + i, name: '楼' + (i % 3), level: 0,
        created: datetime('2026-11-24T00:00:00Z'), updated: datetime('2026-11-24T00:00:00Z'), synthetic: true})
CREATE (e:Enterprise:Organization:Entity {id: 'enterprise:' + i, name: '企业' + i, kind: 'ENTERPRISE',
        size: CASE WHEN i % 2 = 0 THEN 'SMALL' END,
        created: datetime('2026-11-24T00:00:00Z'), updated: datetime('2026-11-24T00:00:00Z'), synthetic: true})
CREATE (p:Person:Entity {id: 'person:' + i, name: '王示例' + i, phone: '13800001234',
        created: datetime('2026-11-24T00:00:00Z'), updated: datetime('2026-11-24T00:00:00Z'), synthetic: true})
CREATE (n:Need:Entity {id: 'need:' + i, title: '需求' + (i % 2), status: 'OPEN', quantity: toFloat(i),
        raisedOn: CASE WHEN i % 3 > 0 THEN date('2026-11-0' + (i % 3)) END,
        created: datetime('2026-11-24T00:00:00Z'), updated: datetime('2026-11-24T00:00:00Z'), synthetic: true})
CREATE (e)-[:LOCATED_IN]->(b)
CREATE (n)-[:AT]->(b)
FOREACH (_ IN CASE WHEN i % 2 = 0 THEN [1] ELSE [] END | CREATE (n)-[:RAISED_BY]->(e))
FOREACH (_ IN CASE WHEN i % 2 = 1 THEN [1] ELSE [] END | CREATE (n)-[:RAISED_BY]->(p))
"""

OPERATIONS = {
    "connection with everything": """{ needs(first: 3) { totalCount edges { cursor node { id title raisedOn created
        raisedBy { __typename id name } at { name ... on Building { tenants { totalCount nodes { name size kind } } } } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }""",
    "empty list": """{ activities { totalCount nodes { title } edges { node { title } } } node(id: "need:none") { id } }""",
    "interfaces and fragments": """query { places(first: 4, orderBy: [{level: DESC}, {name: ASC}]) { nodes { ...p } }
        nodes(ids: ["need:1", "no:1", "person:2"]) { __typename id ... on Need { title } ... on Person { name phone } } }
        fragment p on Place { __typename name organizations { totalCount } }""",
    "filters": """{ needs(where: {raisedBy: {}, at: {name: {in: ["楼1", "楼2"]}}, or: [{quantity: {gt: 2}},
        {title: {eq: "需求1"}}], not: {id: {eq: "need:4"}}}) { totalCount nodes { id } } }""",
    "aliases and directives": """query($yes: Boolean = true) { a: buildings(last: 2) { nodes { n: name m: name } }
        b: buildings(first: 1) @include(if: $yes) { nodes { id @skip(if: $yes) name } } t: __typename }""",
    "introspection beside data": """{ __schema { queryType { name } } need(id: "need:1") { id status } }""",
}  # fmt: skip


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


@pytest.fixture
async def small(graph: Graph) -> Graph:
    await graph.command(SMALL)
    return graph


async def data(
    planner: Planner, graph: Graph, source: str, variables: dict[str, object] | None = None, **more: bool
):
    return orjson.loads((await planner.execute(graph, source, variables, **more)).body)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_is_one_statement_and_both_readings_give_the_same_bytes(
    planner: Planner, small: Graph, name: str
) -> None:
    with tallied() as tally:
        checked = await planner.execute(small, OPERATIONS[name])
    assert tally.statements == 1
    assert b'"errors"' not in checked.body
    assert checked.body == (await planner.execute(small, OPERATIONS[name], checked=False)).body


async def test_an_answer_tells_what_the_graph_holds(planner: Planner, small: Graph) -> None:
    found = await data(planner, small, OPERATIONS["connection with everything"])
    first = found["data"]["needs"]["edges"][0]["node"]
    assert found["data"]["needs"]["totalCount"] == 7
    assert first["id"] == "need:0"
    assert first["raisedBy"] == {"__typename": "Enterprise", "id": "enterprise:0", "name": "企业0"}
    assert first["at"]["tenants"] == {
        "totalCount": 1, "nodes": [{"name": "企业0", "size": "SMALL", "kind": "ENTERPRISE"}],
    }  # fmt: skip
    filtered = await data(planner, small, OPERATIONS["filters"])
    assert [each["id"] for each in filtered["data"]["needs"]["nodes"]] == ["need:1", "need:5"]


PAGED = """query($first: Int, $after: String, $last: Int, $before: String, $order: [NeedOrder!]) {
    needs(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("field", ["title", "raisedOn", "id", "quantity"])
async def test_pages_in_both_directions_hold_each_row_once(
    planner: Planner, small: Graph, field: str, direction: str
) -> None:
    order = [{field: direction}]
    whole = (await data(planner, small, PAGED, {"order": order}))["data"]["needs"]["nodes"]
    assert len(whole) == 7
    for forward in (True, False):
        seen: list[dict[str, str]] = []
        cursor = None
        while True:
            variables = {
                "order": order,
                **({"first": 2, "after": cursor} if forward else {"last": 2, "before": cursor}),
            }
            page = (await data(planner, small, PAGED, variables))["data"]["needs"]
            seen = [*seen, *page["nodes"]] if forward else [*page["nodes"], *seen]
            if not page["pageInfo"]["hasNextPage" if forward else "hasPreviousPage"]:
                break
            cursor = page["pageInfo"]["endCursor" if forward else "startCursor"]
        assert seen == whole


async def test_a_person_is_masked_in_the_statement_itself(planner: Planner, small: Graph) -> None:
    source = (
        """{ people(first: 1) { nodes { name phone birthYear } } need(id: "need:1") { raisedBy { name } } }"""
    )
    statement, parameters = planner.statement(source)
    raw = orjson.dumps((await small.read(statement or "", parameters))[0])
    assert "王示例".encode() not in raw
    assert "王**".encode() in raw
    masked = await data(planner, small, source)
    assert masked["data"]["people"]["nodes"] == [{"name": "王**", "phone": "138****1234", "birthYear": None}]
    seen = await data(planner, small, source, viewer=LOCAL_STAFF)
    assert seen["data"]["need"]["raisedBy"]["name"] == "王示例1"


def test_aliases_values_cursors_and_page_sizes_never_change_the_text(planner: Planner) -> None:
    one, _ = planner.statement(
        "query($a: String) { needs(first: 2, where: {title: {eq: $a}}) { nodes { id } } }", {"a": "x"}
    )
    two, sent = planner.statement(
        "query($b: String) { z: needs(first: 9, where: {title: {eq: $b}}) { y: nodes { w: id } } }",
        {"b": "y'}) //"},
    )
    assert one == two
    assert sent["a0"]["where"] == {"title": {"eq": "y'}) //"}}
    assert sent["a0"]["limit"] == 10


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{ needs(first: 1, last: 1) { nodes { id } } }", "exclude each other"),
        ("{ needs(first: 100000) { nodes { id } } }", "between 0 and 1000"),
        ('{ needs(after: "nonsense") { nodes { id } } }', "not a cursor"),
        ("{ needs(orderBy: [{title: ASC, id: ASC}]) { nodes { id } } }", "names 2 fields"),
        ("{ nothing }", "Cannot query field"),
        ("query A { __typename } query B { __typename }", "several operations"),
    ],
)
async def test_what_is_asked_wrongly_is_told_before_anything_runs(
    planner: Planner, graph: Graph, source: str, message: str
) -> None:
    with tallied() as tally:
        answer = await planner.execute(graph, source)
    assert tally.statements == 0
    assert answer.is_request_error
    assert message in orjson.loads(answer.body)["errors"][0]["message"]
