"""Filters of the reverse directions: what is shown is what an unfiltered answer has of it, in its order."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF

NEED = "need { asksFor { id name decomposesInto { id } } }"
OF_CAPABILITY = f"""query ($id: ID!, $terms: [String!], $rings: [Int!], $score: Float) {{ capability(id: $id) {{
  matches(terms: $terms, rings: $rings, minimumScore: $score, asOf: "2026-11-24") {{ totalCount nodes {{ id ring score {NEED} }} }} }} }}"""
OF_DRAFT = f"""query ($terms: [String!], $rings: [Int!], $score: Float) {{ matchCapability(terms: $terms, rings: $rings, minimumScore: $score,
  asOf: "2026-11-24", draft: {{ title: "示例楼下食堂", terms: ["楼宇食堂", "单身联谊", "融资贷款"] }}) {{ totalCount nodes {{ id ring score {NEED} }} }} }}"""
LIKE = """query ($terms: [String!], $rings: [Int!], $least: Float) { similarNeeds(id: "need:story-friendship", asOf: "2026-11-24",
  terms: $terms, rings: $rings, minimumSimilarity: $least) { totalCount nodes { id ring similarity shared { id } } } }"""
WHAT_IF = """query ($changes: [NeedChange!]) { whatIf(changes: $changes, asOf: "2026-11-24",
  add: [{ title: "示例食堂", terms: ["楼宇食堂"], covers: ["越都商务大厦"], capacity: 500, unit: "份/日" }], remove: ["武林金融助贷平台"]) {
    totalCount counts { change count } nodes { id change } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def ask(planner: Planner, graph: Graph, source: str, **variables: Any) -> Any:
    body = orjson.loads((await planner.execute(graph, source, variables, viewer=LOCAL_STAFF)).body)
    assert "errors" not in body, body["errors"]
    (found,) = body["data"].values()
    return found.get("matches", found)


def asks(row: dict[str, Any], term: str) -> bool:
    """Whether the need asks for the term, or for a problem that it is a part of."""
    return any(
        term in (each["id"], each["name"]) or any(part["id"] == term for part in each["decomposesInto"])
        for each in row["need"]["asksFor"]
    )


async def test_the_needs_of_a_capability_are_shown_by_term_ring_and_score(
    planner: Planner, stories: Graph
) -> None:
    for capability in ("capability:wulin-loans", "capability:example-lender-large"):
        whole = (await ask(planner, stories, OF_CAPABILITY, id=capability))["nodes"]
        assert len(whole) > 1
        for term in sorted({each["id"] for need in whole for each in need["need"]["asksFor"]}):
            shown = await ask(planner, stories, OF_CAPABILITY, id=capability, terms=[term])
            assert shown["nodes"] == [each for each in whole if asks(each, term)]
        for ring in {each["ring"] for each in whole} - {None}:
            shown = await ask(planner, stories, OF_CAPABILITY, id=capability, rings=[ring])
            assert shown["nodes"] == [each for each in whole if each["ring"] == ring]
        for each in whole:
            shown = await ask(planner, stories, OF_CAPABILITY, id=capability, score=each["score"])
            assert shown["nodes"] == [other for other in whole if other["score"] >= each["score"]]
            assert shown["totalCount"] == len(shown["nodes"])


async def test_the_needs_of_a_drafted_capability_are_shown_likewise(planner: Planner, stories: Graph) -> None:
    whole = (await ask(planner, stories, OF_DRAFT))["nodes"]
    assert len(whole) > 3
    for given, kept in (
        ({"terms": ["楼宇食堂"]}, lambda each: asks(each, "楼宇食堂")),
        ({"rings": [0]}, lambda each: each["ring"] == 0),
        ({"score": 0.5}, lambda each: each["score"] >= 0.5),
        ({"terms": ["term:loan"]}, lambda each: asks(each, "term:loan")),
    ):
        shown = await ask(planner, stories, OF_DRAFT, **given)
        assert [each["id"] for each in shown["nodes"]] == [each["id"] for each in whole if kept(each)]


async def test_needs_like_one_are_shown_by_shared_term_ring_and_likeness(
    planner: Planner, stories: Graph
) -> None:
    whole = (await ask(planner, stories, LIKE))["nodes"]
    assert any(each["shared"] for each in whole)
    for given, kept in (
        ({"terms": ["term:mixer"]}, lambda each: {"id": "term:mixer"} in each["shared"]),
        ({"rings": [0]}, lambda each: each["ring"] == 0),
        ({"least": 0.3}, lambda each: each["similarity"] >= 0.3),
        ({"terms": ["term:canteen"]}, lambda _: False),
    ):
        shown = await ask(planner, stories, LIKE, **given)
        assert [each["id"] for each in shown["nodes"]] == [each["id"] for each in whole if kept(each)]
        assert shown["totalCount"] == len(shown["nodes"])


async def test_what_would_change_is_shown_by_how_and_counted_in_whole(
    planner: Planner, stories: Graph
) -> None:
    whole = await ask(planner, stories, WHAT_IF)
    kinds = {each["change"] for each in whole["nodes"]}
    assert len(kinds) > 1
    for kind in kinds:
        shown = await ask(planner, stories, WHAT_IF, changes=[kind])
        assert shown["nodes"] == [each for each in whole["nodes"] if each["change"] == kind]
        assert shown["counts"] == whole["counts"]
