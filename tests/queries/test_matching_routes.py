"""The same pair has the same score whichever way it is asked: drawn at random from a synthetic community."""

from __future__ import annotations

import random
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner

pytestmark = pytest.mark.anyio

PART = "score gates { gate state }"
NEEDS = """{ needs(where: {status: {eq: OPEN}}, first: 100) { nodes { id } } }"""
MATCHES = f"""query ($id: ID!) {{ need(id: $id) {{ matches(asOf: "2026-11-24", toRing: 4, first: 200) {{
    nodes {{ id via {PART} contributions {{ points }} }} }} }} }}"""
WHY = f"""query ($id: ID!, $candidate: ID!) {{ need(id: $id) {{
    whyNot(candidate: $candidate, asOf: "2026-11-24", toRing: 4) {{ absence {PART} }} }} }}"""
REVERSE = f"""query ($id: ID!) {{ node(id: $id) {{ ... on Capability {{
    matches(asOf: "2026-11-24", toRing: 4, first: 50) {{ totalCount nodes {{ id {PART} }} }} }} }} }}"""
PLAN = """{ planAllocation(place: "拱墅区", asOf: "2026-11-24", first: 200) { nodes { need { id } candidate { id } score } } }"""


async def test_a_pair_has_one_score_among_matches_in_why_not_from_the_other_side_and_in_a_plan(
    community: Graph,
) -> None:
    planner = Planner(schema.build(), MODEL)

    async def ask(source: str, **variables: Any) -> Any:
        body = orjson.loads((await planner.execute(community, source, variables)).body)
        assert "errors" not in body, body["errors"]
        return next(iter(body["data"].values()))

    dice = random.Random(11)  # noqa: S311 - a draw that is the same each time
    needs = dice.sample([each["id"] for each in (await ask(NEEDS))["nodes"]], 20)
    found: dict[tuple[str, str], float] = {}
    routes = {"why": 0, "reverse": 0, "plan": 0}
    for need in needs:
        matches = (await ask(MATCHES, id=need))["matches"]["nodes"]
        assert matches == (await ask(MATCHES, id=need))["matches"]["nodes"]
        direct = [each for each in matches if each["via"] == "DIRECT"]
        for each in matches:
            assert sum(part["points"] for part in each["contributions"]) == pytest.approx(
                each["score"], abs=1e-9
            )
            found[need, each["id"]] = each["score"]
        for each in dice.sample(direct, min(2, len(direct))):
            why = (await ask(WHY, id=need, candidate=each["id"]))["whyNot"]
            assert why == {"absence": "MATCHED", "score": each["score"], "gates": each["gates"]}
            routes["why"] += 1
            if each["id"].startswith("capability:"):
                back = (await ask(REVERSE, id=each["id"]))["matches"]
                for one in (one for one in back["nodes"] if one["id"] == need):
                    assert (one["score"], one["gates"]) == (each["score"], each["gates"]), (need, each["id"])
                    routes["reverse"] += 1
    for each in (await ask(PLAN))["nodes"]:
        pair = each["need"]["id"], each["candidate"]["id"]
        if pair in found:
            assert each["score"] == found[pair]
            routes["plan"] += 1
    assert routes["why"] >= 15, routes
    assert min(routes.values()) >= 5, routes
