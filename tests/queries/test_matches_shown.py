"""Which matches are shown: a filter narrows the answer, never the search behind it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner

pytestmark = pytest.mark.anyio

ASKED = """query ($only: [CandidateKind!], $providers: [ProviderKind!], $terms: [String!], $rings: [Int!], $minimumScore: Float) {
  need(id: "need:story-canteen") { matches(first: 50, asOf: "2026-11-24", toRing: 4, only: $only, providers: $providers,
    terms: $terms, rings: $rings, minimumScore: $minimumScore) {
    totalCount ringsTried { ring candidates supply }
    nodes { id ring score candidate { __typename } provider { __typename } terms { by { id name } } } } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def shown(planner: Planner, graph: Graph, **variables: Any) -> dict[str, Any]:
    answer = orjson.loads((await planner.execute(graph, ASKED, variables)).body)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["need"]["matches"]


@pytest.mark.parametrize(
    ("variables", "holds"),
    [
        ({"only": ["CAPABILITY"]}, lambda m: m["candidate"]["__typename"] == "Capability"),
        ({"only": ["ORGANIZATION"]}, lambda m: m["candidate"]["__typename"] == "Enterprise"),
        ({"providers": ["SERVICE_CENTER", "PARTNER_ORGANIZATION"]}, lambda m: m["provider"]["__typename"] != "Enterprise"),
        ({"providers": ["ENTERPRISE"]}, lambda m: m["provider"]["__typename"] == "Enterprise"),
        ({"rings": [0]}, lambda m: m["ring"] == 0),
        ({"rings": [1, 2]}, lambda m: m["ring"] in (1, 2)),
        ({"minimumScore": 0.5}, lambda m: m["score"] >= 0.5),
        ({"terms": ["term:canteen"]}, lambda m: "term:canteen" in [each["by"]["id"] for each in m["terms"]]),
    ],
)  # fmt: skip
async def test_a_filter_shows_those_it_names_and_leaves_the_search_as_it_is(
    planner: Planner, stories: Graph, variables: dict[str, Any], holds: Any
) -> None:
    everything = await shown(planner, stories)
    found = await shown(planner, stories, **variables)
    expected = [each for each in everything["nodes"] if holds(each)]
    assert found["nodes"] == expected
    assert found["totalCount"] == len(expected) <= everything["totalCount"]
    assert found["ringsTried"] == everything["ringsTried"]


async def test_a_term_is_told_by_its_name_too(planner: Planner, stories: Graph) -> None:
    by_key = await shown(planner, stories, terms=["term:canteen"])
    name = next(
        t["by"]["name"] for m in by_key["nodes"] for t in m["terms"] if t["by"]["id"] == "term:canteen"
    )
    assert await shown(planner, stories, terms=[name]) == by_key
    assert by_key["nodes"]


async def test_a_first_page_explains_its_own_rows_and_counts_all(
    planner: Planner, stories: Graph, reads: list[Any]
) -> None:
    source = """query($first: Int, $after: String, $least: Float) { need(id: "need:story-canteen") {
      matches(first: $first, after: $after, asOf: "2026-11-24", toRing: 4, minimumScore: $least) {
        totalCount edges { cursor node { id score reason provider { id } paths { kind nodes { id } } } } } } }"""

    async def asked(**variables: Any) -> dict[str, Any]:
        answer = orjson.loads((await planner.execute(stories, source, variables)).body)
        return answer["data"]["need"]["matches"]

    scores = [each["node"]["score"] for each in (await asked(first=200))["edges"]]
    for least in (0.0, sorted(scores)[-4]):
        everything = await asked(first=200, least=least)
        many = everything["totalCount"]
        assert many == len(everything["edges"]) > 3
        first = await asked(first=2, least=least)
        assert len(reads[-2].rows[0]["row"]["matches"]) == 3  # those shown, and whether more follow
        assert (first["totalCount"], first["edges"]) == (many, everything["edges"][:2])
        rest = await asked(first=200, after=first["edges"][1]["cursor"], least=least)
        assert (rest["totalCount"], rest["edges"]) == (many, everything["edges"][2:])
