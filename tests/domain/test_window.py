"""The one window: cases past their promise, by matter, on any day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph import Graph
from queries.planner.viewer import NOBODY

Ask = Callable[..., Awaitable[Any]]
FOOD, LABOUR = "示例食品经营许可", "示例劳动用工备案"


@pytest.fixture
def overdue(stories: Graph, ask: Ask) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def asked(**variables: Any) -> dict[str, Any]:
        rows = (await ask(stories, "32", **variables))["overdueCases"]["nodes"]
        return {row["matter"]["name"]: row for row in rows if row["matter"]["name"] in (FOOD, LABOUR)}

    return asked


def told(row: dict[str, Any]) -> list[tuple[str, int, str | None, list[str]]]:
    return [
        (
            each["case"]["title"],
            each["daysLate"],
            each["step"] and each["step"]["name"],
            [agent["name"] for agent in each["standsWith"]],
        )
        for each in row["cases"]
    ]


async def test_cases_past_their_promise_say_how_late_where_they_stand_and_how_they_got_there(
    overdue: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await overdue()
    assert (found[FOOD]["overdue"], found[FOOD]["daysLate"]) == (2, 15)
    assert told(found[FOOD]) == [
        ("示例咖啡馆换证", 15, "现场核查", ["示例市场监管"]),
        ("示例零食店办证", 4, None, ["汇金国际综合服务中心"]),
    ]
    assert [(each["on"], each["to"]["name"]) for each in found[FOOD]["cases"][0]["handOvers"]] == [
        ("2026-11-03", "示例市场监管"),
        ("2026-11-12", "汇金国际综合服务中心"),
    ]
    assert told(found[LABOUR]) == [("示例汇金企业02用工备案", 6, None, ["示例窗口人员01"])], (
        "neither what is due today nor what was withdrawn"
    )


async def test_what_was_closed_late_counts_where_asked_and_what_was_closed_in_time_never(
    overdue: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await overdue(closed=True)
    assert found[FOOD]["overdue"] == 3
    assert ("示例惠食公司办证", 5, None, []) in told(found[FOOD])
    assert "示例新膳坊办证" not in {title for title, *_ in told(found[FOOD])}
    assert found[LABOUR]["overdue"] == 1


async def test_on_an_earlier_day_what_is_closed_by_now_was_late_and_open(
    overdue: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await overdue(asOf="2026-11-08")
    assert told(found[FOOD]) == [("示例惠食公司办证", 3, "发证", ["汇金国际综合服务中心"])]
    assert told(found[LABOUR]) == [("示例驾校用工备案", 7, None, ["汇金国际综合服务中心"])]
    (case,) = [each for each in (await overdue(asOf="2026-11-10"))[FOOD]["cases"] if each["step"]]
    assert (case["daysLate"], len(case["handOvers"])) == (1, 1)


async def test_whoever_has_the_case_is_masked_for_those_without_permission(
    overdue: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await overdue(viewer=NOBODY)
    assert told(found[LABOUR])[0][3] == ["示**"]
    assert told(found[FOOD])[0][3] == ["示例市场监管"]
