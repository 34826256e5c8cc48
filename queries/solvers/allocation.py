"""Allocation: all open needs of a place against all capacity, as a plan with its bound."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.solvers.flows import ortools

EXACT = 4_000
"""Options, of demands that compete with each other, up to which least amounts are decided exactly; with more they
are first left out, then repaired."""
SECONDS = 60.0
"""The most that one run of the solver takes."""
STARVED = 100.0
"""How much more a need counts that has waited longer than the limit."""
FAIR, NEAR, SCORE, TIE = 1000.0, 10.0, 0.1, 1e-3
"""Among plans that fulfil as much: fairness first, then nearness, then score, then a number made of the ids."""
LEAST = 1e-6


@dataclass(frozen=True)
class Demand:
    """One term of one need: how much of it, of which use less than the minimum is none."""

    key: str
    quantity: float
    minimum: float = 0.0
    priority: float = 1.0


@dataclass(frozen=True)
class Option:
    """An offer that may serve a demand: its pair passed every gate of matching."""

    demand: str
    offer: str
    tier: int
    score: float
    minimum: float = 0.0


@dataclass(frozen=True)
class Plan:
    """How much of which option; what that fulfils, and what no plan can exceed."""

    taken: Mapping[tuple[str, str], float]
    fulfilled: float
    bound: float
    exact: bool

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, in [0, 1]."""
        return round(max(0.0, 1.0 - self.fulfilled / self.bound), 6) if self.bound > LEAST else 0.0


@dataclass
class _Problem:
    demands: Sequence[Demand]
    options: Sequence[Option]
    free: Mapping[str, float]
    pools: Mapping[str, tuple[float, Sequence[str]]]
    share: float
    exact: bool
    dropped: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def solve(self) -> tuple[dict[tuple[str, str], float], float]:
        """Amounts by option, and the bound of what is fulfilled."""
        if all((each.demand, each.offer) in self.dropped for each in self.options):
            return {}, 0.0
        by = {each.key: each for each in self.demands}
        whole = self.exact and any(_least(by[each.demand], each) > LEAST for each in self.options)
        solver = ortools("linear_solver.pywraplp").Solver.CreateSolver("SCIP" if whole else "GLOP")
        solver.SetTimeLimit(int(1000 * SECONDS))
        shares: dict[tuple[str, str], Any] = {}
        for each in self.options:
            key = each.demand, each.offer
            if key in self.dropped:
                continue
            asked = by[each.demand].quantity
            most = min(1.0, self.free.get(each.offer, math.inf) / asked)
            shares[key] = solver.NumVar(0.0, most, "")
            least = _least(by[each.demand], each) / asked
            if whole and least > LEAST:
                chosen = solver.BoolVar("")
                _at_most(solver, 0.0, [(shares[key], 1.0), (chosen, -most)])
                _at_most(solver, 0.0, [(shares[key], -1.0), (chosen, least)])
        self._limits(solver, shares, by)
        served = [(share, by[demand].priority) for (demand, _), share in shares.items()]
        objective = solver.Objective()
        _maximize(objective, served)
        if solver.Solve() not in (solver.OPTIMAL, solver.FEASIBLE):
            return {}, sum(each.priority for each in self.demands)
        best, bound = objective.Value(), objective.BestBound() if whole else None
        found = {key: share.solution_value() for key, share in shares.items()}
        _at_most(solver, -best * (1.0 - 1e-9), [(share, -worth) for share, worth in served])
        _maximize(objective, self._finer(solver, shares, by))
        if solver.Solve() in (solver.OPTIMAL, solver.FEASIBLE):
            found = {key: share.solution_value() for key, share in shares.items()}
        amounts = {key: share * by[key[0]].quantity for key, share in found.items() if share > LEAST}
        return amounts, best if bound is None else bound

    def _limits(self, solver: Any, shares: Mapping[tuple[str, str], Any], by: Mapping[str, Demand]) -> None:
        """No demand is served twice, no offer and no resource gives more than it has."""
        of_demand: dict[str, list[Terms]] = {}
        for (demand, _), share in shares.items():
            of_demand.setdefault(demand, []).append((share, 1.0))
        for some in of_demand.values():
            _at_most(solver, 1.0, some)
        of_offer = _amounts(shares, by)
        for offer, some in of_offer.items():
            if (free := self.free.get(offer, 0.0)) > LEAST:
                _at_most(solver, 1.0, [(share, amount / free) for share, amount in some])
        for free, users in self.pools.values():
            some = [each for user in users for each in of_offer.get(user, ())]
            unit = max(free, 1.0)
            _at_most(solver, free / unit, [(share, amount / unit) for share, amount in some])

    def _finer(
        self, solver: Any, shares: Mapping[tuple[str, str], Any], by: Mapping[str, Demand]
    ) -> list[Terms]:
        """What decides among plans that fulfil as much."""
        terms: list[Terms] = []
        for offer, some in _amounts(shares, by).items():
            if (free := self.free.get(offer, 0.0)) > LEAST:
                over = solver.NumVar(0.0, 1.0, "")
                _at_most(solver, self.share, [(over, -1.0), *((one, amount / free) for one, amount in some)])
                terms.append((over, -FAIR))
        told = {(each.demand, each.offer): each for each in self.options}
        for key, share in shares.items():
            tie = zlib.crc32("|".join(key).encode()) / 2**32
            each = told[key]
            terms.append((share, NEAR * (1.0 - each.tier / 5.0) + SCORE * each.score + TIE * tie))
        return terms


