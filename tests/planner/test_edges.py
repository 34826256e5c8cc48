"""What a connection's edges show of their relationship, and how pages are filtered and ordered by it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from graph import Graph
from queries.planner.execute import Planner


async def data(planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None) -> Any:
    answer = orjson.loads((await planner.execute(graph, source, variables)).body)
    assert "errors" not in answer
    return answer["data"]


async def test_an_edge_shows_the_relationships_own_properties(planner: Planner, cinema: Graph) -> None:
    source = """{ film(id: "film:5") { actors(where: {edge: {billing: {eq: LEAD}}}, first: 1) {
        totalCount edges { from until role billing fee node { id } } nodes { id } } } }"""
    assert (await data(planner, cinema, source))["film"]["actors"] == {
        "totalCount": 3,
        "edges": [{
            "from": "2026-01-01", "until": None, "role": "新", "billing": "LEAD", "fee": 2.0,
            "node": {"id": "person:0"},
        }],
        "nodes": [{"id": "person:0"}],
    }  # fmt: skip


async def test_of_two_relationships_in_force_the_longer_standing_one_is_the_edge(
    planner: Planner, cinema: Graph
) -> None:
    source = (
        '{ film(id: "film:6") { actors(where: {id: {eq: "person:1"}}) { totalCount edges { role from } } } }'
    )
    assert (await data(planner, cinema, source))["film"]["actors"] == {
        "totalCount": 1,
        "edges": [{"role": "新", "from": "2026-01-01"}],
    }


async def test_a_node_reached_by_several_relationships_without_a_key_stands_there_once(
    planner: Planner, cinema: Graph
) -> None:
    await cinema.command(
        "MATCH (f:Film {id: 'film:2'}), (g:Film {id: 'film:3'}) CREATE (f)-[:SEQUEL_OF {years: 3}]->(g)"
    )
    source = """{ film(id: "film:2") { neighbours(orderBy: [{edge: {years: DESC}}, {title: ASC}]) {
        totalCount edges { years node { id } } aggregate { count edge { years { sum } } } } } }"""
    assert (await data(planner, cinema, source))["film"]["neighbours"] == {
        "totalCount": 2,
        "edges": [{"years": 3, "node": {"id": "film:3"}}, {"years": 2, "node": {"id": "film:1"}}],
        "aggregate": {"count": 2, "edge": {"years": {"sum": 5.0}}},
    }


def test_an_internal_property_is_no_field_of_an_edge(planner: Planner) -> None:
    edge: Any = planner.core.type_map["PersonActedInEdge"]
    assert set(edge.fields) == {"cursor", "node", "from", "until", "role", "billing", "fee"}


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({"edge": {"from": {"gte": "2026-06-01"}}}, ["person:0", "person:1", "person:2"]),
        ({"edge": {"from": {"isNull": True}}}, ["person:6"]),
        ({"edge": {"role": {"eq": "旧"}}}, []),
        ({"not": {"edge": {"fee": {"gt": 1.0}}}}, ["person:0", "person:1", "person:2", "person:6"]),
        ({"or": [{"edge": {"from": {"isNull": True}}}, {"name": {"eq": "人1"}}]}, ["person:1", "person:6"]),
        ({"edge": {"billing": {"in": ["LEAD"]}}, "name": {"eq": "人0"}}, ["person:0"]),
    ],
)
async def test_a_page_is_filtered_by_its_relationships(
    planner: Planner, cinema: Graph, where: dict[str, Any], ids: list[str]
) -> None:
    source = """query($w: PersonActedInFilter) { film(id: "film:6") { actors(where: $w) {
        totalCount aggregate { count } nodes { id } } } }"""
    found = (await data(planner, cinema, source, {"w": where}))["film"]["actors"]
    assert sorted(each["id"] for each in found["nodes"]) == ids
    assert found["totalCount"] == found["aggregate"]["count"] == len(ids)


async def test_a_filter_reaches_the_relationships_of_a_connection_within_it(
    planner: Planner, cinema: Graph
) -> None:
    source = """query($w: FilmFilter) { films(where: $w) { nodes { id } } }"""
    inner = {"edge": {"role": {"eq": "新"}}, "or": [{"edge": {"fee": {"gt": 1.0}}}], "id": {"eq": "person:0"}}
    found = await data(planner, cinema, source, {"w": {"actors": {"some": inner}}})
    assert [each["id"] for each in found["films"]["nodes"]] == ["film:6", "film:5"]
    assert (
        await data(planner, cinema, source, {"w": {"actors": {"some": {**inner, "id": {"eq": "person:4"}}}}})
    )["films"] == {"nodes": []}


PAGED = """query($f: Int, $a: String, $l: Int, $b: String, $o: [PersonActedInOrder!], $h: Boolean!) {
  film(id: "film:6") { actors(first: $f, after: $a, last: $l, before: $b, orderBy: $o, history: $h) {
    edges { from role node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize(
    "order",
    [
        [], [{"edge": {"from": "ASC"}}], [{"edge": {"from": "DESC"}}], [{"name": "DESC"}, {"edge": {"fee": "ASC"}}],
        [{"edge": {"role": "ASC"}}, {"id": "DESC"}], [{"edge": {"billing": "DESC"}}],
    ],
)  # fmt: skip
async def test_pages_by_edges_hold_each_row_once_in_both_directions(
    planner: Planner, cinema: Graph, order: list[Any], *, history: bool
) -> None:
    given = {"o": order, "h": history}
    whole = (await data(planner, cinema, PAGED, {**given, "f": 50}))["film"]["actors"]["edges"]
    assert len(whole) == (10 if history else 4)
    for size, cursor, more, end in (("f", "a", "hasNextPage", "endCursor"), ("l", "b", "hasPreviousPage", "startCursor")):  # fmt: skip
        seen: list[Any] = []
        at = None
        while True:
            page = (await data(planner, cinema, PAGED, {**given, size: 2, cursor: at}))["film"]["actors"]
            seen = seen + page["edges"] if size == "f" else page["edges"] + seen
            if not page["pageInfo"][more]:
                break
            at = page["pageInfo"][end]
        assert seen == whole


async def test_a_cursor_by_an_edge_is_none_by_a_node(planner: Planner, cinema: Graph) -> None:
    given: dict[str, Any] = {"h": False, "f": 1}
    page = await data(planner, cinema, PAGED, {**given, "o": [{"edge": {"from": "ASC"}}]})
    cursor = page["film"]["actors"]["pageInfo"]["endCursor"]
    answer = await planner.execute(cinema, PAGED, {**given, "a": cursor, "o": [{"born": "ASC"}]})
    assert answer.is_request_error


async def test_an_order_by_an_edge_names_one_field(planner: Planner, cinema: Graph) -> None:
    answer = await planner.execute(
        cinema, PAGED, {"h": False, "o": [{"edge": {"from": "ASC", "role": "ASC"}}]}
    )
    message = orjson.loads(answer.body)["errors"][0]["message"]
    assert "orderBy[0].edge names 2 fields" in message


def test_the_values_of_an_edges_filter_never_change_the_text(planner: Planner) -> None:
    source = """query($d: Date) { film(id: "film:6") { actors(where: {edge: {from: {gte: $d}}}) { nodes { id } } } }"""
    texts = {planner.statement(source, {"d": day})[0] for day in ("2020-01-01", "2026-01-01")}
    assert len(texts) == 1
