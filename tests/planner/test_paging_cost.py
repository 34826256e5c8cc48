"""What a page reads: as many rows as it shows, however far from the first."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF

FIRMS = """
UNWIND range(0, 2999) AS i
CREATE (:Enterprise:Organization:Entity {id: 'enterprise:x' + i, name: '示例' + (i % 1000), kind: 'COMPANY', synthetic: true,
  created: datetime('2026-01-01T00:00:00Z'), updated: datetime('2026-01-01T00:00:00Z') + duration({minutes: i % 500})})
"""
ROWS = 20
READS = 5 * ROWS


async def asked(planner: Planner, graph: Graph, source: str, cursor: str | None) -> dict[str, Any]:
    answer = await planner.execute(graph, source, {"c": cursor}, viewer=LOCAL_STAFF, explain=True)
    return orjson.loads(answer.body)


@pytest.mark.parametrize("way", ["ASC", "DESC"])
async def test_a_page_in_the_middle_reads_no_more_than_the_first(graph: Graph, way: str) -> None:
    await graph.command(FIRMS)
    await graph.replan()
    planner = Planner(schema.build(), MODEL)
    whole = f"query {{ enterprises(first: 1000, orderBy: [{{name: {way}}}]) {{ edges {{ cursor }} nodes {{ id name }} }} }}"
    page = f"query($c: String!) {{ enterprises(first: {ROWS}, after: $c, orderBy: [{{name: {way}}}]) {{ nodes {{ id name }} }} }}"
    back = page.replace("first:", "last:").replace("after:", "before:")
    known = orjson.loads((await planner.execute(graph, whole)).body)["data"]["enterprises"]
    at = 777
    cursor = known["edges"][at]["cursor"]
    told = await asked(planner, graph, page, cursor)
    assert told["data"]["enterprises"]["nodes"] == known["nodes"][at + 1 : at + 1 + ROWS]
    assert told["extensions"]["explain"]["dbHits"] < READS
    told = await asked(planner, graph, back, cursor)
    assert told["data"]["enterprises"]["nodes"] == known["nodes"][at - ROWS : at]
    assert told["extensions"]["explain"]["dbHits"] < READS


NEEDS = """
UNWIND range(0, 299) AS i
CREATE (b:Building:Place:Entity {id: 'building:x' + i, name: '示例' + (i % 200), level: 0, synthetic: true})
WITH b, i UNWIND range(0, 9) AS j
CREATE (n:Need:Entity {id: 'need:x' + i + '-' + j, title: '示例' + j, status: 'OPEN', synthetic: true})
FOREACH (_ IN CASE WHEN i > 5 THEN [1] ELSE [] END | CREATE (n)-[:AT]->(b) SET b:PlaceOfNeed)
"""
ROOMS = """
UNWIND range(0, 4999) AS i
CREATE (:PublicSpace:Place:Entity {id: 'space:x' + i, name: CASE WHEN i % 2 = 0 THEN '〇' ELSE '齉' END + i, level: 0, synthetic: true})
"""
"""Places before and after all others by name, where nothing is asked."""


@pytest.mark.parametrize("way", ["ASC", "DESC"])
async def test_a_page_in_a_related_nodes_order_reads_what_that_leads_to(graph: Graph, way: str) -> None:
    await graph.command(NEEDS)
    await graph.replan()
    planner = Planner(schema.build(), MODEL)
    shown = "nodes { id at { id name } }"
    whole = (
        f"query {{ needs(first: 1000, orderBy: [{{at: {{name: {way}}}}}]) {{ edges {{ cursor }} {shown} }} }}"
    )
    page = f"query($c: String) {{ needs(first: {ROWS}, after: $c, orderBy: [{{at: {{name: {way}}}}}], where: {{status: {{eq: OPEN}}}}) {{ {shown} }} }}"
    known = orjson.loads((await planner.execute(graph, whole)).body)["data"]["needs"]
    for at in (-1, 777):
        cursor = known["edges"][at]["cursor"] if at > 0 else None
        told = await asked(planner, graph, page, cursor)
        assert told["data"]["needs"]["nodes"] == known["nodes"][at + 1 : at + 1 + ROWS]
        hits = told["extensions"]["explain"]["dbHits"]
        # descending, those that stand nowhere come first, and are looked for among all
        assert hits < 60 * ROWS or (way == "DESC" and at < 0)
        await graph.command(ROOMS)
        told = await asked(planner, graph, page, cursor)
        assert told["data"]["needs"]["nodes"] == known["nodes"][at + 1 : at + 1 + ROWS]
        assert told["extensions"]["explain"]["dbHits"] == hits
        await graph.command("MATCH (s:PublicSpace) DELETE s")
    few = 'query($c: String) { needs(first: 5, after: $c, orderBy: [{at: {name: ASC}}], where: {title: {eq: "示例3"}}) { nodes { id } } }'
    statement, _ = planner.statement(few)
    assert "CALL" not in (statement or "")


async def test_a_fulltext_filter_reads_what_the_index_found(graph: Graph) -> None:
    await graph.command(NEEDS)
    await graph.command("MATCH (n:Need) WHERE n.id IN ['need:x7-7', 'need:x8-8'] SET n.text = '楼顶漏水'")
    await graph.replan()
    planner = Planner(schema.build(), MODEL)
    source = 'query($c: String) { needs(first: 5, after: $c, where: {search: "漏水"}) { totalCount nodes { id } } }'
    told = await asked(planner, graph, source, None)
    assert [each["id"] for each in told["data"]["needs"]["nodes"]] == ["need:x7-7", "need:x8-8"]
    assert told["extensions"]["explain"]["dbHits"] < READS
