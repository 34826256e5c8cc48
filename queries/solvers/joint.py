"""Joint answers: the smallest sets of candidates that cover all terms and quantities of a need together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

MOST_A_TERM = 12
"""Candidates a term up to which the search is exact; with more, the best by ring and score are looked at first."""
MOST_STEPS = 50_000
"""Steps of the search, after which the sets found greedily stand."""
MOST_SETS = 100
"""Sets that are told, at most."""
LEAST = 1e-9


@dataclass(frozen=True)
class Term:
    """What is asked: one leaf term, and how much of it, None where that isn't said."""

    id: str
    quantity: float | None


@dataclass(frozen=True)
class Candidate:
    """Who passed every gate, which terms it reaches well enough, and how much it has free for them together."""

    id: str
    terms: frozenset[int]
    free: float | None
    """In the need's unit; None where it isn't known or can't be compared, which counts for no quantity."""
    tier: int = 0
    score: float = 0.0
    pools: frozenset[str] = frozenset()
    """Resources it draws on: of those that share one, a set holds one, or it would be counted twice."""


@dataclass(frozen=True)
class Found:
    """The sets, best first: fewest members, then nearest, then highest score, then by id."""

    sets: list[tuple[Candidate, ...]]
    exact: bool
    """Whether these are all the smallest; else no set is smaller than `least`."""
    least: int


def cover(terms: Sequence[Term], candidates: Sequence[Candidate]) -> Found:
    """The smallest sets that cover every term; each term must be covered by all candidates together.

    Exact to a dozen candidates a term; beyond, or where the search grows too long, greedy with the bound `least`.
    """
    ranked = sorted(candidates, key=lambda each: (each.tier, -each.score, each.id))
    search = _Search(terms, ranked)
    crowded = any(sum(at in each.terms for each in ranked) > MOST_A_TERM for at in range(len(terms)))
    least = search.least()
    if not crowded:
        for size in range(least, len(ranked) + 1):
            found = search.of_size(size)
            if found is None:
                break
            if found:
                return Found(sorted(found, key=_rank)[:MOST_SETS], exact=True, least=size)
    greedy = search.greedy()
    return Found([greedy] if greedy else [], exact=False, least=least)


def _rank(members: tuple[Candidate, ...]) -> tuple[Any, ...]:
    return (sum(m.tier for m in members), -math.fsum(m.score for m in members), [m.id for m in members])


@dataclass
class _Search:
    terms: Sequence[Term]
    ranked: Sequence[Candidate]
    steps: int = field(default=0, init=False)

    def least(self) -> int:
        """No set that covers everything is smaller."""
        most = 1
        for at, term in enumerate(self.terms):
            frees = sorted((c.free or 0.0 for c in self.ranked if at in c.terms), reverse=True)
            wanted, many = term.quantity or 0.0, 0
            while wanted > LEAST and many < len(frees):
                wanted -= frees[many]
                many += 1
            most = max(most, many)
        widest = max((len(c.terms) for c in self.ranked), default=1)
        return max(most, math.ceil(len(self.terms) / widest))

    def of_size(self, size: int) -> list[tuple[Candidate, ...]] | None:
        """Every set of so many that covers everything and can lose no member; None where that takes too long."""
        found: list[tuple[Candidate, ...]] = []
        for members in self._grown((), frozenset(), size):
            if self.steps > MOST_STEPS:
                return None
            if members is not None:
                found.append(tuple(sorted(members, key=lambda each: each.id)))
        return found

    def _grown(
        self, chosen: tuple[Candidate, ...], barred: frozenset[str], left: int
    ) -> Iterator[tuple[Candidate, ...] | None]:
        self.steps += 1
        yield None
        if (open_ := uncovered(self.terms, chosen)) is None:
            if left == 0:
                yield chosen
            return
        if left == 0 or self.steps > MOST_STEPS:
            return
        taken = {each.id for each in chosen} | barred
        pools = frozenset[str]().union(*(each.pools for each in chosen))
        rest = [c for c in self.ranked if c.id not in taken and not c.pools & pools and c.terms & open_]
        if not any(
            open_ & each.terms for each in chosen
        ):  # nobody serves any of them yet: begin with the scarcest
            scarcest = min(open_, key=lambda at: (sum(at in c.terms for c in rest), at))
            rest = [c for c in rest if scarcest in c.terms]
        for each in rest:
            if self.steps <= MOST_STEPS:
                yield from self._grown((*chosen, each), barred, left - 1)
                barred |= {each.id}

    def greedy(self) -> tuple[Candidate, ...]:
        """A set that covers everything, by what covers most of what is left; then without whoever isn't needed."""
        chosen: tuple[Candidate, ...] = ()
        while (open_ := uncovered(self.terms, chosen)) is not None:
            pools = frozenset[str]().union(*(each.pools for each in chosen))
            rest = [c for c in self.ranked if c not in chosen and c.terms & open_ and not c.pools & pools]
            if not rest:
                return ()
            worth = {c.id: (len(c.terms & open_), min(c.free or 0.0, self._most)) for c in rest}
            chosen = (*chosen, max(rest, key=lambda c: worth[c.id]))
        for each in reversed(chosen):
            fewer = tuple(c for c in chosen if c is not each)
            if uncovered(self.terms, fewer) is None:
                chosen = fewer
        return tuple(sorted(chosen, key=lambda each: each.id))

    @property
    def _most(self) -> float:
        return max((term.quantity or 0.0 for term in self.terms), default=0.0)


