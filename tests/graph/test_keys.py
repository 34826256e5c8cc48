"""Keys follow whatever changes them, through the loader and through a migration; the audit sees the rest."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from graph import Graph, Transaction
from graph.audit import audit
from graph.keys import settle
from graph.migrations import migrate
from loaders import load

TABLES = {
    "places": "id,kind,name,part_of,synthetic\ndistrict:x,district,示例区,,true\ncommunity:x,community,示例社区,district:x,true\ncommunity:y,community,示例社区二,district:x,true\n"
    "area:a,area,示例片区甲,community:x,true\narea:b,area,示例片区乙,community:x,true\n"
    "building:a,building,示例楼甲,area:a,true\nbuilding:b,building,示例楼乙,area:b,true\n",
    "industries": "id,code,name,synthetic\nindustry:x,62,示例餐饮,true\n",
    "terms": "id,name,ring_policy,synthetic\nterm:x,示例用餐,rings,true\nterm:y,示例点心,rings,true\n",
    "organizations": "id,name,kind,located_in,serves,industry,synthetic\n"
    "enterprise:x,示例饭店,shop,building:a,,industry:x,true\nteam:x,示例队,volunteer team,building:a,,,true\nteam:y,示例队二,volunteer team,building:b,,,true\n"
    "department:x,示例部门,department,,district:x,,true\n",
    "people": "id,name,volunteers_in,synthetic\nperson:x,示例人员,team:x,true\n",
    "capabilities": "id,title,status,offered_by,provides,covers,synthetic\n"
    "capability:x,示例供餐,ACTIVE,enterprise:x,term:x,building:b,true\ncapability:p,示例帮厨,ACTIVE,person:x,term:x,,true\n"
    "capability:d,示例许可,ACTIVE,department:x,term:y,,true\n",
    "needs": "id,title,status,raised_by,asks_for,at,synthetic\nneed:x,示例需求,OPEN,enterprise:x,term:x,,true\n",
}
CHANGES = {
    "a provider moves": ("organizations", "shop,building:a", "shop,building:b"),
    "a team moves": ("organizations", "volunteer team,building:a", "volunteer team,building:b"),
    "a provider serves a place": ("organizations", "shop,building:a,", "shop,building:a,area:b"),
    "an area changes its community": ("places", "片区甲,community:x", "片区甲,community:y"),
    "a capability provides something else": ("capabilities", "enterprise:x,term:x", "enterprise:x,term:y"),
    "a capability covers another place": ("capabilities", "term:x,building:b", "term:x,area:a"),
    "a capability is closed": ("capabilities", "示例供餐,ACTIVE", "示例供餐,CLOSED"),
    "a need is met": ("needs", "示例需求,OPEN", "示例需求,MET"),
    "a need has a place of its own": ("needs", "term:x,,", "term:x,building:b,"),
    "a volunteer changes the team": ("people", "team:x", "team:y"),
}
"""What is replaced by what in which table, which is then loaded again."""


async def told(graph: Graph, folder: Path, tables: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    report = await load(graph, [folder])
    assert not report.refusals, report.refusals


async def keys(graph: Graph, id_: str) -> list[str]:
    (row,) = await graph.read("MATCH (n:Entity {id: $p.id}) RETURN n.keys AS keys", {"id": id_})
    return row["keys"]


async def of_keys(graph: Graph) -> list[str]:
    return [each.where for each in await audit(graph) if each.check == "keys"]


@pytest.fixture
async def told_once(graph: Graph, tmp_path: Path) -> Graph:
    await told(graph, tmp_path / "first", TABLES)
    return graph


async def test_a_thing_is_found_by_what_it_is_about_and_wherever_it_stands(told_once: Graph) -> None:
    within = ["area:a", "building:a", "community:x", "district:x"]
    delivered = ["area:a", "area:b", "building:a", "building:b", "community:x", "district:x"]
    assert await keys(told_once, "capability:x") == [*delivered, "live", "term:x", "~building:b"]
    assert await keys(told_once, "capability:p") == [*within, "live", "term:x", "~"]
    assert await keys(told_once, "capability:d") == [
        "department",
        "district:x",
        "live",
        "term:y",
        "~district:x",
    ]
    assert await keys(told_once, "enterprise:x") == [*within, "industry:x", "~"]
    assert await keys(told_once, "need:x") == [*within, "live", "term:x", "~"]
    assert await of_keys(told_once) == []


@pytest.mark.parametrize("change", CHANGES)
async def test_keys_follow_what_a_load_changes(change: str, told_once: Graph, tmp_path: Path) -> None:
    before = {
        row["id"]: row["keys"]
        for row in await told_once.read(
            "MATCH (n) WHERE n.keys IS NOT NULL RETURN n.id AS id, n.keys AS keys"
        )
    }
    table, old, new = CHANGES[change]
    assert old in TABLES[table]
    await told(told_once, tmp_path / "second", {table: TABLES[table].replace(old, new)})
    assert await of_keys(told_once) == []
    changed = [id_ for id_, was in before.items() if await keys(told_once, id_) != was]
    assert changed


async def test_a_migration_makes_the_keys_of_a_graph_from_before(told_once: Graph) -> None:
    there = await keys(told_once, "capability:x")
    await told_once.command("MATCH (n) REMOVE n.keys")
    await told_once.command("MATCH (m:Migration {number: 2}) DELETE m")
    assert await migrate(told_once) == [2]
    assert await keys(told_once, "capability:x") == there
    assert await of_keys(told_once) == []


async def test_the_audit_finds_keys_that_no_longer_fit_and_settling_mends_them(told_once: Graph) -> None:
    await told_once.command("MATCH (:Enterprise {id: 'enterprise:x'})-[l:LOCATED_IN]->() DELETE l")
    assert sorted(await of_keys(told_once)) == ["capability:x", "enterprise:x", "need:x"]
    await told_once.write(lambda tx: settle(tx, ["enterprise:x"]))
    assert await of_keys(told_once) == []


async def test_of_two_writers_at_once_the_later_sees_what_the_first_wrote(told_once: Graph) -> None:
    async def owning(nth: int) -> None:
        async def work(tx: Transaction) -> None:
            await tx.run(
                "MATCH (o:Entity {id: 'enterprise:x'}) CREATE (o)-[:OWNS]->(:Resource:Entity {id: 'resource:' + $p.nth})",
                {"nth": str(nth)},
            )
            await asyncio.sleep(0.05)  # others begin meanwhile
            await settle(tx, ["enterprise:x"])

        await told_once.write(work)

    await asyncio.gather(*(owning(nth) for nth in range(12)))
    assert {f"resource:{nth}" for nth in range(12)} < set(await keys(told_once, "enterprise:x"))
