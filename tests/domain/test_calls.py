"""The call network: how long a building's calls wait, and which nobody answered."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from graph import Graph
from queries.planner.execute import Planner
from tests.domain.conftest import Ask

DAY = "2026-11-24"


async def buildings(graph: Graph, ask: Ask, place: str, since: str | None, day: str) -> list[dict[str, Any]]:
    data = await ask(graph, "44-call-times", place=place, since=since, asOf=day)
    return data["callTimes"]["nodes"]


def told(row: dict[str, Any]) -> tuple[str, int, int, float | None]:
    return row["building"]["name"], row["answered"], row["unanswered"], row["medianMinutes"]


async def test_median_time_to_first_answer_by_building_and_the_calls_unanswered(
    stories: Graph, ask: Ask
) -> None:
    rows = await buildings(stories, ask, "西湖文化广场", "2026-08-26", DAY)
    # 2, 4 and 9 minutes in the tower; 10 and 20 in building 02; building 01's only call has no answer
    assert [told(row) for row in rows] == [
        ("越都商务大厦", 3, 1, 4),
        ("示例楼宇01", 0, 1, None),
        ("示例楼宇02", 2, 0, 15),
    ]
    tower = rows[0]
    assert [(each["topic"], each["alerted"]) for each in tower["open"]] == [
        ("示例门禁失灵", [{"name": "示例越都联络群"}])
    ]
    assert [each["name"] for each in tower["groups"]] == ["示例越都联络群"]
    assert [each["name"] for each in tower["teams"]] == ["示例越都志愿队"]
    assert "示例违停求助" not in orjson.dumps(rows).decode()  # another community's


async def test_the_days_asked_about_bound_the_calls(stories: Graph, ask: Ask) -> None:
    # on the 20th of May there is one call, of 90 minutes; the 25th of November brings one of three hours
    (may,) = await buildings(stories, ask, "越都商务大厦", None, "2026-05-20")
    assert told(may) == ("越都商务大厦", 1, 0, 90)
    (november,) = await buildings(stories, ask, "越都商务大厦", "2026-11-21", "2026-11-25")
    assert told(november) == ("越都商务大厦", 1, 0, 180)
    assert await buildings(stories, ask, "越都商务大厦", "2026-11-21", DAY) == []


@pytest.mark.parametrize("since", ["2026-11-25"])
async def test_days_in_the_wrong_order_are_told_so(planner: Planner, stories: Graph, since: str) -> None:
    source = """query ($since: Date) { callTimes(within: "新天地", since: $since, asOf: "2026-11-24") { totalCount } }"""
    (error,) = orjson.loads((await planner.execute(stories, source, {"since": since})).body)["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "is after `asOf`" in error["message"]
