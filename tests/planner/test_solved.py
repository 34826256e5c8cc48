"""A field that needs a solver: one read asks, Python answers, one read selects on the ids of the answer."""

from __future__ import annotations

import json
import logging
from typing import Any

import orjson
import pytest

from graph import Graph, tallied
from queries.planner.execute import Planner

EVENING = """query ($minutes: Int!, $first: Int, $after: String) { evening(minutes: $minutes, first: $first, after: $after) {
    minutes totalCount first { id title } pageInfo { hasNextPage endCursor }
    edges { cursor node { starts when film { id title director { name } cast(first: 1) { name phone } } } } }
  films(first: 1) { nodes { title } } }"""
CASTINGS = """{ people(first: 3) { totalCount nodes { name works(first: 1) { nodes { title } }
    cast: casting { many rows { works { __typename title ... on Film { minutes } } of { id } } } } } }"""


async def ask(
    planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None, statements: int = 2
) -> Any:
    """The answer, the same by both readings and in so many statements."""
    with tallied() as tally:
        answer = await planner.execute(graph, source, variables)
    assert tally.statements == statements, tally.texts
    assert answer.body == (await planner.execute(graph, source, variables, checked=False)).body
    return orjson.loads(answer.body)


async def test_an_answer_that_needs_a_solver_is_two_statements_and_pages_like_any_other(
    planner: Planner, cinema: Graph
) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        found = await ask(planner, cinema, EVENING, {"minutes": 300, "first": 2, "after": cursor})
        evening = found["data"]["evening"]
        assert (evening["minutes"], evening["totalCount"], evening["first"]["id"]) == (270, 3, "film:0")
        seen += [edge["node"]["film"]["id"] for edge in evening["edges"]]
        if not evening["pageInfo"]["hasNextPage"]:
            break
        cursor = evening["pageInfo"]["endCursor"]
    assert seen == ["film:0", "film:2", "film:4"]
    assert evening["edges"][0]["node"]["when"] == "+180"
    assert evening["edges"][0]["node"]["film"]["cast"][0]["phone"].startswith("138****")
    assert found["data"]["films"]["nodes"] == [{"title": "片0"}]


async def test_several_solvers_below_a_list_are_asked_together_each_under_its_own_node(
    planner: Planner, cinema: Graph
) -> None:
    found = (await ask(planner, cinema, CASTINGS, statements=3))["data"]["people"]
    assert found["totalCount"] == 7
    casts = [each["cast"] for each in found["nodes"]]
    assert all(each is None or each["rows"][0]["works"] for each in casts)
    assert len({orjson.dumps(each) for each in casts}) > 1
    question = planner.compiled(CASTINGS)[0].question or ""
    assert "totalCount" not in question
    assert ".title" not in question


async def test_what_the_graph_has_no_say_in_of_an_answers_rows_never_goes_there(
    planner: Planner, cinema: Graph, reads: list[Any]
) -> None:
    plain = "when kind: __typename reels { __typename label nth } pages: reels { nth }"
    for below, columns in (
        (plain, {"id", "starts"}),
        (f"{plain} film {{ title }}", {"id", "starts", "film"}),
    ):
        source = f"{{ evening(minutes: 300, first: 2) {{ totalCount nodes {{ {below} }} edges {{ node {{ starts }} }} }} }}"
        found = (await ask(planner, cinema, source))["data"]["evening"]
        rows = reads[-1].p["s0"]["root"]["shown"]
        assert [set(each) for each in rows] == [columns | {"_place"}] * 3
        assert [each["kind"] for each in found["nodes"]] == ["Showing", "Showing"]
        first, second = found["nodes"]
        assert (first["reels"], first["pages"]) == ([], [])
        assert second["reels"] == [{"__typename": "Reel", "label": f"#{nth}", "nth": nth} for nth in (1, 2)]
        assert [each["node"]["starts"] for each in found["edges"]] == [0, int(second["when"])]


async def test_no_answer_is_null(planner: Planner, cinema: Graph) -> None:
    found = await ask(planner, cinema, "{ evening(minutes: 0) { minutes nodes { starts } } }")
    assert found == {"data": {"evening": None}}


