"""Talents and jobs: who could fill a post, of those who consent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from graph import Graph
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY
from schema.policy import LOCAL_STAFF

Ask = Callable[..., Awaitable[Any]]


async def test_the_finance_post_could_be_filled_by_who_consents_and_does_not_work_there_already(
    stories: Graph, ask: Ask
) -> None:
    (need,) = (await ask(stories, "37"))["needs"]["nodes"]
    assert [each["name"] for each in need["occupations"]] == ["会计专业人员", "财务经理"]
    assert need["candidates"]["totalCount"] == 2
    assert {
        each["person"]["name"]: [(one["occupation"]["name"], one["years"]) for one in each["practised"]]
        for each in need["candidates"]["nodes"]
    } == {"示例人才01": [("会计专业人员", 8.0)], "示例人才02": [("财务经理", 3.0)]}, (
        "neither 03 who refused, 04 who was not asked, 05 who cooks, nor 06 who works for whoever asks"
    )


async def test_names_and_years_are_hidden_from_those_without_permission(stories: Graph, ask: Ask) -> None:
    (need,) = (await ask(stories, "37", viewer=NOBODY))["needs"]["nodes"]
    candidates = need["candidates"]["nodes"]
    assert {each["person"]["name"] for each in candidates} == {"示**"}
    assert {one["years"] for each in candidates for one in each["practised"]} == {None}


async def test_whoever_does_not_consent_is_not_reached_from_the_occupation_nor_counted_either(
    stories: Graph, planner: Planner
) -> None:
    source = """{ occupations(where: {name: {eq: "会计专业人员"}}) { nodes { candidates { totalCount nodes { id } } } }
      people(where: {practises: {some: {name: {eq: "会计专业人员"}}}}) { totalCount }
      refused: node(id: "person:example-talent-03") { ... on Person { practises { name } } } }"""
    data = orjson.loads((await planner.execute(stories, source, viewer=LOCAL_STAFF)).body)["data"]
    candidates = data["occupations"]["nodes"][0]["candidates"]
    assert [each["id"] for each in candidates["nodes"]] == [
        f"person:example-talent-{number}" for number in ("01", "06")
    ]
    assert candidates["totalCount"] == data["people"]["totalCount"] == 2
    assert data["refused"]["practises"] == []


async def test_a_need_that_seeks_no_occupation_has_no_candidates(stories: Graph, ask: Ask) -> None:
    nodes = (await ask(stories, "37", words="停车"))["needs"]["nodes"]
    assert [each["candidates"]["totalCount"] for each in nodes] == [0] * len(nodes)
    (friendship,) = (await ask(stories, "37", words="交友圈"))["needs"]["nodes"]
    assert friendship["candidates"] == {"totalCount": 0, "nodes": []}
