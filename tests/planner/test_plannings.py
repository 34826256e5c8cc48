"""What is asked alike is planned once by Neo4j, whatever the values, the pages and the names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner
from tests.conftest import Server

DRAWN = random.Random(7)  # noqa: S311 - nothing secret is drawn
Request = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


def words(i: int) -> str:
    """A text of any length, so that its size class differs too."""
    return DRAWN.choice(("食堂", "a", "x" * 40, "员工餐厅 " * 40, "'}) //", "")) + str(i)


def by_id(ids: list[str], _: list[str], i: int) -> Request:
    name, title = f"a{i}", f"b{i % 7}"
    source = f"query Q{i}($id: ID!) {{ {name}: node(id: $id) {{ id ... on Need {{ {title}: title raisedBy {{ id name }} }} }} }}"
    return source, {"id": DRAWN.choice([*ids, words(i)])}


def listed(ids: list[str], _: list[str], i: int) -> Request:
    source = f"query($ids: [ID!]!) {{ x{i % 50}: nodes(ids: $ids) {{ id }} }}"
    return source, {"ids": [DRAWN.choice([*ids, words(i)]) for _ in range(DRAWN.choice((0, 1, 2, 20, 200)))]}


def paged(_: list[str], cursors: list[str], i: int) -> Request:
    source = (
        f"query($n: Int, $c: String, $w: NeedFilter) {{ a{i % 9}: needs(first: $n, after: $c, where: $w, orderBy: [{{title: ASC}}]) {{ "
        f"totalCount pageInfo {{ hasNextPage endCursor }} z{i}: nodes {{ id title asksFor {{ name }} referrals {{ status }} }} }} }}"
    )
    many = [words(k) for k in range(DRAWN.choice((1, 3, 30)))]
    where = {
        "title": {"contains": words(i)},
        "status": {"in": DRAWN.choice((["OPEN"], ["OPEN", "MET", "WITHDRAWN"]))},
        "id": {"in": many},
    }
    return source, {"n": DRAWN.choice((None, 0, 1, 5, 100)), "c": DRAWN.choice(cursors), "w": where}


def summed(_: list[str], cursors: list[str], i: int) -> Request:
    source = f'query($at: String!) {{ k{i}: needs(where: {{updated: {{gt: "2026-01-{i % 28 + 1:02d}T00:00:00Z"}}, title: {{eq: $at}}}}) {{ aggregate {{ count quantity {{ sum }} }} groups(by: [STATUS], first: {i % 5 + 1}) {{ key {{ status }} count }} }} }}'
    return source, {"at": words(i)}


SHAPES: dict[str, Callable[[list[str], list[str], int], Request]] = {
    each.__name__: each for each in (by_id, listed, paged, summed)
}


def requests(shape: str, ids: list[str], cursors: list[str], many: int) -> Iterator[Request]:
    return (SHAPES[shape](ids, cursors, i) for i in range(many))


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_thousand_requests_of_one_shape_are_planned_once(
    server: Server, stories: Graph, planner: Planner, shape: str
) -> None:
    asked = "{ needs(first: 50, orderBy: [{title: ASC}]) { edges { cursor node { id } } } }"
    known = orjson.loads((await planner.execute(stories, asked)).body)["data"]["needs"]["edges"]
    ids, cursors = [each["node"]["id"] for each in known], [each["cursor"] for each in known]
    before = None
    for source, variables in requests(shape, ids, cursors, 1_000):
        answer = orjson.loads((await planner.execute(stories, source, variables)).body)
        assert "errors" not in answer, (answer["errors"], source)
        before = before or server.plannings()
    assert server.plannings() == before


async def test_a_hundred_matches_are_planned_once(server: Server, stories: Graph, planner: Planner) -> None:
    """Three statements answer each: who is meant, the match, and what is selected of it."""
    asked = "{ needs(first: 50) { nodes { id } } }"
    ids = [
        each["id"]
        for each in orjson.loads((await planner.execute(stories, asked)).body)["data"]["needs"]["nodes"]
    ]
    before = None
    for i in range(100):
        source = f"query($id: ID!, $n: Int, $to: Int) {{ need(id: $id) {{ m{i}: matches(first: $n, toRing: $to) {{ totalCount nodes {{ id score r{i}: reason }} }} }} }}"
        variables = {
            "id": DRAWN.choice([*ids, words(i)]),
            "n": DRAWN.choice((None, 1, 20)),
            "to": DRAWN.choice((None, 0, 4)),
        }
        answer = orjson.loads((await planner.execute(stories, source, variables)).body)
        assert "errors" not in answer, (answer["errors"], source)
        before = before or server.plannings()
    assert server.plannings() == before


async def test_another_shape_is_another_planning(server: Server, stories: Graph, planner: Planner) -> None:
    """So the counter counts."""
    before = server.plannings()
    answer = await planner.execute(stories, "{ needs(first: 1) { nodes { quantity unit minimum } } }")
    assert not answer.codes
    assert server.plannings() > before
