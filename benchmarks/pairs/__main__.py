"""How long planPairs takes: `python -m benchmarks.pairs [times]`, at so many times the story's size (50 by default)."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import orjson

import schema
from graph import MODEL, Graph
from graph.engine import hold
from graph.migrations import migrate
from queries.planner.execute import Planner

MADE = """
CREATE (community:Community:Place:Entity {id: 'community:example-b', name: '示例商务社区b', level: 2, synthetic: true})
CREATE (team:VolunteerTeam:Organization:Entity {id: 'team:example-b', name: '示例骑手队b', status: 'ACTIVE', synthetic: true})-[:SERVES]->(community)
CREATE (term:ServiceTerm:Entity {id: 'term:example-b', name: '示例助老', ringPolicy: 'RINGS', synthetic: true})
CREATE (need:Need:Entity {id: 'need:example-b', title: '示例老人跑腿', status: 'OPEN', synthetic: true})-[:ASKS_FOR]->(term)
WITH community, team, term, need
UNWIND range(0, $p.buildings - 1) AS at
CREATE (b:Building:Place:Entity {id: 'building:example-b' + at, name: '示例楼宇b' + at, level: 0, synthetic: true})-[:PART_OF]->(community)
WITH community, team, term, need, collect(b) AS buildings
CALL (community, team, term, buildings) {
  UNWIND range(0, $p.riders - 1) AS at
  WITH *, buildings[at * 7 % size(buildings)] AS building
  CREATE (r:Person:Entity {id: 'person:example-rider-b' + at, name: '示例骑手b' + at, kind: 'RIDER', synthetic: true})-[:LIVES_NEAR]->(building)
  CREATE (r)-[:VOLUNTEERS_IN {weekdays: [1, 3, 5][..1 + at % 3]}]->(team)
  CREATE (c:Capability:Entity {id: 'capability:example-b' + at, title: '示例跑腿', status: 'ACTIVE', capacity: 2.0, unit: '人', synthetic: true})
  CREATE (c)-[:OFFERED_BY {consented: at % 20 > 0}]->(r), (c)-[:PROVIDES]->(term), (c)-[:COVERS]->(community)
}
UNWIND range(0, $p.elders - 1) AS at
WITH need, at, buildings[at * 11 % size(buildings)] AS building
CREATE (e:Person:Entity {id: 'person:example-elder-b' + at, name: '示例老人b' + at, kind: 'ELDER', synthetic: true})-[:LIVES_NEAR]->(building)
CREATE (need)-[:BENEFITS {consented: at % 40 > 0}]->(e)
"""
ASKED = """query ($first: Int) { planPairs(program: "示例骑手队b", first: $first, asOf: "2026-11-24") {
    totalCount riders elders value nodes { rider { id } elder { id } } unserved { reason } } }"""


async def measured(graph: Graph, times: int) -> None:
    await migrate(graph)
    await graph.command(MADE, {"riders": 8 * times, "elders": 16 * times, "buildings": max(2, times)})
    planner = Planner(schema.build(), MODEL)

    async def plan() -> tuple[float, set[tuple[str, str]]]:
        began = time.perf_counter()
        body = orjson.loads((await planner.execute(graph, ASKED, {"first": 1000})).body)
        found = body["data"]["planPairs"]
        pairs = {(each["rider"]["id"], each["elder"]["id"]) for each in found["nodes"]}
        took = time.perf_counter() - began
        print(
            f"{took:6.2f} s: {found['totalCount']} pairs, {found['riders']} riders, {found['elders']} elders, "
            f"value {found['value']:.1f}, {len(found['unserved'])} not served"
        )
        return took, pairs

    print(f"{times} times the story:")
    await plan()
    _, before = await plan()
    changed: list[int] = []
    for at in range(1, 6):
        await graph.command(
            "MATCH (e:Entity {id: 'person:example-elder-b' + $p.at})<-[b:BENEFITS]-() SET b.consented = false",
            {"at": at},
        )
        _, after = await plan()
        changed.append(len(before - after))
        before = after
    print(f"pairs changed when one elder withdraws, five times: {changed}")


async def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder, hold(Path(folder)) as engine:
        async with Graph(engine.uri, engine.user, engine.password, timeout=120.0) as graph:
            await measured(graph, times)


asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
