"""Removal: what nothing depends on goes, with its relationships; its event stays; of a person nothing else does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph, Transaction
from graph.audit import audit
from graph.errors import Conflict, InputError
from lianlou.commands.remove import register
from loaders import load
from loaders.history import Signed
from queries.planner.execute import Planner
from queries.removal import COUNTED, LOOSE_OF_A_PERSON, remove
from queries.statements.history import Happened, append

TABLES = {
    "places": "id,kind,name,part_of,synthetic\ncommunity:x,community,示例社区,,true\nbuilding:a,building,示例楼甲,community:x,true\n",
    "terms": "id,name,ring_policy,synthetic\nterm:lunch,示例午餐,rings,true\n",
    "organizations": "id,name,kind,located_in,manages,synthetic\nenterprise:a,示例公司,enterprise,building:a,,true\n"
    "property:a,示例物业,property,building:a,building:a,true\n",
    "resources": "id,name,kind,owned_by,synthetic\nresource:hall,示例场地,SPACE,enterprise:a,true\n",
    "people": "id,name,phone,works_at,synthetic\nperson:a,示例王小明,13800001234,enterprise:a,true\nperson:b,示例同事,,enterprise:a,true\n",
    "capabilities": "id,title,status,offered_by,provides,synthetic\ncapability:a,示例食堂,ACTIVE,enterprise:a,term:lunch,true\n",
    "needs": "id,title,text,status,raised_by,asks_for,synthetic\nneed:a,示例需求,示例王小明说想吃午饭，电话13800001234,OPEN,person:a,term:lunch,true\n"
    "need:b,示例需求二,,OPEN,enterprise:a,term:lunch,true\n",
    "visits": "id,visited,made_by,visited_on,synthetic\nvisit:a,enterprise:a,person:a,2026-11-02,true\n",
}
WHO = {"actor": "示例社区", "reason": "重复登记"}


async def loads(graph: Graph, folder: Path, **tables: str) -> None:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    report = await load(graph, [folder / f"{name}.csv" for name in tables], signed=Signed("示例社区"))
    assert not report.refusals, report.refusals


@pytest.fixture
async def told(graph: Graph, tmp_path: Path) -> Graph:
    await loads(graph, tmp_path, **TABLES)
    return graph


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def events(graph: Graph, since: int = 0) -> list[dict[str, Any]]:
    return await graph.read(
        "MATCH (e:Event) WHERE e.sequence > $p.since WITH e ORDER BY e.sequence "
        "RETURN e {.sequence, .kind, .subject, .actor, .reason, .before, .after, .ends, .synthetic} AS event",
        {"since": since},
    )


async def last(graph: Graph) -> int:
    return (await graph.read("MATCH (log:EventLog) RETURN log.last AS last"))[0]["last"]


async def there(graph: Graph, *ids: str) -> set[str]:
    rows = await graph.read("MATCH (n:Entity) WHERE n.id IN $p.ids RETURN n.id AS id", {"ids": ids})
    return {row["id"] for row in rows}


async def test_what_is_removed_goes_with_its_relationships_and_its_event_stays_as_a_tombstone(
    told: Graph, planner: Planner
) -> None:
    before = datetime.now(UTC)
    found = await remove(told, ["need:b"], **WHO)
    assert (found.keys, await there(told, "need:b", "term:lunch")) == (("need:b",), {"term:lunch"})
    source = """query ($at: DateTime) { events(where: {kind: {eq: REMOVED}, at: {gt: $at}}) {
      nodes { kind subject actor reason before after synthetic changed { id } } } }"""
    body = orjson.loads((await planner.execute(told, source, {"at": before.isoformat()})).body)
    (tombstone,) = body["data"]["events"]["nodes"]
    known = orjson.loads(tombstone.pop("before"))
    assert tombstone == {
        "kind": "REMOVED", "subject": "need:b", "actor": "示例社区", "reason": "重复登记", "after": None,
        "synthetic": True, "changed": [],
    }  # fmt: skip
    assert known == {
        "title": "示例需求二", "status": "OPEN", "synthetic": True,
        "RAISED_BY": [{"id": "enterprise:a"}], "ASKS_FOR": [{"id": "term:lunch"}],
    }  # fmt: skip
    assert await audit(told) == []


async def test_the_owner_of_what_goes_is_told_of_updated_and_looked_up_by_it_no_more(told: Graph) -> None:
    sequence, before = await last(told), datetime.now(UTC)
    keys = "MATCH (n:Entity {id: 'enterprise:a'}) RETURN 'resource:hall' IN n.keys AS held, n.updated > $p.at AS updated"
    assert (await told.read(keys, {"at": before}))[0] == {"held": True, "updated": False}
    await remove(told, ["resource:hall"], **WHO)
    assert (await told.read(keys, {"at": before}))[0] == {"held": False, "updated": True}
    changed, removed = [row["event"] for row in await events(told, sequence)]
    assert (changed["kind"], changed["subject"]) == ("CHANGED", "enterprise:a")
    assert orjson.loads(changed["before"]) == {"OWNS": [{"id": "resource:hall"}]}
    assert (removed["kind"], removed["subject"]) == ("REMOVED", "resource:hall")
    assert await audit(told) == []


REFUSED = [
    (["enterprise:a"], ["capability:a (OFFERED_BY)", "need:b (RAISED_BY)", "visit:a (VISITED)", "lianlou load"]),
    (["building:a"], ["还有 2 项依赖", "enterprise:a (LOCATED_IN)", "property:a (LOCATED_IN)"]),  # it manages it besides
    (["term:lunch", "need:a"], ["capability:a (PROVIDES)", "need:b (ASKS_FOR)"]),
    (["person:a"], ["need:a (RAISED_BY)"]),
    (["need:nowhere", "need:b"], ["没有 need:nowhere", "nothing was removed"]),
    (["event:1"], ["变更记录", "never removed"]),
]  # fmt: skip


async def test_what_others_depend_on_is_refused_with_their_keys_and_nothing_is_removed(told: Graph) -> None:
    sequence = await last(told)
    for keys, named in REFUSED:
        with pytest.raises(InputError) as refused:
            await remove(told, keys, **WHO)
        assert [each for each in named if each not in str(refused.value)] == []
    known = {each for keys, _ in REFUSED for each in keys} - {"need:nowhere"}
    assert await there(told, *known) == known
    assert await last(told) == sequence


async def test_what_depends_on_each_other_goes_together_and_again_changes_nothing(told: Graph) -> None:
    sequence = await last(told)
    both = ["term:lunch", "capability:a", "need:a", "need:b"]
    assert set((await remove(told, both, **WHO)).keys) == set(both)
    assert await there(told, *both) == set()
    removed = [row["event"] for row in await events(told, sequence)]
    assert [(each["kind"], each["subject"]) for each in removed] == [
        ("REMOVED", each) for each in sorted(both)
    ]
    sequence = await last(told)
    again = await remove(told, ["need:a", "term:lunch"], **WHO)
    assert (again.keys, set(again.earlier)) == ((), {"need:a", "term:lunch"})
    assert await last(told) == sequence
    assert await audit(told) == []


async def test_what_counts_in_what_is_reserved_or_lent_stays(graph: Graph) -> None:
    for label, status in [(label, status) for label, all_ in COUNTED.items() for status in sorted(all_)]:
        id_ = f"{MODEL.by_label[label].prefix}:{status.lower() or 'a'}"
        await graph.command(
            f"CREATE (:{label}:Entity {{id: $p.id, status: $p.status}})",
            {"id": id_, "status": status or None},
        )
        with pytest.raises(InputError, match=f"{id_}.*计入.*stays on record"):
            await remove(graph, [id_], **WHO)
        assert await there(graph, id_) == {id_}


async def test_a_reason_is_asked_for(told: Graph) -> None:
    with pytest.raises(InputError, match="reason"):
        await remove(told, ["need:b"], actor="示例社区", reason=" ")


def test_the_relationships_that_end_with_what_they_lead_to_are_the_models() -> None:
    assert MODEL.by_type.keys() >= LOOSE_OF_A_PERSON
    assert COUNTED.keys() <= MODEL.by_label.keys()


async def test_of_a_person_who_is_removed_nothing_personal_stays_in_any_event(
    told: Graph, tmp_path: Path
) -> None:
    await loads(told, tmp_path, people=TABLES["people"].replace("person:a,示例王小明", "person:a,示例王大明"))

    async def of_them(tx: Transaction) -> None:
        happened = Happened("person:a", "CHANGED", {"kind": "EMPLOYEE"}, {"kind": "RIDER"}, "示例王大明来电")
        await append(tx, datetime.now(UTC), "示例社区", None, [happened])

    await told.write(of_them)
    whole = orjson.dumps([row["event"] for row in await events(told)]).decode()
    assert '{\\"id\\":\\"person:a\\"}' in whole
    assert "RIDER" in whole
    with pytest.raises(InputError, match="need:a"):
        await remove(told, ["person:a"], **WHO)
    raised = TABLES["needs"].replace("OPEN,person:a", "OPEN,enterprise:a")
    for says in ("示例王小明说", "示例王大明说"):  # the second no longer names them as who asks
        await loads(told, tmp_path, needs=raised.replace("示例王小明说", says))
    await remove(told, ["person:a"], actor="示例社区", reason="示例王大明本人要求")
    found = [row["event"] for row in await events(told)]
    naming = [each for each in found if "person:a" in orjson.dumps(each).decode()]
    assert {(each["subject"], each["before"], each["after"], each["ends"]) for each in naming} == {
        ("person:a", None, None, None)
    }
    assert naming[-1]["kind"] == "REMOVED"
    whole = orjson.dumps(found).decode()
    assert [each for each in ("示例王大明", "RIDER", "来电") if each in whole] == []
    assert naming[-1]["reason"] == "示**本人要求"
    assert [each["sequence"] for each in found] == list(range(1, len(found) + 1))
    assert await there(told, "person:a", "visit:a", "person:b") == {"visit:a", "person:b"}
    assert await audit(told) == []


async def test_a_person_and_what_they_asked_for_go_together_and_neither_event_tells_of_them(
    told: Graph,
) -> None:
    sequence = await last(told)
    await remove(told, ["need:a", "person:a"], actor="示例社区", reason="本人要求")
    need, person = [row["event"] for row in await events(told, sequence)]
    known = orjson.loads(need["before"])
    assert (need["subject"], known["text"]) == ("need:a", "示**说想吃午饭，电话**")
    assert "RAISED_BY" not in known
    assert (person["subject"], person["before"]) == ("person:a", None)
    whole = orjson.dumps([row["event"] for row in await events(told)]).decode()
    assert [each for each in ("示例王小明", "13800001234") if each in whole] == []
    assert whole.count("person:a") == 1
    assert await audit(told) == []


async def test_of_a_removal_and_a_new_need_at_once_one_is_refused_and_nothing_hangs_loose(
    told: Graph,
) -> None:
    async def tie(i: int) -> None:
        async def work(tx: Transaction) -> None:
            await tx.run(
                "MATCH (b:Entity {id: 'need:b'}) CREATE (r:Referral:Entity {id: $p.id, status: 'REQUESTED', synthetic: true, created: datetime(), updated: datetime()})-[:FOR_NEED]->(b)",
                {"id": f"referral:{i}"},
            )

        await told.write(work)

    outcomes = await asyncio.gather(
        *(tie(i) for i in range(6)), remove(told, ["need:b"], **WHO), *(tie(i) for i in range(6, 12)),
        return_exceptions=True,
    )  # fmt: skip
    removed = not isinstance(outcomes[6], BaseException)
    assert removed or isinstance(outcomes[6], InputError | Conflict)
    rows = await told.read("MATCH (r:Referral) RETURN r.id AS id, EXISTS { (r)-[:FOR_NEED]->() } AS tied")
    assert all(row["tied"] for row in rows), rows
    assert bool(rows) != removed
    assert await there(told, "need:b") == (set() if removed else {"need:b"})


async def test_the_command_says_what_it_removed_and_what_stands_against_it(
    commands: Any, told: Graph
) -> None:
    command = commands(register, "remove")
    for words, code, said in (
        (["need:b", "--reason", "重复登记"], 0, "已删除 · removed need:b"),
        (["need:b", "--reason", "重复登记"], 0, "早已删除 · was removed before need:b"),
        (["building:a", "--reason", "重复登记"], 2, "enterprise:a (LOCATED_IN)"),
        (["need:a"], 2, "--reason"),
    ):
        result = await command(*words)
        assert (result.exit_code, said in result.output) == (code, True), result.output
    tombstone = (await events(told))[-1]["event"]
    assert (tombstone["actor"], tombstone["subject"]) == ("lianlou remove", "need:b")
