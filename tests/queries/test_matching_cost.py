"""What a match reads: counts, never times."""

from __future__ import annotations

import orjson
import pytest

import schema
from graph import MODEL, Graph
from graph.keys import SETTLE_ALL
from queries.matching import Limits
from queries.planner.execute import Planner

pytestmark = pytest.mark.anyio

STORIES = ("canteen", "parking", "elders", "loan", "finance-talent", "friendship")
ASKED = """query ($need: ID!) { need(id: $need) { matches(first: 5, asOf: "2026-11-24") {
  totalCount nodes { id ring reason paths { nodes { id } } } ringsTried { ring candidates excluded { gate count } enough whole } } } }"""
DISTRICT = """
CREATE (district:Place:Entity:District {id: 'district:x', name: '示例区', level: 3, synthetic: true})
CREATE (term:ServiceTerm:Entity {id: 'term:x', name: '示例服务', ringPolicy: $p.policy, synthetic: true})
WITH district, term
UNWIND range(0, $p.buildings - 1) AS b
CREATE (building:Place:Entity:Building {id: 'building:' + b, name: '示例楼' + b, level: 0, synthetic: true})-[:PART_OF]->(district)
CREATE (near:Need:Entity {id: 'need:' + b, title: '示例需求', status: 'OPEN', quantity: 2.0, synthetic: true})-[:AT]->(building)
CREATE (near)-[:ASKS_FOR]->(term)
WITH building, term
UNWIND range(1, 20) AS i
CREATE (tenant:Organization:Entity:Enterprise {id: building.id + '-' + i, name: '示例', synthetic: true})-[:LOCATED_IN]->(building)
CREATE (c:Capability:Entity {id: 'capability:' + tenant.id, title: '示例', status: 'ACTIVE', capacity: 1.0, synthetic: true})-[:OFFERED_BY]->(tenant)
CREATE (c)-[:PROVIDES]->(term)
CREATE (c)-[:COVERS]->(building)
"""
"""Twenty in each building offer the same to their own building."""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def hits(planner: Planner, graph: Graph, need: str) -> tuple[int, dict[str, object]]:
    answer = orjson.loads((await planner.execute(graph, ASKED, {"need": need}, explain=True)).body)
    assert "errors" not in answer, answer["errors"]
    told = answer["extensions"]["explain"]
    return told["dbHits"] + sum(each["dbHits"] for each in told["before"]), answer["data"]["need"]["matches"]


@pytest.mark.parametrize("story", STORIES)
async def test_a_story_is_matched_and_explained_with_few_reads(
    story: str, planner: Planner, stories: Graph
) -> None:
    read, matches = await hits(planner, stories, f"need:story-{story}")
    assert matches["totalCount"]
    assert read < 5_000


@pytest.mark.parametrize("policy", ["RINGS", "ANYWHERE"])
async def test_a_common_term_costs_what_stands_nearby_however_many_offer_it_elsewhere(
    policy: str, planner: Planner, graph: Graph
) -> None:
    ring = 0 if policy == "RINGS" else None
    # of those that serve other buildings, some are looked at, to say why they are none
    barred = 0 if policy == "RINGS" else Limits().barred
    few = 0
    for buildings in (220, 440):
        await graph.command("MATCH (n:Entity) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
        await graph.command(DISTRICT, {"buildings": buildings, "policy": policy})
        await graph.command(SETTLE_ALL)
        await graph.replan()  # for what is there, not for what was
        read, found = await hits(planner, graph, "need:7")
        assert found["totalCount"] == 20
        (tried,) = found["ringsTried"]
        assert (tried["ring"], tried["enough"], tried["whole"]) == (ring, True, True)
        assert tried["candidates"] == 20 + barred
        few = few or read
        assert read < few * 1.1
