"""Societies and activities: what suits a need, who sleeps, who signed up and came."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from graph import Graph
from queries.planner.execute import Planner

Ask = Callable[..., Awaitable[Any]]


async def test_the_singles_are_shown_the_coming_mixer_and_no_finance_talk(stories: Graph, ask: Ask) -> None:
    (need,) = (await ask(stories, "33"))["needs"]["nodes"]
    assert need["title"] == "单身职工想扩大交友圈"
    titles = [each["candidate"]["title"] for each in need["matches"]["nodes"]]
    assert titles == ["示例单身联谊"], (
        "not held, forgotten, cancelled or full; and 智库进汇金 is another matter"
    )
    assert need["matches"]["totalCount"] == 1


async def asleep(stories: Graph, ask: Ask, **variables: Any) -> dict[str, Any]:
    rows = (await ask(stories, "34", **variables))["societiesAsleep"]["nodes"]
    return {each["society"]["name"]: each for each in rows}


async def test_societies_with_nothing_held_or_planned_for_six_months_are_asleep(
    stories: Graph, ask: Ask
) -> None:
    found = await asleep(stories, ask)
    climbers = found["示例登山社"]
    assert (climbers["lastActivity"]["title"], climbers["members"]) == ("示例春日登山", 2)
    assert list(found)[-1] == "示例登山社", "those that never held anything come first"
    assert found["空中慕课"]["lastActivity"] is None
    assert not {"大咖智囊团", "示例合唱社"} & set(found), "one has plans, one sang six months ago to the day"


async def test_whether_a_society_is_asleep_follows_the_day_and_the_months(stories: Graph, ask: Ask) -> None:
    assert "示例合唱社" in await asleep(stories, ask, asOf="2026-11-25")
    assert "示例登山社" not in await asleep(stories, ask, months=12)
    spring = await asleep(stories, ask, asOf="2026-05-01")
    assert "示例登山社" not in spring
    assert spring["示例合唱社"]["lastActivity"] is None, "what was held later was not known then"


async def test_a_society_is_looked_for_in_its_community_at_any_depth(
    stories: Graph, planner: Planner
) -> None:
    source = (
        'query ($name: String!) { societiesAsleep(community: $name, asOf: "2026-11-24") { nodes { id } } }'
    )
    body = orjson.loads((await planner.execute(stories, source, {"name": "示例商务社区06"})).body)
    assert {"id": "society:example-chess"} in body["data"]["societiesAsleep"]["nodes"]
    assert {"id": "society:example-climbers"} not in body["data"]["societiesAsleep"]["nodes"]
    (error,) = orjson.loads(
        (await planner.execute(stories, "{ societiesAsleep(months: 0) { totalCount } }")).body
    )["errors"]
    assert "give 1 to 600" in error["message"]


async def test_an_activity_tells_its_places_its_sign_ups_and_who_came(stories: Graph, ask: Ask) -> None:
    (singing,) = (await ask(stories, "38"))["activities"]["nodes"]
    assert (singing["capacity"], singing["reserved"], singing["signUps"]["totalCount"]) == (20.0, 4.0, 4)
    states = [each["status"] for each in singing["signUps"]["edges"]]
    assert {state: states.count(state) for state in states} == {"ATTENDED": 2, "ABSENT": 1, "CANCELLED": 1}
    assert all(each["node"]["name"].startswith("示例社员") for each in singing["signUps"]["edges"])
    (lecture,) = (await ask(stories, "38", words="大咖系列"))["activities"]["nodes"]
    assert lecture["brands"] == [{"name": "大咖系列讲堂"}]
    assert lecture["capacity"] is None


async def test_the_brands_of_xintiandi_are_its_centers(stories: Graph, planner: Planner) -> None:
    source = '{ node(id: "center:xintiandi") { ... on ServiceCenter { brands { name synthetic } } } }'
    body = orjson.loads((await planner.execute(stories, source)).body)
    assert sorted(each["name"] for each in body["data"]["node"]["brands"]) == ["午间一小时", "咖啡会客厅"]
    assert not any(each["synthetic"] for each in body["data"]["node"]["brands"])
