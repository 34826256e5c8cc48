"""The canteen's whole life: heard on a visit, discussed, agreed on, and there for the people of three buildings."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Graph
from graph.audit import audit
from queries.planner.execute import Planner
from tests.acting.desk import STAFF, Desk, loaded

BUILDINGS = [f"building:{n:02}" for n in range(1, 16)]
"""The fifteen that the canteen delivers to, five in each of three areas; all synthetic."""
TABLES = {
    "places": "id,kind,name,part_of,synthetic\ncommunity:x,community,示例社区,,true\n"
    + "".join(f"area:{n},area,示例片区{n},community:x,true\n" for n in (1, 2, 3))
    + "".join(
        f"{key},building,示例楼{key[-2:]},area:{1 + at // 5},true\n" for at, key in enumerate(BUILDINGS)
    ),
    "terms": "id,name,ring_policy,broader,synonyms,examples,synthetic\nterm:catering,示例餐饮,RINGS,,,,true\n"
    "term:canteen,示例楼宇食堂,RINGS,term:catering,员工用餐,员工天天点外卖;想要个食堂,true\nterm:printing,示例打印,RINGS,,,,true\n",
    "industries": "id,name,code,suggests,strength,synthetic\nindustry:62,餐饮业,62,term:canteen,0.7,true\n",
    "organizations": "id,name,kind,located_in,industry,serves,synthetic\n"
    "enterprise:a,示例公司甲,enterprise,building:01,,,true\nenterprise:b,示例公司乙,enterprise,building:07,,,true\n"
    "enterprise:c,示例公司丙,enterprise,building:15,,,true\n"
    "enterprise:caterer,示例餐饮公司,enterprise,building:01,industry:62,,true\n"
    "committee:x,示例楼宇治理委员会,committee,,,community:x,true\nvisiting:v,示例走访队,visiting_team,,,community:x,true\n",
}


@pytest.fixture
async def desk(planner: Planner, graph: Graph, tmp_path: Path) -> Desk:
    return Desk(planner, await loaded(graph, tmp_path, TABLES))


async def test_the_canteens_whole_life(desk: Desk) -> None:
    # On a visit a firm says what its people miss. Its words suggest the term, and nothing like it is known.
    visit = await desk.do(
        "recordVisit",
        "visit { kind madeBy { ... on Organization { name } } } needs { id title suggestedTerms(first: 1) { suggestions { term { id } } } similarNeeds { totalCount } }",
        visited="enterprise:a",
        madeBy=["visiting:v"],
        visitedOn="2026-11-02",
        heard=[
            {
                "text": "员工天天点外卖，希望有更多选择",
                "place": "building:01",
                "quantity": 40.0,
                "unit": "份/日",
                "raisedOn": "2026-11-02",
            }
        ],
    )
    assert visit["visit"] == {"kind": "ENTERPRISE", "madeBy": [{"name": "示例走访队"}]}
    (heard,) = visit["needs"]
    assert heard["suggestedTerms"]["suggestions"] == [{"term": {"id": "term:canteen"}}]
    assert heard["similarNeeds"] == {"totalCount": 0}
    need = heard["id"]

    # The term is confirmed. Nobody offers a canteen; the caterer in the building could.
    matches = "matches(first: 3) { nodes { id via action ring reason } }"
    confirmed = await desk.do(
        "confirmTerms", f"need {{ {matches} }}", need=need, terms=[{"term": "term:canteen"}]
    )
    (could,) = confirmed["need"]["matches"]["nodes"]
    assert (could["id"], could["via"], could["action"], could["ring"]) == (
        "enterprise:caterer", "POTENTIAL", "INVITE", 0,
    )  # fmt: skip

    # It is invited to the committee's meeting, with the match's own reason; a second reason is kept beside it.
    invitation = {"need": need, "organization": "enterprise:caterer"}
    invited = await desk.do(
        "inviteToMeeting",
        "meeting { id title discusses { id } invited { edges { node { name } reason via } } }",
        **invitation,
        reason=could["reason"],
        via=could["via"],
        heldBy="committee:x",
        heldOn="2026-11-10",
        title="示例十一月例会",
    )
    meeting = invited["meeting"]
    assert (meeting["title"], meeting["discusses"]) == ("示例十一月例会", [{"id": need}])
    assert meeting["invited"]["edges"] == [
        {"node": {"name": "示例餐饮公司"}, "reason": could["reason"], "via": "POTENTIAL"}
    ]
    again = await desk.do(
        "inviteToMeeting",
        "meeting { id discusses { id } invited { edges { reason } } }",
        **invitation,
        reason="物业也推荐",
        meeting=meeting["id"],
    )
    assert again["meeting"] == {
        "id": meeting["id"],
        "discusses": [{"id": need}],
        "invited": {"edges": [{"reason": f"{could['reason']}；物业也推荐"}]},
    }

    # The meeting agrees on a canteen that delivers to fifteen buildings; it is matched at once.
    resolved = await desk.do(
        "recordResolution",
        "resolution { id title } capabilities { id title covers { id } offeredBy { ... on Organization { name } } }",
        meeting=meeting["id"],
        title="改造为楼宇青年食堂",
        assignedTo=["enterprise:caterer"],
        doneOn="2026-11-20",
        creates=[
            {
                "title": "示例楼宇青年食堂",
                "text": "工作日午餐，员工优惠，免费配送",
                "offeredBy": "enterprise:caterer",
                "terms": ["term:canteen"],
                "covers": BUILDINGS,
                "capacity": 120.0,
                "unit": "份/日",
                "weekdays": [1, 2, 3, 4, 5],
            }
        ],
    )
    (canteen,) = resolved["capabilities"]
    assert sorted(each["id"] for each in canteen["covers"]) == BUILDINGS
    found = await desk.ask(f"query ($id: ID!) {{ need(id: $id) {{ {matches} }} }}", id=need)
    best = found["matches"]["nodes"][0]
    assert (best["id"], best["via"], best["action"], best["ring"]) == (canteen["id"], "DIRECT", "REFER", 0)

    # Firms in two more of the fifteen ask as well; all three are referred, accepted and served.
    needs = [need]
    for firm, building in (("enterprise:b", "building:07"), ("enterprise:c", "building:15")):
        recorded = await desk.do(
            "recordNeed",
            f"need {{ id similarNeeds {{ nodes {{ need {{ id }} }} }} {matches} }}",
            text="员工想要个食堂",
            raisedBy=firm,
            place=building,
            terms=[{"term": "term:canteen"}],
            quantity=30.0,
            unit="份/日",
        )
        assert recorded["need"]["matches"]["nodes"][0]["id"] == canteen["id"]
        assert need in {each["need"]["id"] for each in recorded["need"]["similarNeeds"]["nodes"]}
        needs.append(recorded["need"]["id"])
    for each in needs:
        referral = (await desk.do("refer", "referral { id status }", need=each, capability=canteen["id"]))[
            "referral"
        ]
        accepted = await desk.do(
            "respond", "referral { status } need { status }", referral=referral["id"], answer="ACCEPT"
        )
        assert (accepted["referral"], accepted["need"]) == ({"status": "ACCEPTED"}, {"status": "OPEN"})
        done = await desk.do(
            "respond", "referral { status } need { status }", referral=referral["id"], answer="COMPLETE"
        )
        assert (done["referral"], done["need"]) == ({"status": "COMPLETED"}, {"status": "MET"})
    left = await desk.ask("query ($id: ID!) { capability(id: $id) { capacity reserved } }", id=canteen["id"])
    assert left == {"capacity": 120.0, "reserved": 100.0}

    # Its timeline tells it all, in two languages; and every key is what a fresh look at the graph would give.
    life = await desk.ask(
        "query ($id: ID!) { need(id: $id) { timeline(first: 50) { nodes { on kind said saidEn } } } }",
        id=need,
    )
    told = life["timeline"]["nodes"]
    kinds = [each["kind"] for each in told if each["kind"] != "EVENT"]
    assert kinds == [
        "RAISED", "HEARD", "DISCUSSED", "RESOLVED", "CARRIED_OUT", "BROUGHT_ABOUT", "REFERRED", "REFERRAL_ENDED",
    ]  # fmt: skip
    said = "\n".join(each["said"] for each in told)
    for part in (
        "示例走访队走访示例公司甲，听到",
        "邀请示例餐饮公司",
        "决议：改造为楼宇青年食堂",
        "给“示例楼宇青年食堂”的转介已完成",
    ):
        assert part in said, said
    assert "The referral to “示例楼宇青年食堂” was completed" in {each["saidEn"] for each in told}
    changes = [each["said"] for each in told if each["kind"] == "EVENT"]
    assert [change.partition(" ")[0] for change in changes] == [
        STAFF.name
    ] * 3  # entered, its terms, its status
    assert await audit(desk.graph) == []
