"""Committees: what the last meeting decided, what is overdue, what came out of meetings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from graph import Graph
from loaders import load

Ask = Callable[..., Awaitable[Any]]
DATA = Path(__file__).parents[2] / "data"


async def test_the_last_meeting_is_told_with_agenda_invitees_attendance_and_resolutions(
    stories: Graph, ask: Ask
) -> None:
    data = await ask(stories, "20")
    (meeting,) = data["lastMeeting"]["nodes"]
    assert (meeting["title"], meeting["heldOn"]) == ("示例07十一月例会", "2026-11-17")
    assert [need["title"] for need in meeting["discusses"]] == ["示例单车乱放"]
    invited = {edge["node"]["name"]: (edge["reason"], edge["via"]) for edge in meeting["invited"]["edges"]}
    assert invited == {
        "示例07单车公司": ("投放单车的企业", "DIRECT"),
        "示例07物业": ("管理楼前场地", "TEXT"),
    }
    attended = {each["name"] for each in meeting["attendedBy"]}
    assert attended == {"示例07物业", "示例07综合服务中心"}, "the firm was invited and did not come"
    assert {(each["title"], each["dueOn"]) for each in meeting["adopted"]} == {
        ("示例单车停放架", "2026-12-10"),
        ("示例延长窗口时间", "2026-11-24"),
    }


async def test_overdue_is_what_was_due_before_the_day_and_not_done_by_then(stories: Graph, ask: Ask) -> None:
    overdue = (await ask(stories, "20"))["overdue"]
    assert [(each["title"], each["dueOn"]) for each in overdue["nodes"]] == [
        ("示例电梯错峰方案", "2026-11-20")
    ]
    owners = {each["name"] for each in overdue["nodes"][0]["assignedTo"]}
    assert owners == {"示例07物业", "示例经济干部01"}
    before = (await ask(stories, "20", asOf="2026-11-11"))["overdue"]
    assert [each["title"] for each in before["nodes"]] == ["示例电梯引导牌"], "done on the 12th, a day later"


async def test_on_an_earlier_day_an_earlier_meeting_was_the_last(stories: Graph, ask: Ask) -> None:
    data = await ask(stories, "20", asOf="2026-11-16")
    assert [each["title"] for each in data["lastMeeting"]["nodes"]] == ["示例07十月例会"]


async def test_a_capability_that_came_out_of_a_meeting_leads_back_to_it(stories: Graph, ask: Ask) -> None:
    (made,) = (await ask(stories, "20"))["capabilities"]["nodes"]
    assert (made["title"], made["offeredBy"]["name"]) == ("示例接驳班车", "示例07客运公司")
    assert made["createdBy"][0]["adoptedBy"]["heldOn"] == "2026-09-15"
    before = await ask(stories, "20", asOf="2026-09-14")
    assert before["capabilities"]["nodes"] == before["lastMeeting"]["nodes"] == []


async def test_the_canteen_came_out_of_the_committees_meeting_with_the_caterer(
    graph: Graph, ask: Ask
) -> None:
    for folder in ("stories", "stories-after"):
        report = await load(graph, [DATA / folder])
        assert not report.refusals, report.refusals[:3]
    data = await ask(graph, "20", committee="西湖文化广场楼宇治理委员会")
    (meeting,) = data["lastMeeting"]["nodes"]
    assert data["undated"]["nodes"] == []
    assert [need["title"] for need in meeting["discusses"]] == ["员工用餐选择少"]
    assert [(e["node"]["name"], e["reason"]) for e in meeting["invited"]["edges"]] == [
        ("示例餐饮公司", "楼内餐饮企业")
    ]
    (made,) = data["capabilities"]["nodes"]
    assert (made["title"], made["offeredBy"]["name"]) == ("楼宇青年食堂", "示例餐饮公司")
    assert len(made["covers"]) == 15, "free delivery"
    assert data["overdue"]["nodes"] == []
