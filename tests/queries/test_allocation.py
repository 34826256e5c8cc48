"""Allocation plans: the stories through GraphQL, and the solver against brute force."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schema
from graph import MODEL, Graph, tallied
from queries import allocating
from queries.planner.execute import Planner
from queries.solvers import allocation as solver
from queries.solvers.allocation import Demand, Option, allocate
from schema.policy import LOCAL_STAFF

PLAN = """query ($place: String!, $terms: [String!], $weights: AllocationWeights, $first: Int = 200) {
  planAllocation(place: $place, terms: $terms, weights: $weights, first: $first, asOf: "2026-11-24") {
    totalCount needs notServed fulfilled bound gap exact unresolved place { id }
    nodes { need { id } term { id } candidate { id } provider { id } quantity unit share ring score check reason reasonEn }
    unserved { need { id } served reason label labelEn gate gateLabel } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def planned(planner: Planner, graph: Graph, place: str = "拱墅区", **more: Any) -> Any:
    with tallied() as tally:
        answer = await planner.execute(graph, PLAN, {"place": place, **more}, viewer=LOCAL_STAFF)
    body = orjson.loads(answer.body)
    assert "errors" not in body, body["errors"]
    found = body["data"]["planAllocation"]
    told = found["unserved"] if found else []
    bare = [each for each in told if each["reason"] in {"EXCLUDED", "WEAK", "NO_CANDIDATE"}]
    parts = sum(-(-many // allocating.PART) for many in (found["needs"] if found else 0, len(bare)))
    assert tally.statements == 2 + parts, (
        "the open needs, parts of all and of those that nobody could serve, the answer"
    )
    return found


async def test_every_open_need_of_the_place_is_served_or_told_why_not(
    planner: Planner, stories: Graph
) -> None:
    found = await planned(planner, stories)
    (count,) = await stories.read(
        "MATCH (:District {id: 'district:gs'})<-[:PART_OF]-{0,6}()<-[:AT]-(n:Need {status: 'OPEN'}) RETURN count(DISTINCT n) AS n"
    )
    assert found["needs"] == count["n"]
    whole = {each["need"]["id"] for each in found["nodes"]} - {
        each["need"]["id"] for each in found["unserved"]
    }
    assert len(whole) + found["notServed"] == found["needs"]
    assert found["exact"]
    assert found["gap"] == pytest.approx(0.0, abs=1e-6)
    assert 0 < found["fulfilled"] <= found["bound"] + 1e-6
    for each in found["unserved"]:
        assert each["label"]
        assert each["labelEn"]
        assert (each["gate"] is not None) == (each["reason"] == "EXCLUDED")


async def test_the_stories_needs_go_to_their_answers(planner: Planner, stories: Graph) -> None:
    found = await planned(planner, stories)
    taken = {(each["need"]["id"], each["term"]["id"], each["candidate"]["id"]) for each in found["nodes"]}
    assert ("need:story-parking", "term:vouchers", "capability:xintiandi-vouchers") in taken
    assert ("need:story-parking", "term:patrols", "capability:patrols") in taken
    riders = [each for each in found["nodes"] if each["need"]["id"] == "need:story-elders"]
    assert sum(each["quantity"] for each in riders) == 16
    assert {each["quantity"] for each in riders} == {2.0}


async def test_a_pair_has_the_score_that_it_has_among_the_matches(planner: Planner, stories: Graph) -> None:
    source = 'query ($id: ID!) { need(id: $id) { matches(first: 200, asOf: "2026-11-24", toRing: 4) { nodes { id score ring } } } }'
    found = await planned(planner, stories)
    for need in ("need:story-parking", "need:story-elders"):
        body = orjson.loads((await planner.execute(stories, source, {"id": need})).body)
        scores = {
            each["id"]: (each["score"], each["ring"]) for each in body["data"]["need"]["matches"]["nodes"]
        }
        for each in found["nodes"]:
            if each["need"]["id"] == need:
                assert (each["score"], each["ring"]) == scores[each["candidate"]["id"]]


async def test_terms_narrow_the_plan_and_a_name_that_is_none_is_told(
    planner: Planner, stories: Graph
) -> None:
    found = await planned(planner, stories, terms=["助老", "没有这个类目"])
    assert found["unresolved"] == ["没有这个类目"]
    assert {each["need"]["id"] for each in found["nodes"]} == {"need:story-elders"}


async def test_needs_that_are_asked_in_parts_have_the_plan_that_they_have_together(
    planner: Planner, stories: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = await planned(planner, stories)
    monkeypatch.setattr(allocating, "PART", 7)
    assert await planned(planner, stories) == together


async def test_a_place_that_is_not_there_has_no_plan(planner: Planner, stories: Graph) -> None:
    assert await planned(planner, stories, "没有这个地方") is None


async def test_weights_out_of_bounds_are_refused(planner: Planner, stories: Graph) -> None:
    answer = await planner.execute(stories, PLAN, {"place": "拱墅区", "weights": {"share": 1.5}})
    assert "give 0 to 1" in orjson.loads(answer.body)["errors"][0]["message"]


# ---- the solver


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Demand], list[Option], dict[str, float]]:
    demands = [
        Demand(
            f"n{at}",
            quantity := float(draw(st.integers(1, 3))),
            float(draw(st.integers(0, int(quantity)))),
            draw(st.sampled_from([1.0, 2.0, 100.0])),
        )
        for at in range(draw(st.integers(1, 3)))
    ]
    free = {f"c{at}": float(draw(st.integers(0, 4))) for at in range(draw(st.integers(1, 3)))}
    options = [
        Option(
            demand.key,
            offer,
            draw(st.integers(0, 4)),
            draw(st.sampled_from([0.2, 0.9])),
            float(draw(st.integers(0, 2))),
        )
        for demand in demands
        for offer in free
        if draw(st.booleans())
    ]
    return demands, options, free


def best_of(
    demands: list[Demand],
    options: list[Option],
    free: dict[str, float],
    pools: dict[str, tuple[float, list[str]]] | None = None,
) -> float:
    """By trying every way to share out whole units."""
    by = {each.key: each for each in demands}
    ranges = []
    for each in options:
        demand = by[each.demand]
        least = max(1, int(min(max(demand.minimum, each.minimum), demand.quantity)))
        ranges.append([0, *range(least, int(min(demand.quantity, free[each.offer])) + 1)])
    best = 0.0
    for amounts in product(*ranges):
        told = list(zip(options, amounts, strict=True))
        fits = (
            all(sum(a for o, a in told if o.offer == offer) <= most for offer, most in free.items())
            and all(sum(a for o, a in told if o.demand == d.key) <= d.quantity for d in demands)
            and all(
                sum(a for o, a in told if o.offer in users) <= most for most, users in (pools or {}).values()
            )
        )
        if fits:
            best = max(best, sum(by[o.demand].priority * a / by[o.demand].quantity for o, a in told))
    return best


@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(cases())
def test_no_plan_fulfils_more_and_least_amounts_hold(
    case: tuple[list[Demand], list[Option], dict[str, float]],
) -> None:
    demands, options, free = case
    found = allocate(demands, options, free)
    assert found.exact
    assert found.fulfilled == pytest.approx(best_of(demands, options, free), abs=1e-5)
    assert found.gap <= 1e-5
    by = {each.key: each for each in demands}
    for offer, most in free.items():
        assert sum(v for (_, o), v in found.taken.items() if o == offer) <= most + 1e-6
    for each in options:
        if amount := found.taken.get((each.demand, each.offer)):
            least = min(max(by[each.demand].minimum, each.minimum), by[each.demand].quantity)
            assert amount >= least - 1e-6


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(cases())
def test_a_large_plan_is_repaired_and_its_bound_holds(
    case: tuple[list[Demand], list[Option], dict[str, float]],
) -> None:
    demands, options, free = case
    exact = best_of(demands, options, free)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(solver, "EXACT", -1)
        found = allocate(demands, options, free)
    assert found.exact == (not options)
    assert found.fulfilled <= exact + 1e-5 <= found.bound + 2e-5
    by = {each.key: each for each in demands}
    for each in options:
        if amount := found.taken.get((each.demand, each.offer)):
            assert amount >= min(max(by[each.demand].minimum, each.minimum), by[each.demand].quantity) - 1e-5


def test_those_who_draw_on_one_resource_share_it() -> None:
    demands = [Demand("a", 3.0), Demand("b", 3.0)]
    options = [Option("a", "x", 0, 0.5), Option("b", "y", 0, 0.5)]
    free = {"x": 3.0, "y": 3.0}
    pools = {"line": (4.0, ["x", "y"])}
    found = allocate(demands, options, free, pools)
    assert sum(found.taken.values()) == pytest.approx(4.0)
    assert found.fulfilled == pytest.approx(best_of(demands, options, free, {"line": (4.0, ["x", "y"])}))


def test_nearer_goes_before_a_better_score_and_both_after_how_much_is_served() -> None:
    options = [Option("a", "near", 0, 0.1), Option("a", "far", 3, 0.9)]
    assert list(allocate([Demand("a", 2.0)], options, {"near": 9.0, "far": 9.0}).taken) == [("a", "near")]
    both = allocate([Demand("a", 2.0)], options, {"near": 1.0, "far": 9.0})
    assert both.taken == {("a", "near"): pytest.approx(1.0), ("a", "far"): pytest.approx(1.0)}


def test_an_offer_is_kept_to_its_share_where_another_can_serve_and_not_where_none_can() -> None:
    options = [Option("a", "near", 0, 0.9), Option("a", "far", 3, 0.1)]
    found = allocate([Demand("a", 10.0)], options, {"near": 10.0, "far": 10.0}, share=0.8)
    assert found.taken == {("a", "near"): pytest.approx(8.0), ("a", "far"): pytest.approx(2.0)}
    alone = allocate([Demand("a", 10.0)], options[:1], {"near": 10.0}, share=0.8)
    assert alone.taken == {("a", "near"): pytest.approx(10.0)}


def test_whoever_waited_too_long_comes_first() -> None:
    options = [Option("new", "c", 0, 0.9), Option("old", "c", 4, 0.1)]
    found = allocate([Demand("new", 1.0), Demand("old", 1.0, priority=100.0)], options, {"c": 1.0})
    assert list(found.taken) == [("old", "c")]


@pytest.mark.parametrize("room", [8.0, 14.0])
def test_a_need_less_changes_little_of_the_plan(room: float) -> None:
    demands = [Demand(f"n{at:02}", 1.0 + at % 3) for at in range(30)]
    options = [
        Option(each.key, f"c{offer}", (at * 5 + offer * 3) % 5, 0.5)
        for at, each in enumerate(demands)
        for offer in range(8)
    ]
    free = {f"c{offer}": room for offer in range(8)}
    before = allocate(demands, options, free).taken
    changed: list[int] = []
    for gone in demands[::3]:
        after = allocate(
            [each for each in demands if each is not gone],
            [each for each in options if each.demand != gone.key],
            free,
        ).taken
        kept = [
            math.isclose(amount, after.get(key, 0.0), abs_tol=1e-4)
            for key, amount in before.items()
            if key[0] != gone.key
        ]
        changed.append(kept.count(False))
    assert sum(changed) / len(changed) <= len(before) / 6
    assert max(changed) <= len(before) / 3


def test_the_plan_does_not_depend_on_the_order_of_what_is_given() -> None:
    demands = [Demand(f"n{at}", 2.0) for at in range(6)]
    options = [Option(each.key, f"c{at}", 0, 0.5) for each in demands for at in range(3)]
    free = {f"c{at}": 3.0 for at in range(3)}
    assert allocate(demands, options, free).taken == allocate(demands[::-1], options[::-1], free).taken
