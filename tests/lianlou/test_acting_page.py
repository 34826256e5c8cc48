"""A wish's way to the kept promise, by the saved operations in a browser, as a member of staff with a token."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from graph import Graph
from graph.audit import audit
from loaders import load
from queries.statements import tokens
from tests.conftest import STORIES

BROWSER = Path(__file__).with_name("browser")


async def test_staff_lead_a_wish_from_the_visit_to_the_kept_promise_on_the_page(
    graph: Graph, serving: Any, chromium: Path, tmp_path: Path
) -> None:
    assert not (await load(graph, [STORIES])).refusals
    secret, _ = await tokens.create(graph, "STAFF", "front-desk", communities=["community:xihu-wenhua"])
    async with serving(graph) as port:
        words = [
            str(BROWSER / "acting.mjs"),
            str(chromium),
            f"http://127.0.0.1:{port}/graphql",
            secret,
            str(tmp_path),
        ]
        running = await asyncio.create_subprocess_exec(
            "node", *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        out, err = await running.communicate()
    assert running.returncode == 0, err.decode()
    seen = json.loads(out)
    assert seen["errors"] == []
    assert "front-desk" in seen["identity"]
    assert len(seen["key"]) == 16, "what is opened to be written has a key of its own"
    assert "term:canteen" in seen["suggested"]
    assert "已办成" in seen["words"]
    assert seen["first"], "whoever could run a canteen is found by the term that is confirmed"
    assert seen["invited"] == ["示例餐饮公司"]
    assert seen["next"], "what the meeting brought about is the first match at once"
    assert seen["illegal"]["errors"][0]["allowed"] == ["ACCEPT", "CANCEL", "DECLINE"]
    assert "没有写入" in seen["refusal"]
    assert (seen["accepted"], seen["done"]) == ("ACCEPTED", ["COMPLETED", "MET"])
    assert seen["others"] == ["MET", "MET"], "two more buildings are served"
    for label in ("提出", "走访", "上会", "决议", "促成", "转介", "转介办结"):
        assert label in seen["life"], seen["life"]
    assert "决议：改造为楼宇青年食堂" in seen["said"]
    assert seen["elsewhere"] == ["FORBIDDEN"], "a need of another community is not theirs to withdraw"
    assert await audit(graph) == []
    (told,) = await graph.read("MATCH (e:Event {actor: 'front-desk'}) RETURN count(e) AS events")
    assert told["events"] >= 12
