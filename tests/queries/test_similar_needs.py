"""Needs like one: to pool with, what helped then, and likely duplicates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from loaders import load
from queries.planner.execute import Planner

TABLES = {
    "places": "id,kind,name,part_of,synthetic\ndistrict:x,district,示例区,,true\ncommunity:x,community,示例社区,district:x,true\n"
    "area:x,area,示例片区,community:x,true\nbuilding:a,building,示例楼甲,area:x,true\nbuilding:b,building,示例楼乙,area:x,true\n",
    "terms": "id,name,ring_policy,synthetic\nterm:lift,示例电梯维修,rings,true\n",
    "organizations": "id,name,kind,located_in,synthetic\nenterprise:a,示例公司甲,enterprise,building:a,true\n"
    "enterprise:b,示例公司乙,enterprise,building:b,true\nproperty:x,示例物业,property,building:b,true\n",
    "capabilities": "id,title,status,offered_by,provides,synthetic\ncapability:lift,示例电梯抢修,ACTIVE,property:x,term:lift,true\n",
    "needs": "id,title,text,status,raised_by,asks_for,at,synthetic\n"
    "need:one,电梯老停在十楼,早高峰电梯总是停在十楼不动,OPEN,enterprise:a,term:lift,building:a,true\n"
    "need:twice,电梯总停在十楼,早高峰电梯老是停在十楼不动,OPEN,enterprise:a,term:lift,building:a,true\n"
    "need:words,电梯早高峰不动,早高峰电梯停在十楼,OPEN,enterprise:b,,building:b,true\n"
    "need:met,货梯坏了,货梯门关不上,MET,enterprise:b,term:lift,building:b,true\n"
    "need:else,想借会议室,下周借会议室,OPEN,enterprise:b,,building:b,true\n",
    "referrals": "id,status,for_need,referred_to,synthetic\nreferral:met,COMPLETED,need:met,capability:lift,true\n",
}
SIMILAR = """query ($id: ID!) { similarNeeds(id: $id, asOf: "2026-11-24") { totalCount nodes {
  id ring similarity shared { id } helped { id } likelyDuplicate why whyEn } } }"""


@pytest.fixture
async def told(graph: Graph, tmp_path: Path) -> Graph:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    report = await load(graph, [tmp_path])
    assert not report.refusals, report.refusals
    return graph


async def ask(graph: Graph, id_: str) -> Any:
    planner = Planner(schema.build(), MODEL)
    body = orjson.loads((await planner.execute(graph, SIMILAR, {"id": id_})).body)
    assert "errors" not in body, body["errors"]
    return body["data"]["similarNeeds"]


async def test_the_nearest_open_need_of_the_term_is_first_and_a_second_telling_is_a_likely_duplicate(
    told: Graph,
) -> None:
    found = {each["id"]: each for each in (await ask(told, "need:one"))["nodes"]}
    assert next(iter(found)) == "need:twice"
    assert set(found) == {"need:twice", "need:met", "need:words"}
    twice = found["need:twice"]
    assert (twice["ring"], twice["likelyDuplicate"]) == (0, True)
    assert twice["why"] == "提出者或受益者相同，地点相同，用词大半相同"
    assert "same place" in twice["whyEn"]


async def test_what_helped_then_is_told_of_a_need_that_is_met(told: Graph) -> None:
    met = next(each for each in (await ask(told, "need:one"))["nodes"] if each["id"] == "need:met")
    assert [each["id"] for each in met["helped"]] == ["capability:lift"]
    assert (met["ring"], met["likelyDuplicate"], met["why"]) == (1, False, None)


async def test_a_need_of_the_same_words_without_a_term_is_found_and_one_elsewhere_is_no_duplicate(
    told: Graph,
) -> None:
    words = next(each for each in (await ask(told, "need:one"))["nodes"] if each["id"] == "need:words")
    assert words["shared"] == []
    assert words["similarity"] > 0.25
    assert not words["likelyDuplicate"]


async def test_a_need_that_is_not_there_has_none(told: Graph) -> None:
    assert await ask(told, "need:nowhere") is None
