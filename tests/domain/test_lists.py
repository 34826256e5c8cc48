"""The three lists and the catalogue: live, as versions, and what changed between any two."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import orjson
import pytest
import typer
from typer.testing import CliRunner, Result

from graph import Graph
from graph.audit import audit
from graph.errors import InputError
from lianlou.commands.lists import register
from loaders import load
from queries.lists import take
from queries.planner.execute import Planner

Ask = Callable[..., Awaitable[Any]]
DAY = "2026-11-24"

PLACES = "id,kind,name,part_of\ncommunity:a,community,示例商务社区甲,\ncommunity:b,community,示例商务社区乙,\nbuilding:a,building,示例楼宇甲,community:a\n"
ORGANIZATIONS = "id,kind,name,located_in,serves\nenterprise:a,enterprise,示例企业甲,building:a,\ncenter:a,center,示例中心甲,,community:a\ncenter:b,center,示例中心乙,,community:b\n"
NEEDS = "id,title,list,status,at\nneed:a,要甲,企业所需,,building:a\nneed:hope,盼乙,职工所盼,,building:a\nneed:b,要丙,企业所需,,community:b\nneed:met,已办,企业所需,已满足,building:a\n"
CAPABILITIES = "id,title,offered_by,valid_until\ncapability:a,能甲,center:a,\ncapability:old,去年能,center:a,2025-12-31\ncapability:b,能乙,center:b,\n"


async def tell(graph: Graph, folder: Path, **tables: str) -> None:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    report = await load(graph, [folder / f"{name}.csv" for name in tables])
    assert report.exit_code == 0, report.refusals


@pytest.fixture
async def two(graph: Graph, tmp_path: Path) -> Graph:
    """Two communities, three open needs and two capabilities in force."""
    await tell(
        graph, tmp_path, places=PLACES, organizations=ORGANIZATIONS, needs=NEEDS, capabilities=CAPABILITIES
    )
    return graph


async def numbers(graph: Graph) -> list[int]:
    rows = await graph.read("MATCH (v:ListVersion) RETURN v.number AS number ORDER BY number")
    return [row["number"] for row in rows]


DIFFERENCE = """query ($from: Int!, $to: Int!) {
  listDifference(community: "示例商务社区甲", kind: ENTERPRISE_NEEDS, fromNumber: $from, toNumber: $to) {
    earlier { id takenBy reason } later { id } added removed stayed unresolved nodes { change entry { id } } } }"""


async def difference(graph: Graph, planner: Planner, earlier: int, later: int) -> dict[str, Any]:
    answer = await planner.execute(graph, DIFFERENCE, {"from": earlier, "to": later})
    return orjson.loads(answer.body)["data"]["listDifference"]


def changes(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["change"], each["entry"]["id"]) for each in found["nodes"]]


async def test_any_two_of_three_versions_differ_by_what_came_and_went_between_them(
    two: Graph, planner: Planner, tmp_path: Path
) -> None:
    by = partial(take, two, "示例商务社区甲", ["ENTERPRISE_NEEDS"], by="示例中心甲")
    (first,) = await by(reason="初次")
    assert (first.number, first.entries, first.added, first.removed, first.unchanged) == (1, 1, 1, 0, False)
    await tell(two, tmp_path, needs="id,title,list,at\nneed:c,要丁,企业所需,community:a\n")
    (second,) = await by(reason="月度")
    await tell(
        two,
        tmp_path,
        needs="id,title,list,status,at\nneed:a,要甲,,已满足,\nneed:d,要戊,企业所需,,building:a\n",
    )
    (third,) = await by(reason="月度")
    assert (second.number, third.number, third.added, third.removed) == (2, 3, 1, 1)

    found = await difference(two, planner, 1, 2)
    assert changes(found) == [("ADDED", "need:c"), ("STAYED", "need:a")]
    assert found["earlier"] == {"id": first.version, "takenBy": "示例中心甲", "reason": "初次"}
    assert changes(await difference(two, planner, 2, 3)) == [
        ("ADDED", "need:d"), ("REMOVED", "need:a"), ("STAYED", "need:c"),
    ]  # fmt: skip
    found = await difference(two, planner, 1, 3)
    assert changes(found) == [("ADDED", "need:c"), ("ADDED", "need:d"), ("REMOVED", "need:a")]
    assert (found["added"], found["removed"], found["stayed"]) == (2, 1, 0)
    assert changes(await difference(two, planner, 3, 1)) == [
        ("ADDED", "need:a"), ("REMOVED", "need:c"), ("REMOVED", "need:d"),
    ]  # fmt: skip
    assert (await difference(two, planner, 1, 9))["unresolved"] == ["9"]

    (fourth,) = await by(reason="无变化也留一版")
    assert (fourth.number, fourth.entries, fourth.unchanged) == (4, 2, True)
    assert await audit(two) == []


async def test_the_three_lists_are_taken_at_once_and_hold_only_what_is_live_here(two: Graph) -> None:
    taken = await take(two, "community:a", by="示例中心甲", reason="季度")
    assert [(each.kind, each.number, each.entries) for each in taken] == [
        ("ENTERPRISE_NEEDS", 1, 1), ("EMPLOYEE_HOPES", 1, 1), ("COMMUNITY_CAN", 1, 1),
    ]  # fmt: skip
    rows = await two.read(
        "MATCH (v:ListVersion)-[:LISTS]->(e) RETURN v.id AS version, e.id AS entry ORDER BY version, entry"
    )
    assert {row["entry"] for row in rows} == {"need:a", "need:hope", "capability:a"}


async def test_versions_taken_at_once_get_different_numbers(two: Graph) -> None:
    takes = [
        take(two, "示例商务社区甲", ["COMMUNITY_CAN"], by=f"示例岗位{i}", reason="同时") for i in range(8)
    ]
    taken = await asyncio.gather(*takes)
    assert sorted(each.number for (each,) in taken) == list(range(1, 9))
    assert await numbers(two) == list(range(1, 9))
    assert len({each.list for (each,) in taken}) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"community": "无此社区"}, "已有：示例商务社区乙、示例商务社区甲"),
        ({"kinds": ["WISHES"]}, "is one of ENTERPRISE_NEEDS"),
        ({"reason": " "}, "`reason` is empty"),
        ({"by": ""}, "`by` is empty"),
    ],
)
async def test_what_cannot_be_taken_is_refused_with_the_mend_and_nothing_is_written(
    two: Graph, given: dict[str, Any], told: str
) -> None:
    usual: dict[str, Any] = {"community": "示例商务社区甲", "kinds": (), "by": "示例中心甲", "reason": "季度"}
    with pytest.raises(InputError, match=told):
        await take(two, **{**usual, **given})
    assert await numbers(two) == []


async def test_a_name_that_two_communities_share_is_refused_and_their_keys_are_told(
    two: Graph, tmp_path: Path
) -> None:
    await tell(two, tmp_path, places="id,kind,name\ncommunity:c,community,示例商务社区甲\n")
    with pytest.raises(InputError, match="community:a, community:c"):
        await take(two, "示例商务社区甲", by="示例中心甲", reason="季度")
    assert (await take(two, "community:c", by="示例中心甲", reason="季度"))[0].entries == 0


async def test_the_command_takes_versions_and_says_what_changed(server: Any, two: Graph) -> None:
    app = typer.Typer()
    register(app)
    environment = {"LIANLOU_NEO4J_URI": server.uri, "LIANLOU_NEO4J_USER": server.user}
    if server.password:
        environment["LIANLOU_NEO4J_PASSWORD"] = server.password

    async def run(*words: str) -> Result:
        usual = ["lists", "take", "--by", "示例中心甲", "--reason", "季度", *words]
        return await anyio.to_thread.run_sync(partial(CliRunner().invoke, app, usual, env=environment))

    result = await run("--community", "示例商务社区甲")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "企业所需 第 1 版 · listversion:a-enterprise-needs-1: 1 项 · entries, +1 -0",
        "职工所盼 第 1 版 · listversion:a-employee-hopes-1: 1 项 · entries, +1 -0",
        "社区所能 第 1 版 · listversion:a-community-can-1: 1 项 · entries, +1 -0",
    ]
    again = await run("--community", "示例商务社区甲", "--kind", "社区所能", "--kind", "employee-hopes")
    assert "社区所能 第 2 版" in again.output
    assert again.output.count("与上一版相同 · unchanged") == 2
    refused = await run("--community", "无此社区")
    assert refused.exit_code == 2
    assert "无此社区" in refused.output


async def test_what_is_new_since_last_month_is_told_from_the_versions_that_stood_then(
    stories: Graph, ask: Ask
) -> None:
    found = (await ask(stories, "30"))["listDifference"]
    assert (found["earlier"]["number"], found["later"]["number"]) == (2, 3)
    assert [(each["change"], each["entry"]["title"]) for each in found["nodes"]] == [
        ("ADDED", "示例婚恋介绍"),
        ("REMOVED", "示例猎头"),
        ("STAYED", "汇金国际人才库"),
        ("STAYED", "示例读书会活动"),
    ]


async def test_a_version_stands_from_its_day_and_before_the_first_everything_is_new(
    stories: Graph, ask: Ask
) -> None:
    async def counts(since: str, day: str) -> tuple[Any, ...]:
        found = (await ask(stories, "30", since=since, asOf=day))["listDifference"]
        numbers = [found[end] and found[end]["number"] for end in ("earlier", "later")]
        return (*numbers, found["added"], found["removed"], found["stayed"])

    assert await counts("2026-06-30", DAY) == (1, 3, 2, 2, 1)
    assert await counts("2026-06-30", "2026-11-19") == (1, 2, 1, 1, 2)
    assert await counts("2026-11-19", "2026-11-20") == (2, 3, 1, 1, 2), "taken on the day itself"
    assert await counts("2026-06-14", "2026-06-15") == (None, 1, 3, 0, 0)
    assert await counts("2026-06-14", "2026-06-14") == (None, None, 0, 0, 0)


@pytest.mark.parametrize(
    "arguments",
    ["", 'from: "listversion:a-1"', 'community: "汇金国际"', 'from: "a", to: "b", kind: COMMUNITY_CAN'],
)
async def test_a_difference_of_versions_that_are_not_named_whole_is_refused(
    stories: Graph, planner: Planner, arguments: str
) -> None:
    given = f"({arguments})" if arguments else ""
    body = orjson.loads((await planner.execute(stories, f"{{ listDifference{given} {{ added }} }}")).body)
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "Give both `from` and `to`" in error["message"]


LIVE = """query ($asOf: Date) { liveList(community: "汇金国际", kind: COMMUNITY_CAN, asOf: $asOf) { nodes { id } } }"""


async def test_what_a_community_can_do_is_offered_by_who_is_in_it_serves_it_or_lives_there_and_consents(
    stories: Graph, planner: Planner
) -> None:
    async def live(day: str) -> set[str]:
        body = orjson.loads((await planner.execute(stories, LIVE, {"asOf": day})).body)
        return {each["id"].removeprefix("capability:example-") for each in body["data"]["liveList"]["nodes"]}

    now = await live(DAY)
    assert {"huijin-talents", "pool-full", "headhunter", "readers", "matchmaker"} <= now
    assert not now & {"accountant", "graduates", "lender-huijin", "wulin-talents"}
    assert await live("2026-06-30") - now == {"graduates"}


async def test_the_page_shows_the_lists_that_a_version_would_hold(stories: Graph, ask: Ask) -> None:
    found = await ask(stories, "08", community="汇金国际")
    hopes = [each["entry"]["title"] for each in found["employeesHope"]["nodes"]]
    assert hopes == ["也想办联谊", "单身职工想扩大交友圈"]
    assert [each["entry"]["title"] for each in found["enterprisesNeed"]["nodes"]] == ["能否推荐财务人员"]
    assert found["communityCan"]["totalCount"] >= len(found["communityCan"]["nodes"]) > 0


TERMS = "id,name,broader\nterm:a,类甲,\nterm:a1,类甲一,term:a\nterm:b,类乙,\nterm:c,类丙,\nterm:d,类丁,\nterm:e,类戊,\n"
CATALOGUE = "id,number,name,placeholder,classified_as\n" + "".join(
    f"catalogue:{n},{n},示例事项{n},true,{term}\n"
    for n, term in enumerate(("term:a", "term:b", "term:c", "term:d", "term:e", ""), 1)
)
OFFERS = "id,title,offered_by,provides,covers,valid_until\ncapability:a1,能甲一,center:a,term:a1,,2026-12-31\ncapability:b1,能乙一,center:b,term:b,community:a,\ncapability:c1,能丙一,center:b,term:c,community:b,\n"
ACTIVITIES = "id,title,offered_by,provides,status,starts_at\nactivity:d,示例讲堂,center:a,term:d,PLANNED,\nactivity:e,示例旧讲堂,center:a,term:e,HELD,2026-05-01 09:00\n"
GAPS = """query ($asOf: Date) { catalogueGaps(community: "示例商务社区甲", asOf: $asOf) {
  nodes { number classified offers elsewhere { id } } } }"""


async def test_an_item_is_offered_here_by_a_narrower_term_a_wider_area_or_an_activity_to_come(
    two: Graph, planner: Planner, tmp_path: Path
) -> None:
    await tell(two, tmp_path, terms=TERMS, catalogue=CATALOGUE, capabilities=OFFERS, activities=ACTIVITIES)

    async def gaps(day: str) -> list[tuple[int, bool, int, list[str]]]:
        body = orjson.loads((await planner.execute(two, GAPS, {"asOf": day})).body)
        return [
            (each["number"], each["classified"], each["offers"], [one["id"] for one in each["elsewhere"]])
            for each in body["data"]["catalogueGaps"]["nodes"]
        ]

    known = [(3, True, 1, ["capability:c1"]), (5, True, 0, [])]
    assert await gaps(DAY) == [*known, (6, False, 0, [])]
    assert await gaps("2027-01-01") == [(1, True, 0, []), *known, (6, False, 0, [])]


async def test_of_the_catalogue_what_nobody_offers_here_is_told_with_who_does_elsewhere(
    stories: Graph, ask: Ask
) -> None:
    found = (await ask(stories, "31"))["catalogueGaps"]
    (hiring,) = [each for each in found["nodes"] if each["classified"]]
    assert (hiring["number"], hiring["item"]["name"]) == (10, "示例一类事10")
    assert {each["title"] for each in hiring["elsewhere"]} == {
        "示例猎头",
        "汇金国际人才库",
        "示例内部推荐",
    }
    assert all(each["item"]["placeholder"] for each in found["nodes"])
    huijin = (await ask(stories, "31", community="汇金国际"))["catalogueGaps"]["nodes"]
    assert not [each["number"] for each in huijin if each["classified"]], (
        "hiring, loans and parking are there"
    )
    unknown = (await ask(stories, "31", community="无此社区"))["catalogueGaps"]
    assert (unknown["community"], unknown["totalCount"]) == (None, 0)
