"""What events no longer tell once a person is removed: who they were, and what they were tied to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import orjson

from graph import MODEL, Transaction
from graph.model import Mask
from queries.statements import text
from queries.statements.history import Happened

PERSONAL = MODEL.properties_of("Person")
SHORTEST = 2
"""Characters of a name or number that is looked for in what events say; a single one would be found anywhere."""

Words = Mapping[str, str]


def words(persons: Sequence[Mapping[str, Any]]) -> Words:
    """What persons are known by, and what stands in its place: a family name stays, nothing else does."""
    found = {
        value: value[0] + "**" if PERSONAL[name].mask is Mask.NAME else "**"
        for person in persons
        for name, value in person.items()
        if name in PERSONAL and PERSONAL[name].mask and isinstance(value, str) and len(value) >= SHORTEST
    }
    return dict(sorted(found.items(), key=lambda each: -len(each[0])))


def masked(said: str, known: Words) -> str:
    """A text without the words."""
    for word, instead in known.items():
        said = said.replace(word, instead)
    return said


async def forget(tx: Transaction, persons: Collection[str], around: Sequence[str], known: Words) -> None:
    """Write the events anew that tell of persons.

    Their own events keep when, by whom and what kind. Those of whatever they are tied to (`around`) or were, by what
    events tell, keep all but the relationship and the words.
    """
    found = await tx.run(text("events_naming"), {"ids": sorted(persons), "around": around})
    rows = [_without(row, persons, known) for row in found]
    changed = [row for row, before in zip(rows, found, strict=True) if row != before]
    if changed:
        await tx.run(text("rewrite_events"), {"rows": changed})


def told(happened: Happened, persons: Collection[str], known: Words) -> Happened:
    """A change as it is told where persons are removed by it too."""
    return replace(
        happened, before=_kept(happened.before, persons, known), after=_kept(happened.after, persons, known)
    )


def _without(row: Mapping[str, Any], persons: Collection[str], known: Words) -> dict[str, Any]:
    if row["own"]:
        return {**row, "reason": None, "before": None, "after": None, "ends": None}
    ends = [each for each in row["ends"] or () if each not in persons]
    return {
        **row,
        "reason": masked(row["reason"], known) if row["reason"] else row["reason"],
        "before": _rewritten(row["before"], persons, known),
        "after": _rewritten(row["after"], persons, known),
        "ends": ends or None,
    }


def _rewritten(json: str | None, persons: Collection[str], known: Words) -> str | None:
    if json is None:
        return None
    return orjson.dumps(_kept(orjson.loads(json), persons, known), option=orjson.OPT_SORT_KEYS).decode()


def _kept(
    properties: Mapping[str, Any] | None, persons: Collection[str], known: Words
) -> dict[str, Any] | None:
    """Properties without the words, and relationships without the persons; a type that led to nobody else is left out."""
    if properties is None:
        return None
    kept: dict[str, Any] = {}
    for name, value in properties.items():
        if name not in MODEL.by_type:
            kept[name] = _said(value, known)
        elif ends := [_said(each, known) for each in value if each["id"] not in persons]:
            kept[name] = ends
    return kept


def _said(value: Any, known: Words) -> Any:
    if isinstance(value, str):
        return masked(value, known)
    if isinstance(value, list):
        return [_said(each, known) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        held = cast("dict[str, Any]", value)
        return {name: each if name == "id" else _said(each, known) for name, each in held.items()}
    return value
