"""A schema of films, people and reviews: the planner reads it as it reads the community's."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from graph import Graph, tallied
from queries.planner.execute import Planner

OPERATIONS = {
    "everything at once": """{
      films(first: 2) { totalCount edges { cursor node { ...film } } pageInfo { hasNextPage endCursor } }
      works(last: 3) { nodes { __typename id ... on Film { minutes } ... on Series { seasons } } }
      people(where: {films: {some: {title: {eq: "片0"}}}}) { totalCount nodes { name phone likes { __typename ... on Series { title } } } }
      node(id: "review:3") { __typename ... on Review { stars of { title } by { name } } }
      nodes(ids: ["film:1", "none", "series:1"]) { __typename id ... on Work { title } }
      film(id: "film:2") { ...film sequelOf { title sequelOf { title } } sequels { title } }
      popular(atLeast: 1, first: 2) { totalCount nodes { reviews work { title ... on Film { color } } } } about { version }
    } fragment film on Film { title rating status genres director { name } cast(first: 1) { name } }""",
    "a statement's rows": """{ film(id: "film:3") { audience(atLeast: 1) { many others { id } totalCount
      edges { cursor node { stars praise who { name films(first: 1) { nodes { title } } } } } } summary { count least best { text } } } }""",
    "overlapping fragments": """{ works { nodes { ... on Work { title reviews(first: 1) { nodes { id } } }
      ... on Node { id ... on Film { title reviews(first: 1) { nodes { stars } totalCount } } } ...s } } }
      fragment s on Series { title reviews(first: 1) { edges { node { id } } } }""",
    "one name, two types": """{ works { nodes { ... on Film { where: premiere } ... on Series { when: premiere } } } }""",
    "only typenames": """{ __typename films { __typename edges { __typename } } people { nodes { __typename } }
      popular(atLeast: 0) { __typename } film(id: "film:0") { __typename } work(id: "series:0") { __typename } }""",
}  # fmt: skip


async def ask(planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None) -> Any:
    """The answer of an operation, which must be one statement and the same by both readings."""
    with tallied() as tally:
        answer = await planner.execute(graph, source, variables)
    assert tally.statements <= 1
    assert answer.body == (await planner.execute(graph, source, variables, checked=False)).body
    return orjson.loads(answer.body)


async def data(planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None) -> Any:
    answer = await ask(planner, graph, source, variables)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_over_any_model_is_one_statement(
    planner: Planner, cinema: Graph, name: str
) -> None:
    assert await data(planner, cinema, OPERATIONS[name])


async def test_all_root_fields_are_answered_together(planner: Planner, cinema: Graph) -> None:
    found = await data(planner, cinema, OPERATIONS["everything at once"])
    assert found["films"]["totalCount"] == 7
    assert found["films"]["edges"][0]["node"] == {
        "title": "片0", "rating": None, "status": "RUNNING", "genres": ["g0", "all"],
        "director": {"name": "人0"}, "cast": [{"name": "人0"}],
    }  # fmt: skip
    assert [each["__typename"] for each in found["works"]["nodes"]] == ["Film", "Film", "Film"]
    assert found["node"] == {
        "__typename": "Review", "stars": 4, "of": {"title": "片0"}, "by": {"name": "人3"},
    }  # fmt: skip
    assert [each and each["id"] for each in found["nodes"]] == ["film:1", None, "series:1"]
    assert found["people"]["nodes"][0]["phone"] == "138****1230"
    assert found["people"]["nodes"][0]["likes"] == [{"__typename": "Series", "title": "剧0"}]
    assert found["about"] == {"version": "1"}


async def test_a_property_that_two_types_have_in_different_kinds_is_read_for_each(
    planner: Planner, cinema: Graph
) -> None:
    found = (await data(planner, cinema, OPERATIONS["one name, two types"]))["works"]["nodes"]
    assert {"where": "Cannes"} in found
    assert {"when": "2026-01-01"} in found


async def test_a_personal_property_never_leaves_the_graph_beside_an_open_one_of_its_name(
    planner: Planner, cinema: Graph
) -> None:
    source = '{ nodes(ids: ["person:1"]) { ... on Series { line: phone } ... on Person { phone } } }'
    statement, parameters = planner.statement(source)
    assert b"13800001231" not in orjson.dumps((await cinema.read(statement or "", parameters))[0])
    assert await data(planner, cinema, source) == {"nodes": [{"phone": "138****1231"}]}


async def test_lists_are_filtered_and_ordered_like_connections(planner: Planner, cinema: Graph) -> None:
    source = """query($o: [PersonOrder!]) { film(id: "film:0") { cast(where: {born: {isNull: false}}, orderBy: $o, first: 2)
        { id born } } }"""
    up = await data(planner, cinema, source, {"o": [{"born": "ASC"}]})
    down = await data(planner, cinema, source, {"o": [{"born": "DESC"}]})
    assert [each["id"] for each in up["film"]["cast"]] == ["person:2", "person:3"]
    assert [each["id"] for each in down["film"]["cast"]] == ["person:3", "person:2"]


PAGED = """query($f: Int, $a: String, $l: Int, $b: String, $o: [FilmOrder!]) {
    films(first: $f, after: $a, last: $l, before: $b, orderBy: $o) { nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(
    "fields", [["rating"], ["released"], ["title"], ["color", "minutes"], ["status", "id"]]
)
async def test_pages_in_both_directions_hold_each_row_once(
    planner: Planner, cinema: Graph, fields: list[str], direction: str
) -> None:
    order = [{field: direction} for field in fields]
    whole = (await data(planner, cinema, PAGED, {"o": order}))["films"]["nodes"]
    assert len(whole) == 7
    for size, cursor, more, end in (("f", "a", "hasNextPage", "endCursor"), ("l", "b", "hasPreviousPage", "startCursor")):  # fmt: skip
        seen: list[Any] = []
        at = None
        while True:
            page = (await data(planner, cinema, PAGED, {"o": order, size: 2, cursor: at}))["films"]
            seen = seen + page["nodes"] if size == "f" else page["nodes"] + seen
            if not page["pageInfo"][more]:
                break
            at = page["pageInfo"][end]
        assert seen == whole


async def test_a_page_may_lie_between_two_cursors(planner: Planner, cinema: Graph) -> None:
    found = (await data(planner, cinema, "{ films { edges { cursor node { id } } } }"))["films"]["edges"]
    between = {"a": found[1]["cursor"], "b": found[5]["cursor"]}
    for size, ids in ({"f": 2}, found[2:4]), ({"l": 2}, found[3:5]), ({"f": 9}, found[2:5]):
        page = (await data(planner, cinema, PAGED, {**between, **size}))["films"]
        assert page["nodes"] == [each["node"] for each in ids]


async def test_an_empty_page_still_knows_what_follows(planner: Planner, cinema: Graph) -> None:
    source = "{ films(first: 0) { totalCount nodes { id } pageInfo { hasNextPage startCursor } } }"
    assert (await data(planner, cinema, source))["films"] == {
        "totalCount": 7, "nodes": [], "pageInfo": {"hasNextPage": True, "startCursor": None},
    }  # fmt: skip


@pytest.mark.parametrize("bad", ["", "!", "bnVsbA", "WyJhIl0", "e30", "æ"])
async def test_what_is_no_cursor_is_refused(planner: Planner, cinema: Graph, bad: str) -> None:
    answer = await ask(planner, cinema, PAGED, {"a": bad})
    assert "not a cursor of this list" in answer["errors"][0]["message"]
    assert answer["errors"][0]["locations"] == [{"line": 2, "column": 5}]
    assert "data" not in answer


@pytest.mark.parametrize("other", [[{"title": "DESC"}], [{"status": "ASC"}], [{"rating": "ASC"}]])
async def test_a_cursor_of_another_order_is_refused(
    planner: Planner, cinema: Graph, other: list[Any]
) -> None:
    cursor = (await data(planner, cinema, PAGED, {"f": 1}))["films"]["pageInfo"]["endCursor"]
    answer = await ask(planner, cinema, PAGED, {"a": cursor, "o": other})
    assert "not a cursor of this list in this order" in answer["errors"][0]["message"]


async def test_fields_of_a_statements_row_are_pages_and_objects_like_others(
    planner: Planner, cinema: Graph
) -> None:
    source = """query($a: String) { film(id: "film:3") { audience(atLeast: 1, first: 1, after: $a) { totalCount many
        nodes { stars praise who { name } } pageInfo { hasNextPage endCursor } } summary { count best { id } } } }"""
    first = (await data(planner, cinema, source))["film"]
    assert first["audience"]["nodes"] == [{"stars": 4, "praise": "人: ★★★★", "who": {"name": "人3"}}]
    assert (first["audience"]["totalCount"], first["summary"]) == (
        1,
        {"count": 1, "best": {"id": "review:3"}},
    )
    after = {"a": first["audience"]["pageInfo"]["endCursor"]}
    assert (await data(planner, cinema, source, after))["film"]["audience"]["nodes"] == []


@pytest.mark.parametrize(
    "odd", ["film:0'", 'film:"0', "film:\\0", "片\u0000", "$p.a0", "}) RETURN 1 //", "😀", ""]
)
async def test_an_odd_id_is_only_a_value(planner: Planner, cinema: Graph, odd: str) -> None:
    await cinema.command("MATCH (f:Film {id: 'film:0'}) SET f.id = $p.id", {"id": odd})
    found = await data(planner, cinema, "query($i: ID!) { film(id: $i) { id title } }", {"i": odd})
    assert found == {"film": {"id": odd, "title": "片0"}}


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"released": {"gt": "soon"}}, "at .released.gt: 'soon' is not a date: write it as 2026-11-24."),
        ({"reviews": {"some": {"written": {"gt": "2026-11-24T08:00:00"}}}}, "has no time zone"),
        ({"minutes": {"gt": "long"}}, "at .minutes.gt: "),
    ],
)
async def test_a_variable_that_is_no_such_value_is_told_with_its_place(
    planner: Planner, cinema: Graph, where: Any, message: str
) -> None:
    source = "query($w: FilmFilter) { films(where: $w) { totalCount } }"
    (error,) = orjson.loads((await planner.execute(cinema, source, {"w": where})).body)["errors"]
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
