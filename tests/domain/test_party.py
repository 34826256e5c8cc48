"""Party organizations: the tree, members by standing over time, and buildings without one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from graph import Graph

Ask = Callable[..., Awaitable[Any]]


async def strengths(stories: Graph, ask: Ask, day: str) -> dict[str, tuple[int, ...]]:
    nodes = (await ask(stories, "27", asOf=day))["partyStrength"]["nodes"]
    return {
        each["organization"]["name"]: (
            each["depth"],
            each["inRegister"],
            each["floating"],
            each["applicants"],
        )
        for each in nodes
    }


async def test_the_tree_has_four_levels_with_members_by_standing(stories: Graph, ask: Ask) -> None:
    assert await strengths(stories, ask, "2026-11-24") == {
        "示例07社区党组织": (0, 1, 0, 0),
        "示例07东片区党组织": (1, 0, 0, 0),
        "示例07西片区党组织": (1, 0, 0, 0),
        "示例楼宇07A党组织": (2, 0, 0, 1),
        "示例07微网格党组织": (2, 0, 0, 0),
        "示例07融资租赁公司党支部": (3, 1, 1, 0),
    }


async def test_yesterday_a_member_who_transferred_was_in_the_other_organization(
    stories: Graph, ask: Ask
) -> None:
    told = await strengths(stories, ask, "2026-11-23")
    assert told["示例楼宇07A党组织"] == (2, 0, 1, 1)
    assert told["示例07融资租赁公司党支部"] == (3, 1, 0, 0)


async def test_a_secretarys_post_is_told_though_nobody_is_named(stories: Graph, ask: Ask) -> None:
    nodes = (await ask(stories, "27"))["partyStrength"]["nodes"]
    posts = {post["name"]: post["kind"] for each in nodes for post in each["organization"]["posts"]}
    assert posts == {"示例07社区党组织书记": "SECRETARY", "示例07东片区党组织书记": "SECRETARY"}
    assert nodes[-1]["organization"]["superior"]["name"] == "示例楼宇07A党组织"


async def gaps(stories: Graph, ask: Ask, **more: object) -> list[tuple[str, int, set[str]]]:
    nodes = (await ask(stories, "28", **more))["partyGaps"]["nodes"]
    return [
        (each["building"]["name"], each["enterprises"], {firm["name"] for firm in each["some"]})
        for each in nodes
    ]


async def test_a_building_with_many_firms_and_no_organization_is_a_gap(stories: Graph, ask: Ask) -> None:
    firms = {"示例07小额贷款公司", "示例07软件公司", "示例07单车公司"}
    assert await gaps(stories, ask) == [("示例楼宇07B", 3, firms)]
    assert await gaps(stories, ask, moreThan=1) == [("示例楼宇07B", 3, firms)], (
        "07A has its own, and 07C that of its micro-grid"
    )
    assert await gaps(stories, ask, moreThan=3) == []


async def test_whether_it_is_one_depends_on_the_tenants_of_the_day(stories: Graph, ask: Ask) -> None:
    assert await gaps(stories, ask, asOf="2026-05-31") == [], "two firms on that day"
    assert [each[:2] for each in await gaps(stories, ask, moreThan=3, asOf="2026-12-01")] == [
        ("示例楼宇07B", 4)
    ]


async def test_firms_without_an_organization_of_their_own_are_listed(stories: Graph, ask: Ask) -> None:
    page = (await ask(stories, "28"))["withoutOrganization"]
    assert {each["name"] for each in page["nodes"]} == {
        "示例07小额贷款公司", "示例07微型金融公司", "示例07老金融公司", "示例07软件公司", "示例07客运公司", "示例07单车公司",
    }, "the leasing firm has its branch; one firm has left, one is to come"  # fmt: skip


async def test_in_the_district_a_building_that_an_organization_serves_is_none(
    stories: Graph, ask: Ask
) -> None:
    named = [name for name, *_ in await gaps(stories, ask, place="拱墅区", moreThan=3)]
    assert "示例楼宇03" in named
    assert "越都商务大厦" not in named
