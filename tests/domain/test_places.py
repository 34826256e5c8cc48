"""Places: what is in an area, and which spaces are free."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from graph import Graph
from lianlou.web import operations
from queries.planner.execute import Planner

Ask = Callable[..., Awaitable[Any]]


async def test_an_area_is_told_with_its_buildings_spaces_and_organizations(stories: Graph, ask: Ask) -> None:
    data = await ask(stories, "23")
    (area,) = data["places"]["nodes"]
    assert (area["__typename"], area["partOf"]["name"]) == ("Area", "示例商务社区07")
    tenants = {each["name"]: each["tenants"]["totalCount"] for each in data["buildings"]["nodes"]}
    assert tenants == {"示例楼宇07A": 3, "示例楼宇07B": 3}
    assert {(each["name"], each["seats"], each["partOf"]["name"]) for each in data["spaces"]["nodes"]} == {
        ("示例07报告厅", 120, "示例楼宇07A"),
        ("示例07多功能厅", 80, "示例楼宇07A"),
        ("示例07会议室", 30, "示例楼宇07B"),
        ("示例07路演厅", 60, "示例楼宇07B"),
    }
    names = {each["name"] for each in area["organizations"]["nodes"]}
    assert names == {
        "示例07融资租赁公司", "示例07小额贷款公司", "示例07老金融公司", "示例07软件公司", "示例07客运公司", "示例07单车公司",
    }, "neither who left nor who is still to come"  # fmt: skip


async def test_an_area_on_an_earlier_day_has_the_tenants_of_that_day(stories: Graph, ask: Ask) -> None:
    (area,) = (await ask(stories, "23", asOf="2026-04-09"))["places"]["nodes"]
    names = {each["name"] for each in area["organizations"]["nodes"]}
    assert "示例07已迁出金融公司" in names
    assert "示例07融资租赁公司" not in names, "it came on 10 April"


async def test_a_micro_grid_that_covers_two_buildings_is_a_level_of_its_own(stories: Graph, ask: Ask) -> None:
    data = await ask(stories, "23", place="示例07西片区")
    assert [each["__typename"] for each in data["places"]["nodes"][0]["parts"]["nodes"]] == ["MicroGrid"]
    assert {(each["name"], each["partOf"]["name"]) for each in data["buildings"]["nodes"]} == {
        ("示例楼宇07C", "示例07楼宇微网格"),
        ("示例楼宇07D", "示例07楼宇微网格"),
    }


async def free(stories: Graph, ask: Ask, **more: object) -> list[tuple[str, str, str | None]]:
    nodes = (await ask(stories, "24", **more))["freeSpaces"]["nodes"]
    return [(each["space"]["name"], each["state"], each["ask"]) for each in nodes]


async def test_spaces_that_are_open_large_enough_and_not_booked_are_free(stories: Graph, ask: Ask) -> None:
    told = await free(stories, ask)  # Thursday 2026-11-26, noon to one, 50 seats
    assert told == [
        ("示例07午间厅", "FREE", None),
        ("示例07报告厅", "FREE", None),
        ("示例07露台", "UNKNOWN", "座位数不详，请先询问"),
        ("示例07共享大厅", "UNKNOWN", "开放时间不详，请先询问"),
    ], "not the room of 30, nor what is booked, closed on Thursdays or for good, or in another community"


@pytest.mark.parametrize(
    ("starts", "ends", "named"),
    [
        ("2026-11-26T12:00:00+08:00", "2026-11-26T13:01:00+08:00", {"示例07报告厅"}),
        ("2026-11-26T11:59:00+08:00", "2026-11-26T12:30:00+08:00", {"示例07多功能厅"}),
        ("2026-11-26T15:00:00+08:00", "2026-11-26T16:00:00+08:00", {"示例07报告厅", "示例07多功能厅"}),
        (
            "2026-11-25T15:00:00+08:00",
            "2026-11-25T16:00:00+08:00",
            {"示例07报告厅", "示例07多功能厅", "示例07路演厅"},
        ),
        ("2026-11-28T10:00:00+08:00", "2026-11-28T11:00:00+08:00", set[str]()),
        ("2026-11-25T09:00:00+08:00", "2026-11-26T10:00:00+08:00", set[str]()),
    ],
    ids=[
        "past-closing",
        "between-two-bookings",
        "when-a-booking-ends",
        "wednesday",
        "saturday",
        "over-night",
    ],
)
async def test_hours_weekdays_and_bookings_are_kept_to_the_minute(
    stories: Graph, ask: Ask, starts: str, ends: str, named: set[str]
) -> None:
    told = await free(stories, ask, startsAt=starts, endsAt=ends)
    assert {name for name, state, _ in told if state == "FREE"} == named


async def test_the_community_may_be_named_instead_of_the_building(stories: Graph, ask: Ask) -> None:
    assert await free(stories, ask, place="示例商务社区07") == await free(stories, ask)


async def test_a_time_that_ends_before_it_starts_is_refused(stories: Graph, planner: Planner) -> None:
    saved = next(each for each in operations() if each.key.startswith("24"))
    given = {**saved.examples[0].variables, "endsAt": "2026-11-26T12:00:00+08:00"}
    answer = await planner.execute(stories, saved.query, given, saved.name)
    assert "not later" in orjson.loads(answer.body)["errors"][0]["message"]
