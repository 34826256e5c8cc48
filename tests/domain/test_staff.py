"""Staff: what each has to do, and where few serve many."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph import Graph

Ask = Callable[..., Awaitable[Any]]


async def test_each_member_of_staff_is_told_with_what_is_open_and_overdue(stories: Graph, ask: Ask) -> None:
    nodes = (await ask(stories, "29"))["staffWork"]["nodes"]
    told = {
        each["person"]["name"]: (each["path"], each["since"], each["open"], each["overdue"]) for each in nodes
    }
    assert told == {
        "示例社工01": ("SOCIAL_WORKER", "2025-01-01", 3, 0),
        "示例经济干部01": ("ECONOMIC_OFFICIAL", "2026-03-01", 2, 1),
    }
    tasks = {each["person"]["name"]: {task["__typename"] for task in each["tasks"]} for each in nodes}
    assert tasks == {
        "示例社工01": {"Need", "Referral", "Resolution"},
        "示例经济干部01": {"Case", "Resolution"},
    }
    titles = {task.get("title") for each in nodes for task in each["tasks"]}
    assert not titles & {"示例早晚接驳", "示例电梯引导牌"}, "a need that is met, a resolution that is done"


async def test_on_an_earlier_day_what_was_open_then_and_who_was_posted_then(stories: Graph, ask: Ask) -> None:
    nodes = (await ask(stories, "29", asOf="2026-11-11"))["staffWork"]["nodes"]
    told = {each["person"]["name"]: (each["open"], each["overdue"]) for each in nodes}
    assert told["示例经济干部01"] == (2, 1), (
        "the signs were due on the 10th and done on the 12th; no case yet"
    )
    assert told["示例人才01"] == (0, 0), "posted until the 23rd"


async def test_a_community_that_does_not_exist_is_named(stories: Graph, ask: Ask) -> None:
    assert (await ask(stories, "29", community="没有这里"))["staffWork"]["unresolved"] == ["没有这里"]


async def loads(stories: Graph, ask: Ask, day: str) -> dict[str, dict[str, Any]]:
    nodes = (await ask(stories, "29", asOf=day))["staffLoads"]["nodes"]
    return {each["community"]["name"]: each for each in nodes}


async def test_communities_are_ordered_by_enterprises_to_each_member_of_staff(
    stories: Graph, ask: Ask
) -> None:
    told = await loads(stories, ask, "2026-11-24")
    seven = told["示例商务社区07"]
    assert (seven["staff"], seven["enterprises"], seven["enterprisesPerStaff"]) == (2, 7, 3.5)
    assert (seven["socialWorkers"], seven["economicOfficials"], seven["talents"]) == (1, 1, 0)
    eight = told["示例商务社区08"]
    assert (eight["staff"], eight["enterprises"], eight["enterprisesPerStaff"]) == (1, 1, 1.0)
    order = list(told)
    assert order.index("西湖文化广场") < order.index("示例商务社区07") < order.index("示例商务社区08")
    assert told["西湖文化广场"]["enterprisesPerStaff"] is None, "nobody is posted there"


async def test_the_day_before_three_shared_the_work(stories: Graph, ask: Ask) -> None:
    seven = (await loads(stories, ask, "2026-11-23"))["示例商务社区07"]
    assert (seven["staff"], seven["talents"]) == (3, 1)
    assert seven["enterprisesPerStaff"] == pytest.approx(7 / 3)