def uncovered(terms: Sequence[Term], members: Sequence[Candidate]) -> frozenset[int] | None:
    """Terms of which some are not covered by members who share out what they have; None where all are.

    The condition of Gale (1957) for a transport to exist: no group of terms asks more than those who serve any of it have.
    """
    bare = frozenset(at for at, _ in enumerate(terms) if not any(at in each.terms for each in members))
    if bare:
        return bare
    counted = [at for at, term in enumerate(terms) if term.quantity is not None]
    several = any(len(each.terms & set(counted)) > 1 for each in members)
    for many in range(1, len(counted) + 1 if several else 2):
        for group in map(frozenset, combinations(counted, many)):
            supply = math.fsum(each.free or 0.0 for each in members if each.terms & group)
            if supply + LEAST < math.fsum(terms[at].quantity or 0.0 for at in group):
                return group
    return None


def shares(terms: Sequence[Term], members: Sequence[Candidate]) -> dict[tuple[str, int], float | None]:
    """How much of each term each member takes over, by member's id and term; None where no quantity is asked.

    Members are taken in order, each from what it has left; where that comes to nothing, flow is sent back along
    what was given before (Ford and Fulkerson).
    """
    left = {each.id: each.free or 0.0 for each in members}
    given: dict[tuple[str, int], float] = {}

    def send(at: int, amount: float, seen: set[str]) -> float:
        for each in members:
            if at not in each.terms or each.id in seen:
                continue
            seen.add(each.id)
            moved = min(amount, left[each.id])
            if moved > LEAST:
                left[each.id] -= moved
            else:
                for other in each.terms - {at}:
                    held = given.get((each.id, other), 0.0)
                    moved = send(other, min(amount, held), seen) if held > LEAST else 0.0
                    if moved > LEAST:
                        given[each.id, other] -= moved
                        break
            if moved > LEAST:
                given[each.id, at] = given.get((each.id, at), 0.0) + moved
                return moved
        return 0.0

    for at, term in enumerate(terms):
        wanted = term.quantity or 0.0
        while wanted > LEAST and (moved := send(at, wanted, set())) > LEAST:
            wanted -= moved
    told: dict[tuple[str, int], float | None] = {k: v for k, v in given.items() if v > LEAST}
    for each in members:
        for at in each.terms:
            if terms[at].quantity is None:
                told[each.id, at] = None
    return told


def joint(row: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of `jointAnswers`: sets with each member's share, who coordinates, and what nobody covers."""
    told = {each["id"]: each for each in row["candidates"]}
    asked = [Term(each["id"], each["quantity"]) for each in row["terms"]]
    known = [_candidate(each, row["unit"]) for each in row["candidates"]]
    kept = list(range(len(asked)))
    while (open_ := uncovered([asked[at] for at in kept], pool := _serving(kept, known))) is not None:
        kept = [at for place, at in enumerate(kept) if place not in open_]
    terms, short = [asked[at] for at in kept], [at for at in range(len(asked)) if at not in kept]
    alone = bool(terms) and any(uncovered(terms, [each]) is None for each in pool)
    found = cover(terms, pool) if terms and not alone else Found([], exact=True, least=len(terms[:1]))
    return {
        "single": alone and not short,
        "exact": found.exact,
        "least": found.least,
        "missing": [
            {"term": asked[at].id, "asked": asked[at].quantity, "supply": _free(at, known)} for at in short
        ],
        "answers": [
            {"rank": rank, **_answer(row, terms, members, told)} for rank, members in enumerate(found.sets, 1)
        ],
    }


def _candidate(told: Mapping[str, Any], unit: str | None) -> Candidate:
    comparable = unit is None or told["unit"] is None or told["unit"] == unit
    return Candidate(
        told["id"],
        frozenset(told["terms"]),
        told["free"] if comparable else None,
        told["tier"],
        told["score"],
        frozenset(told["pools"]),
    )


def _serving(kept: Sequence[int], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those who serve some of the terms that are kept, by the terms' new numbers."""
    return [
        replace(each, terms=served)
        for each in candidates
        if (served := frozenset(kept.index(at) for at in each.terms if at in kept))
    ]


def _free(at: int, candidates: Sequence[Candidate]) -> float:
    return math.fsum(c.free or 0.0 for c in candidates if at in c.terms)


def _answer(
    row: Mapping[str, Any],
    terms: Sequence[Term],
    members: Sequence[Candidate],
    told: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    given = shares(terms, members)
    place = _coordinating(row["places"], [told[each.id] for each in members])
    return {
        "id": "+".join(each.id for each in members),
        "score": math.fsum(each.score for each in members) / len(members),
        "coordinator": place["coordinator"] if place else None,
        "place": place["id"] if place else None,
        "terms": [term.id for term in terms],
        "members": [
            {
                "candidate": each.id,
                "provider": told[each.id]["provider"],
                "ring": told[each.id]["ring"],
                "score": each.score,
                "unit": told[each.id]["unit"] or row["unit"],
                "shares": [
                    {"term": terms[at].id, "quantity": given[each.id, at], "unit": row["unit"]}
                    for at in sorted(each.terms)
                    if (each.id, at) in given
                ],
                "uncovers": [
                    terms[at].id
                    for at in sorted(
                        uncovered(terms, [other for other in members if other is not each]) or ()
                    )
                ],
            }
            for each in members
        ],
    }


def _coordinating(
    places: Sequence[Mapping[str, Any]], members: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """The smallest place around the need, with a center or committee, in which all members are.

    Who has no premises (a department, a center) is wherever it serves: in its area, and in each place within.
    """
    ids = [place["id"] for place in places]
    for at, place in enumerate(places):
        if place["coordinator"] and all(
            place["id"] in each["within"]
            or (not each["located"] and any(home in ids[at:] for home in each["homes"]))
            for each in members
        ):
            return place
    return None
