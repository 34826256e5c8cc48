"""Enterprises: who moved in, by industry, size and day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from graph import Graph

Ask = Callable[..., Awaitable[Any]]


async def moved(stories: Graph, ask: Ask, **more: object) -> list[tuple[Any, ...]]:
    nodes = (await ask(stories, "26", **more))["movedIn"]["nodes"]
    return [
        (
            each["enterprise"]["name"],
            each["place"]["name"],
            each["since"],
            (each["cameFrom"] or {}).get("name"),
        )
        for each in nodes
    ]


async def test_small_finance_firms_that_moved_in_since_spring_the_latest_first(
    stories: Graph, ask: Ask
) -> None:
    assert await moved(stories, ask) == [
        ("示例07小额贷款公司", "示例楼宇07C", "2026-09-01", "示例楼宇07B"),
        ("示例07小额贷款公司", "示例楼宇07B", "2026-06-01", None),
        ("示例07融资租赁公司", "示例楼宇07A", "2026-04-10", "示例楼宇03"),
    ], "not the micro firm, who came last year, who left again, who is to come, nor the software firm"


async def test_a_building_is_told_with_who_manages_it(stories: Graph, ask: Ask) -> None:
    nodes = (await ask(stories, "26"))["movedIn"]["nodes"]
    managers = {each["place"]["name"]: [m["name"] for m in each["place"]["managers"]] for each in nodes}
    assert managers == {
        "示例楼宇07A": ["示例07物业"],
        "示例楼宇07B": ["示例07物业"],
        "示例楼宇07C": ["示例07西物业"],
    }


async def test_a_firm_in_a_class_is_in_its_section_and_not_in_its_sisters(stories: Graph, ask: Ask) -> None:
    leasing = await moved(stories, ask, industry="6631")
    assert [name for name, *_ in leasing] == ["示例07融资租赁公司"]
    group = await moved(stories, ask, industry="663")
    assert {name for name, *_ in group} == {"示例07融资租赁公司", "示例07小额贷款公司"}


async def test_on_an_earlier_day_whoever_was_there_then(stories: Graph, ask: Ask) -> None:
    told = {name for name, *_ in await moved(stories, ask, asOf="2026-10-31")}
    assert "示例07已迁出金融公司" in told
    told = {name for name, *_ in await moved(stories, ask, asOf="2026-11-01")}
    assert "示例07已迁出金融公司" not in told
    told = {name for name, *_ in await moved(stories, ask, asOf="2026-12-01")}
    assert "示例07将迁入金融公司" in told


async def test_a_place_or_an_industry_that_does_not_exist_is_named(stories: Graph, ask: Ask) -> None:
    page = (await ask(stories, "26", place="没有这里", industry="没有这行"))["movedIn"]
    assert page == {"totalCount": 0, "unresolved": ["没有这里", "没有这行"], "nodes": []}
    assert (await ask(stories, "26"))["movedIn"]["unresolved"] == []
    assert (await ask(stories, "26", industry=None))["movedIn"]["unresolved"] == []


async def test_without_industry_and_size_everyone_who_moved_in_counts(stories: Graph, ask: Ask) -> None:
    told = [name for name, *_ in await moved(stories, ask, industry=None, sizes=None)]
    assert told == [
        "示例07小额贷款公司",
        "示例07小额贷款公司",
        "示例07软件公司",
        "示例07微型金融公司",
        "示例07融资租赁公司",
    ]
