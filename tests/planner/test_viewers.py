"""For whom a plan is: labels that are not there, fields that are closed, people who are one's own."""

from __future__ import annotations

from typing import Any

import orjson

from graph import Graph
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY, Personal, Reads, Viewer

EVERYTHING = Viewer("all", Reads(Personal.EVERYBODY))
NO_SERIES = Viewer("films alone", Reads(hidden=frozenset({"Series"})))


async def ask(planner: Planner, graph: Graph, source: str, who: Viewer, **variables: Any) -> Any:
    answer = await planner.execute(graph, source, variables, viewer=who)
    assert answer.body == (await planner.execute(graph, source, variables, viewer=who, checked=False)).body
    return orjson.loads(answer.body)


async def test_a_hidden_label_is_nowhere(planner: Planner, cinema: Graph) -> None:
    source = """{ works { totalCount nodes { __typename } } work(id: "series:1") { id } film(id: "film:1") { id }
        nodes(ids: ["series:1", "film:1"]) { id }
        person(id: "person:1") { works { totalCount } likes { __typename } favourite { __typename }
          reached: works(where: {title: {eq: "剧1"}}) { totalCount } }
        fans: people(where: {works: {some: {title: {startsWith: "剧"}}}}) { totalCount } }"""
    whole = (await ask(planner, cinema, source, EVERYTHING))["data"]
    told = (await ask(planner, cinema, source, NO_SERIES))["data"]
    assert (whole["works"]["totalCount"], told["works"]["totalCount"]) == (14, 7)
    assert {each["__typename"] for each in told["works"]["nodes"]} == {"Film"}
    assert (whole["work"], told["work"], told["film"]) == ({"id": "series:1"}, None, {"id": "film:1"})
    assert told["nodes"] == [None, {"id": "film:1"}]
    assert told["person"]["works"]["totalCount"] == whole["person"]["works"]["totalCount"] - 1
    assert whole["person"]["favourite"] == {"__typename": "Series"}
    assert (told["person"]["favourite"], told["person"]["likes"]) == (None, [])
    assert (whole["person"]["reached"]["totalCount"], told["person"]["reached"]["totalCount"]) == (1, 0)
    assert (whole["fans"]["totalCount"], told["fans"]["totalCount"]) == (7, 0)


async def test_a_field_that_is_closed_or_gives_only_what_is_hidden_is_refused(
    planner: Planner, cinema: Graph
) -> None:
    closed = Viewer("closed", Reads(hidden=frozenset({"Review"}), closed=frozenset({"Person.casting"})))
    for source, field in (
        ("{ reviews { totalCount } }", "Query.reviews"),
        ("{ films { nodes { reviews { totalCount } } } }", "Film.reviews"),
        ("{ people { nodes { casting { many } } } }", "Person.casting"),
    ):
        body = await ask(planner, cinema, source, closed)
        assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert field in body["errors"][0]["message"]
        assert "errors" not in await ask(planner, cinema, source, NOBODY)


async def test_personal_data_of_ones_own_is_read_and_of_others_masked(
    planner: Planner, cinema: Graph
) -> None:
    fan = Viewer("fan", Reads(Personal.OWN), places=frozenset({"series:1"}))
    source = """{ people { nodes { id phone } } nodes(ids: ["person:1", "person:2", "series:1"]) {
        ... on Person { phone } ... on Series { seasons } } film(id: "film:1") { director { phone } cast { id phone } } }"""
    told = (await ask(planner, cinema, source, fan))["data"]
    shown = {each["id"] for each in told["people"]["nodes"] if "*" not in each["phone"]}
    assert shown == {"person:1"}
    assert [each.get("phone") for each in told["nodes"]] == ["13800001231", "138****1232", None]
    assert {each["id"]: "*" in each["phone"] for each in told["film"]["cast"]}["person:1"] is False
    other = Viewer("other", Reads(Personal.OWN), places=frozenset({"series:2"}))
    assert planner.statement(source, viewer=fan)[0] == planner.statement(source, viewer=other)[0], (
        "they share a plan"
    )
    nobody = (await ask(planner, cinema, source, NOBODY))["data"]
    assert all("*" in each["phone"] for each in nobody["people"]["nodes"])
