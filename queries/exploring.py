"""The settings of exploring: which ties count, how much, and where it stops; the `$args` of its statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from graph.errors import InputError
from graph.model import MODEL, Model
from queries.planner.values import SHANGHAI

WEIGHTS: Mapping[str, float] = {
    "PART_OF": 0.6, "COVERS": 0.6, "ON": 0.5, "BROADER": 0.5, "RELATED": 0.5,
    "LIVES_NEAR": 0.4, "IN_INDUSTRY": 0.3, "IN_SUBDISTRICT": 0.3, "ABOUT": 0.3, "FROM": 0.3,
}  # fmt: skip
"""How much a tie of a type says, in (0, 1]; 1 for every other: what holds of many says little of one."""
HISTORY = frozenset({"CHANGED"})
"""Ties to the events of a thing's past, which are left out unless they are asked for."""
PRIVATE = frozenset({"MEMBER_OF", "PRACTISES"})
"""Ties that are personal in themselves, whoever's name is masked: they are not explored at all."""
HUBS = ("District", "Industry", "Source")
"""Labels that tie anything with anything: reached, but never gone through."""
HUB = 100
"""Nor is anything with more relationships than this expanded in a neighborhood."""
PASSABLE = 1_000
"""A path goes through what has at most this many: a tower ties its tenants."""
FAN = 20
"""At most so many of one type from one node, the rarest first."""
SCAN = 2_000
"""So many relationships of one node are looked at, each way."""
DEEPEST, LONGEST = 3, 6
MOST_NODES, MOST_PATHS, MOST_PLACES = 200, 20, 20
MOST_TERMS, DEFAULT_TERMS = 12, 8
MOST_SUPPLIES, ENOUGH_SUPPLIES = 300, 50
"""Of a term, at most so many capabilities are weighed for its gaps, or for whether anybody covers it."""

Given = Mapping[str, Any]


def explored(model: Model = MODEL) -> list[str]:
    """The types of relationship that can be explored."""
    return [each for each in model.by_type if each not in PRIVATE]


def shown(model: Model = MODEL) -> dict[str, list[str]]:
    """Relationship type -> the properties that an edge shows; of a person's ties only the period."""
    return {
        each.type: [
            prop.name for prop in each.properties
            if not (prop.internal or prop.mask)
            and ("Person" not in (*each.start, *each.end) or prop.name in ("from", "until"))
        ]
        for each in model.relationships
    }  # fmt: skip


def personal(model: Model = MODEL) -> list[str]:
    """Labels whose name is personal."""
    return [
        node.label for node in model.nodes
        if any(prop.mask and prop.name in ("name", "title") for prop in node.properties)
    ]  # fmt: skip


def _ties(arguments: Given) -> dict[str, Any]:
    types = arguments.get("types") or [each for each in explored() if each not in HISTORY]
    excluded = set(arguments.get("excluding") or ())
    return {
        "types": [each for each in types if each not in excluded],
        "weights": dict(WEIGHTS),
        "shown": shown(),
        "hubs": list(HUBS),
    }


def _within(arguments: Given, name: str, most: int, default: int) -> int:
    given: int | None = arguments.get(name)
    value = default if given is None else given
    if not 1 <= value <= most:
        raise InputError(
            f"`{name}` 是 {value}，须在 1 与 {most} 之间。 · `{name}` is {value}; it must lie between 1 and {most}."
        )
    return value


def _few(given: Sequence[str], name: str, most: int) -> list[str]:
    if not 1 <= len(given) <= most:
        raise InputError(
            f"`{name}` 有 {len(given)} 项，须有 1 至 {most} 项。 · `{name}` has {len(given)} items; give 1 to {most}."
        )
    return list(given)


def around(arguments: Given) -> dict[str, Any]:
    """The `$args` of neighborhood.

    Raises:
        InputError: `depth` or `first` is out of bounds.
    """
    first = _within(arguments, "first", MOST_NODES, 30)
    return {
        **_ties(arguments), "id": arguments["id"], "depth": _within(arguments, "depth", DEEPEST, 2), "first": first,
        "fan": FAN, "scan": SCAN, "hub": HUB, "hubs": [*HUBS, "ServiceTerm"], "links": 10 * first,
    }  # fmt: skip


def between(arguments: Given) -> dict[str, Any]:
    """The `$args` of paths.

    Raises:
        InputError: `maxLength` or `first` is out of bounds, or both ends are the same.
    """
    if arguments["from"] == arguments["to"]:
        raise InputError("`from` 与 `to` 相同。 · `from` and `to` are the same: name two things.")
    return {
        **_ties(arguments), "from": arguments["from"], "to": arguments["to"],
        "maxLength": _within(arguments, "maxLength", LONGEST, 4),
        "first": _within(arguments, "first", MOST_PATHS, 3), "hub": PASSABLE, "personal": personal(),
    }  # fmt: skip


def _day(arguments: Given) -> str:
    given = arguments.get("asOf")
    return (date.fromisoformat(given) if given else datetime.now(SHANGHAI).date()).isoformat()


def gaps(arguments: Given) -> dict[str, Any]:
    """The `$args` of gaps.

    Raises:
        InputError: more terms are named than are answered at once.
    """
    terms = arguments.get("terms")
    return {
        "place": arguments["place"], "day": _day(arguments),
        "terms": _few(terms, "terms", MOST_TERMS) if terms is not None else [], "all": terms is None,
        "most": DEFAULT_TERMS if terms is None else MOST_TERMS, "supplies": MOST_SUPPLIES,
    }  # fmt: skip


def covered(arguments: Given) -> dict[str, Any]:
    """The `$args` of coverage."""
    return {
        "place": arguments["place"],
        "day": _day(arguments),
        "all": True,
        "most": 100,
        "supplies": ENOUGH_SUPPLIES,
    }


def compared(arguments: Given) -> dict[str, Any]:
    """The `$args` of compare.

    Raises:
        InputError: no place is named, or more than are compared at once.
    """
    return {"places": _few(arguments["places"], "places", MOST_PLACES), "day": _day(arguments)}


def summed(arguments: Given) -> dict[str, Any]:
    """The `$args` of needs_summary.

    Raises:
        InputError: more terms are named than are answered at once, or a dimension is named twice.
    """
    where: Given = arguments.get("where") or {}
    dimensions: list[str] = arguments["groupBy"]
    if len(set(dimensions)) < len(dimensions):
        raise InputError("`groupBy` 中有重复。 · `groupBy` names a dimension twice: name each once.")
    terms = where.get("terms")
    return {
        "groupBy": dimensions, "place": where.get("place"),
        "terms": _few(terms, "terms", MOST_TERMS) if terms is not None else [],
        "statuses": where.get("statuses") or ["OPEN", "MET", "WITHDRAWN"],
        **{key: where.get(key) for key in ("lists", "raiserKinds", "raisedFrom", "raisedUntil")},
    }  # fmt: skip
