"""Matching where somebody holds, or is a member, by two spells: once."""

from __future__ import annotations

from pathlib import Path

import orjson

import schema
from graph import MODEL, Graph
from loaders import load
from queries.planner.execute import Planner

TABLES = {
    "places": "id,kind,name\nbuilding:p,building,示例一号楼\n",
    "terms": "id,name\nterm:r,救援\n",
    "qualifications": "id,name\nqualification:q,示例证书\n",
    "organizations": "id,kind,name,located_in\nteam:t,team,示例救援队,building:p\nenterprise:e,enterprise,示例企业,building:p\n",
    "people": "id,name\nperson:a,示例人员甲\nperson:b,示例人员乙\n",
    "capabilities": "id,title,text,offered_by,provides,requires\ncapability:c,救援,现场救援,team:t,term:r,qualification:q\n",
    "needs": "id,title,text,raised_by,asks_for,at\nneed:n,要人救援,要人救援,enterprise:e,term:r,building:p\n",
    "ties": "start,type,end,from,until\n"
    "person:a,VOLUNTEERS_IN,team:t,2023-01-01,2024-12-31\nperson:a,VOLUNTEERS_IN,team:t,2025-01-01,\n"
    "person:a,HOLDS,qualification:q,2024-01-01,2025-06-30\nperson:a,HOLDS,qualification:q,2026-01-01,\n"
    "person:b,VOLUNTEERS_IN,team:t,2025-01-01,\nperson:b,HOLDS,qualification:q,2024-01-01,2025-06-30\n",
}
ASKED = '{ need(id: "need:n") { matches(asOf: "%s") { nodes { id free gates { gate state } } } } }'


async def matched(graph: Graph, folder: Path, day: str) -> list[dict[str, object]]:
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    assert not (await load(graph, [folder])).refusals
    answer = orjson.loads((await Planner(schema.build(), MODEL).execute(graph, ASKED % day, {})).body)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["need"]["matches"]["nodes"]


async def test_who_held_a_certificate_and_holds_it_again_is_qualified_and_counted_once(
    graph: Graph, tmp_path: Path
) -> None:
    (match,) = await matched(graph, tmp_path, "2026-11-24")
    assert match["id"] == "capability:c"
    assert match["free"] == 1, "one of two members holds it now, by the second of two spells"
    assert {"gate": "NOT_QUALIFIED", "state": "PASS"} in match["gates"]


async def test_between_two_spells_nobody_is_qualified(graph: Graph, tmp_path: Path) -> None:
    assert await matched(graph, tmp_path, "2025-11-24") == []
