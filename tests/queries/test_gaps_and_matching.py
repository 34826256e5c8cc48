"""What `gaps` counts as supply for a place and a term is what matching counts for one who asks there, ring by ring."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import orjson

import schema
from graph import MODEL, Graph
from queries.matching import Thresholds
from queries.planner.execute import Planner

GAPS = """query ($place: String!, $terms: [String!]) { gaps(place: $place, terms: $terms, asOf: "2026-11-24", first: 50) {
    nodes { term { id } needs { id } needCount unitsDiffer answers { id } rings { ring answers supply } } } }"""
FOUND = "{ nodes { id via ring terms { degree asked { id } } } ringsTried { ring supply whole term { id } } }"
DRAFT = f'query ($draft: NeedDraft!) {{ matchNeed(draft: $draft, asOf: "2026-11-24", toRing: 4, first: 200) {FOUND} }}'
NEED = (
    f'query ($id: ID!) {{ need(id: $id) {{ matches(asOf: "2026-11-24", toRing: 4, first: 200) {FOUND} }} }}'
)
DRAWN = """MATCH (b:Building) WHERE b.id IS NOT NULL AND EXISTS { (b)-[:PART_OF]->() } WITH b ORDER BY b.id WITH collect(b.id) AS places
  MATCH (t:ServiceTerm) WHERE t.id IS NOT NULL AND NOT EXISTS { (t)-[:DECOMPOSES_INTO]->() }
    AND EXISTS { (t)<-[:PROVIDES]-(:Capability {status: 'ACTIVE'}) }
  WITH places, t ORDER BY t.id
  RETURN places, collect(t.id) AS terms,
    COLLECT { MATCH (n:Need {status: 'OPEN'})-[:AT]->(b:Building) RETURN DISTINCT b.id AS id ORDER BY id } AS asked"""


async def test_a_cell_of_gaps_counts_what_matching_counts(community: Graph) -> None:
    planner, graph = Planner(schema.build(), MODEL), community

    async def ask(source: str, **variables: Any) -> Any:
        body = orjson.loads((await planner.execute(graph, source, variables)).body)
        assert "errors" not in body, body["errors"]
        return next(iter(body["data"].values()))

    (drawn,) = await graph.read(DRAWN)
    dice = random.Random(7)  # noqa: S311 - a draw that is the same each time
    questions: list[tuple[str, list[str] | None]] = [
        (place, dice.sample(drawn["terms"], 12)) for place in dice.sample(drawn["places"], 6)
    ]
    questions += [(place, None) for place in drawn["asked"]]  # the terms that are asked for there
    compared = {"asked": 0, "unasked": 0, "answered": 0}
    differ: list[Any] = []
    for place, terms in questions:
        for cell in (await ask(GAPS, place=place, terms=terms))["nodes"]:
            term = cell["term"]["id"]
            if cell["needCount"] > 1:
                continue  # what could serve any of several who ask is more than what could serve one
            if cell["needCount"]:
                found = (await ask(NEED, id=cell["needs"][0]["id"]))["matches"]
            else:
                found = await ask(DRAFT, draft={"terms": [term], "place": place})
            if not all(each["whole"] for each in found["ringsTried"]):
                continue  # there are more than matching looks at, and gaps counts all
            compared["asked" if cell["needCount"] else "unasked"] += 1
            compared["answered"] += bool(cell["answers"])
            if (gaps := by_gaps(cell)) != (matched := by_matching(found, term, cell)):
                differ.append((place, term, cell["needs"], gaps, matched))
    assert differ == []
    assert min(compared.values()) >= 20, compared


def by_gaps(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "answers": {each["ring"]: each["answers"] for each in cell["rings"]},
        "supply": {each["ring"]: each["supply"] for each in cell["rings"]},
        "who": {each["id"] for each in cell["answers"]},
    }


def by_matching(found: Mapping[str, Any], term: str, cell: Mapping[str, Any]) -> dict[str, Any]:
    """The same of matching: what provides the term, or one near enough to count, and passed every gate."""
    fit = Thresholds().fit
    rings = {
        each["id"]: 4 if each["ring"] is None else each["ring"]
        for each in found["nodes"]
        if each["via"] == "DIRECT"
        and any(hit["asked"]["id"] == term and hit["degree"] >= fit for hit in each["terms"])
    }
    tried = {each["ring"]: each["supply"] for each in found["ringsTried"] if each["term"]["id"] == term}
    supply: dict[int, Any] = {}
    for each in cell["rings"]:
        ring = each["ring"]
        # a term that is served from anywhere has no rings to matching; units that differ, no sum to gaps
        known = tried.get(max(tried, key=lambda x: x or 0) if ring == 4 or None in tried else ring)
        compares = each["supply"] is not None and not cell["unitsDiffer"] and (ring == 4 or None not in tried)
        supply[ring] = known if compares else each["supply"]
    return {
        "answers": {
            each["ring"]: sum(ring <= each["ring"] for ring in rings.values()) for each in cell["rings"]
        },
        "supply": supply,
        "who": set(rings) if len(rings) <= 20 else {each["id"] for each in cell["answers"]},
    }
