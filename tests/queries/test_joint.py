"""Joint answers: on the stories through GraphQL, and against brute force."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schema
from graph import MODEL, Graph, tallied
from queries.planner.execute import Planner
from queries.planner.viewer import NOBODY
from queries.solvers import joint as solver
from queries.solvers.joint import Candidate, Term, cover, shares, uncovered
from schema.policy import LOCAL_STAFF

JOINT = """query ($need: ID!, $first: Int) { need(id: $need) { jointAnswers(first: $first, asOf: "2026-11-24") {
    totalCount single exact least missing { term { id } asked supply }
    nodes { id rank reason reasonEn score coordinator { __typename id name } place { id } terms { id }
      members { candidate { id } provider { id name } ring ringLabel score shares { term { id } quantity unit } uncovers { id } } } } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def joint(
    planner: Planner, graph: Graph, need: str, first: int = 5, *, sees: bool = True
) -> dict[str, Any]:
    with tallied() as tally:
        answer = await planner.execute(
            graph, JOINT, {"need": need, "first": first}, viewer=LOCAL_STAFF if sees else NOBODY
        )
    assert tally.statements == 2
    body = orjson.loads(answer.body)
    assert "errors" not in body, body["errors"]
    return body["data"]["need"]["jointAnswers"]


async def test_illegal_parking_takes_the_police_urban_management_and_the_community_with_its_vouchers(
    planner: Planner, stories: Graph
) -> None:
    found = await joint(planner, stories, "need:story-parking")
    assert (found["single"], found["exact"], found["least"], found["missing"]) == (False, True, 3, [])
    best = found["nodes"][0]
    assert {
        (member["provider"]["id"], member["candidate"]["id"], member["shares"][0]["term"]["id"])
        for member in best["members"]
    } == {
        ("department:traffic-police", "capability:patrols", "term:patrols"),
        ("department:urban-management", "capability:road-order", "term:road-order"),
        ("center:xintiandi", "capability:xintiandi-vouchers", "term:vouchers"),
    }
    assert best["coordinator"]["id"] == "center:xintiandi"
    assert best["place"]["id"] == "community:xintiandi"
    assert "缺一不可" in best["reason"]
    for member in best["members"]:
        assert member["uncovers"] == [member["shares"][0]["term"]]


async def test_sixteen_elders_take_eight_riders_with_two_each(planner: Planner, stories: Graph) -> None:
    found = await joint(planner, stories, "need:story-elders", sees=False)
    best = found["nodes"][0]
    assert len(best["members"]) == found["least"] == 8
    assert sum(member["shares"][0]["quantity"] for member in best["members"]) == 16
    assert all(member["uncovers"] == [{"id": "term:elder-errands"}] for member in best["members"])
    assert best["coordinator"]["id"] == "center:xinheping"
    assert {member["provider"]["name"] for member in best["members"]} == {"示**"}


async def test_what_one_can_do_alone_has_no_joint_answer(planner: Planner, stories: Graph) -> None:
    found = await joint(planner, stories, "need:story-friendship")
    assert (found["single"], found["totalCount"], found["least"]) == (True, 0, 1)


async def test_the_same_pair_has_the_score_that_it_has_among_the_matches(
    planner: Planner, stories: Graph
) -> None:
    source = """{ need(id: "need:story-parking") { matches(asOf: "2026-11-24") { nodes { id score } } } }"""
    body = orjson.loads((await planner.execute(stories, source)).body)
    scores = {each["id"]: each["score"] for each in body["data"]["need"]["matches"]["nodes"]}
    for answer in (await joint(planner, stories, "need:story-parking"))["nodes"]:
        for member in answer["members"]:
            assert member["score"] == scores[member["candidate"]["id"]]


# ---- against brute force

TERMS = st.lists(st.one_of(st.none(), st.integers(1, 6).map(float)), min_size=1, max_size=3).map(
    lambda quantities: [Term(f"t{at}", quantity) for at, quantity in enumerate(quantities)]
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Term], list[Candidate]]:
    terms = draw(TERMS)
    candidates = [
        Candidate(
            f"c{at}",
            draw(st.frozensets(st.integers(0, len(terms) - 1), min_size=1)),
            draw(st.one_of(st.none(), st.integers(0, 4).map(float))),
            draw(st.integers(0, 2)),
            draw(st.sampled_from([0.2, 0.5, 0.9])),
        )
        for at in range(draw(st.integers(1, 7)))
    ]
    return terms, candidates


def covers(terms: list[Term], members: tuple[Candidate, ...]) -> bool:
    """By trying out: whether the members' free amounts, in whole units, can be shared out over the terms."""
    if any(not any(at in each.terms for each in members) for at in range(len(terms))):
        return False

    def served(wanted: tuple[int, ...], rest: tuple[Candidate, ...]) -> bool:
        if not any(wanted):
            return True
        if not rest:
            return False
        options = [wanted]
        for _ in range(int(rest[0].free or 0)):
            options += [
                (*option[:at], option[at] - 1, *option[at + 1 :])
                for option in options
                for at in rest[0].terms
                if option[at] > 0
            ]
            options = list(dict.fromkeys(options))
        return any(served(option, rest[1:]) for option in options)

    return served(tuple(int(term.quantity or 0) for term in terms), members)


@settings(max_examples=250, deadline=None, database=None, derandomize=True)
@given(cases())
def test_the_sets_found_are_all_the_smallest_there_are(case: tuple[list[Term], list[Candidate]]) -> None:
    terms, candidates = case
    smallest: list[tuple[Candidate, ...]] = []
    for size in range(1, len(candidates) + 1):
        if smallest := [each for each in combinations(candidates, size) if covers(terms, each)]:
            break
    assert (uncovered(terms, candidates) is None) == bool(smallest)
    if not smallest:
        return
    found = cover(terms, candidates)
    assert found.exact
    assert found.least == len(smallest[0])
    assert {frozenset(m.id for m in each) for each in found.sets} == {
        frozenset(m.id for m in each) for each in smallest
    }
    near = [sum(m.tier for m in each) for each in found.sets]
    assert near == sorted(near)
    for members in found.sets:
        for each in members:
            assert uncovered(terms, [other for other in members if other is not each])
        given_out = shares(terms, members)
        for at, term in enumerate(terms):
            if term.quantity is not None:
                assert sum(v or 0 for (_, t), v in given_out.items() if t == at) == pytest.approx(
                    term.quantity
                )
        for each in members:
            taken = sum(v or 0 for (who, _), v in given_out.items() if who == each.id)
            assert taken <= (each.free or 0.0) + 1e-9


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(cases())
def test_the_greedy_set_covers_too_and_its_bound_holds(case: tuple[list[Term], list[Candidate]]) -> None:
    terms, candidates = case
    if uncovered(terms, candidates) is not None:
        return
    exact = cover(terms, candidates)
    crowd = [*candidates, *(Candidate(f"z{at}", frozenset({0}), 0.0, 9) for at in range(13))]
    found = cover(terms, crowd)
    assert not found.exact
    (members,) = found.sets
    assert uncovered(terms, members) is None
    assert found.least <= exact.least <= len(members)


def test_two_that_draw_on_one_resource_are_not_counted_twice() -> None:
    pool = frozenset({"resource:line"})
    candidates = [Candidate(name, frozenset({0}), 5.0, pools=pool) for name in ("a", "b")]
    candidates.append(Candidate("c", frozenset({0}), 5.0))
    found = cover([Term("t", 10.0)], candidates)
    assert [[m.id for m in each] for each in found.sets] == [["a", "c"], ["b", "c"]]


def test_a_term_that_nobody_covers_is_told_and_the_others_are_answered() -> None:
    row = {
        "unit": None,
        "terms": [{"id": f"term:{name}", "quantity": None} for name in "abc"],
        "candidates": [
            {"id": f"capability:{name}", "provider": f"center:{name}", "terms": [at], "free": None, "unit": None,
             "ring": 2, "tier": 2, "score": 0.5, "located": False, "homes": [], "within": [], "pools": []}
            for at, name in enumerate("ab")
        ],
        "places": [],
    }  # fmt: skip
    told = solver.joint(row, {})
    assert told["missing"] == [{"term": "term:c", "asked": None, "supply": 0}]
    assert [each["candidate"] for each in told["answers"][0]["members"]] == ["capability:a", "capability:b"]
    assert told["answers"][0]["coordinator"] is None


def test_the_answer_does_not_depend_on_the_order_of_the_candidates() -> None:
    candidates = [Candidate(f"c{at}", frozenset({at % 2}), None, at % 3, at / 10) for at in range(8)]
    terms = [Term("a", None), Term("b", None)]
    assert cover(terms, candidates) == cover(terms, candidates[::-1])
