"""Pairing: whom of a team to pair with whom, every elder served first, then by the pairs' value."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queries.solvers.flows import Arc, matched

UNIT = 1_000_000
"""A value of 1, in the whole numbers of the solver; below them pairs of equal value are told apart by their ids."""
FARTHEST = 5


@dataclass(frozen=True)
class Pair:
    """One that may be: both consent, the rider passes every gate, and the elder may receive it."""

    rider: str
    elder: str
    parts: Mapping[str, float]
    """Each in [0, 1]; those of which a side is not known are out of force, and left out."""
    held: bool

    def side(self, names: Sequence[str]) -> float:
        """Mean of the parts in force; a half where none is."""
        known = [self.parts[name] for name in names if name in self.parts]
        return sum(known) / len(known) if known else 0.5

    @property
    def elder_side(self) -> float:
        """What the elder gets."""
        return self.side(ELDER_SIDE)

    @property
    def rider_side(self) -> float:
        """What it asks of the rider."""
        return self.side(RIDER_SIDE)

    @property
    def value(self) -> float:
        """Harmonic mean of both sides: a pair that is bad for one is bad."""
        both = self.elder_side + self.rider_side
        return 2 * self.elder_side * self.rider_side / both if both else 0.0


ELDER_SIDE = ("SKILLS", "LANGUAGE", "VISITS")
RIDER_SIDE = ("DISTANCE", "LOAD", "CONTINUITY")


def plan(pairs: Sequence[Pair], limits: Mapping[str, int]) -> list[Pair]:
    """The pairs of a plan: as many elders as can be, once each, no rider above the limit, of the most value.

    Pairs of equal value are told apart by a number made of their ids, so that the same input has one plan
    and a change elsewhere doesn't stir them.
    """
    arcs = [Arc(each.elder, each.rider, _cost(each)) for each in pairs]
    chosen = matched(arcs, limits)
    return sorted((pairs[at] for at in chosen), key=lambda each: (each.rider, each.elder))


def _cost(pair: Pair) -> int:
    tie = zlib.crc32(f"{pair.rider}|{pair.elder}".encode()) % 1000
    return 1000 * (UNIT - round(UNIT * pair.value)) + tie


def pairing(row: Mapping[str, Any], args: Mapping[str, Any]) -> dict[str, Any] | None:
    """The answer of `planPairs`: the pairs, whom nobody serves and why, and which members have no elder and why."""
    if row["team"] is None:
        return None
    row = _ordered(row)
    limits, why_not = _riders(row, args["eldersEach"])
    consented = {each["id"]: _consent(each["consents"]) for each in row["elders"]}
    pairs = _possible(row, {k: v for k, v in limits.items() if v > 0}, args["eldersEach"], consented)
    chosen = plan(pairs, limits)
    served = {each.elder for each in chosen}
    reachable = {each.elder for each in pairs}
    return {
        "team": row["team"],
        "pairs": [
            {
                "rank": rank, "id": f"{each.rider}+{each.elder}", "rider": each.rider, "elder": each.elder,
                "value": each.value, "elderSide": each.elder_side, "riderSide": each.rider_side, "kept": each.held,
                "parts": [{"part": name, "value": each.parts[name]}
                          for name in (*ELDER_SIDE, *RIDER_SIDE) if name in each.parts],
            }
            for rank, each in enumerate(chosen, 1)
        ],
        "riders": len({each.rider for each in chosen}),
        "elders": len(row["elders"]),
        "value": sum(each.value for each in chosen),
        "unserved": [
            {"elder": each["id"], "reason": _unserved(consented[each["id"]], each["id"] in reachable)}
            for each in row["elders"]
            if each["id"] not in served
        ],
        "idle": [
            {"rider": each["id"], "reason": why_not.get(each["id"], "NOT_NEEDED")}
            for each in row["riders"]
            if each["id"] not in {pair.rider for pair in chosen}
        ],
    }  # fmt: skip


def _ordered(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row, its riders each once with what they offer, all in the order of their ids."""
    offers: dict[str, list[Any]] = {}
    for each in sorted(row["offers"], key=lambda each: each["id"]):
        offers.setdefault(each["rider"], []).append(each)
    riders = {each["id"]: {**each, "offers": offers.get(each["id"], [])} for each in row["riders"]}
    return {
        **row,
        "riders": [riders[key] for key in sorted(riders)],
        "elders": sorted(row["elders"], key=lambda each: each["id"]),
    }


def _consent(told: Sequence[bool]) -> bool | None:
    """Fails closed: one no is a no, and without a yes it isn't known."""
    return False if False in told else True if True in told else None


def _unserved(consent: bool | None, reachable: bool) -> str:
    if consent is None:
        return "CONSENT_UNKNOWN"
    if not consent:
        return "CONSENT_WITHDRAWN"
    return "ALL_FULL" if reachable else "NOBODY_FITS"


