"""Orders by what a to-one field leads to: the same rows in the same places, however they are read."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import orjson
import pytest

from graph import Graph
from graph.errors import InputError
from queries.planner.execute import Planner

MORE = """
MATCH (f:Film {id: 'film:0'}), (p:Person {id: 'person:6'}) CREATE (p)-[:DIRECTED]->(f)
WITH * MATCH (g:Film {id: 'film:6'})<-[r:DIRECTED]-() DELETE r
"""
"""A film with two directors, and one whose director is unknown."""

ORDERS: dict[str, list[tuple[str, ...]]] = {
    "reviews": [("of.title",), ("of.title", "of.id"), ("of.title", "of.id", "by.name"), ("of.title", "of.id", "stars"), ("of.title", "stars"), ("of.id", "stars"), ("by.born",), ("stars", "of.title")],
    "films": [("director.name",), ("director.name", "rating"), ("director.born", "title"), ("sequelOf.title",), ("sequelOf.director.name", "id")],
}  # fmt: skip


async def data(planner: Planner, graph: Graph, source: str, **variables: Any) -> Any:
    told = orjson.loads((await planner.execute(graph, source, variables)).body)
    assert "errors" not in told, told
    return told["data"]


def written(order: tuple[str, ...], ways: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for i, field in enumerate(order):
        *path, name = field.split(".")
        item: dict[str, Any] = {name: ways.split()[i % 2]}
        for each in reversed(path):
            item = {each: item}
        found.append(item)
    return found


def reached(row: Any, field: str) -> Any:
    for name in field.split("."):
        row = row and row.get(name)
    return row


@pytest.mark.parametrize("ways", ["ASC ASC", "DESC DESC", "ASC DESC", "DESC ASC"])
@pytest.mark.parametrize(
    ("root", "order"), [(root, order) for root, orders in ORDERS.items() for order in orders]
)
async def test_pages_are_in_the_order_of_what_they_lead_to(
    planner: Planner, cinema: Graph, root: str, order: tuple[str, ...], ways: str
) -> None:
    await cinema.command(MORE)
    type_ = {"reviews": "Review", "films": "Film"}[root]
    told = {
        "reviews": "id stars of { id title } by { born }",
        "films": "id title rating director { name born } sequelOf { title director { name } }",
    }[root]
    source = f"query($o: [{type_}Order!], $f: Int, $a: String, $l: Int, $b: String) {{ {root}(orderBy: $o, first: $f, after: $a, last: $l, before: $b) {{ totalCount nodes {{ {told} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    o = written(order, ways)
    whole = (await data(planner, cinema, source, o=o))[root]
    rows = whole["nodes"]
    assert len({each["id"] for each in rows}) == len(rows) == whole["totalCount"] == 7
    unordered = (await data(planner, cinema, f"{{ {root} {{ nodes {{ {told} }} }} }}"))[root]["nodes"]
    assert sorted(rows, key=lambda each: each["id"]) == sorted(unordered, key=lambda each: each["id"])
    for i, (one, two) in enumerate(pairwise(rows)):  # null follows every value, ascending
        for j, field in enumerate(order):
            a, b = ([reached(each, field) is None, reached(each, field)] for each in (one, two))
            if a != b:
                assert (a < b) == (ways.split()[j % 2] == "ASC"), (i, field)
                break
    for size, cursor, more, end in (("f", "a", "hasNextPage", "endCursor"), ("l", "b", "hasPreviousPage", "startCursor")):  # fmt: skip
        seen: list[Any] = []
        at = None
        while True:
            page = (await data(planner, cinema, source, **{"o": o, size: 2, cursor: at}))[root]
            seen = seen + page["nodes"] if size == "f" else page["nodes"] + seen
            if not page["pageInfo"][more]:
                break
            at = page["pageInfo"][end]
        assert seen == rows


@pytest.mark.parametrize("order", ["{of: {title: ASC}}", "{of: {title: ASC}}, {stars: ASC}"])
def test_what_a_page_is_ordered_by_is_not_looked_for_again(planner: Planner, order: str) -> None:
    texts = [
        planner.statement(f"{{ reviews(orderBy: [{order}]) {{ nodes {{ {told} }} }} }}")[0] or ""
        for told in ("id", "id of { title ... on Film { sequelOf { title } } }", "id by { name }")
    ]
    assert [each.count(":OF]") for each in texts] == [texts[0].count(":OF]")] * 3
    assert [each.count("]-") - texts[0].count("]-") for each in texts] == [0, 1, 1]


async def test_lists_and_pages_under_a_node_are_ordered_by_what_they_lead_to(
    planner: Planner, cinema: Graph
) -> None:
    await cinema.command("MATCH (r:Review), (f:Film {id: 'film:3'}) MERGE (r)-[:OF]->(f)")
    source = """{ film(id: "film:3") { reviews(orderBy: [{by: {name: DESC}}]) { nodes { id by { name } } }
      sequels(orderBy: [{director: {name: ASC}}]) { id } } }"""
    film = (await data(planner, cinema, source))["film"]
    names = [each["by"]["name"] for each in film["reviews"]["nodes"]]
    assert names == sorted(names, reverse=True)
    assert len(names) == 7
    assert film["sequels"] == [{"id": "film:4"}]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"of": {}}, "orderBy[0].of names 0 fields"),
        ({"of": {"title": "ASC", "id": "ASC"}}, "orderBy[0].of names 2 fields"),
        ({"of": {"title": "ASC"}, "stars": "ASC"}, "orderBy[0] names 2 fields"),
    ],
)
async def test_an_item_names_one_field_at_each_step(
    planner: Planner, cinema: Graph, item: Any, message: str
) -> None:
    source = "query($o: [ReviewOrder!]) { reviews(orderBy: $o) { nodes { id } } }"
    told = orjson.loads((await planner.execute(cinema, source, {"o": [item]})).body)
    assert message in told["errors"][0]["message"]


async def test_a_cursor_of_another_order_is_refused(planner: Planner, cinema: Graph) -> None:
    source = "query($o: [ReviewOrder!], $a: String) { reviews(orderBy: $o, first: 1, after: $a) { pageInfo { endCursor } } }"
    by_title = (await data(planner, cinema, source, o=[{"of": {"title": "ASC"}}]))["reviews"]["pageInfo"]
    variables = {"o": [{"by": {"name": "ASC"}}], "a": by_title["endCursor"]}
    told = orjson.loads((await planner.execute(cinema, source, variables)).body)
    assert told["errors"][0]["extensions"]["code"] == InputError.code
    assert "is not a cursor of this list in this order" in told["errors"][0]["message"]
