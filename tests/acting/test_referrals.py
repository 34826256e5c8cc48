"""From a heard wish to a kept promise: recorded, its terms confirmed, referred, answered, met."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph import Graph
from graph.audit import audit
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY, Viewer
from tests.acting.desk import STAFF, Desk, loaded

TABLES = {
    "places": "id,kind,name,part_of,synthetic\ndistrict:x,district,示例区,,true\ncommunity:x,community,示例社区,district:x,true\n"
    "area:x,area,示例片区,community:x,true\nbuilding:a,building,示例楼甲,area:x,true\nbuilding:b,building,示例楼乙,area:x,true\n",
    "terms": "id,name,ring_policy,synonyms,synthetic\nterm:canteen,示例食堂,rings,员工用餐,true\nterm:snacks,示例零食,rings,,true\n",
    "organizations": "id,name,kind,located_in,synthetic\nenterprise:a,示例公司甲,enterprise,building:a,true\n"
    "enterprise:meals,示例餐饮公司,enterprise,building:b,true\n",
    "capabilities": "id,title,status,offered_by,provides,capacity,unit,synthetic\n"
    "capability:meals,示例共享食堂,ACTIVE,enterprise:meals,term:canteen,100,份/日,true\n",
}
RECORD = """mutation ($input: RecordNeedInput!) { recordNeed(input: $input) { errors { code path messageEn }
  events { sequence kind actor reason } need { id title status version raisedBy { name } at { name }
    matches(first: 3) { nodes { id ring } } } } }"""
CONFIRM = """mutation ($input: ConfirmTermsInput!) { confirmTerms(input: $input) { errors { code messageEn state allowed }
  events { sequence } need { id version asksFor { name } matches(first: 3) { nodes { id ring weak } } } } }"""
REFER = """mutation ($input: ReferInput!) { refer(input: $input) { errors { code path messageEn state allowed }
  events { sequence } referral { id status quantity version } } }"""
RESPOND = """mutation ($input: RespondInput!) { respond(input: $input) { errors { code path messageEn state allowed }
  events { sequence kind } referral { id status parkedUntil version } need { status matches(first: 3) { nodes { id } } } } }"""
WITHDRAW = """mutation ($input: WithdrawNeedInput!) { withdrawNeed(input: $input) { errors { code messageEn state allowed } need { status } } }"""
HEARD = {
    "text": "员工依赖外卖，希望有更多选择",
    "raisedBy": "enterprise:a",
    "place": "building:a",
    "quantity": 30.0,
    "unit": "份/日",
}


@pytest.fixture
async def told(graph: Graph, tmp_path: Path) -> Graph:
    return await loaded(graph, tmp_path, TABLES)


async def do(planner: Planner, graph: Graph, source: str, **given: Any) -> Any:
    return await Desk(planner, graph).ask(source, input=given)


async def recorded(planner: Planner, graph: Graph, **more: Any) -> str:
    found = await do(planner, graph, RECORD, **(HEARD | more))
    assert found["errors"] == []
    return found["need"]["id"]


async def referred(planner: Planner, graph: Graph, need: str, quantity: float) -> str:
    found = await do(planner, graph, REFER, need=need, capability="capability:meals", quantity=quantity)
    assert found["errors"] == [], found["errors"]
    return found["referral"]["id"]


async def reserved(graph: Graph) -> float:
    (row,) = await graph.read(
        "MATCH (c:Entity {id: 'capability:meals'}) RETURN coalesce(c.reserved, 0.0) AS reserved"
    )
    return row["reserved"]


async def test_a_wish_is_recorded_its_term_confirmed_referred_accepted_and_met(
    planner: Planner, told: Graph
) -> None:
    heard = await do(planner, told, RECORD, **HEARD, reason="走访时听到")
    need = heard["need"]
    assert (need["title"], need["status"], need["raisedBy"]["name"], need["at"]["name"]) == (
        "员工依赖外卖，希望有更多选择", "OPEN", "示例公司甲", "示例楼甲",
    )  # fmt: skip
    assert [(each["kind"], each["actor"], each["reason"]) for each in heard["events"]] == [
        ("CREATED", STAFF.name, "走访时听到")
    ]
    confirmed = await do(planner, told, CONFIRM, need=need["id"], terms=[{"term": "term:canteen"}])
    assert confirmed["need"]["asksFor"] == [{"name": "示例食堂"}]
    assert confirmed["need"]["matches"]["nodes"] == [{"id": "capability:meals", "ring": 1, "weak": False}]
    referral = await referred(planner, told, need["id"], 30.0)
    accepted = await do(planner, told, RESPOND, referral=referral, answer="ACCEPT")
    assert (accepted["errors"], accepted["referral"]["status"], await reserved(told)) == (
        [],
        "ACCEPTED",
        30.0,
    )
    completed = await do(planner, told, RESPOND, referral=referral, answer="COMPLETE")
    assert (completed["referral"]["status"], completed["need"]["status"]) == ("COMPLETED", "MET")
    assert await reserved(told) == 30.0, "what is served stays taken"
    assert await audit(told) == []


async def test_of_fifty_who_accept_the_last_ten_places_exactly_ten_do(planner: Planner, told: Graph) -> None:
    await told.command("MATCH (c:Entity {id: 'capability:meals'}) SET c.reserved = 90.0")
    need = await recorded(planner, told, terms=[{"term": "term:canteen"}], quantity=50.0)
    referrals = [await referred(planner, told, need, 1.0) for _ in range(50)]
    answers = await asyncio.gather(
        *(do(planner, told, RESPOND, referral=each, answer="ACCEPT") for each in referrals)
    )
    accepted = [each for each in answers if not each["errors"]]
    refused = [each["errors"][0]["code"] for each in answers if each["errors"]]
    assert (len(accepted), refused, await reserved(told)) == (10, ["OVER_CAPACITY"] * 40, 100.0)
    (row,) = await told.read("MATCH (e:Event) RETURN max(e.sequence) - count(e) AS missing")
    assert row["missing"] == 0


async def test_what_is_accepted_is_reserved_on_what_it_draws_on_though_on_a_credit_line_by_its_loans_alone(
    planner: Planner, told: Graph
) -> None:
    await told.command(
        """MATCH (c:Entity {id: 'capability:meals'}), (e:Entity {id: 'enterprise:a'})
        CREATE (c)-[:USES]->(:Resource:Entity {id: 'resource:hall', name: '示例厅', capacity: 40.0, unit: '份/日', synthetic: true})
        CREATE (c)-[:USES]->(line:Resource:Entity {id: 'resource:line', name: '示例额度', capacity: 40.0, unit: '份/日', synthetic: true})
        CREATE (line)<-[:DRAWS_ON]-(:Loan:Entity {id: 'loan:a', status: 'APPLIED', amount: 5.0, synthetic: true})-[:BORROWED_BY]->(e)"""
    )
    need = await recorded(planner, told, terms=[{"term": "term:canteen"}])
    referral = await referred(planner, told, need, 30.0)
    assert (await do(planner, told, RESPOND, referral=referral, answer="ACCEPT"))["errors"] == []
    rows = await told.read(
        "MATCH (r:Resource) RETURN r.id AS id, coalesce(r.reserved, 0.0) AS reserved ORDER BY id"
    )
    assert [tuple(row.values()) for row in rows] == [("resource:hall", 30.0), ("resource:line", 0.0)]
    assert [each for each in await audit(told) if each.check == "line-reserved"] == []


async def test_a_declined_pair_is_parked_and_a_failed_one_gives_back(planner: Planner, told: Graph) -> None:
    need = await recorded(planner, told, terms=[{"term": "term:canteen"}])
    first = await referred(planner, told, need, 30.0)
    declined = await do(
        planner,
        told,
        RESPOND,
        referral=first,
        answer="DECLINE",
        declineReason="TOO_FAR",
        parkedUntil="2999-01-01",
    )
    assert declined["referral"] | {"id": 0, "version": 0} == {
        "id": 0, "status": "REJECTED", "parkedUntil": "2999-01-01", "version": 0,
    }  # fmt: skip
    assert declined["need"]["matches"]["nodes"] == [], "the next best, and there is none"
    other = await recorded(planner, told, terms=[{"term": "term:canteen"}])
    second = await referred(planner, told, other, 30.0)
    await do(planner, told, RESPOND, referral=second, answer="ACCEPT")
    failed = await do(planner, told, RESPOND, referral=second, answer="FAIL")
    assert (failed["referral"]["status"], failed["need"]["status"], await reserved(told)) == (
        "FAILED",
        "OPEN",
        0.0,
    )


async def test_the_same_key_does_it_once_and_another_input_under_it_is_refused(
    planner: Planner, told: Graph
) -> None:
    given = {**HEARD, "clientMutationKey": "visit-7"}
    first, second = await asyncio.gather(
        do(planner, told, RECORD, **given), do(planner, told, RECORD, **given)
    )
    assert first["need"]["id"] == second["need"]["id"]
    assert first["events"] == second["events"]
    (row,) = await told.read("MATCH (n:Need) RETURN count(n) AS many")
    assert row["many"] == 1
    other = await do(planner, told, RECORD, **(given | {"text": "另一件事"}))
    assert (other["need"], [each["code"] for each in other["errors"]]) == (None, ["KEY_REUSED"])


async def test_of_two_who_edit_one_need_the_second_is_told(planner: Planner, told: Graph) -> None:
    heard = await do(planner, told, RECORD, **HEARD)
    need, version = heard["need"]["id"], heard["need"]["version"]
    assert version == heard["events"][0]["sequence"]
    one = {"need": need, "terms": [{"term": "term:canteen"}], "expectedVersion": version}
    first = await do(planner, told, CONFIRM, **one)
    second = await do(planner, told, CONFIRM, **(one | {"terms": [{"term": "term:snacks"}]}))
    assert first["errors"] == []
    assert [each["code"] for each in second["errors"]] == ["STALE_VERSION"]
    assert second["need"]["asksFor"] == [{"name": "示例食堂"}]
    assert second["events"] == []


async def test_an_illegal_step_names_the_state_and_what_it_allows(planner: Planner, told: Graph) -> None:
    need = await recorded(planner, told, terms=[{"term": "term:canteen"}])
    referral = await referred(planner, told, need, 1.0)
    wrong = await do(planner, told, RESPOND, referral=referral, answer="COMPLETE")
    error = wrong["errors"][0]
    assert (error["code"], error["state"], error["allowed"]) == (
        "ILLEGAL_STEP", "REQUESTED", ["ACCEPT", "CANCEL", "DECLINE"],
    )  # fmt: skip
    held = await do(planner, told, WITHDRAW, need=need, reason="不需要了")
    assert held["errors"][0]["code"] == "ILLEGAL_STEP"
    await do(planner, told, RESPOND, referral=referral, answer="CANCEL")
    assert (await do(planner, told, WITHDRAW, need=need, reason="不需要了"))["need"]["status"] == "WITHDRAWN"
    missing = await do(planner, told, REFER, need="need:nowhere", capability="capability:meals")
    assert (missing["errors"][0]["code"], missing["errors"][0]["path"]) == ("NOT_FOUND", ["input", "need"])


async def test_who_may_not_write_is_refused_before_anything_is_sent(planner: Planner, told: Graph) -> None:
    for viewer in (NOBODY, Viewer("someone", permissions=frozenset({"WRITE_REFERRALS"}))):
        body = orjson.loads((await planner.execute(told, RECORD, {"input": HEARD}, viewer=viewer)).body)
        assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "data" not in body
    assert await told.read("MATCH (n:Need) RETURN n") == []


async def test_what_was_referred_to_an_office_or_to_nobody_yet_is_accepted_and_reserves_nothing(
    planner: Planner, told: Graph
) -> None:
    need = await recorded(planner, told)
    await told.command(
        """MATCH (n:Need {id: $p.need}), (o:Organization {id: 'enterprise:meals'})
        UNWIND ['referral:office', 'referral:nobody'] AS id
        CREATE (r:Referral:Entity {id: id, status: 'REQUESTED', quantity: 4.0, synthetic: true, created: datetime(), updated: datetime()})
        CREATE (r)-[:FOR_NEED]->(n)
        FOREACH (one IN CASE id WHEN 'referral:office' THEN [o] ELSE [] END | CREATE (r)-[:REFERRED_TO]->(one))""",
        {"need": need},
    )
    for referral in ("referral:office", "referral:nobody"):
        accepted = await do(planner, told, RESPOND, referral=referral, answer="ACCEPT")
        assert (accepted["errors"], accepted["referral"]["status"]) == ([], "ACCEPTED")
    (row,) = await told.read("RETURN COUNT { (o:Organization) WHERE o.reserved IS NOT NULL } AS reserved")
    assert row["reserved"] == 0


async def test_why_a_referral_is_declined_is_kept_beside_the_words_for_it(
    planner: Planner, told: Graph
) -> None:
    referral = await referred(planner, told, await recorded(planner, told), 1.0)
    await do(
        planner, told, RESPOND, referral=referral, answer="DECLINE", declineReason="TOO_FAR", reason="太远了"
    )
    (row,) = await told.read(
        "MATCH (r:Referral)<-[:CHANGED]-(e {kind: 'CHANGED'}) RETURN r.reason AS kept, e.reason AS told"
    )
    assert row == {"kept": "TOO_FAR：太远了", "told": "太远了"}


async def test_what_was_kept_counts_in_the_next_match_at_once(planner: Planner, told: Graph) -> None:
    terms = {"terms": [{"term": "term:canteen"}]}
    source = """query ($id: ID!) { need(id: $id) { matches(first: 1) { nodes { id contributions { feature value } } } } }"""

    async def features(need: str) -> dict[str, float]:
        body = orjson.loads((await planner.execute(told, source, {"id": need}, viewer=STAFF)).body)
        (match,) = body["data"]["need"]["matches"]["nodes"]
        return {each["feature"]: each["value"] for each in match["contributions"]}

    first, second = [await recorded(planner, told, **terms, text=text) for text in ("想要食堂", "还想要食堂")]
    new = await features(second)
    assert (new["TIES"], new["READINESS"]) == (0.0, pytest.approx((1.0 + 0.5 + 1 / 2) / 3))
    referral = await referred(planner, told, first, 30.0)
    asked = await features(second)
    assert asked["READINESS"] == pytest.approx(new["READINESS"] / 2), "what waits for an answer is a load"
    await do(planner, told, RESPOND, referral=referral, answer="ACCEPT")
    await do(planner, told, RESPOND, referral=referral, answer="COMPLETE")
    kept = await features(second)
    assert (kept["TIES"], kept["READINESS"]) == (0.6, pytest.approx((0.7 + 0.5 + 2 / 3) / 3))
