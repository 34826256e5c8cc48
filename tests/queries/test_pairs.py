"""Plans of pairs: the riders and elders of the story through GraphQL, and the solver against brute force."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schema
from graph import MODEL, Graph, tallied
from graph.errors import InputError
from loaders import load
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY
from queries.solvers import flows
from queries.solvers.pairs import Pair, pairing, plan
from schema.policy import LOCAL_STAFF

DATA = Path(__file__).parents[2] / "data"
PAIRS = """query ($program: String!, $each: Int, $first: Int) { planPairs(program: $program, eldersEach: $each, first: $first, asOf: "2026-11-24") {
    totalCount riders elders value team { id } nodes { id rider { id name } elder { id name } value elderSide riderSide kept parts { part value elders } }
    unserved { elder { id name } reason label labelEn } idle { member { id } reason label } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def planned(
    planner: Planner, graph: Graph, program: str = "骑士汇", *, sees: bool = True, **more: Any
) -> Any:
    with tallied() as tally:
        answer = await planner.execute(
            graph, PAIRS, {"program": program, "first": 50, **more}, viewer=LOCAL_STAFF if sees else NOBODY
        )
    assert tally.statements == 2
    body = orjson.loads(answer.body)
    assert "errors" not in body, body["errors"]
    return body["data"]["planPairs"]


def pairs_of(found: Any) -> set[tuple[str, str]]:
    return {(each["rider"]["id"], each["elder"]["id"]) for each in found["nodes"]}


async def test_the_story_has_sixteen_pairs_of_eight_riders_none_above_two_elders(
    planner: Planner, stories: Graph
) -> None:
    found = await planned(planner, stories)
    assert (found["totalCount"], found["riders"], found["elders"], found["unserved"]) == (16, 8, 16, [])
    loads = Counter(rider for rider, _ in pairs_of(found))
    assert set(loads.values()) == {2}
    assert len({elder for _, elder in pairs_of(found)}) == 16
    for each in found["nodes"]:
        both = each["elderSide"] + each["riderSide"]
        assert each["value"] == pytest.approx(2 * each["elderSide"] * each["riderSide"] / both)
        for side, elders in (("elderSide", True), ("riderSide", False)):
            values = [part["value"] for part in each["parts"] if part["elders"] is elders]
            assert each[side] == pytest.approx(sum(values) / len(values))


async def test_who_may_not_help_is_told_with_the_reason(planner: Planner, stories: Graph) -> None:
    idle = {each["member"]["id"][-2:]: each["reason"] for each in (await planned(planner, stories))["idle"]}
    assert idle == {
        "09": "NOT_QUALIFIED", "10": "NOT_QUALIFIED", "11": "NO_CONSENT", "12": "NO_CONSENT",
        "13": "NO_CAPACITY", "14": "NOT_COVERING",
    }  # fmt: skip


async def test_names_are_masked_for_who_may_not_see_them(planner: Planner, stories: Graph) -> None:
    found = await planned(planner, stories, sees=False)
    assert {each[side]["name"] for each in found["nodes"] for side in ("rider", "elder")} == {"示**"}
    assert "示例老人" in (await planned(planner, stories))["nodes"][0]["elder"]["name"]


async def test_a_team_that_is_not_there_has_no_plan(planner: Planner, stories: Graph) -> None:
    assert await planned(planner, stories, "没有这支队") is None


async def test_a_limit_of_one_leaves_eight_elders_and_says_why(planner: Planner, stories: Graph) -> None:
    found = await planned(planner, stories, each=1)
    assert found["totalCount"] == 8
    assert {each["reason"] for each in found["unserved"]} == {"ALL_FULL"}


@pytest.fixture
async def own(graph: Graph) -> Graph:
    report = await load(graph, [DATA / "stories"])
    assert not report.refusals, report.refusals[:3]
    return graph


async def test_one_consent_withdrawn_or_unknown_leaves_fifteen_and_the_reason(
    planner: Planner, own: Graph
) -> None:
    before = pairs_of(await planned(planner, own))
    for value, reason in (("false", "CONSENT_WITHDRAWN"), ("null", "CONSENT_UNKNOWN")):
        await own.command(
            f"MATCH ()-[b:BENEFITS]->(:Person {{id: 'person:example-elder-03'}}) SET b.consented = {value}"
        )
        found = await planned(planner, own)
        assert found["totalCount"] == 15
        (left,) = found["unserved"]
        assert (left["elder"]["id"], left["reason"]) == ("person:example-elder-03", reason)
        assert left["label"]
        assert left["labelEn"]
        assert len(before - pairs_of(found)) <= 4, "a small change changes little"


async def test_pairs_that_were_signed_are_kept_and_a_withdrawn_one_is_not(
    planner: Planner, own: Graph
) -> None:
    report = await load(own, [DATA / "stories-after"])
    assert not report.refusals
    found = await planned(planner, own)
    assert found["totalCount"] == 16
    assert all(each["kept"] for each in found["nodes"])
    signed = pairs_of(found)
    tie = "MATCH (:Person {id: 'person:example-rider-01'})-[p:PAIRED_WITH]->(:Person {id: 'person:example-elder-01'})"
    await own.command(f"{tie} SET p.elderConsented = false")
    withdrawn = await planned(planner, own)
    assert pairs_of(withdrawn) == signed - {("person:example-rider-01", "person:example-elder-01")}
    assert [each["reason"] for each in withdrawn["unserved"]] == ["CONSENT_WITHDRAWN"]
    await own.command(f"{tie} SET p.elderConsented = true, p.riderConsented = false")
    refused = await planned(planner, own)
    assert ("person:example-rider-01", "person:example-elder-01") not in pairs_of(refused)
    assert refused["totalCount"] == 16, "another rider takes the elder over"


# ---- the solver


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Pair], dict[str, int]]:
    riders = {f"r{at}": draw(st.integers(0, 2)) for at in range(draw(st.integers(1, 3)))}
    value = st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0])
    pairs = [
        Pair(rider, f"e{at}", {"SKILLS": draw(value), "DISTANCE": draw(value)}, held=False)
        for at in range(draw(st.integers(1, 5)))
        for rider in riders
        if draw(st.booleans())
    ]
    return pairs, riders


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(cases())
def test_no_plan_serves_more_elders_and_of_those_none_has_more_value(
    case: tuple[list[Pair], dict[str, int]],
) -> None:
    pairs, limits = case
    best = (0, 0.0)
    elders = sorted({each.elder for each in pairs})
    for choice in product(*[[None, *(p for p in pairs if p.elder == elder)] for elder in elders]):
        chosen = [each for each in choice if each is not None]
        if all(count <= limits[rider] for rider, count in Counter(each.rider for each in chosen).items()):
            best = max(best, (len(chosen), sum(each.value for each in chosen)))
    found = plan(pairs, limits)
    assert all(count <= limits[rider] for rider, count in Counter(each.rider for each in found).items())
    assert (len(found), pytest.approx(sum(each.value for each in found), abs=1e-5)) == best


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(0, 39))
def test_an_elder_less_changes_little_of_the_plan(seed: int, gone: int) -> None:
    riders = [f"r{at}" for at in range(24)]
    pairs = [
        Pair(
            rider,
            f"e{elder}",
            {"SKILLS": 1.0, "DISTANCE": ((seed + elder * 7 + at * 13) % 5) / 5},
            held=False,
        )
        for elder in range(40)
        for at, rider in enumerate(riders)
    ]
    limits = dict.fromkeys(riders, 2)
    before = {(each.rider, each.elder) for each in plan(pairs, limits)}
    after = {
        (each.rider, each.elder)
        for each in plan([each for each in pairs if each.elder != f"e{gone}"], limits)
    }
    assert len(before - after) <= 4


