"""Relationships that hold for a period: which day counts, and what a history shows."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from graph import Graph
from graph.model import Kind, Model, Node, Property, Relationship
from queries.planner.execute import Planner
from queries.planner.patterns import Patterns
from tests.planner import films

SPELLS = """
MATCH (f:Film {id: 'film:0'}), (p:Person {id: 'person:5'}) CREATE
  (p)-[:ACTED_IN {from: date('2020-01-01'), until: date('2020-12-31'), role: 'first'}]->(f),
  (p)-[:ACTED_IN {from: date('2030-01-01'), role: 'later'}]->(f)
"""


async def data(planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None) -> Any:
    answer = orjson.loads((await planner.execute(graph, source, variables)).body)
    assert "errors" not in answer
    return answer["data"]


def text(planner: Planner, source: str, variables: dict[str, Any] | None = None) -> str | None:
    return planner.statement(source, variables)[0]


LIST = 'query($d: Date) { film(id: "film:0", asOf: $d) { cast(where: {id: {eq: "person:5"}}) { id } } }'


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2019-12-31", False), ("2020-01-01", True), ("2020-12-31", True), ("2021-01-01", False),
        (None, False), ("2030-01-01", True), ("2099-01-01", True),
    ],
)  # fmt: skip
async def test_a_relationship_holds_from_its_first_day_to_its_last(
    planner: Planner, cinema: Graph, day: str | None, *, there: bool
) -> None:
    await cinema.command(SPELLS)
    found = await data(planner, cinema, LIST, {"d": day})
    assert found["film"]["cast"] == ([{"id": "person:5"}] if there else [])


BELOW = """query($d: Date) {
  film(id: "film:0", asOf: $d) { actors(where: {id: {eq: "person:5"}}) { totalCount } }
  films(asOf: $d, where: {id: {eq: "film:0"}, cast: {some: {id: {eq: "person:5"}}}}) { nodes { id } }
  nodes(ids: ["person:5"], asOf: $d) { ... on Person { works(where: {id: {eq: "film:0"}}) { nodes { id }
    nodes { cast(where: {id: {eq: "person:5"}}) { id } } } } }
  people(asOf: $d, where: {id: {eq: "person:5"}}) { nodes { films(where: {id: {eq: "film:0"}}) { aggregate { count } } } }
}"""


async def test_the_day_of_a_root_field_is_that_of_all_below_it(planner: Planner, cinema: Graph) -> None:
    await cinema.command(SPELLS)
    assert await data(planner, cinema, BELOW, {"d": "2020-06-01"}) == {
        "film": {"actors": {"totalCount": 1}},
        "films": {"nodes": [{"id": "film:0"}]},
        "nodes": [{"works": {"nodes": [{"id": "film:0", "cast": [{"id": "person:5"}]}]}}],
        "people": {"nodes": [{"films": {"aggregate": {"count": 1}}}]},
    }
    assert await data(planner, cinema, BELOW) == {
        "film": {"actors": {"totalCount": 0}},
        "films": {"nodes": []},
        "nodes": [{"works": {"nodes": []}}],
        "people": {"nodes": [{"films": {"aggregate": {"count": 0}}}]},
    }


def test_the_day_never_changes_the_text(planner: Planner) -> None:
    without = '{ film(id: "film:0") { cast { id } } }'
    given = '{ film(id: "film:0", asOf: "2020-01-01") { cast { id } } }'
    assert text(planner, without) == text(planner, given)
    assert {text(planner, LIST, each) for each in ({}, {"d": None}, {"d": "2020-01-01"})} == {
        text(planner, LIST)
    }


def test_a_statement_that_takes_a_day_is_asked_of_the_day_above_it(planner: Planner) -> None:
    source = """query($own: Date) { film(id: "film:0", asOf: "2020-01-01") { onDay(asOf: $own) { day } }
      other: film(id: "film:1") { onDay { day } } }"""
    for own, told in (None, "2020-01-01"), ("2021-01-01", "2021-01-01"):
        sent = planner.statement(source, {"own": own})[1]
        days = [value["asOf"] for key, value in sent.items() if key.startswith("a") and "id" not in value]
        assert days == [told, films.TODAY.isoformat()]


async def test_what_stands_below_a_statements_day_is_of_that_day(planner: Planner, cinema: Graph) -> None:
    await cinema.command(SPELLS)
    source = """query($own: Date) { film(id: "film:0") { onDay(asOf: $own) { day
        work { cast(where: {id: {eq: "person:5"}}) { id } } } cast(where: {id: {eq: "person:5"}}) { id } } }"""
    assert (await data(planner, cinema, source, {"own": "2020-06-01"}))["film"] == {
        "onDay": {"day": "2020-06-01", "work": {"cast": [{"id": "person:5"}]}},
        "cast": [],
    }
    assert (await data(planner, cinema, source))["film"]["onDay"] == {
        "day": "2026-11-24",
        "work": {"cast": []},
    }


async def test_below_a_statement_without_a_day_it_is_today(planner: Planner, cinema: Graph) -> None:
    await cinema.command(SPELLS)
    source = '{ popular(atLeast: 1) { nodes { work { ... on Film { id cast(where: {id: {eq: "person:5"}}) { id } } } } } }'
    found = [each["work"] for each in (await data(planner, cinema, source))["popular"]["nodes"]]
    assert {"id": "film:0", "cast": []} in found
    assert {"id": "film:5", "cast": [{"id": "person:5"}]} in found


@pytest.mark.parametrize("history", ["", ", history: true"])
async def test_no_list_holds_a_node_twice(planner: Planner, cinema: Graph, history: str) -> None:
    source = f"""{{ film(id: "film:6") {{ cast(first: 50{history}) {{ id }} actors {{ totalCount nodes {{ id }} }} }}
        person(id: "person:6") {{ coFans(first: 50{history}) {{ totalCount aggregate {{ count }} nodes {{ id }} }} }} }}"""
    found = await data(planner, cinema, source)
    for each in found["film"]["actors"], found["person"]["coFans"]:
        ids = [node["id"] for node in each["nodes"]]
        assert len(ids) == len(set(ids)) == each["totalCount"]
    assert found["person"]["coFans"]["aggregate"]["count"] == found["person"]["coFans"]["totalCount"]
    cast = [node["id"] for node in found["film"]["cast"]]
    assert sorted(set(cast)) == sorted(cast) == ["person:0", "person:1", "person:2", "person:6"]


async def test_a_history_shows_every_spell_with_its_days(planner: Planner, cinema: Graph) -> None:
    await cinema.command(SPELLS)
    source = """query($h: Boolean!) { film(id: "film:0") { actors(history: $h, where: {id: {eq: "person:5"}},
        orderBy: [{edge: {from: DESC}}]) { totalCount edges { from until role node { id } } } } }"""
    everything = (await data(planner, cinema, source, {"h": True}))["film"]["actors"]
    assert everything["totalCount"] == 2
    assert everything["edges"] == [
        {"from": "2030-01-01", "until": None, "role": "later", "node": {"id": "person:5"}},
        {"from": "2020-01-01", "until": "2020-12-31", "role": "first", "node": {"id": "person:5"}},
    ]
    assert (await data(planner, cinema, source, {"h": False}))["film"]["actors"]["edges"] == []


async def test_each_hop_and_each_repetition_of_a_pattern_is_of_the_day(
    planner: Planner, cinema: Graph
) -> None:
    source = """query($d: Date) { nodes(ids: ["person:6"], asOf: $d) { ... on Person {
        coFans(first: 50) { nodes { id } } } } }"""
    now = (await data(planner, cinema, source))["nodes"][0]["coFans"]["nodes"]
    before = (await data(planner, cinema, source, {"d": "2019-01-01"}))["nodes"][0]["coFans"]["nodes"]
    assert {each["id"] for each in before} == {"person:6"}
    await cinema.command(
        "MATCH (p:Person {id: 'person:3'}), (s:Series {id: 'series:6'}) CREATE (p)-[:LIKES {since: date('2026-11-24')}]->(s)"
    )
    after = (await data(planner, cinema, source))["nodes"][0]["coFans"]["nodes"]
    assert {each["id"] for each in after} == {each["id"] for each in now} | {"person:3"}


TWO = Model(
    nodes=(Node("A", "甲", "A", "a"),),
    relationships=(
        Relationship("HELD", ("A",), ("A",), "曾", "Held", (Property("from", Kind.DATE), Property("until", Kind.DATE)), period=("from", "until")),
        Relationship("SENT", ("A",), ("A",), "送", "Sent", (Property("from", Kind.STRING),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("bad", ["(this)--(that)", "(this)-->(that)", "(this)<--(that)", "(this)-[]->(that)",
                                 "(this)-[:HELD*1..3]->(that)", "(this)-[:!SENT]->(that)", "(this)-[r:HELD]->(that)"])  # fmt: skip
def test_a_pattern_whose_periods_cant_be_told_is_refused_with_the_mend(bad: str) -> None:
    with pytest.raises(TypeError, match="name the types"):
        Patterns(TWO).of(bad)


def test_a_property_of_the_same_name_is_no_period() -> None:
    condition = Patterns(TWO).of("(this)-[:HELD|SENT]->(that)").hops[0].condition
    assert condition.startswith("(NOT {r}:HELD OR (")
