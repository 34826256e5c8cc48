"""The ring of a candidate by where it stands, and the search that widens until enough is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from loaders import load
from queries.planner.execute import Planner

pytestmark = pytest.mark.anyio

PLACES = """id,name,kind,part_of,synthetic
district:x,示例区,district,,true
district:y,示例邻区,district,,true
community:x,示例社区,community,district:x,true
community:w,示例社区二,community,district:x,true
community:y,示例邻区社区,community,district:y,true
area:x,示例片区,area,community:x,true
area:v,示例片区二,area,community:x,true
microgrid:both,示例两楼微网格,microgrid,area:x,true
microgrid:one,示例一楼微网格,microgrid,area:x,true
building:a,示例楼甲,building,microgrid:both,true
building:b,示例楼乙,building,microgrid:both,true
building:c,示例楼丙,building,microgrid:one,true
building:d,示例楼丁,building,area:v,true
building:e,示例楼戊,building,community:w,true
building:f,示例楼己,building,community:y,true
"""
TERMS = "id,name,ring_policy,related,synthetic\nterm:canteen,示例食堂,RINGS,term:snacks,true\nterm:snacks,示例零食,RINGS,,true\n"
NEED = "id,title,status,raised_by,at,asks_for,quantity,unit,synthetic\nneed:lunch,示例午餐,OPEN,enterprise:asker,building:a,term:canteen,30,份/日,true\n"
OFFERS = "id,title,status,offered_by,provides,capacity,unit,synthetic\n"
SOURCE = """{ need(id: "need:lunch") { matches(first: 10, toRing: %s) {
  ringsTried { ring enough } nodes { id ring weak paths { kind } } } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def matched(
    planner: Planner, graph: Graph, folder: Path, offers: dict[str, tuple[str, str, int]], to: str = "null"
) -> dict[str, Any]:
    """The lunch's matches, where each offer is of an enterprise: its building, term and capacity."""
    firms = "id,name,kind,located_in,synthetic\nenterprise:asker,示例公司,enterprise,building:a,true\n"
    capabilities = OFFERS
    for name, (building, term, capacity) in offers.items():
        firms += f"enterprise:{name},示例公司{name},enterprise,{building},true\n"
        capabilities += (
            f"capability:{name},示例供应{name},ACTIVE,enterprise:{name},{term},{capacity},份/日,true\n"
        )
    tables = {
        "places": PLACES,
        "terms": TERMS,
        "needs": NEED,
        "organizations": firms,
        "capabilities": capabilities,
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    report = await load(graph, [folder])
    assert not report.refusals, report.refusals
    answer = orjson.loads((await planner.execute(graph, SOURCE % to)).body)
    assert "errors" not in answer, answer
    return answer["data"]["need"]["matches"]


async def test_a_ring_is_the_level_of_the_smallest_place_that_holds_both(
    planner: Planner, graph: Graph, tmp_path: Path
) -> None:
    rings = {"a": 0, "b": 0, "c": 1, "d": 2, "e": 3, "f": 4}
    offers = {name: (f"building:{name}", "term:canteen", 100) for name in rings}
    found = await matched(planner, graph, tmp_path, offers, to="4")
    assert {each["id"].removeprefix("capability:"): each["ring"] for each in found["nodes"]} == rings


async def test_a_shop_of_a_related_term_is_never_enough_whatever_its_room(
    planner: Planner, graph: Graph, tmp_path: Path
) -> None:
    offers = {"shop": ("building:a", "term:snacks", 9_999), "canteen": ("building:c", "term:canteen", 100)}
    found = await matched(planner, graph, tmp_path, offers)
    assert [(each["ring"], each["enough"]) for each in found["ringsTried"]] == [(0, False), (1, True)]
    shown = {each["id"]: each for each in found["nodes"]}
    assert [
        (shown[key]["ring"], shown[key]["weak"]) for key in ("capability:shop", "capability:canteen")
    ] == [
        (0, True),
        (1, False),
    ]
    assert all(each["paths"] for each in found["nodes"])
