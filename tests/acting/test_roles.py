"""Who acts: staff, in their own communities; nobody else, and never half."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import schema
from graph import Graph, tallied
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY, Viewer
from schema.policy import AREAS, Role, viewer
from tests.acting.desk import Desk, loaded

TABLES = {
    "places": "id,kind,name,part_of,synthetic\n"
    + "".join(
        f"community:{x},community,示例社区{x},,true\nbuilding:{x},building,示例楼{x},community:{x},true\n"
        for x in "ab"
    ),
    "terms": "id,name,ring_policy,synthetic\nterm:canteen,示例食堂,RINGS,true\n",
    "organizations": "id,name,kind,located_in,serves,synthetic\n"
    + "".join(
        f"enterprise:{x},示例公司{x},enterprise,building:{x},,true\ncommittee:{x},示例楼委会{x},committee,,community:{x},true\n"
        for x in "ab"
    ),
    "people": "id,name,kind,lives_near,synthetic\nperson:a,示例老人甲,ELDER,building:a,true\nperson:b,示例骑手乙,RIDER,building:b,true\n",
    "capabilities": "id,title,status,offered_by,provides,capacity,unit,synthetic\ncapability:b,示例食堂,ACTIVE,enterprise:b,term:canteen,9,份/日,true\n",
    "needs": "id,title,status,raised_by,asks_for,at,quantity,unit,synthetic\n"
    + "".join(
        f"need:{x},示例用餐{x},OPEN,enterprise:{x},term:canteen,building:{x},1,份/日,true\n" for x in "ab"
    ),
    "referrals": "id,status,quantity,for_need,referred_to,synthetic\nreferral:a,REQUESTED,1,need:a,capability:b,true\nreferral:b,REQUESTED,1,need:b,capability:b,true\n",
    "meetings": "id,title,held_on,held_by,synthetic\nmeeting:a,示例会甲,2026-11-01,committee:a,true\nmeeting:b,示例会乙,2026-11-01,committee:b,true\n",
}
ACTS: dict[str, dict[str, Any]] = {
    "recordNeed": {"text": "想要食堂", "raisedBy": "enterprise:{x}", "place": "building:{x}"},
    "confirmTerms": {"need": "need:{x}", "terms": [{"term": "term:canteen"}]},
    "recordVisit": {"visited": "enterprise:{x}", "heard": [{"text": "想要食堂"}]},
    "inviteToMeeting": {
        "need": "need:{x}",
        "organization": "enterprise:b",
        "reason": "可办食堂",
        "heldBy": "committee:{x}",
    },
    "recordResolution": {
        "meeting": "meeting:{x}",
        "title": "办食堂",
        "creates": [{"title": "食堂", "offeredBy": "enterprise:{x}", "terms": ["term:canteen"]}],
    },
    "refer": {"need": "need:{x}", "capability": "capability:b"},
    "respond": {"referral": "referral:{x}", "answer": "ACCEPT"},
    "withdrawNeed": {"need": "need:{x}", "reason": "不需要了"},
}
OTHERS = [
    NOBODY,
    viewer(Role.PLANNER, "planner"),
    viewer(Role.INTEGRATION, "integration"),
    viewer(Role.INTEGRATION, "all", areas=AREAS),
]
OWN = viewer(Role.STAFF, "staff-a", ["community:a"])


@pytest.fixture
async def told(graph: Graph, tmp_path: Path) -> Graph:
    return await loaded(graph, tmp_path, TABLES)


def of(given: Any, community: str) -> Any:
    """The input, about things of a community."""
    if isinstance(given, str):
        return given.replace("{x}", community)
    if isinstance(given, list):
        return [of(each, community) for each in given]
    return {k: of(v, community) for k, v in given.items()} if isinstance(given, dict) else given


async def code(planner: Planner, graph: Graph, who: Viewer, name: str, community: str) -> str | None:
    type_ = f"{name[0].upper()}{name[1:]}Input"
    source = f"mutation ($input: {type_}!) {{ {name}(input: $input) {{ errors {{ code }} }} }}"
    body = await Desk(planner, graph, who).body(source, {"input": of(ACTS[name], community)})
    if errors := body.get("errors"):
        assert not (body.get("data") or {}).get(name)
        return errors[0]["extensions"]["code"]
    (payload,) = body["data"].values()
    return payload["errors"][0]["code"] if payload["errors"] else None


async def everything(graph: Graph) -> tuple[int, int]:
    (row,) = await graph.read("MATCH (n) RETURN count(n) AS nodes, COUNT { ()-->() } AS ties")
    return row["nodes"], row["ties"]


def test_every_mutation_is_tried() -> None:
    assert ACTS.keys() == set(schema.build()._schema.mutation_type.fields)


async def test_nobody_but_staff_acts_and_staff_act_in_their_own_communities(
    planner: Planner, told: Graph
) -> None:
    before = await everything(told)
    for name in ACTS:
        for who in OTHERS:
            with tallied() as tally:
                assert await code(planner, told, who, name, "a") == "FORBIDDEN"
            assert tally.statements == 0
        assert await code(planner, told, OWN, name, "b") == "FORBIDDEN", name
    assert await everything(told) == before, "what is forbidden leaves nothing behind"
    for name in (
        "recordNeed",
        "confirmTerms",
        "recordVisit",
        "inviteToMeeting",
        "recordResolution",
        "refer",
        "respond",
    ):
        assert await code(planner, told, OWN, name, "a") is None, name


async def test_staff_answer_for_a_provider_of_their_own_whosever_need_it_is(
    planner: Planner, told: Graph
) -> None:
    provider = viewer(Role.STAFF, "staff-b", ["community:b"])
    assert await code(planner, told, provider, "respond", "a") is None
    assert await code(planner, told, provider, "refer", "a") == "FORBIDDEN"


async def test_whoever_has_moved_away_is_nobodys_own_any_more(planner: Planner, told: Graph) -> None:
    source = '{ people(where: {id: {in: ["person:b"]}}) { nodes { name } } }'
    of_b = Desk(planner, told, replace(OWN, places=frozenset({"community:b"})))
    assert (await of_b.ask(source))["nodes"] == [{"name": "示例骑手乙"}]
    await told.command("MATCH (:Person {id: 'person:b'})-[r:LIVES_NEAR]->() SET r.until = date('2020-01-01')")
    assert (await of_b.ask(source))["nodes"] == [{"name": "示**"}]


async def test_staff_see_the_people_of_their_own_communities_and_mask_others(
    planner: Planner, told: Graph
) -> None:
    source = "{ people(orderBy: []) { nodes { id name } } }"
    for who, names in (
        (OWN, {"person:a": "示例老人甲", "person:b": "示**"}),
        (replace(OWN, places=frozenset({"building:b"})), {"person:a": "示**", "person:b": "示例骑手乙"}),
        (viewer(Role.PLANNER, "planner"), {"person:a": "示**", "person:b": "示**"}),
    ):
        people = await Desk(planner, told, who).ask(source)
        assert {each["id"]: each["name"] for each in people["nodes"]} == names


REFUSED: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("recordNeed", {"text": " "}, "INVALID", ["input", "text"]),
    ("recordNeed", {"quantity": -1.0}, "INVALID", ["input", "quantity"]),
    ("recordNeed", {"weekdays": [8]}, "INVALID", ["input", "weekdays"]),
    ("recordNeed", {"neededFrom": "2026-11-02", "neededUntil": "2026-11-01"}, "INVALID", ["input", "neededUntil"]),
    ("recordNeed", {"benefits": ["enterprise:a", "building:a"]}, "NOT_FOUND", ["input", "benefits", "1"]),
    ("recordVisit", {"visited": "person:b"}, "INVALID", ["input", "visited"]),
    ("recordVisit", {"madeBy": ["enterprise:a"]}, "NOT_FOUND", ["input", "madeBy", "0"]),
    ("recordVisit", {"heard": [{"text": "想要食堂"}, {}]}, "INVALID", ["input", "heard", "1", "text"]),
    ("recordVisit", {"heard": [{"need": "need:nowhere"}]}, "NOT_FOUND", ["input", "heard", "0", "need"]),
    ("recordVisit", {"heard": [{"text": "食堂", "terms": [{"term": "term:x"}]}]}, "NOT_FOUND", ["input", "heard", "0", "terms", "0", "term"]),
    ("inviteToMeeting", {"capability": "capability:b"}, "INVALID", ["input", "organization"]),
    ("inviteToMeeting", {"organization": "person:b"}, "NOT_FOUND", ["input", "organization"]),
    ("inviteToMeeting", {"heldBy": None}, "INVALID", ["input", "meeting"]),
    ("inviteToMeeting", {"heldBy": "enterprise:a"}, "NOT_FOUND", ["input", "heldBy"]),
    ("inviteToMeeting", {"expectedVersion": 7}, "STALE_VERSION", ["input", "expectedVersion"]),
    ("recordResolution", {"title": " "}, "INVALID", ["input", "title"]),
    ("recordResolution", {"assignedTo": ["building:a"]}, "NOT_FOUND", ["input", "assignedTo", "0"]),
    ("recordResolution", {"creates": [{"title": "食堂", "offeredBy": "enterprise:a", "uses": ["resource:x"]}]}, "NOT_FOUND", ["input", "creates", "0", "uses", "0"]),
    ("recordResolution", {"creates": [{"title": "食堂", "offeredBy": "enterprise:a", "capacity": -5.0}]}, "INVALID", ["input", "creates", "0", "capacity"]),
    ("refer", {"quantity": 0.0}, "INVALID", ["input", "quantity"]),
    ("respond", {"answer": "COMPLETE"}, "ILLEGAL_STEP", ["input", "answer"]),
    ("respond", {"answer": "DECLINE"}, "INVALID", ["input", "declineReason"]),
]  # fmt: skip


async def test_what_makes_no_sense_is_refused_where_it_stands_and_nothing_is_written(
    planner: Planner, told: Graph
) -> None:
    before = await everything(told)
    desk = Desk(planner, told)
    for name, given, expected, path in REFUSED:
        payload = await desk.tried(name, "events { id }", **(of(ACTS[name], "a") | given))
        (error,) = payload["errors"]
        assert (error["code"], error["path"], payload["events"]) == (expected, path, []), (name, given)
        assert error["message"]
        assert error["messageEn"]
    assert await everything(told) == before


@pytest.mark.parametrize("name", ACTS)
async def test_any_act_sent_again_with_its_key_gives_the_first_answer_and_does_nothing(
    planner: Planner, told: Graph, name: str
) -> None:
    desk, given = Desk(planner, told), {**of(ACTS[name], "a"), "clientMutationKey": "k"}
    if name == "withdrawNeed":
        await desk.do("respond", "events { id }", referral="referral:a", answer="CANCEL")
    shown = "events { id sequence subject before after }"
    first = await desk.do(name, shown, **given)
    after = await everything(told)
    assert await desk.do(name, shown, **given) == first
    assert first["events"]
    assert await everything(told) == after
    other = await desk.tried(name, shown, **(given | {"reason": "另一件事"}))
    assert [each["code"] for each in other["errors"]] == ["KEY_REUSED"]


async def test_a_capability_invites_whoever_offers_it(planner: Planner, told: Graph) -> None:
    given = of(ACTS["inviteToMeeting"], "a") | {
        "organization": None,
        "capability": "capability:b",
        "via": "DIRECT",
    }
    made = await Desk(planner, told).do(
        "inviteToMeeting", "meeting { title invited { edges { node { id } via } } }", **given
    )
    assert made["meeting"]["invited"]["edges"] == [{"node": {"id": "enterprise:b"}, "via": "DIRECT"}]
    assert made["meeting"]["title"].startswith("议事会 ")