def test_the_plan_does_not_depend_on_the_order_of_the_pairs() -> None:
    pairs = [Pair(f"r{at % 5}", f"e{at // 5}", {"SKILLS": 1.0}, held=False) for at in range(40)]
    limits = {f"r{at}": 2 for at in range(5)}
    assert plan(pairs, limits) == plan(pairs[::-1], limits)


def test_a_pair_that_is_bad_for_one_side_is_bad() -> None:
    assert Pair("r", "e", {"SKILLS": 1.0, "DISTANCE": 0.0}, held=False).value == 0.0
    assert Pair("r", "e", {}, held=False).value == 0.5


def test_language_and_visits_count_where_they_are_known() -> None:
    offer = {"id": "c", "capacity": 2.0, "reserved": None, "minAge": None, "maxAge": None, "kinds": None,
             "failed": [], "hits": [{"term": "t", "degree": 1.0}]}  # fmt: skip
    elder = {"id": "e", "terms": ["t"], "consents": [True], "visits": 2.0, "age": None, "homes": []}
    row = {
        "team": "team:x",
        "riders": [
            {"id": "r1", "weekdays": [1, 2], "languages": ["吴语"], "homes": []},
            {"id": "r2", "weekdays": [1, 2, 3, 4], "languages": ["普通话"], "homes": []},
        ],
        "elders": [{**elder, "languages": ["吴语"]}],
        "offers": [{**offer, "rider": "r1"}, {**offer, "rider": "r2"}],
        "known": [],
        "places": [],
    }
    (found,) = (pairing(row, {"eldersEach": 2}) or {})["pairs"]
    assert found["rider"] == "r1"
    parts = {each["part"]: each["value"] for each in found["parts"]}
    assert parts == {"SKILLS": 1.0, "LANGUAGE": 1.0, "VISITS": 0.5, "LOAD": 1.0, "CONTINUITY": 0.0}


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(flows, "import_module", missing)
    with pytest.raises(InputError, match=r"pip install '\.\[plans\]'"):
        plan([Pair("r", "e", {}, held=False)], {"r": 1})