Terms = tuple[Any, float]
"""A variable of the solver, and its coefficient."""


def _at_most(solver: Any, limit: float, terms: Iterable[Terms]) -> None:
    row = solver.Constraint(-solver.infinity(), limit)
    for variable, coefficient in terms:
        row.SetCoefficient(variable, coefficient)


def _maximize(objective: Any, terms: Iterable[Terms]) -> None:
    objective.Clear()
    for variable, coefficient in terms:
        objective.SetCoefficient(variable, coefficient)
    objective.SetMaximization()


def _amounts(shares: Mapping[tuple[str, str], Any], by: Mapping[str, Demand]) -> dict[str, list[Terms]]:
    """What each offer gives, in its unit."""
    found: dict[str, list[Terms]] = {}
    for (demand, offer), share in shares.items():
        found.setdefault(offer, []).append((share, by[demand].quantity))
    return found


def _least(demand: Demand, option: Option) -> float:
    """The smallest amount worth giving: the need's, the offer's, and never more than is asked."""
    return min(max(demand.minimum, option.minimum), demand.quantity)


def allocate(
    demands: Sequence[Demand],
    options: Iterable[Option],
    free: Mapping[str, float],
    pools: Mapping[str, tuple[float, Sequence[str]]] | None = None,
    share: float = 1.0,
) -> Plan:
    """The plan that fulfils most, each demand counting by its priority for the share of it that is served.

    Args:
        demands: What is asked.
        options: Who may serve what.
        free: What each offer has; one that isn't named has no limit that is known.
        pools: What a resource has, and which offers draw on it.
        share: How much of what it has an offer is kept to, where others can serve as well.
    """
    by_demand: dict[str, list[Option]] = {}
    for each in sorted(options, key=lambda each: (each.demand, each.offer)):
        by_demand.setdefault(each.demand, []).append(each)
    asked = [each for each in sorted(demands, key=lambda each: each.key) if each.key in by_demand]
    pools = pools or {}
    drawn: dict[str, list[str]] = {}
    for pool, (_, users) in pools.items():
        for user in users:
            drawn.setdefault(user, []).append(pool)
    taken: dict[tuple[str, str], float] = {}
    bound, exact = 0.0, True
    for part in _apart(asked, by_demand, free, pools):
        ranked = [option for each in part for option in by_demand[each.key]]
        own = {pool: pools[pool] for option in ranked for pool in drawn.get(option.offer, ())}
        problem = _Problem(part, ranked, free, own, share, len(ranked) <= EXACT)
        found, limit = _repaired(problem)
        taken |= found
        bound += limit
        exact = exact and problem.exact
    priority = {each.key: each.priority / each.quantity for each in asked}
    fulfilled = math.fsum(priority[demand] * amount for (demand, _), amount in taken.items())
    return Plan(taken, fulfilled, max(bound, fulfilled), exact)


def _repaired(problem: _Problem) -> tuple[dict[tuple[str, str], float], float]:
    """The amounts, none too small to be of use, and the bound of the problem with none left out."""
    by = {each.key: each for each in problem.demands}
    least = {(each.demand, each.offer): _least(by[each.demand], each) - LEAST for each in problem.options}
    taken, bound = problem.solve()
    for _ in range(0 if problem.exact else 3):
        small = {key for key, amount in taken.items() if amount < least[key]}
        if not small:
            break
        problem.dropped |= small
        taken, _bound = problem.solve()
    return {key: amount for key, amount in taken.items() if amount >= least[key]}, bound


def _apart(
    demands: Sequence[Demand],
    options: Mapping[str, Sequence[Option]],
    free: Mapping[str, float],
    pools: Mapping[str, tuple[float, Sequence[str]]],
) -> list[list[Demand]]:
    """The demands in groups that compete for nothing with each other: each is a problem of its own."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while (up := above.get(name, name)) != name:
            above[name] = name = above.get(up, up)
        return name

    for pool, (_, users) in pools.items():
        for user in users:
            above[top(f"offer {user}")] = top(f"pool {pool}")
    for each in demands:
        for option in options[each.key]:
            if option.offer in free or f"offer {option.offer}" in above:
                above[top(f"demand {each.key}")] = top(f"offer {option.offer}")
    groups: dict[str, list[Demand]] = {}
    for each in demands:
        groups.setdefault(top(f"demand {each.key}"), []).append(each)
    return list(groups.values())
