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
