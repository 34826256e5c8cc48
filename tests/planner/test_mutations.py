"""A mutation's field is one write transaction, in which what it gives is read as any query is."""

from __future__ import annotations

from typing import Any

import orjson

from graph import Graph, tallied
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY, Viewer

CRITIC = Viewer("critic", permissions=frozenset({"REVIEW"}))
REVIEW = """mutation ($work: ID!, $stars: Int!) { review(input: {work: $work, stars: $stars}) {
    refused work { title reviews { totalCount nodes { id } } } review { stars text } } }"""


async def ask(planner: Planner, graph: Graph, source: str, who: Viewer = CRITIC, **variables: Any) -> Any:
    return orjson.loads((await planner.execute(graph, source, variables, viewer=who)).body)


async def reviews(graph: Graph) -> list[str]:
    rows = await graph.read(
        "MATCH (r:Review) WHERE r.id STARTS WITH 'review:new' RETURN r.id AS id ORDER BY id"
    )
    return [row["id"] for row in rows]


async def test_what_is_written_is_read_in_the_same_transaction(planner: Planner, cinema: Graph) -> None:
    with tallied() as tally:
        body = await ask(planner, cinema, REVIEW, work="film:1", stars=4)
    assert body["data"]["review"] == {
        "refused": [],
        "work": {
            "title": "片1",
            "reviews": {"totalCount": 2, "nodes": [{"id": "review:1"}, {"id": "review:new4"}]},
        },
        "review": {"stars": 4, "text": "critic"},
    }
    assert tally.statements == 2, "the write's own, and one for all that is selected"


async def test_what_is_declined_writes_nothing_and_its_row_is_read(planner: Planner, cinema: Graph) -> None:
    body = await ask(planner, cinema, REVIEW, work="series:1", stars=6)
    (refused,) = body["data"]["review"]["refused"]
    assert refused == "Give five stars at most."
    assert body["data"]["review"]["work"]["title"] == "剧1"
    assert body["data"]["review"]["review"] is None
    assert "errors" not in body
    assert await reviews(cinema) == []


async def test_a_write_that_fails_leaves_nothing_tells_no_secret_and_lets_the_others_stand(
    planner: Planner, cinema: Graph
) -> None:
    source = """mutation { one: review(input: {work: "film:1", stars: 1}) { review { id } }
        bad: review(input: {work: "film:1", stars: 7}) { review { id } }
        two: review(input: {work: "film:1", stars: 2}) { work { reviews { totalCount } } } }"""
    body = await ask(planner, cinema, source)
    assert body["data"]["bad"] is None
    assert body["data"]["two"]["work"]["reviews"]["totalCount"] == 3, "the fields are done in their order"
    (error,) = body["errors"]
    assert (error["path"], "secret" in orjson.dumps(body).decode()) == (["bad"], False)
    assert await reviews(cinema) == ["review:new1", "review:new2"]


async def test_whoever_may_not_is_refused_before_the_first_field_is_done(
    planner: Planner, cinema: Graph
) -> None:
    source = 'mutation { a: __typename one: review(input: {work: "film:1", stars: 1}) { review { id } } }'
    for who in (NOBODY, Viewer("critic", permissions=frozenset({"OTHER"}))):
        with tallied() as tally:
            body = await ask(planner, cinema, source, who)
        assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "data" not in body
        assert tally.statements == 0
    assert (await ask(planner, cinema, source))["data"]["a"] == "Mutation"