async def test_each_in_an_operation_has_a_statement_of_its_own_before_the_last(
    planner: Planner, cinema: Graph
) -> None:
    source = """{ a: evening(minutes: 100) { minutes } b: evening(minutes: 200) { minutes }
        person(id: "person:1") { casting { many } } }"""
    found = (await ask(planner, cinema, source, statements=4))["data"]
    assert (found["a"]["minutes"], found["b"]["minutes"]) == (90, 180)


async def test_nodes_whose_ids_are_given_are_not_looked_for_first(planner: Planner, cinema: Graph) -> None:
    below = "casting { many rows { of { id } } }"
    found = await ask(planner, cinema, f"{{ people(first: 7) {{ nodes {{ id {below} }} }} }}", statements=3)
    known = {each["id"]: each["casting"] for each in found["data"]["people"]["nodes"]}
    assert any(known.values())
    for id_ in [*known, "person:99", "film:1"]:
        one = f"{{ person(id: {json.dumps(id_)}) {{ {below} }} }}"
        person = (await ask(planner, cinema, one))["data"]["person"]
        assert person == ({"casting": known[id_]} if id_ in known else None)
    ids = ["person:1", "film:1", "person:2", "person:1", "person:99"]
    several = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Person {{ id {below} }} }} }}"
    nodes = (await ask(planner, cinema, several, {"ids": ids}))["data"]["nodes"]
    assert [(each or {}).get("casting") for each in nodes] == [known.get(each) for each in ids]


async def test_one_that_is_skipped_costs_nothing(planner: Planner, cinema: Graph) -> None:
    source = (
        "query ($no: Boolean!) { evening(minutes: 9) @include(if: $no) { minutes } films { totalCount } }"
    )
    await ask(planner, cinema, source, {"no": False}, statements=1)
    await ask(planner, cinema, source, {"no": True}, statements=2)


async def test_one_within_another_is_refused_with_the_mend(planner: Planner, cinema: Graph) -> None:
    source = "{ evening(minutes: 100, first: 2) { nodes { film { cast { casting { many } } } } } }"
    found = await ask(planner, cinema, source, statements=0)
    assert "ask in a second operation" in found["errors"][0]["message"]
    assert found["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_what_a_solver_refuses_is_told_and_what_breaks_it_is_not(
    planner: Planner, cinema: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    refused = await ask(planner, cinema, "{ evening(minutes: 13) { minutes } }", statements=1)
    assert refused["errors"][0]["message"] == "No evening has thirteen minutes."
    with caplog.at_level(logging.CRITICAL):
        broken = await ask(planner, cinema, "{ evening(minutes: 14) { minutes } }", statements=1)
    assert "secret" not in broken["errors"][0]["message"]
    assert broken["errors"][0]["extensions"]["code"] == "INTERNAL"


async def test_its_cost_counts_as_declared(planner: Planner, cinema: Graph) -> None:
    asked = "{ people(first: 99) { nodes { casting { many } } } }"
    await ask(planner, cinema, asked, statements=3)
    found = await ask(planner, cinema, asked.replace("99", "100"), statements=0)
    assert found["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


async def test_all_statements_are_explained(planner: Planner, cinema: Graph) -> None:
    answer = await planner.execute(cinema, EVENING, {"minutes": 100}, explain=True)
    told = orjson.loads(answer.body)["extensions"]["explain"]
    assert told["dbHits"] > 0
    assert [each["dbHits"] > 0 for each in told["before"]] == [True]
    assert "$p.s0" in told["statement"]


async def test_values_never_stand_in_either_text(planner: Planner) -> None:
    one, _ = planner.compiled(EVENING, {"minutes": 1234})
    two, _ = planner.compiled(EVENING, {"minutes": 77})
    assert (one.statement, one.solved) == (two.statement, two.solved)
    assert "1234" not in f"{one.statement}{one.solved}"


async def test_the_text_of_what_is_answered_apart_is_the_same_whatever_is_selected(planner: Planner) -> None:
    one = planner.compiled("{ evening(minutes: 9) { minutes } }")[0]
    two = planner.compiled(EVENING.replace("evening(", "tonight: evening("), {"minutes": 9})[0]
    assert [*one.solved.values()] == [*two.solved.values()]
    assert one.statement != two.statement
