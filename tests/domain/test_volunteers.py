"""Volunteers: which teams can send certified people on a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph import Graph
from queries.planner.viewer import NOBODY

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def teams(stories: Graph, ask: Ask) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def asked(**variables: Any) -> dict[str, Any]:
        rows = (await ask(stories, "35", **variables))["teamsAble"]["nodes"]
        return {row["team"]["name"]: row for row in rows}

    return asked


def counts(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["able"], row["unknown"], row["missing"]


async def test_on_saturday_three_can_come_for_sure_and_those_who_have_not_said_are_counted_apart(
    teams: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await teams()
    weekend = found["示例周末队"]
    assert counts(weekend) == (3, 1, 0)
    assert [each["name"] for each in weekend["people"]] == ["示例志愿者01", "示例志愿者02", "示例志愿者03"], (
        "not 04 whose certificate ended yesterday, 05 who is free on other days, 07 who left, 08 who has none"
    )
    assert [each["name"] for each in weekend["toAsk"]] == ["示例志愿者06"]
    assert counts(found["骑士汇"]) == (0, 12, 3)
    assert list(found).index("示例周末队") < list(found).index("骑士汇")
    assert not {"示例已停周末队", "示例双人队"} & set(found)


async def test_how_many_are_asked_and_on_which_day_decides(
    teams: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    sunday = await teams(people=2, on="2026-11-29")
    assert counts(sunday["示例双人队"]) == (2, 0, 0)
    assert counts(sunday["示例周末队"]) == (1, 1, 1)
    monday = await teams(people=2, on="2026-11-23")
    assert [each["name"] for each in monday["示例周末队"]["people"]] == ["示例志愿者03", "示例志愿者05"]
    assert counts(monday["骑士汇"]) == (0, 13, 2), "rider 09's certificate still held on that day"
    october = await teams(on="2026-10-31")
    assert counts(october["示例周末队"]) == (5, 1, 0), "04 was certified, and 07 still a member"


async def test_nobody_is_certified_before_the_first_certificate_or_with_an_unknown_one(
    teams: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    assert await teams(people=1, on="2025-02-28") == {}
    assert await teams(people=1, qualification="无此证书") == {}


async def test_members_names_are_masked_for_those_without_permission(
    teams: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await teams(viewer=NOBODY)
    assert {each["name"] for each in found["示例周末队"]["people"]} == {"示**"}
