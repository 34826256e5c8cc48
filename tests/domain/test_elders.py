"""Riders and elders: who is visited too seldom, and pairings that lack a consent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from graph import Graph
from loaders import load
from queries.planner.viewer import NOBODY

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def short(stories: Graph, ask: Ask) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def asked(**variables: Any) -> dict[str, Any]:
        rows = (await ask(stories, "36", **variables))["eldersShort"]["nodes"]
        return {row["elder"]["name"]: row for row in rows}

    return asked


def told(row: dict[str, Any]) -> tuple[bool, int, int, int, str | None]:
    return row["counted"], row["weeks"], row["weeksShort"], row["visits"], row["lastVisitOn"]


async def test_elders_with_a_week_of_too_few_visits_are_told_most_weeks_short_first(
    short: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    found = await short()
    assert {name: told(row) for name, row in found.items()} == {
        "示例结对老人03": (True, 2, 2, 0, "2026-11-03"),
        "示例结对老人02": (True, 2, 1, 1, "2026-11-12"),
        "示例结对老人07": (True, 2, 1, 3, "2026-11-24"),
        "示例结对老人04": (False, 0, 0, 0, "2026-11-19"),
    }, "01 is visited weekly, 05's pairing has ended, 06's is not a week old"
    assert next(iter(found)) == "示例结对老人03"
    assert list(found)[-1] == "示例结对老人04"


async def test_a_pairing_without_both_consents_is_shown_as_such(
    short: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    (pairing,) = (await short())["示例结对老人04"]["pairings"]
    assert (pairing["counted"], pairing["helperConsented"], pairing["elderConsented"]) == (False, True, None)
    twice = (await short(perWeek=2))["示例结对老人01"]
    assert told(twice) == (True, 2, 2, 2, "2026-11-20")
    assert [(each["helper"]["name"], each["counted"]) for each in twice["pairings"]] == [
        ("示例结对骑手01", True),
        ("示例结对骑手02", False),
    ]


async def test_weeks_are_counted_back_from_the_day_asked_and_pairings_are_those_of_that_day(
    short: Callable[..., Awaitable[dict[str, Any]]],
) -> None:
    november = await short(weeks=1, asOf="2026-11-17")
    assert set(november) == {"示例结对老人03", "示例结对老人07", "示例结对老人04"}
    october = await short(weeks=1, asOf="2026-10-20")
    assert told(october["示例结对老人05"]) == (True, 1, 1, 0, None)
    assert "示例结对老人06" not in october
    assert await short(asOf="2026-01-31") == {}, "nobody was paired yet"


async def test_names_are_masked_for_those_without_permission(
    short: Callable[..., Awaitable[dict[str, Any]]], stories: Graph, ask: Ask
) -> None:
    rows = (await ask(stories, "36", viewer=NOBODY))["eldersShort"]["nodes"]
    assert {row["elder"]["name"] for row in rows} == {"示**"}
    assert {each["helper"]["name"] for row in rows for each in row["pairings"]} == {"示**"}


async def test_after_the_signing_the_sixteen_elders_of_the_story_count_and_nobody_has_visited_them_yet(
    graph: Graph, ask: Ask
) -> None:
    data = Path(__file__).parents[2] / "data"
    for folder in ("stories", "stories-after"):
        report = await load(graph, [data / folder])
        assert not report.refusals, report.refusals[:3]
    found = (await ask(graph, "36", community="新和平"))["eldersShort"]["nodes"]
    assert len(found) == 16
    assert {told(row) for row in found} == {(True, 2, 2, 0, None)}
