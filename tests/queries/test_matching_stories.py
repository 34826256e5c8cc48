"""The five stories, and everyone who looks like an answer and is none: tests/stories/*.csv says who and why."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF

TABLES = Path(__file__).parents[1] / "stories"
DAY = "2026-11-24"
GATES = {"INACTIVE", "NOT_COVERING", "NOT_ELIGIBLE", "NOT_QUALIFIED", "NO_CONSENT", "OUT_OF_SCHEDULE", "PARKED", "NO_CAPACITY"}  # fmt: skip

MATCHES = """query ($need: ID!, $toRing: Int) { need(id: $need) { matches(first: 200, asOf: "2026-11-24", toRing: $toRing) {
    totalCount
    ringsTried { ring enough term { id } candidates excluded { gate count } supply asked }
    similarNeeds { need { id } ring shared { id } }
    nodes { id via action ring tier score weak reason reasonEn free candidate { __typename id } provider { name }
      contributions { feature value weight points } gates { gate state evidence evidenceEn }
      terms { asked { id } by { id } degree relation }
      paths { kind nodes { id } relationships { type start end } } } } } }"""

WHY_NOT = """query ($need: ID!, $candidate: ID!, $toRing: Int) { need(id: $need) {
    whyNot(candidate: $candidate, asOf: "2026-11-24", toRing: $toRing) {
      absence rank weak ring enoughIn candidate { id } gates { gate state evidence evidenceEn } } } }"""


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def ask(planner: Planner, graph: Graph, source: str, **variables: Any) -> dict[str, Any]:
    answer = orjson.loads((await planner.execute(graph, source, variables, viewer=LOCAL_STAFF)).body)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["need"]


async def matches(planner: Planner, graph: Graph, need: str, **variables: Any) -> dict[str, Any]:
    return (await ask(planner, graph, MATCHES, need=need, **variables))["matches"]


async def why_not(planner: Planner, graph: Graph, need: str, candidate: str, **more: Any) -> dict[str, Any]:
    return (await ask(planner, graph, WHY_NOT, need=need, candidate=candidate, **more))["whyNot"]


def test_there_are_at_least_forty_wrong_candidates_for_every_gate_but_none_twice() -> None:
    wrong = rows("wrong_candidates")
    assert len({(row["need"], row["candidate"]) for row in wrong}) == len(wrong) >= 40
    assert {row["expected"] for row in wrong} >= GATES


@pytest.mark.parametrize(
    "row", rows("wrong_candidates"), ids=lambda row: f"{row['candidate']}-{row['expected']}"
)
async def test_a_wrong_candidate_is_told_why(planner: Planner, stories: Graph, row: dict[str, str]) -> None:
    verdict = await why_not(planner, stories, row["need"], row["candidate"])
    failed = [gate["gate"] for gate in verdict["gates"] if gate["state"] == "FAIL"]
    match row["expected"]:
        case "OUTER_RING":
            assert (verdict["absence"], failed) == ("FARTHER_RING", [])
            assert verdict["enoughIn"] < verdict["ring"]
            wider = await why_not(planner, stories, row["need"], row["candidate"], toRing=4)
            assert wider["absence"] == "MATCHED"
        case "NOT_FOUND":
            assert verdict["absence"] == "NOT_LINKED"
        case "BELOW":
            if verdict["absence"] == "MATCHED":
                best = [each["candidate"] for each in rows("right_answers") if each["need"] == row["need"]]
                right = [await why_not(planner, stories, row["need"], each) for each in best]
                assert verdict["weak"] or all(verdict["rank"] > each["rank"] for each in right)
                assert all(each["rank"] for each in right)
            else:
                assert verdict["absence"] == "FARTHER_RING"
        case gate:
            assert verdict["absence"] == "EXCLUDED"
            assert failed == [gate]
            told = next(each for each in verdict["gates"] if each["gate"] == gate)
            assert told["evidence"]
            assert told["evidenceEn"]


@pytest.mark.parametrize("row", rows("right_answers"), ids=lambda row: f"{row['need']}-{row['candidate']}")
async def test_a_right_answer_is_a_match_and_not_weak(
    planner: Planner, stories: Graph, row: dict[str, str]
) -> None:
    verdict = await why_not(planner, stories, row["need"], row["candidate"])
    assert verdict["absence"] == "MATCHED"
    assert not verdict["weak"]


async def test_the_canteens_first_match_is_the_caterer_in_the_building(
    planner: Planner, stories: Graph
) -> None:
    found = await matches(planner, stories, "need:story-canteen")
    first = found["nodes"][0]
    assert first["id"] == "enterprise:example-caterer"
    assert (first["via"], first["action"], first["ring"], first["weak"]) == ("POTENTIAL", "INVITE", 0, False)
    assert "enterprise:example-caterer,industry:62,term:canteen" in {
        ",".join(sorted(node["id"] for node in path["nodes"][1:-1])) for path in first["paths"]
    }
    path = next(path for path in first["paths"] if any(node["id"] == "industry:62" for node in path["nodes"]))
    assert [node["id"] for node in path["nodes"]] == [
        "need:story-canteen", "term:canteen", "industry:62", "enterprise:example-caterer", "building:yuedu",
    ]  # fmt: skip
    snacks = next(each for each in found["nodes"] if each["id"] == "capability:example-snacks")
    assert snacks["weak"]
    assert {each["ring"] for each in found["nodes"]} == {0}
    assert [(tried["ring"], tried["enough"]) for tried in found["ringsTried"]] == [(0, True)]
    wider = await matches(planner, stories, "need:story-canteen", toRing=2)
    assert "capability:example-canteen-next-door" in [each["id"] for each in wider["nodes"]]


async def test_parking_takes_three_together_and_none_is_enough_alone(
    planner: Planner, stories: Graph
) -> None:
    found = await matches(planner, stories, "need:story-parking")
    strong = [each for each in found["nodes"] if not each["weak"]]
    assert {each["id"] for each in strong} == {
        "capability:patrols",
        "capability:road-order",
        "capability:xintiandi-vouchers",
    }
    covered = [{term["asked"]["id"] for term in each["terms"]} for each in strong]
    assert all(len(terms) == 1 for terms in covered)
    assert set.union(*covered) == {"term:patrols", "term:road-order", "term:vouchers"}
    assert {each["provider"]["name"] for each in strong} == {"交警", "城管", "新天地综合服务中心"}


async def test_the_elders_get_exactly_the_eight_certified_riders_who_agreed(
    planner: Planner, stories: Graph
) -> None:
    found = await matches(planner, stories, "need:story-elders")
    strong = [each for each in found["nodes"] if not each["weak"]]
    assert {each["id"] for each in strong} == {f"capability:example-rider-{i:02d}" for i in range(1, 9)}
    assert sum(each["free"] for each in strong) == 16
    expired = await why_not(planner, stories, "need:story-elders", "capability:example-rider-09")
    told = next(gate for gate in expired["gates"] if gate["gate"] == "NOT_QUALIFIED")
    assert "2026-11-23" in told["evidence"]
    assert "2026-11-23" in told["evidenceEn"]


async def test_a_shop_of_unknown_size_gets_the_platform_to_be_checked(
    planner: Planner, stories: Graph
) -> None:
    for need, action in (
        ("story-loan", "REFER"),
        ("example-loan-stall", "REFER"),
        ("example-loan-unknown", "CHECK"),
    ):
        found = await matches(planner, stories, f"need:{need}")
        platform = next(each for each in found["nodes"] if each["id"] == "capability:wulin-loans")
        assert platform["action"] == action, need
        unknown = {gate["gate"] for gate in platform["gates"] if gate["state"] == "UNKNOWN"}
        assert unknown == ({"NOT_ELIGIBLE"} if action == "CHECK" else set()), need
        if action == "REFER":
            assert found["nodes"][0] == platform, need


async def test_finance_talent_is_found_by_hiring_and_friendship_by_the_mixer(
    planner: Planner, stories: Graph
) -> None:
    talent = await matches(planner, stories, "need:story-finance-talent")
    assert talent["nodes"][0]["id"] == "capability:example-huijin-talents"
    assert talent["nodes"][0]["terms"][0]["relation"] == "BROADER"
    friendship = await matches(planner, stories, "need:story-friendship")
    assert friendship["nodes"][0]["id"] == "activity:example-mixer"
    assert friendship["nodes"][0]["action"] == "SIGN_UP"
    assert [each["need"]["id"] for each in friendship["similarNeeds"]] == [
        "need:example-friendship-neighbour"
    ]


async def test_every_score_is_the_sum_of_its_contributions_and_every_path_is_in_the_graph(
    planner: Planner, stories: Graph
) -> None:
    proof = """UNWIND $p.links AS link MATCH (a:Entity {id: link.start})-[r]->(b:Entity {id: link.end})
        WHERE type(r) = link.type RETURN count(DISTINCT link) AS there"""
    for name in ("canteen", "parking", "elders", "loan", "finance-talent", "friendship"):
        found = await matches(planner, stories, f"need:story-{name}", toRing=4)
        assert found["nodes"]
        order = [(each["tier"], -each["score"], each["id"]) for each in found["nodes"]]
        assert order == sorted(order)
        for each in found["nodes"]:
            points = [one["value"] * one["weight"] for one in each["contributions"]]
            weights = [one["weight"] for one in each["contributions"]]
            assert abs(each["score"] - sum(one["points"] for one in each["contributions"])) < 1e-9
            assert abs(each["score"] - sum(points) / sum(weights)) < 1e-9
            assert 0 <= each["score"] <= 1
            assert all(0 <= one["value"] <= 1 + 1e-9 for one in each["contributions"])
            assert len(each["gates"]) == 8
            assert each["paths"] or each["via"] == "TEXT", each["id"]
            for path in each["paths"]:
                distinct = {(link["type"], link["start"], link["end"]) for link in path["relationships"]}
                there = await stories.read(proof, {"links": path["relationships"]})
                assert there[0]["there"] == len(distinct)
                assert len(path["nodes"]) == len(path["relationships"]) + 1
