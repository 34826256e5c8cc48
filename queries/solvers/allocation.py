"""Allocation: all open needs of a place against all capacity, as a plan with its bound."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.solvers.flows import ortools

EXACT = 4_000
"""Options up to which least amounts are decided exactly; with more they are first left out, then repaired."""
SECONDS = 20.0
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
        solver = ortools("linear_solver.pywraplp").Solver.CreateSolver("SCIP" if self.exact else "GLOP")
        solver.SetTimeLimit(int(1000 * SECONDS))
        by = {each.key: each for each in self.demands}
        shares: dict[tuple[str, str], Any] = {}
        for each in self.options:
            key = each.demand, each.offer
            if key in self.dropped:
                continue
            asked = by[each.demand].quantity
            most = min(1.0, self.free.get(each.offer, math.inf) / asked)
            shares[key] = solver.NumVar(0.0, most, "")
            least = _least(by[each.demand], each) / asked
            if self.exact and least > LEAST:
                chosen = solver.BoolVar("")
                solver.Add(shares[key] <= most * chosen)
                solver.Add(shares[key] >= least * chosen)
        self._limits(solver, shares, by)
        fulfilled = sum(by[demand].priority * share for (demand, _), share in shares.items())
        solver.Maximize(fulfilled)
        if solver.Solve() not in (solver.OPTIMAL, solver.FEASIBLE):
            return {}, 0.0
        best, bound = solver.Objective().Value(), solver.Objective().BestBound() if self.exact else None
        found = {key: share.solution_value() for key, share in shares.items()}
        solver.Add(fulfilled >= best * (1.0 - 1e-9))
        solver.Maximize(self._finer(solver, shares, by))
        if solver.Solve() in (solver.OPTIMAL, solver.FEASIBLE):
            found = {key: share.solution_value() for key, share in shares.items()}
        amounts = {key: share * by[key[0]].quantity for key, share in found.items() if share > LEAST}
        return amounts, best if bound is None else bound

    def _limits(self, solver: Any, shares: Mapping[tuple[str, str], Any], by: Mapping[str, Demand]) -> None:
        """No demand is served twice, no offer and no resource gives more than it has."""
        of_demand: dict[str, list[Any]] = {}
        for (demand, _), share in shares.items():
            of_demand.setdefault(demand, []).append(share)
        for some in of_demand.values():
            solver.Add(sum(some) <= 1.0)
        of_offer = _amounts(shares, by)
        for offer, some in of_offer.items():
            if (free := self.free.get(offer, 0.0)) > LEAST:
                solver.Add(sum(1.0 / free * each for each in some) <= 1.0)
        for free, users in self.pools.values():
            if some := [each for user in users for each in of_offer.get(user, ())]:
                solver.Add(sum(1.0 / max(free, 1.0) * each for each in some) <= free / max(free, 1.0))

    def _finer(self, solver: Any, shares: Mapping[tuple[str, str], Any], by: Mapping[str, Demand]) -> Any:
        """What decides among plans that fulfil as much."""
        parts: list[Any] = []
        for offer, some in _amounts(shares, by).items():
            if (free := self.free.get(offer, 0.0)) > LEAST:
                over = solver.NumVar(0.0, 1.0, "")
                solver.Add(over >= sum(1.0 / free * each for each in some) - self.share)
                parts.append(-FAIR * over)
        told = {(each.demand, each.offer): each for each in self.options}
        for key, share in shares.items():
            tie = zlib.crc32("|".join(key).encode()) / 2**32
            each = told[key]
            parts.append((NEAR * (1.0 - each.tier / 5.0) + SCORE * each.score + TIE * tie) * share)
        return sum(parts)


def _amounts(shares: Mapping[tuple[str, str], Any], by: Mapping[str, Demand]) -> dict[str, list[Any]]:
    """What each offer gives, in its unit."""
    found: dict[str, list[Any]] = {}
    for (demand, offer), share in shares.items():
        found.setdefault(offer, []).append(by[demand].quantity * share)
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
    ranked = sorted(options, key=lambda each: (each.demand, each.offer))
    ordered = sorted(demands, key=lambda each: each.key)
    exact = len(ranked) <= EXACT
    problem = _Problem(ordered, ranked, free, pools or {}, share, exact)
    taken, bound = problem.solve()
    by = {each.key: each for each in ordered}
    told = {(each.demand, each.offer): each for each in ranked}
    for _ in range(0 if exact else 3):
        small = {key for key, amount in taken.items() if amount < _least(by[key[0]], told[key]) - LEAST}
        if not small:
            break
        problem.dropped |= small
        taken, _bound = problem.solve()
    taken = {k: v for k, v in taken.items() if v >= _least(by[k[0]], told[k]) - LEAST}
    fulfilled = math.fsum(
        by[demand].priority * amount / by[demand].quantity for (demand, _), amount in taken.items()
    )
    return Plan(taken, fulfilled, max(bound, fulfilled), exact)
