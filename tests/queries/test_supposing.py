"""A draft is matched as it will be once it is saved; a supposition leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from graph.audit import audit
from graph.errors import InputError
from loaders import load
from queries.planner.execute import Planner
from queries.supposing import suppose
from tests.conftest import STORIES

STATISTICS = 1e-3
"""What one text more, once it is saved, makes of a score through the rarity of its words and terms."""
ROW = "id ring tier score weak reason contributions { feature value points } gates { gate state } paths { kind nodes { id } }"
OFFER = """query ($draft: CapabilityDraft!) { matchCapability(draft: $draft, asOf: "2026-11-24", first: 50) { unresolved totalCount nodes { ROW } } }""".replace(
    "ROW", ROW
)
SAVED = """query ($id: ID!) { capability(id: $id) { matches(asOf: "2026-11-24", first: 50) { totalCount nodes { ROW } } } }""".replace(
    "ROW", ROW
)
WHAT_IF = """query ($add: [CapabilityDraft!], $remove: [String!]) { whatIf(add: $add, remove: $remove, asOf: "2026-11-24", first: 50) {
  totalCount looked whole unresolved counts { change count }
  nodes { id change difference matchesBefore matchesAfter before { title drafted candidate { id } ring score } after { title drafted candidate { id } ring score } } } }"""
FIRST = """query ($id: ID!) { need(id: $id) { matches(asOf: "2026-11-24", first: 50) { nodes { id score ring weak candidate { ... on Capability { title } } } } } }"""
MEALS = {
    "title": "示例楼下新食堂", "terms": ["食堂用餐"], "offeredBy": "综合服务中心", "covers": ["building:yuedu"],
    "capacity": 200.0, "unit": "份/日", "weekdays": [1, 2, 3, 4, 5],
}  # fmt: skip


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def ask(planner: Planner, graph: Graph, source: str, **variables: Any) -> Any:
    body = orjson.loads((await planner.execute(graph, source, variables)).body)
    assert "errors" not in body, body["errors"]
    return next(iter(body["data"].values()))


async def census(graph: Graph) -> list[dict[str, Any]]:
    """Everything there is, by labels, with how many relationships and a sum of what may be changed in secret."""
    return await graph.read(
        "MATCH (n) RETURN labels(n) AS labels, count(*) AS many, sum(COUNT { (n)--() }) AS ties, sum(size(coalesce(n.keys, []))) AS keys, "
        "collect(DISTINCT n.status) AS statuses, max(n.updated) AS updated ORDER BY labels"
    )


async def draft_of_meals(graph: Graph) -> dict[str, Any]:
    (row,) = await graph.read(
        "MATCH (t:Entity {id: 'term:canteen'}), (c:ServiceCenter) RETURN t.name AS term, c.id AS center ORDER BY center LIMIT 1"
    )
    return {**MEALS, "terms": [row["term"]], "offeredBy": row["center"]}


async def test_a_draft_is_matched_exactly_as_the_saved_capability_will_be(
    planner: Planner, graph: Graph, tmp_path: Path
) -> None:
    assert not (await load(graph, [STORIES])).refusals
    draft = await draft_of_meals(graph)
    drafted = await ask(planner, graph, OFFER, draft=draft)
    assert drafted["unresolved"] == []
    assert "need:story-canteen" in {each["id"] for each in drafted["nodes"]}
    (tmp_path / "capabilities.csv").write_text(
        "id,title,status,offered_by,provides,covers,capacity,unit,weekdays,synthetic\n"
        f"capability:meals,{draft['title']},ACTIVE,{draft['offeredBy']},term:canteen,building:yuedu,200,份/日,1;2;3;4;5,true\n",
        "utf-8",
    )
    supposed = await ask(planner, graph, WHAT_IF, add=[draft])
    before = {each["id"]: await ask(planner, graph, FIRST, id=each["id"]) for each in supposed["nodes"]}
    assert not (await load(graph, [tmp_path])).refusals
    saved = (await ask(planner, graph, SAVED, id="capability:meals"))["matches"]
    assert [each["id"] for each in saved["nodes"]] == [each["id"] for each in drafted["nodes"]]
    for one, other in zip(saved["nodes"], drafted["nodes"], strict=True):
        assert one["score"] == pytest.approx(other["score"], abs=STATISTICS)
        assert one | {"score": 0, "paths": 0, "contributions": 0} == other | {
            "score": 0,
            "paths": 0,
            "contributions": 0,
        }
        assert [each["feature"] for each in one["contributions"]] == [
            each["feature"] for each in other["contributions"]
        ]
    assert supposed["nodes"]
    for each in supposed["nodes"]:
        now = [m for m in before[each["id"]]["matches"]["nodes"] if not m["weak"]]
        then = [
            m for m in (await ask(planner, graph, FIRST, id=each["id"]))["matches"]["nodes"] if not m["weak"]
        ]
        assert (each["before"] or {}).get("score") == (
            pytest.approx(now[0]["score"], abs=STATISTICS) if now else None
        )
        assert each["after"]["score"] == pytest.approx(then[0]["score"], abs=STATISTICS)
        assert each["after"]["drafted"] == (then[0]["id"] == "capability:meals")
        assert each["matchesAfter"] == len(then)


async def test_what_a_closed_capability_leaves_without_a_match_is_told(
    planner: Planner, graph: Graph
) -> None:
    assert not (await load(graph, [STORIES])).refusals
    all_of = await graph.read(
        "MATCH (:Entity {id: 'term:parking'})-[:DECOMPOSES_INTO|BROADER*0..2]-()<-[:PROVIDES]-(c:Capability {status: 'ACTIVE'}) RETURN collect(DISTINCT c.id)[..20] AS ids"
    )
    removed = all_of[0]["ids"]
    supposed = await ask(planner, graph, WHAT_IF, remove=removed)
    worse = {each["id"]: each for each in supposed["nodes"]}
    assert worse
    await graph.command(
        "UNWIND $p.ids AS id MATCH (c:Entity {id: id}) SET c.status = 'CLOSED'", {"ids": removed}
    )
    from graph.keys import SETTLE_ALL

    await graph.command(SETTLE_ALL)
    for id_, each in worse.items():
        then = [m for m in (await ask(planner, graph, FIRST, id=id_))["matches"]["nodes"] if not m["weak"]]
        assert (each["after"] or {}).get("score") == (
            pytest.approx(then[0]["score"], abs=STATISTICS) if then else None
        )
        assert (each["change"] == "NO_LONGER_MET") == (not then)


async def test_a_supposition_leaves_nothing_behind_even_where_it_fails(
    planner: Planner, stories: Graph
) -> None:
    before = await census(stories)
    await ask(planner, stories, WHAT_IF, add=[MEALS], remove=["capability:example-snacks"])
    await ask(planner, stories, OFFER, draft=MEALS)
    answer = await planner.execute(stories, WHAT_IF, {"add": [MEALS], "remove": ["capability:nowhere"]})
    assert b"capability:nowhere" in answer.body
    assert b"CYPHER" not in answer.body

    async def fails(tx: Any) -> None:
        await suppose(tx, [MEALS])
        raise InputError("midway")

    with pytest.raises(InputError, match="midway"):
        await stories.supposing(fails)
    assert await census(stories) == before
    assert await audit(stories) == []


async def test_names_that_nothing_goes_by_are_told_and_the_rest_is_matched(
    planner: Planner, stories: Graph
) -> None:
    draft = MEALS | {"terms": ["term:canteen", "没有这个类目"], "offeredBy": "没有这家"}
    told = await ask(planner, stories, OFFER, draft=draft)
    assert sorted(told["unresolved"]) == ["没有这个类目", "没有这家"]
    assert told["totalCount"]


@pytest.mark.parametrize(
    "asked", [{"add": []}, {"add": [{"capacity": 3.0}]}, {"add": [MEALS | {"capacity": -1.0}]}]
)
async def test_a_supposition_of_nothing_is_refused_with_what_to_give(
    asked: dict[str, Any], planner: Planner, stories: Graph
) -> None:
    body = orjson.loads((await planner.execute(stories, WHAT_IF, asked)).body)
    assert "give" in body["errors"][0]["message"].lower()
