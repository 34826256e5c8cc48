"""Visits: teams against their quota, and whom nobody visited."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from graph import Graph
from lianlou.web import operations
from queries.planner.execute import Planner

Ask = Callable[..., Awaitable[Any]]


async def quotas(stories: Graph, ask: Ask, day: str) -> dict[str, tuple[Any, ...]]:
    nodes = (await ask(stories, "21", asOf=day))["visitingQuotas"]["nodes"]
    return {
        each["team"]["name"]: (each["due"], each["made"], each["behind"], each["shortDays"]) for each in nodes
    }


async def test_a_team_is_behind_by_what_its_quota_asks_for_up_to_the_day(stories: Graph, ask: Ask) -> None:
    told = await quotas(stories, ask, "2026-11-24")  # a Tuesday: two working days of two
    assert told["汇小金"] == (4, 3, 1, ["2026-11-24"]), "the same firm twice on a day is one visit"
    assert told["示例07走访队"] == (4, 4, 0, [])
    assert told["示例08走访队"] == (None, 0, None, [])
    assert next(iter(told)) == "汇小金"


async def test_on_the_monday_nobody_was_behind_and_a_sunday_asks_for_five_days(
    stories: Graph, ask: Ask
) -> None:
    assert (await quotas(stories, ask, "2026-11-23"))["汇小金"] == (2, 2, 0, [])
    due, made, behind, short = (await quotas(stories, ask, "2026-11-22"))["汇小金"]
    assert (due, made, behind, len(short)) == (10, 1, 9, 5)


async def test_what_was_heard_on_a_visit_became_a_need(stories: Graph, ask: Ask) -> None:
    heard = (await ask(stories, "21"))["heard"]["nodes"]
    told = {(v["visited"]["name"], need["title"]) for v in heard for need in v["heard"]}
    assert ("示例汇金企业01", "能否推荐财务人员") in told


async def test_whoever_was_not_visited_for_90_days_is_listed_those_never_visited_first(
    stories: Graph, ask: Ask
) -> None:
    page = (await ask(stories, "22"))["unvisited"]
    told = [(each["enterprise"]["name"], each["lastVisitedOn"], each["days"]) for each in page["nodes"]]
    assert told == [("示例07单车公司", None, None), ("示例07老金融公司", "2026-08-26", 90)]
    assert page["totalCount"] == 2, "not who was there 89 days ago, who moved out or has not moved in"


async def test_on_another_day_others_are_listed(stories: Graph, ask: Ask) -> None:
    page = (await ask(stories, "22", asOf="2026-11-25"))["unvisited"]
    assert [each["days"] for each in page["nodes"]] == [None, 91, 90]
    page = (await ask(stories, "22", asOf="2026-12-01"))["unvisited"]
    assert "示例07单车公司" not in {each["enterprise"]["name"] for each in page["nodes"]}, (
        "visited on 30 November"
    )


async def test_a_place_that_does_not_exist_is_named(stories: Graph, ask: Ask) -> None:
    page = (await ask(stories, "22", place="没有这里"))["unvisited"]
    assert (page["totalCount"], page["unresolved"]) == (0, ["没有这里"])


async def test_a_page_is_bounded_and_says_that_more_follow(stories: Graph, ask: Ask) -> None:
    page = (await ask(stories, "22", first=1))["unvisited"]
    assert len(page["nodes"]) == 1
    assert page["totalCount"] == 2
    assert page["pageInfo"]["hasNextPage"]


async def test_a_negative_number_of_days_is_refused(stories: Graph, planner: Planner) -> None:
    saved = next(each for each in operations() if each.key.startswith("22"))
    given = {**saved.examples[0].variables, "days": -1}
    answer = await planner.execute(stories, saved.query, given, saved.name)
    assert "`days` is -1" in orjson.loads(answer.body)["errors"][0]["message"]
