"""Aggregates and groups beside a connection's page."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from graph import Graph, tallied
from queries.planner.execute import Planner


async def data(planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None) -> Any:
    with tallied() as tally:
        answer = orjson.loads((await planner.execute(graph, source, variables)).body)
    assert "errors" not in answer
    assert tally.statements == 1
    return answer["data"]


async def test_aggregates_stand_beside_a_page_and_dont_depend_on_it(planner: Planner, cinema: Graph) -> None:
    source = """{ films(first: 1) { nodes { id } aggregate { count minutes { sum average min max }
        rating { sum average min max } released { min max } } } reviews { aggregate { written { min max } } } }"""
    found = await data(planner, cinema, source)
    assert len(found["films"]["nodes"]) == 1
    assert found["films"]["aggregate"] == {
        "count": 7,
        "minutes": {"sum": 633.0, "average": pytest.approx(633 / 7), "min": 90, "max": 91},
        "rating": {"sum": 6.0, "average": 1.5, "min": 0.5, "max": 2.5},
        "released": {"min": "2026-11-01", "max": "2026-11-03"},
    }
    assert found["reviews"]["aggregate"]["written"] == {
        "min": "2026-11-24T01:00:00Z", "max": "2026-11-24T05:00:00Z",
    }  # fmt: skip


async def test_aggregates_obey_the_filter_and_of_nothing_they_are_null(
    planner: Planner, cinema: Graph
) -> None:
    source = "query($w: FilmFilter) { films(where: $w) { aggregate { count minutes { sum max } released { min } } } }"
    found = await data(planner, cinema, source, {"w": {"minutes": {"eq": 91}}})
    assert found["films"]["aggregate"] == {
        "count": 3,
        "minutes": {"sum": 273.0, "max": 91},
        "released": {"min": None},
    }
    found = await data(planner, cinema, source, {"w": {"id": {"eq": "none"}}})
    assert found["films"]["aggregate"] == {
        "count": 0,
        "minutes": {"sum": 0.0, "max": None},
        "released": {"min": None},
    }


async def test_films_are_grouped_by_what_the_model_closes_and_by_to_one_relationships(
    planner: Planner, cinema: Graph
) -> None:
    source = """{ films(where: {id: {in: ["film:0", "film:1", "film:2", "film:3", "film:4"]}}) {
        groups(by: [COLOR, STATUS]) { key { color status director { id } } count minutes { sum } }
        led: groups(by: [DIRECTOR], first: 2) { n: count key { director { name films { totalCount } } } } } }"""
    found = (await data(planner, cinema, source))["films"]
    assert [(each["key"]["color"], each["key"]["status"], each["count"]) for each in found["groups"]] == [
        (False, "OFF", 1), (False, "RUNNING", 1), (True, "OFF", 1), (True, "RUNNING", 1), (True, None, 1),
    ]  # fmt: skip
    assert found["groups"][0] == {
        "key": {"color": False, "status": "OFF", "director": None}, "count": 1, "minutes": {"sum": 91.0},
    }  # fmt: skip
    assert found["led"] == [
        {"n": 2, "key": {"director": None}},
        {"n": 1, "key": {"director": {"name": "人0", "films": {"totalCount": 3}}}},
    ]


async def test_a_relationships_properties_are_aggregated_too(planner: Planner, cinema: Graph) -> None:
    source = """query($h: Boolean!) { film(id: "film:6") { actors(history: $h) { aggregate { count born { max }
        edge { fee { sum max } from { min max } } } groups(by: []) { count edge { fee { average } } } } } }"""
    now = (await data(planner, cinema, source, {"h": False}))["film"]["actors"]
    assert now["aggregate"] == {
        "count": 4, "born": {"max": "1990-01-06"},
        "edge": {"fee": {"sum": 6.0, "max": 2.0}, "from": {"min": "2026-01-01", "max": "2026-01-01"}},
    }  # fmt: skip
    assert now["groups"] == [{"count": 4, "edge": {"fee": {"average": 2.0}}}]
    ever = (await data(planner, cinema, source, {"h": True}))["film"]["actors"]
    assert (ever["aggregate"]["count"], ever["aggregate"]["edge"]["fee"]["sum"]) == (10, 10.5)


async def test_a_relationships_closed_properties_are_grouped_by(planner: Planner, cinema: Graph) -> None:
    source = """query($h: Boolean!) { film(id: "film:6") { actors(history: $h) {
        groups(by: [EDGE_BILLING, RETIRED]) { count key { edgeBilling retired } } } } }"""
    now = (await data(planner, cinema, source, {"h": False}))["film"]["actors"]["groups"]
    assert [(each["key"]["edgeBilling"], each["key"]["retired"], each["count"]) for each in now] == [
        ("LEAD", False, 1), ("LEAD", True, 1), ("LEAD", None, 1), (None, True, 1),
    ]  # fmt: skip
    ever = (await data(planner, cinema, source, {"h": True}))["film"]["actors"]["groups"]
    assert sum(each["count"] for each in ever if each["key"]["edgeBilling"] == "SUPPORT") == 3


async def test_a_group_counts_no_node_twice(planner: Planner, cinema: Graph) -> None:
    source = """{ person(id: "person:1") { colleagues { totalCount groups(by: [RETIRED]) { count key { retired } } }
        films { totalCount groups(by: [STATUS]) { count key { status } } } } }"""
    found = (await data(planner, cinema, source))["person"]
    for each in found.values():
        assert sum(group["count"] for group in each["groups"]) == each["totalCount"]


async def test_what_is_no_number_is_left_out_of_a_sum(planner: Planner, cinema: Graph) -> None:
    await cinema.command("MATCH (f:Film {id: 'film:1'}) SET f.minutes = 'long'")
    found = await data(planner, cinema, "{ films { aggregate { minutes { sum average } } } }")
    assert found["films"]["aggregate"]["minutes"] == {"sum": 542.0, "average": pytest.approx(542 / 6)}


def test_personal_properties_are_neither_aggregated_nor_grouped_by(planner: Planner) -> None:
    person: Any = planner.core.type_map["PersonAggregate"]
    assert set(person.fields) == {"count", "born"}


def test_what_is_grouped_by_is_the_text_and_how_many_is_not(planner: Planner) -> None:
    source = "query($b: [FilmGrouping!]!, $n: Int!) { films { groups(by: $b, first: $n) { count } } }"

    def text(by: list[str], first: int) -> str | None:
        return planner.statement(source, {"b": by, "n": first})[0]

    assert text(["STATUS"], 1) == text(["STATUS"], 9) == text(["STATUS", "STATUS"], 1)
    assert text(["STATUS"], 1) != text(["COLOR"], 1)


@pytest.mark.parametrize("first", [-1, 100_000])
async def test_more_groups_than_allowed_are_refused(planner: Planner, cinema: Graph, first: int) -> None:
    answer = await planner.execute(
        cinema, f"{{ films {{ groups(by: [STATUS], first: {first}) {{ count }} }} }}"
    )
    assert answer.is_request_error
    assert b"first" in answer.body
