"""Allocation: all open needs of a place against all capacity, as a plan with its bound."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


class _Part:
    """Demands that compete with each other, as one model of the solver, which is solved again with options left out."""

    def __init__(
        self,
        demands: Sequence[Demand],
        options: Sequence[Option],
        free: Mapping[str, float],
        pools: Mapping[str, tuple[float, Sequence[str]]],
    ) -> None:
        self.by = {each.key: each for each in demands}
        self.told = {(each.demand, each.offer): each for each in options}
        self.least = {key: _least(self.by[key[0]], each) for key, each in self.told.items()}
        self.free = free
        self.exact = len(options) <= EXACT
        self.whole = self.exact and any(each > LEAST for each in self.least.values())
        self.solver = ortools("linear_solver.pywraplp").Solver.CreateSolver("SCIP" if self.whole else "GLOP")
        self.solver.SetTimeLimit(int(1000 * SECONDS))
        self.shares: dict[tuple[str, str], Any] = {}
        of_demand: dict[str, list[Terms]] = {}
        self.of_offer: dict[str, list[Terms]] = {}
        for key, least in self.least.items():
            demand, offer = key
            asked = self.by[demand].quantity
            most = min(1.0, free.get(offer, math.inf) / asked)
            self.shares[key] = share = self.solver.NumVar(0.0, most, "")
            of_demand.setdefault(demand, []).append((share, 1.0))
            self.of_offer.setdefault(offer, []).append((share, asked))
            if self.whole and least > LEAST:
                chosen = self.solver.BoolVar("")
                _at_most(self.solver, 0.0, [(share, 1.0), (chosen, -most)])
                _at_most(self.solver, 0.0, [(share, -1.0), (chosen, least / asked)])
        self._limits(of_demand, pools)
        self.served = [(share, self.by[demand].priority) for (demand, _), share in self.shares.items()]
        self.finer: list[Terms] = []
        self.worth: Any = None

    def _limits(
        self, of_demand: Mapping[str, list[Terms]], pools: Mapping[str, tuple[float, Sequence[str]]]
    ) -> None:
        """No demand is served twice, no offer and no resource gives more than it has."""
        for some in of_demand.values():
            _at_most(self.solver, 1.0, some)
        for offer, some in self.of_offer.items():
            if (free := self.free.get(offer, 0.0)) > LEAST:
                _at_most(self.solver, 1.0, [(share, amount / free) for share, amount in some])
        for free, users in pools.values():
            some = [each for user in users for each in self.of_offer.get(user, ())]
            unit = max(free, 1.0)
            _at_most(self.solver, free / unit, [(share, amount / unit) for share, amount in some])

    def solve(self, kept_to: float) -> tuple[dict[tuple[str, str], float], float]:
        """Amounts by option, and the bound of what is fulfilled; `kept_to` is the share of `allocate`."""
        solver = self.solver
        if self.worth is not None:
            self.worth.SetBounds(-solver.infinity(), solver.infinity())
        _maximize(solver, self.served)
        if solver.Solve() not in (solver.OPTIMAL, solver.FEASIBLE):
            return {}, sum(each.priority for each in self.by.values())
        best = solver.Objective().Value()
        bound = solver.Objective().BestBound() if self.whole else best
        found = self._found()
        if self.worth is None:
            self.finer = self._finer(kept_to)
            self.worth = _at_most(solver, 0.0, [(share, -worth) for share, worth in self.served])
        self.worth.SetBounds(-solver.infinity(), -best * (1.0 - 1e-9))
        _maximize(solver, self.finer)
        if solver.Solve() in (solver.OPTIMAL, solver.FEASIBLE):
            found = self._found()
        return found, bound

    def _found(self) -> dict[tuple[str, str], float]:
        shares = ((key, share.solution_value()) for key, share in self.shares.items())
        return {key: share * self.by[key[0]].quantity for key, share in shares if share > LEAST}

    def _finer(self, kept_to: float) -> list[Terms]:
        """What decides among plans that fulfil as much."""
        terms: list[Terms] = []
        for offer, some in self.of_offer.items():
            if (free := self.free.get(offer, 0.0)) > LEAST:
                over = self.solver.NumVar(0.0, 1.0, "")
                _at_most(
                    self.solver, kept_to, [(over, -1.0), *((one, amount / free) for one, amount in some)]
                )
                terms.append((over, -FAIR))
        for key, share in self.shares.items():
            tie = zlib.crc32("|".join(key).encode()) / 2**32
            each = self.told[key]
            terms.append((share, NEAR * (1.0 - each.tier / 5.0) + SCORE * each.score + TIE * tie))
        return terms

    def repaired(self, kept_to: float) -> tuple[dict[tuple[str, str], float], float]:
        """The amounts, none too small to be of use, and the bound of the problem with none left out."""
        taken, bound = self.solve(kept_to)
        for _ in range(0 if self.exact else 3):
            small = [key for key, amount in taken.items() if amount < self.least[key] - LEAST]
            if not small:
                break
            for key in small:
                self.shares[key].SetUb(0.0)
            taken, _bound = self.solve(kept_to)
        return {key: amount for key, amount in taken.items() if amount >= self.least[key] - LEAST}, bound


Terms = tuple[Any, float]
"""A variable of the solver, and its coefficient."""


def _at_most(solver: Any, limit: float, terms: Iterable[Terms]) -> Any:
    row = solver.Constraint(-solver.infinity(), limit)
    for variable, coefficient in terms:
        row.SetCoefficient(variable, coefficient)
    return row


def _maximize(solver: Any, terms: Iterable[Terms]) -> None:
    objective = solver.Objective()
    objective.Clear()
    for variable, coefficient in terms:
        objective.SetCoefficient(variable, coefficient)
    objective.SetMaximization()


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
        problem = _Part(part, ranked, free, own)
        found, limit = problem.repaired(share)
        taken |= found
        bound += limit
        exact = exact and problem.exact
    priority = {each.key: each.priority / each.quantity for each in asked}
    fulfilled = math.fsum(priority[demand] * amount for (demand, _), amount in taken.items())
    return Plan(taken, fulfilled, max(bound, fulfilled), exact)


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
