"""The integrator's example against the served application: as it is run, and what it says."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph import Graph
from loaders import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "district_report"
TABLES = {
    "places": "id,kind,name,part_of,synthetic\ndistrict:x,district,示例区,,true\ncommunity:x,community,示例社区,district:x,true\n"
    "area:x,area,示例片区,community:x,true\n" + "".join(f"building:{i},building,示例楼{i},area:x,true\n" for i in range(5)),
    "terms": "id,name,name_en,ring_policy,synthetic\nterm:lunch,示例午餐,Lunch,rings,true\nterm:parking,示例停车,Parking,rings,true\n",
    "organizations": "id,name,kind,located_in,synthetic\n"
    + "".join(f"enterprise:{i},示例公司{i},enterprise,building:{i % 4},true\n" for i in range(8)),
    "capabilities": "id,title,status,offered_by,provides,capacity,unit,synthetic\n"
    "capability:near,示例食堂,ACTIVE,enterprise:0,term:lunch,100,份/日,true\n"
    "capability:far,示例餐车,ACTIVE,enterprise:3,term:lunch,50,份/日,true\n"
    "capability:parking,示例车位,ACTIVE,enterprise:2,term:parking,10,个,true\n",
    "needs": "id,title,status,raised_by,asks_for,synthetic\nneed:a,示例想吃午饭,OPEN,enterprise:4,term:lunch,true\n"
    "need:b,示例想停车,OPEN,enterprise:4,term:parking,true\nneed:c,示例也想吃午饭,OPEN,enterprise:1,term:lunch,true\n"
    "need:d,示例还想停车,OPEN,enterprise:3,term:parking,true\nneed:met,示例办成的,MET,enterprise:6,term:lunch,true\n",
}  # fmt: skip


@pytest.fixture
async def url(graph: Graph, tmp_path: Path, serving: Any) -> AsyncGenerator[str]:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    assert not (await load(graph, [tmp_path])).refusals
    async with serving(graph) as port:
        yield f"http://127.0.0.1:{port}/graphql"


async def ran(url: str, state: Path) -> list[str]:
    """The lines that the example prints, run as its users run it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, EXAMPLE / "report.py", state,
        env={**os.environ, "LIANLOU_URL": url, "LIANLOU_TOKEN": "", "PYTHONIOENCODING": "utf-8"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate()
    assert process.returncode == 0, error.decode()
    return out.decode().splitlines()


async def asked(url: str, query: str, **variables: Any) -> Any:
    async with httpx.AsyncClient(timeout=60) as client:
        body = (await client.post(url, json={"query": query, "variables": variables})).json()
    assert "errors" not in body, body["errors"]
    return body["data"]


async def joined(url: str) -> list[dict[str, Any]]:
    """What the nested operation answers, from flat queries joined by hand."""
    flat = await asked(
        url,
        """{ buildings { nodes { id name } } enterprises { nodes { id name locatedIn { id } } }
          needs(where: {status: {eq: OPEN}}) { nodes { id title raisedBy { ... on Enterprise { id } } } } }""",
    )
    matches = {
        need["id"]: await asked(
            url,
            """query ($id: ID!) { need(id: $id) { matches(first: 3) { nodes {
              reasonEn ringLabelEn candidate { id } provider { id name } paths { nodes { id } } } } } }""",
            id=need["id"],
        )
        for need in flat["needs"]["nodes"]
    }
    found: list[dict[str, Any]] = []
    for building in flat["buildings"]["nodes"]:
        tenants: list[dict[str, Any]] = []
        for enterprise in flat["enterprises"]["nodes"]:
            needs = [
                {"id": need["id"], "title": need["title"], **matches[need["id"]]["need"]}
                for need in flat["needs"]["nodes"]
                if need["raisedBy"]["id"] == enterprise["id"]
            ]
            if needs and {"id": building["id"]} in enterprise["locatedIn"]:
                tenant = {"id": enterprise["id"], "name": enterprise["name"]}
                tenants.append(tenant | {"needs": {"totalCount": len(needs), "nodes": needs}})
        if tenants:
            found.append(building | {"tenants": {"totalCount": len(tenants), "nodes": tenants}})
    return found


async def nested(url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    query = (EXAMPLE / "report.graphql").read_text("utf-8")
    after, more = None, True
    while more:
        page = (await asked(url, query, after=after))["buildings"]
        found += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


async def test_the_example_reports_what_flat_queries_joined_by_hand_say_and_then_exactly_the_changes(
    url: str, tmp_path: Path
) -> None:
    state = tmp_path / "state.json"
    told, by_hand = await nested(url), await joined(url)
    assert told == by_hand
    assert [building["id"] for building in told] == ["building:0", "building:1", "building:3"]
    lines = await ran(url, state)
    for building in by_hand:
        for tenant in building["tenants"]["nodes"]:
            at = lines.index(f"  {tenant['name']} ({tenant['id']})")
            for need in tenant["needs"]["nodes"]:
                at = lines.index(f"    {need['title']} ({need['id']})", at)
                for match in need["matches"]["nodes"]:
                    at += 1
                    assert match["candidate"]["id"] in lines[at]
                    assert match["provider"]["name"] in lines[at]
                    for path in match["paths"][:1]:  # what only its words match has none
                        assert lines[at].endswith(f"[{' - '.join(each['id'] for each in path['nodes'])}]")
    walked = [line for line in lines if "capability:near by 示例公司0" in line and "term:lunch" in line]
    assert len(walked) == 2, lines
    assert await ran(url, state) == []
    record = """mutation ($input: RecordNeedInput!) { recordNeed(input: $input) { errors { code } need { id } events { sequence } } }"""
    given = {"text": "示例新的午饭", "raisedBy": "enterprise:5", "terms": [{"term": "term:lunch"}], "clientMutationKey": "example-1"}  # fmt: skip
    need = (await asked(url, record, input=given))["recordNeed"]
    assert (await asked(url, record, input=given))["recordNeed"] == need  # sent again, done once
    refer = """mutation ($input: ReferInput!) { refer(input: $input) { errors { code } referral { id } events { sequence } } }"""
    given = {
        "need": need["need"]["id"],
        "capability": "capability:near",
        "quantity": 5.0,
        "reason": "先问同楼",
    }
    referral = (await asked(url, refer, input=given))["refer"]
    recorded, referred = need["events"][0]["sequence"], referral["events"][0]["sequence"]
    assert await ran(url, state) == [
        f"{recorded} CREATED {need['need']['id']} by local staff: ASKS_FOR, BENEFITS, RAISED_BY, raisedOn, status, text, title",
        f"{referred} CREATED {referral['referral']['id']} by local staff: FOR_NEED, REFERRED_TO, quantity, raisedOn, reason, status (先问同楼)",
    ]
    assert await ran(url, state) == []
    assert json.loads(state.read_text("utf-8")).keys() == {"cursor"}


async def test_the_example_says_why_it_could_not_ask(url: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="NOT_FOUND"):
        await ran(url.replace("/graphql", "/nothing"), tmp_path / "state.json")
    assert not (tmp_path / "state.json").exists()
