"""What stands around a thing, and how two things are tied, on the stories."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph, tallied
from queries import exploring, told
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def asked(
    planner: Planner, graph: Graph, source: str, variables: dict[str, Any] | None = None, **more: bool
) -> Any:
    with tallied() as tally:
        body = orjson.loads((await planner.execute(graph, source, variables, **more)).body)
    assert "errors" not in body, body
    assert tally.statements == 1
    return next(iter(body["data"].values()))


AROUND = """query($id: ID!, $depth: Int, $first: Int, $types: [RelationshipType!], $not: [RelationshipType!]) {
    neighborhood(id: $id, depth: $depth, first: $first, types: $types, excluding: $not) {
      start { id } more unresolved nodes { distance relevance degree expands node { id ... on Person { name } } }
      relationships { type label labelEn start end startNode { id } endNode { id } properties { name label value } } } }"""


def ids(found: Any) -> list[str]:
    return [each["node"]["id"] for each in found["nodes"]]


async def test_nearer_comes_first_then_what_has_fewer_ties(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, AROUND, {"id": "示例餐饮公司", "depth": 1})
    assert found["start"]["id"] == "enterprise:example-caterer"
    assert ids(found) == [
        "resource:example-kitchen", "party:example-caterer", "building:yuedu", "industry:62",
    ]  # fmt: skip
    kitchen, party, tower, trade = found["nodes"]
    assert (kitchen["degree"], kitchen["relevance"]) == (1, 1.0)
    assert party["relevance"] == pytest.approx(1 / (1 + 0.30103), abs=1e-5)  # two ties: 1 + log10(2)
    assert (tower["expands"], trade["expands"]) == (True, False)
    assert {(each["start"], each["type"], each["end"]) for each in found["relationships"]} == {
        ("enterprise:example-caterer", "OWNS", "resource:example-kitchen"),
        ("party:example-caterer", "ESTABLISHED_IN", "enterprise:example-caterer"),
        ("enterprise:example-caterer", "LOCATED_IN", "building:yuedu"),
        ("enterprise:example-caterer", "IN_INDUSTRY", "industry:62"),
    }
    located = next(each for each in found["relationships"] if each["type"] == "LOCATED_IN")
    assert (located["label"], located["endNode"]["id"]) == ("位于", "building:yuedu")


async def test_a_hub_is_reached_and_never_gone_through(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, AROUND, {"id": "示例餐饮公司", "depth": 3, "first": 200})
    assert {"industry:62", "term:canteen"} <= set(ids(found))
    # in the same industry, but tied by nothing else within three steps
    assert "enterprise:example-caterer-far" not in ids(found)
    assert max(each["distance"] for each in found["nodes"]) == 3
    assert [each["distance"] for each in found["nodes"]] == sorted(
        each["distance"] for each in found["nodes"]
    )
    edges = {each["start"] for each in found["relationships"]} | {
        each["end"] for each in found["relationships"]
    }
    assert edges <= {*ids(found), "enterprise:example-caterer"}


async def test_a_hub_may_be_where_it_starts(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, AROUND, {"id": "餐饮业", "depth": 1})
    assert found["start"] is None  # industries are told by key
    found = await asked(planner, stories, AROUND, {"id": "industry:62", "depth": 2, "first": 10})
    assert len([each for each in ids(found) if each.startswith("enterprise:")]) == 6
    assert (len(found["nodes"]), found["more"]) == (10, True)


async def test_types_choose_and_excluding_leaves_out(stories: Graph, planner: Planner) -> None:
    only = await asked(
        planner,
        stories,
        AROUND,
        {"id": "示例餐饮公司", "depth": 2, "types": ["ESTABLISHED_IN", "SUBORDINATE_TO"]},
    )
    assert ids(only) == ["party:example-caterer", "party:example-yuedu"]
    without = await asked(
        planner, stories, AROUND, {"id": "示例餐饮公司", "depth": 1, "not": ["LOCATED_IN", "IN_INDUSTRY"]}
    )
    assert ids(without) == ["resource:example-kitchen", "party:example-caterer"]


async def test_a_person_is_masked_and_a_party_membership_is_no_edge(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, AROUND, {"id": "骑士汇", "depth": 2, "first": 100})
    riders = [each["node"] for each in found["nodes"] if each["node"]["id"].startswith("person:")]
    assert len(riders) >= 14
    assert {each["name"] for each in riders} == {"示**"}
    assert {each["type"] for each in found["relationships"]} >= {"VOLUNTEERS_IN", "HOLDS", "PARTNERS_WITH"}
    held = next(each for each in found["relationships"] if each["type"] == "HOLDS")
    assert [each["name"] for each in held["properties"]] == ["from", "until"]
    assert "MEMBER_OF" not in exploring.explored()


async def test_what_nobody_is_called_is_told(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, AROUND, {"id": "没有这个"})
    assert (found["start"], found["nodes"], found["unresolved"]) == (None, [], ["没有这个"])


PATHS = """query($a: ID!, $b: ID!, $max: Int, $first: Int, $types: [RelationshipType!], $not: [RelationshipType!]) {
    paths(from: $a, to: $b, maxLength: $max, first: $first, types: $types, excluding: $not) {
      origin { id } target { id } unresolved
      paths { length sentence sentenceEn nodes { id ... on Person { name } } relationships { type start end } } } }"""
PAIR = {"a": "示例科技公司", "b": "示例餐饮公司"}


async def test_the_shortest_path_comes_first_and_says_how_it_runs(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, PATHS, {**PAIR, "first": 5})
    first = found["paths"][0]
    assert [each["id"] for each in first["nodes"]] == [
        "enterprise:example-asker", "building:yuedu", "enterprise:example-caterer",
    ]  # fmt: skip
    assert [(each["start"], each["type"]) for each in first["relationships"]] == [
        ("enterprise:example-asker", "LOCATED_IN"), ("enterprise:example-caterer", "LOCATED_IN"),
    ]  # fmt: skip
    assert first["sentence"] == (
        "从示例科技公司到示例餐饮公司，2 步：示例科技公司 —位于→ 越都商务大厦；示例餐饮公司 —位于→ 越都商务大厦。"
    )
    assert first["sentenceEn"].startswith(
        "From Example technology company to Example catering company in 2 steps: "
        "Example technology company —has its premises in→ Yuedu Business Tower; "
    )
    lengths = [each["length"] for each in found["paths"]]
    assert (len(lengths), lengths) == (5, sorted(lengths))


async def test_a_type_that_is_excluded_makes_the_path_another(stories: Graph, planner: Planner) -> None:
    found = await asked(
        planner, stories, PATHS, {**PAIR, "first": 1, "types": ["ESTABLISHED_IN", "SUBORDINATE_TO"]}
    )
    assert [each["id"] for each in found["paths"][0]["nodes"]] == [
        "enterprise:example-asker", "party:example-asker", "party:example-yuedu", "party:example-caterer",
        "enterprise:example-caterer",
    ]  # fmt: skip
    assert found["paths"][0]["length"] == 4
    shorter = await asked(
        planner, stories, PATHS, {**PAIR, "max": 3, "types": ["ESTABLISHED_IN", "SUBORDINATE_TO"]}
    )
    assert shorter["paths"] == []
    without = await asked(planner, stories, PATHS, {**PAIR, "not": ["LOCATED_IN"], "first": 1})
    assert without["paths"][0]["length"] == 4
    assert "LOCATED_IN" not in {each["type"] for each in without["paths"][0]["relationships"]}


async def test_a_path_goes_through_no_district_but_may_end_in_one(stories: Graph, planner: Planner) -> None:
    apart = {"a": "示例望座企业", "b": "示例小店", "max": 6, "first": 20}
    found = await asked(planner, stories, PATHS, apart)
    assert "district:gs" not in {node["id"] for path in found["paths"] for node in path["nodes"]}
    up = await asked(planner, stories, PATHS, {"a": "示例望座企业", "b": "拱墅区", "first": 1})
    assert [each["id"] for each in up["paths"][0]["nodes"]] == [
        "enterprise:example-tower-firm", "building:wangzuo", "community:xintiandi", "district:gs",
    ]  # fmt: skip


async def test_a_person_in_a_sentence_has_no_name(stories: Graph, planner: Planner) -> None:
    rider = {"a": "person:example-rider-01", "b": "骑士汇", "first": 1}
    found = await asked(planner, stories, PATHS, rider)
    assert found["paths"][0]["sentence"] == "从一位骑手到骑士汇，1 步：一位骑手 —参加志愿队→ 骑士汇。"
    assert (
        found["paths"][0]["sentenceEn"]
        == "From a rider to Qishihui rider team in 1 step: a rider —volunteers in→ Qishihui rider team."
    )
    assert found["paths"][0]["nodes"][0]["name"] == "示**"
    seen = await asked(planner, stories, PATHS, rider, viewer=LOCAL_STAFF)
    assert seen["paths"][0]["nodes"][0]["name"] == "示例骑手01"
    assert "示例骑手01" not in seen["paths"][0]["sentence"]


async def test_an_end_that_nobody_is_called_is_told(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, PATHS, {"a": "示例科技公司", "b": "没有这个"})
    assert (found["target"], found["paths"], found["unresolved"]) == (None, [], ["没有这个"])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{ neighborhood(id: "a", depth: 4) { more } }', "`depth` is 4; it must lie between 1 and 3"),
        ('{ neighborhood(id: "a", first: 0) { more } }', "`first` is 0; it must lie between 1 and 200"),
        ('{ paths(from: "a", to: "b", maxLength: 7) { unresolved } }', "between 1 and 6"),
        ('{ paths(from: "a", to: "a") { unresolved } }', "are the same"),
        ('{ neighborhood(id: "a", types: [MEMBER_OF]) { more } }', "MEMBER_OF"),
    ],
)
async def test_what_is_out_of_bounds_is_refused_before_anything_runs(
    graph: Graph, planner: Planner, source: str, message: str
) -> None:
    with tallied() as tally:
        answer = await planner.execute(graph, source)
    assert tally.statements == 0
    assert message in orjson.loads(answer.body)["errors"][0]["message"]


def test_every_weight_and_hub_is_of_the_model() -> None:
    assert set(exploring.WEIGHTS) | exploring.PRIVATE <= set(MODEL.by_type)
    assert all(0 < weight <= 1 for weight in exploring.WEIGHTS.values())
    assert set(exploring.HUBS) <= set(MODEL.by_label)
    assert exploring.personal() == ["Person"]
    assert set(told.PEOPLE) == set(MODEL.properties_of("Person")["kind"].values)


def test_an_edge_shows_of_a_persons_tie_the_period_only() -> None:
    shown = exploring.shown()
    assert shown["WORKS_AT"] == ["from", "until"]
    assert shown["PARTNERS_WITH"] == ["from", "until", "scope"]


def test_what_has_no_name_is_told_by_its_kind_and_key() -> None:
    loan = {"id": "referral:1", "kind": None, "name": None, "nameEn": None}
    need = {"id": "need:1", "kind": None, "name": "午饭", "nameEn": None}
    zh, en = told.path(
        {
            "names": [loan, need],
            "relationships": [{"type": "FOR_NEED", "start": "referral:1", "end": "need:1"}],
        }
    )
    assert zh == "从转介 referral:1到午饭，1 步：转介 referral:1 —针对需求→ 午饭。"
    assert en.startswith("From Referral referral:1 to 午饭 in 1 step: ")
