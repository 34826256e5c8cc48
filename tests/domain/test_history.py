"""The history: every change of what keeps one is an event, numbered without gaps; a need's life in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph import Graph, Transaction
from graph.audit import audit
from loaders import load
from loaders.history import Signed
from queries.lists import take
from queries.statements.history import Happened, append
from tests.domain.conftest import Ask

DATA = Path(__file__).parents[2] / "data"
NEED = (
    "id,title,status,quantity,synthetic\nneed:a,示例需求,OPEN,{quantity},true\nneed:b,示例需求二,OPEN,,true\n"
)


async def events(graph: Graph) -> list[dict[str, Any]]:
    return await graph.read(
        """MATCH (e:Event) WHERE e.sequence >= 1 WITH e ORDER BY e.sequence
            RETURN e.sequence AS sequence, e.kind AS kind, e.actor AS actor, e.reason AS reason, e.before AS before, e.after AS after,
              COLLECT { MATCH (e)-[:CHANGED]->(n) RETURN n.id }[0] AS changed"""
    )


async def test_twenty_who_write_at_once_number_their_events_without_gaps(graph: Graph) -> None:
    async def one(writer: int) -> int | None:
        changes = [Happened(f"need:{writer}-{i}", "CREATED", None, {"i": i}) for i in range(writer % 3 + 1)]

        async def work(tx: Transaction) -> int | None:
            return await append(tx, datetime.now(UTC), f"writer {writer}", None, changes)

        return await graph.write(work)

    last = await asyncio.gather(*(one(writer) for writer in range(20)))
    many = sum(writer % 3 + 1 for writer in range(20))
    found = await events(graph)
    assert [each["sequence"] for each in found] == list(range(1, many + 1))
    assert max(each or 0 for each in last) == many
    assert len(set(last)) == 20
    # the events of one writer stand together, in the order in which it gave them
    assert [each["actor"] for each in found] == sorted(
        (each["actor"] for each in found), key=[each["actor"] for each in found].index
    )


async def test_what_is_taken_back_leaves_no_number_out(graph: Graph) -> None:
    async def one(fails: bool) -> None:
        async def work(tx: Transaction) -> None:
            await append(tx, datetime.now(UTC), "test", None, [Happened("need:a", "CREATED")])
            if fails:
                raise ValueError("taken back")

        await graph.write(work)

    await one(fails=False)
    with pytest.raises(ValueError, match="taken back"):
        await one(fails=True)
    await one(fails=False)
    assert [each["sequence"] for each in await events(graph)] == [1, 2]


async def test_a_load_appends_what_it_changes_and_nothing_when_it_changes_nothing(
    graph: Graph, tmp_path: Path
) -> None:
    file = tmp_path / "needs.csv"
    for quantity in (5, 5, 7):
        file.write_text(NEED.format(quantity=quantity), "utf-8")
        assert not (await load(graph, [file])).refusals
    first, created, _, second, changed = found = await events(graph)
    assert [(each["kind"], each["changed"], each["actor"], each["reason"]) for each in found] == [
        ("LOADED", None, "load", "needs.csv"),
        ("CREATED", "need:a", "load", "needs.csv"),
        ("CREATED", "need:b", "load", "needs.csv"),
        ("LOADED", None, "load", "needs.csv"),
        ("CHANGED", "need:a", "load", "needs.csv"),
    ]
    for each, rows in ((first, {"created": 2}), (second, {"updated": 1})):
        assert orjson.loads(each["after"]) == {"files": {"needs.csv": rows}, "relationships": {}}
    assert orjson.loads(created["after"]) == {
        "title": "示例需求",
        "status": "OPEN",
        "quantity": 5,
        "synthetic": True,
    }
    assert orjson.loads(changed["before"]) == {"quantity": 5}
    assert orjson.loads(changed["after"]) == {"quantity": 7}
    assert await audit(graph) == []


TERMS = "id,name,name_en,ring_policy\nterm:lunch,示例午餐,Lunch,RINGS\nterm:parking,示例停车,Parking,RINGS\n"
ASKS = "id,title,status,asks_for,quantity,synthetic\nneed:a,示例需求,OPEN,{asks},{quantity},true\n"
TIES = "start,type,end,weight\nneed:a,ASKS_FOR,term:lunch,{weight}\n"


async def test_a_relationships_coming_changing_and_going_is_the_event_of_the_node_it_starts_at(
    graph: Graph, ask: Ask, planner: Any, tmp_path: Path
) -> None:
    (tmp_path / "terms.csv").write_text(TERMS, "utf-8")

    async def loads(needs: str, ties: str = "") -> None:
        for name, told in (("needs.csv", needs), ("ties.csv", ties)):
            (tmp_path / name).unlink(missing_ok=True)
            if told:
                (tmp_path / name).write_text(told, "utf-8")
        for _ in range(2):  # the second changes nothing, and appends nothing
            assert not (await load(graph, [tmp_path])).refusals

    await loads(ASKS.format(asks="示例停车", quantity=5))
    await loads(ASKS.format(asks="示例午餐", quantity=7))  # a property and its relationships: one event
    await loads("", TIES.format(weight=2))
    await loads("", TIES.format(weight=3))
    found = [each for each in await events(graph) if each["kind"] != "LOADED"]
    assert [(each["kind"], each["changed"], each["reason"]) for each in found] == [
        ("CREATED", "need:a", "needs.csv"),
        ("CHANGED", "need:a", "needs.csv"),
        ("CHANGED", "need:a", "ties.csv"),
        ("CHANGED", "need:a", "ties.csv"),
    ]
    told = [(orjson.loads(each["before"] or "{}"), orjson.loads(each["after"])) for each in found]
    assert told[0][1]["ASKS_FOR"] == [{"id": "term:parking"}]
    assert told[1:] == [
        (
            {"quantity": 5, "ASKS_FOR": [{"id": "term:parking"}]},
            {"quantity": 7, "ASKS_FOR": [{"id": "term:lunch"}]},
        ),
        ({"ASKS_FOR": [{"id": "term:lunch"}]}, {"ASKS_FOR": [{"id": "term:lunch", "weight": 2}]}),
        (
            {"ASKS_FOR": [{"id": "term:lunch", "weight": 2}]},
            {"ASKS_FOR": [{"id": "term:lunch", "weight": 3}]},
        ),
    ]
    assert [each["sequence"] for each in await events(graph)] == list(range(1, 9))
    assert await audit(graph) == []
    source = '{ timeline(id: "need:a", asOf: "2200-01-01") { nodes { kind said saidEn } } }'
    body = orjson.loads((await planner.execute(graph, source)).body)
    said = [
        (each["said"], each["saidEn"])
        for each in body["data"]["timeline"]["nodes"]
        if each["kind"] == "EVENT"
    ]
    assert said == [
        ("load 登记（needs.csv）", "load entered (needs.csv)"),
        (
            "load 修改：数量 5.0 → 7.0，需要类目 −示例停车、+示例午餐（needs.csv）",
            "load changed: quantity 5.0 → 7.0, ASKS_FOR −Parking, +Lunch (needs.csv)",
        ),
        (
            "load 修改：需要类目 示例午餐 权重 — → 2.0（ties.csv）",
            "load changed: ASKS_FOR Lunch weight — → 2.0 (ties.csv)",
        ),
        (
            "load 修改：需要类目 示例午餐 权重 2.0 → 3.0（ties.csv）",
            "load changed: ASKS_FOR Lunch weight 2.0 → 3.0 (ties.csv)",
        ),
    ]


async def test_an_event_names_no_person(graph: Graph, planner: Any, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "id,kind,name,member_of,standing\nperson:a,EMPLOYEE,示例人员,party:a,FLOATING\n", "utf-8"
    )
    (tmp_path / "organizations.csv").write_text("id,name,kind\nparty:a,示例党支部,party\n", "utf-8")
    for raised in ("party:a", "person:a"):
        (tmp_path / "needs.csv").write_text(f"id,title,raised_by\nneed:a,示例需求,{raised}\n", "utf-8")
        assert not (await load(graph, [tmp_path])).refusals
    whole = orjson.dumps(await events(graph)).decode()
    assert "示例人员" not in whole
    assert "FLOATING" not in whole
    source = '{ timeline(id: "need:a", asOf: "2200-01-01") { nodes { said saidEn } } }'
    body = orjson.loads((await planner.execute(graph, source)).body)
    last = body["data"]["timeline"]["nodes"][-1]
    assert last == {
        "said": "load 修改：提出者 −示例党支部、+有人（needs.csv）",
        "saidEn": "load changed: RAISED_BY −示例党支部, +somebody (needs.csv)",
    }


async def test_what_keeps_no_history_is_traced_by_its_load(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "organizations.csv").write_text("id,name,kind\nenterprise:a,示例公司,enterprise\n", "utf-8")
    await load(graph, [tmp_path], signed=Signed("示例社区", "新入驻"))
    (event,) = await events(graph)
    assert (event["kind"], event["actor"], event["changed"]) == ("LOADED", "示例社区", None)
    assert event["reason"] == "新入驻（organizations.csv）"
    (row,) = await graph.read(
        "MATCH (n:Enterprise {id: 'enterprise:a'}), (e:Event {sequence: 1}) RETURN n.updated = e.at AS same"
    )
    assert row["same"]


async def test_what_keeps_no_history_is_told_when_it_changes_and_a_person_only_by_what_is_open(
    graph: Graph, tmp_path: Path
) -> None:
    (tmp_path / "places.csv").write_text(
        "id,name,kind\nbuilding:a,示例楼甲,building\nbuilding:b,示例楼乙,building\n", "utf-8"
    )
    tenant = "id,name,kind,located_in\nenterprise:a,{},enterprise,{}\n"
    (tmp_path / "organizations.csv").write_text(tenant.format("示例公司", "building:a"), "utf-8")
    person = "id,name,works_at\nperson:a,示例甲,{}\n"
    (tmp_path / "people.csv").write_text(person.format(""), "utf-8")
    await load(graph, [tmp_path])
    assert {each["kind"] for each in await events(graph)} == {"LOADED"}
    (tmp_path / "organizations.csv").write_text(tenant.format("示例新名公司", "building:b"), "utf-8")
    (tmp_path / "people.csv").write_text(person.format("enterprise:a"), "utf-8")
    assert not (await load(graph, [tmp_path])).refusals
    told = [each for each in await events(graph) if each["kind"] != "LOADED"]
    assert [(each["kind"], each["changed"]) for each in told] == [("CHANGED", "enterprise:a")]
    before, after = orjson.loads(told[0]["before"]), orjson.loads(told[0]["after"])
    assert (before["name"], after["name"]) == ("示例公司", "示例新名公司")
    assert [each["id"] for each in after["LOCATED_IN"]] == ["building:b"]


async def test_taking_a_list_is_an_event(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("id,kind,name\ncommunity:a,community,示例社区\n", "utf-8")
    await load(graph, [tmp_path])
    (taken,) = await take(graph, "示例社区", ["ENTERPRISE_NEEDS"], by="示例岗位", reason="月度更新")
    event = (await events(graph))[-1]
    assert (event["kind"], event["actor"], event["reason"], event["changed"]) == (
        "CREATED", "示例岗位", "月度更新", taken.version,
    )  # fmt: skip
    assert orjson.loads(event["after"]) == {
        "number": 1, "entries": 0, "added": 0, "removed": 0, "VERSION_OF": [{"id": taken.list}],
    }  # fmt: skip


@pytest.fixture
async def whole(graph: Graph) -> Graph:
    """The stories, and what followed."""
    for folder in ("stories", "stories-after"):
        report = await load(graph, [DATA / folder])
        assert not report.refusals, report.refusals[:3]
    return graph


async def test_the_canteens_whole_life_in_order(whole: Graph, ask: Ask) -> None:
    (need,) = (await ask(whole, "49-timeline", words="用餐选择", asOf="2200-01-01"))["needs"]["nodes"]
    life = [
        (each["on"], each["label"], each["said"], each["node"]["id"])
        for each in need["timeline"]["nodes"]
        if each["label"] != "变更记录"
    ]
    assert life == [
        ("2026-11-02", "提出", "示例科技公司提出", "need:story-canteen"),
        ("2026-11-04", "走访", "示例西湖文化广场走访队走访示例科技公司，听到", "visit:example-asker"),
        ("2026-11-06", "列入清单", "列入“示例西湖文化广场职工所盼”第 1 版", "listversion:example-xihu-hopes-1"),
        ("2026-11-10", "上会", "上会讨论：楼宇治理委员会月度例会，邀请示例餐饮公司（楼内餐饮企业）", "meeting:xihu-wenhua-monthly"),
        ("2026-11-10", "决议", "决议：改造为楼宇青年食堂，2026-11-30 前完成", "resolution:youth-canteen"),
        ("2026-11-20", "决议办结", "决议办结：改造为楼宇青年食堂", "resolution:youth-canteen"),
        ("2026-11-20", "促成", "促成“楼宇青年食堂”，由示例餐饮公司提供", "capability:youth-canteen"),
        ("2026-11-21", "转介", "转介给“楼宇青年食堂”", "referral:example-youth-canteen"),
        ("2026-11-23", "转介办结", "给“楼宇青年食堂”的转介已完成：首批 120 份午餐已供应", "referral:example-youth-canteen"),
        (None, "转介", "转介给“示例谢绝过的食堂”", "referral:example-parked"),
    ]  # fmt: skip
    changes = [each for each in need["timeline"]["nodes"] if each["label"] == "变更记录"]
    assert [each["said"] for each in changes] == [
        "load 登记（needs.csv）",
        "load 修改：状态 OPEN → MET（needs.csv）",
    ]
    assert changes[1]["saidEn"] == "load changed: status OPEN → MET (needs.csv)"
    assert not {"referral:example-legal", "need:story-parking"} & {node for *_, node in life}
    raised = (await ask(whole, "49-timeline", words="用餐选择", asOf="2026-11-05"))["needs"]["nodes"][0]
    assert [each["label"] for each in raised["timeline"]["nodes"]] == ["提出", "走访", "转介"]


async def test_a_capability_and_a_loan_have_a_life_too(whole: Graph, planner: Any) -> None:
    source = """query ($id: ID!) { timeline(id: $id, asOf: "2026-11-24") { nodes { on kind saidEn } } }"""

    async def life(id_: str) -> list[tuple[str, str, str]]:
        body = orjson.loads((await planner.execute(whole, source, {"id": id_})).body)
        assert "errors" not in body, body["errors"]
        nodes = body["data"]["timeline"]["nodes"]
        return [(each["on"], each["kind"], each["saidEn"]) for each in nodes if each["kind"] != "EVENT"]

    assert [kind for _, kind, _ in await life("capability:youth-canteen")] == [
        "RESOLVED", "CARRIED_OUT", "REFERRED", "REFERRAL_ENDED",
    ]  # fmt: skip
    assert await life("loan:example-04") == [("2026-09-30", "REPAID", "2,000,000 yuan repaid")]
    assert await life("loan:none") == []
