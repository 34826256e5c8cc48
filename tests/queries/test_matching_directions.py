"""Matching asked in every direction: as a draft, after the resolution, from the capability's side, and by words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from loaders import load
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF

DATA = Path(__file__).parents[2] / "data"
DAY = "2026-11-24"
CANTEEN = {"text": "员工依赖外卖，希望有更多选择", "terms": ["楼宇食堂"], "quantity": 120, "minimum": 20,
           "unit": "份/日", "weekdays": [1, 2, 3, 4, 5], "raisedBy": "示例科技公司"}  # fmt: skip

DRAFT = """query ($draft: NeedDraft!) { matchNeed(draft: $draft, asOf: "2026-11-24") { unresolved
    ringsTried { ring enough } nodes { id ring weak via reason contributions { feature value weight } } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def ask(planner: Planner, graph: Graph, source: str, **variables: Any) -> dict[str, Any]:
    answer = orjson.loads((await planner.execute(graph, source, variables, viewer=LOCAL_STAFF)).body)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


async def drafted(planner: Planner, graph: Graph, **draft: Any) -> dict[str, Any]:
    return (await ask(planner, graph, DRAFT, draft=draft))["matchNeed"]


async def test_a_draft_that_says_what_the_saved_need_says_gets_the_same_matches(
    planner: Planner, stories: Graph
) -> None:
    saved = await ask(
        planner,
        stories,
        '{ need(id: "need:story-canteen") { title titleEn text matches(asOf: "2026-11-24") { nodes { id ring weak via reason contributions { feature value weight } } } } }',
    )
    need = saved["need"]
    draft = await drafted(
        planner, stories, **{**CANTEEN, "text": f"{need['text']} {need['titleEn']}"}, title=need["title"],
        place="越都商务大厦", benefits=["enterprise:example-asker"],
    )  # fmt: skip
    # The draft has no history: the canteen that declined the saved need is not parked for it.
    known = [each for each in draft["nodes"] if each["id"] != "capability:example-canteen-parked"]
    assert len(draft["nodes"]) == len(known) + 1

    def facts(nodes: list[dict[str, Any]]) -> dict[str, Any]:
        return {each["id"]: {**each, "contributions": _but_words(each["contributions"])} for each in nodes}

    assert facts(known) == facts(need["matches"]["nodes"])


def _but_words(contributions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A saved need's words include its terms' labels and synonyms, a draft's do not: see docs/matching.md."""
    return [each for each in contributions if each["feature"] != "WORDS"]


async def test_a_draft_takes_names_keys_and_synonyms_and_tells_what_it_does_not_know(
    planner: Planner, stories: Graph
) -> None:
    by_name = await drafted(planner, stories, terms=["员工食堂"], place="越都商务大厦")
    by_key = await drafted(planner, stories, terms=["term:canteen"], place="building:yuedu")
    assert by_name["nodes"] == by_key["nodes"]
    assert by_name["nodes"][0]["ring"] == 0
    odd = await drafted(
        planner, stories, terms=['食"堂 OR *', "楼宇食堂"], place="不存在的楼", raisedBy="无名"
    )
    assert odd["unresolved"] == ["无名", "不存在的楼", '食"堂 OR *']


async def test_a_draft_with_words_alone_finds_by_its_words(planner: Planner, stories: Graph) -> None:
    found = await drafted(planner, stories, text="单身同事想参加联谊")
    assert found["nodes"][0]["id"] == "activity:example-mixer"
    assert {each["via"] for each in found["nodes"]} == {"TEXT"}
    assert found["ringsTried"] == []


async def test_a_draft_that_says_nothing_is_told_so(planner: Planner, stories: Graph) -> None:
    answer = await planner.execute(stories, DRAFT, {"draft": {"place": "越都商务大厦"}})
    (error,) = orjson.loads(answer.body)["errors"]
    assert "says nothing to match by" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_after_the_resolution_fifteen_buildings_get_the_youth_canteen_and_a_sixteenth_does_not(
    planner: Planner, graph: Graph
) -> None:
    for folder in ("stories", "stories-after"):
        assert (await load(graph, [DATA / folder])).exit_code == 0
    data = await ask(
        planner,
        graph,
        """{ capability(id: "capability:youth-canteen") { title covers { id name } offeredBy { name } }
          meetings(where: {id: {eq: "meeting:xihu-wenhua-monthly"}}) { nodes { discusses { id } adopted { createdCapabilities { id } } } } }""",
    )
    assert data["capability"]["offeredBy"]["name"] == "示例餐饮公司"
    assert data["meetings"]["nodes"] == [
        {
            "discusses": [{"id": "need:story-canteen"}],
            "adopted": [{"createdCapabilities": [{"id": "capability:youth-canteen"}]}],
        }
    ]
    buildings = [each["name"] for each in data["capability"]["covers"]]
    assert len(buildings) == 15
    wish = {key: value for key, value in CANTEEN.items() if key != "raisedBy"}
    for building in buildings:
        found = await drafted(planner, graph, **wish, place=building)
        best = next(each for each in found["nodes"] if not each["weak"])
        strong = [each["id"] for each in found["nodes"] if not each["weak"]]
        assert "capability:youth-canteen" in strong, building
        if building == "越都商务大厦":
            assert best["id"] == "capability:youth-canteen"
    sixteenth = await ask(
        planner,
        graph,
        """query ($draft: NeedDraft!) { whyNot(draft: $draft, candidate: "楼宇青年食堂", asOf: "2026-11-24") {
            absence gates { gate state evidence evidenceEn } } }""",
        draft={**wish, "place": "示例楼宇17"},
    )
    assert sixteenth["whyNot"]["absence"] == "EXCLUDED"
    (failed,) = [gate for gate in sixteenth["whyNot"]["gates"] if gate["state"] == "FAIL"]
    assert failed["gate"] == "NOT_COVERING"
    assert "等 15 处" in failed["evidence"]
    assert "and 12 more" in failed["evidenceEn"]


PAIRS = """query ($id: ID!) { node(id: $id) {
    ... on Capability { matches(first: 100, asOf: "2026-11-24") { totalCount nodes { id score ring weak gates { gate state } contributions { feature points } } } }
    ... on Activity { matches(first: 100, asOf: "2026-11-24") { totalCount nodes { id score ring weak gates { gate state } contributions { feature points } } } }
    ... on Need { matches(first: 200, asOf: "2026-11-24", toRing: 4) { nodes { id via score ring weak gates { gate state } contributions { feature points } } } } } }"""


async def test_a_pair_has_the_same_score_and_gates_from_either_side(planner: Planner, stories: Graph) -> None:
    answers = {}
    for need in ("story-elders", "story-loan", "story-finance-talent", "story-friendship", "story-parking"):
        key = f"need:{need}"
        answers[key] = {
            each["id"]: each
            for each in (await ask(planner, stories, PAIRS, id=key))["node"]["matches"]["nodes"]
            if each.pop("via") == "DIRECT"
        }
    seen = 0
    for candidate in ("capability:wulin-loans", "capability:example-rider-03", "activity:example-mixer",
                      "capability:xintiandi-vouchers", "capability:example-huijin-talents"):  # fmt: skip
        reverse = (await ask(planner, stories, PAIRS, id=candidate))["node"]["matches"]["nodes"]
        assert reverse, candidate
        for each in reverse:
            forward = answers.get(each.pop("id"), {}).get(candidate)
            if forward is not None:
                seen += 1
                assert {**forward, "id": None} == {**each, "id": None}
    assert seen == 5


async def test_a_rider_sees_the_elders_need_and_a_full_one_sees_none(
    planner: Planner, stories: Graph
) -> None:
    free = (await ask(planner, stories, PAIRS, id="capability:example-rider-01"))["node"]["matches"]
    assert [each["id"] for each in free["nodes"]] == ["need:story-elders"]
    full = (await ask(planner, stories, PAIRS, id="capability:example-rider-13"))["node"]["matches"]
    assert full == {"totalCount": 0, "nodes": []}


async def test_search_finds_by_words_of_names_titles_texts_and_synonyms_best_first(
    planner: Planner, stories: Graph
) -> None:
    source = "query ($text: String!) { search(text: $text, first: 5) { totalCount nodes { id score } } }"
    found = (await ask(planner, stories, source, text="越都商务大厦"))["search"]
    assert found["nodes"][0]["id"] == "building:yuedu"
    scores = [each["score"] for each in found["nodes"]]
    assert scores == sorted(scores, reverse=True)
    synonym = (await ask(planner, stories, source, text="违章停车"))["search"]
    assert "term:illegal-parking" in [each["id"] for each in synonym["nodes"]]
    for odd in ('"', "AND OR NOT (", "*:* ~ \\", "", " ", "，。"):
        assert (await ask(planner, stories, source, text=odd))["search"]["nodes"] is not None


async def test_pages_of_matches_hold_each_match_once_in_both_directions(
    planner: Planner, stories: Graph
) -> None:
    source = """query ($first: Int, $after: String, $last: Int, $before: String) { need(id: "need:story-elders") {
        matches(first: $first, after: $after, last: $last, before: $before, asOf: "2026-11-24", toRing: 4) {
            totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
    whole = (await ask(planner, stories, source, first=100))["need"]["matches"]
    ids = [each["id"] for each in whole["nodes"]]
    forward: list[str] = []
    after = None
    while True:
        page = (await ask(planner, stories, source, first=3, after=after))["need"]["matches"]
        forward += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert forward == ids
    backward: list[str] = []
    before = None
    while True:
        page = (await ask(planner, stories, source, last=4, before=before))["need"]["matches"]
        backward = [each["id"] for each in page["nodes"]] + backward
        before = page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert backward == ids
    assert whole["totalCount"] == len(ids) == len(set(ids))
