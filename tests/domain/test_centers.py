"""Service centers: where a matter is taken, and who covers a building."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from graph import Graph
from queries.planner.viewer import NOBODY

Ask = Callable[..., Awaitable[Any]]


def names(nodes: list[Any]) -> list[str]:
    return [each["name"] for each in nodes]


async def test_a_matter_is_taken_where_ones_own_center_or_office_handles_it(stories: Graph, ask: Ask) -> None:
    guide = (await ask(stories, "25"))["guide"]
    (matter,) = guide["matters"]
    assert matter["matter"]["name"] == "示例营业执照办理", "the change of a licence is another community's"
    assert {each["name"] for each in matter["at"]} == {"示例07综合服务中心", "示例07市场监管所"}
    (center,) = guide["centers"]
    assert center["name"] == "示例07综合服务中心"
    assert center["schedules"] == [{"weekdays": [1, 2, 3, 4, 5], "opensAt": "09:00", "closesAt": "17:30"}]


async def test_a_building_is_told_with_manager_party_team_and_staff_nearest_first(
    stories: Graph, ask: Ask
) -> None:
    guide = (await ask(stories, "25"))["guide"]
    assert names(guide["managers"]) == ["示例07物业"]
    assert names(guide["parties"]) == ["示例楼宇07A党组织", "示例07东片区党组织", "示例07社区党组织"]
    assert names(guide["teams"]) == ["示例07走访队"]
    assert [(each["person"]["name"], each["path"]) for each in guide["staff"]] == [
        ("示例社工01", "SOCIAL_WORKER"),
        ("示例经济干部01", "ECONOMIC_OFFICIAL"),
    ]


async def test_whoever_was_posted_there_yesterday_covered_it_yesterday(stories: Graph, ask: Ask) -> None:
    guide = (await ask(stories, "25", asOf="2026-11-23"))["guide"]
    assert "示例人才01" in [each["person"]["name"] for each in guide["staff"]]


async def test_names_of_staff_are_masked_for_those_without_permission(stories: Graph, ask: Ask) -> None:
    guide = (await ask(stories, "25", viewer=NOBODY))["guide"]
    assert {each["person"]["name"] for each in guide["staff"]} == {"示**"}


async def test_another_matter_in_a_building_of_a_micro_grid(stories: Graph, ask: Ask) -> None:
    guide = (await ask(stories, "25", building="示例楼宇07C", matter="劳动合同"))["guide"]
    assert [each["matter"]["name"] for each in guide["matters"]] == ["示例劳动合同备案"]
    assert names(guide["managers"]) == ["示例07西物业"]
    assert names(guide["parties"]) == ["示例07微网格党组织", "示例07西片区党组织", "示例07社区党组织"]


async def test_a_matter_nobody_takes_still_leads_to_the_center_and_an_unknown_building_to_nothing(
    stories: Graph, ask: Ask
) -> None:
    guide = (await ask(stories, "25", matter="护照"))["guide"]
    assert guide["matters"] == []
    assert names(guide["centers"]) == ["示例07综合服务中心"]
    guide = (await ask(stories, "25", building="没有这幢楼"))["guide"]
    assert guide["building"] is None
    assert guide["centers"] == []