def _riders(row: Mapping[str, Any], most: int) -> tuple[dict[str, int], dict[str, str]]:
    """How many elders each rider can take, and why some take none."""
    limits: dict[str, int] = {}
    reasons: dict[str, str] = {}
    held: dict[str, int] = {}
    for each in row["known"]:
        if each["held"] and each["agreed"]:
            held[each["rider"]] = held.get(each["rider"], 0) + 1
    for rider in row["riders"]:
        open_ = [offer for offer in rider["offers"] if not offer["failed"]]
        rooms = [_room(offer, held.get(rider["id"], 0), most) for offer in open_]
        limits[rider["id"]] = max(rooms, default=0)
        if not rider["offers"]:
            reasons[rider["id"]] = "NOT_OFFERED"
        elif not open_:
            reasons[rider["id"]] = rider["offers"][0]["failed"][0]
        elif not limits[rider["id"]]:
            reasons[rider["id"]] = "NO_CAPACITY"
    return limits, reasons


def _room(offer: Mapping[str, Any], held: int, most: int) -> int:
    """Elders that an offer has room for: those it has already are planned anew, others' places are not."""
    if offer["capacity"] is None:
        return most
    others = max(0.0, (offer["reserved"] or 0.0) - held)
    return max(0, min(most, int(offer["capacity"] - others)))


def _possible(
    row: Mapping[str, Any], limits: Mapping[str, int], most: int, consented: Mapping[str, bool | None]
) -> list[Pair]:
    within = {each["id"]: {place["id"]: place["level"] for place in each["within"]} for each in row["places"]}
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for each in row["known"]:
        told = known.setdefault(
            (each["rider"], each["elder"]), {"visits": 0, "agreed": False, "refused": False, "held": False}
        )
        told["visits"] += each["visits"]
        told["agreed"] |= bool(each["agreed"])
        told["held"] |= bool(each["held"] and each["agreed"])
        told["refused"] |= bool(each["refused"] and each["held"])
    rings: dict[tuple[tuple[str, ...], tuple[str, ...]], int | None] = {}
    found: list[Pair] = []
    for rider in row["riders"]:
        if rider["id"] not in limits:
            continue
        offers = [offer for offer in rider["offers"] if not offer["failed"]]
        degrees = {hit["term"]: hit["degree"] for offer in offers for hit in reversed(offer["hits"])}
        load = limits[rider["id"]] / most
        for elder in row["elders"]:
            tie = known.get((rider["id"], elder["id"]), {})
            if not consented[elder["id"]] or tie.get("refused") or not any(_may(o, elder) for o in offers):
                continue
            key = tuple(rider["homes"]), tuple(elder["homes"])
            if key not in rings:
                rings[key] = _ring(key[0], key[1], within)
            parts = {
                **_skills(degrees, elder["terms"]), **_language(rider["languages"], elder["languages"]),
                **_visits(rider["weekdays"], elder["visits"], limits[rider["id"]]),
                **({} if (ring := rings[key]) is None else {"DISTANCE": 1.0 - ring / FARTHEST}),
                "LOAD": load,
                "CONTINUITY": 1.0 if tie.get("agreed") else 1.0 - 0.5 ** tie.get("visits", 0),
            }  # fmt: skip
            found.append(Pair(rider["id"], elder["id"], parts, bool(tie.get("held"))))
    return found


def _may(offer: Mapping[str, Any], elder: Mapping[str, Any]) -> bool:
    """Whether an offer is for such a person; an age that isn't known doesn't exclude."""
    age = elder["age"]
    young = age is not None and offer["minAge"] is not None and age < offer["minAge"]
    old = age is not None and offer["maxAge"] is not None and age > offer["maxAge"]
    return not young and not old and (offer["kinds"] is None or "PERSON" in offer["kinds"])


def _ring(one: Sequence[str], other: Sequence[str], within: Mapping[str, Mapping[str, int]]) -> int | None:
    """Level of the smallest place that holds both homes; 4 where none does, None where a home isn't known."""
    if not one or not other:
        return None
    levels = [
        level
        for a in one
        for b in other
        for place, level in within.get(a, {}).items()
        if place in within.get(b, {})
    ]
    return min(levels, default=4)


def _skills(degrees: Mapping[str, float], terms: Sequence[str]) -> dict[str, float]:
    return {"SKILLS": sum(degrees.get(term, 0.0) for term in terms) / len(terms)} if terms else {}


def _language(one: Sequence[str] | None, other: Sequence[str] | None) -> dict[str, float]:
    return {"LANGUAGE": float(bool(set(one) & set(other)))} if one and other else {}


def _visits(weekdays: Sequence[int] | None, asked: float | None, elders: int) -> dict[str, float]:
    """Of the visits asked a week, the share that the rider's days, shared out over as many elders, allow."""
    return {"VISITS": min(1.0, len(weekdays) / elders / asked)} if weekdays and asked else {}
