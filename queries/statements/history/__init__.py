"""What happened to what: events are appended, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import orjson

from graph import MODEL, Transaction
from graph.model import Property
from queries.statements import text

Kind = Literal["CREATED", "CHANGED", "REMOVED", "LOADED"]


@dataclass(frozen=True)
class Happened:
    """One change of one thing; `before` and `after` hold the properties that changed, and no others.

    A relationship that starts there stands under its type: a list of maps, `id` the far end's key, beside the
    relationship's own properties.
    """

    id: str | None
    """Its key; None for what happened to many at once."""
    kind: Kind
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str | None = None
    """Its own reason; that of all by default."""
    synthetic: bool | None = None
    """Of what is removed already; of anything else the graph knows it."""


async def append(
    tx: Transaction, now: datetime, actor: str, reason: str | None, happened: Sequence[Happened]
) -> int | None:
    """Append an event for each change, in their order, in the transaction that makes them.

    The numbers come from the one log, whose lock is held until the transaction ends: append last, so that
    others wait as short as can be.

    Returns the last number given, or None where nothing happened.
    """
    if not happened:
        return None
    rows = [
        {
            "id": each.id,
            "kind": each.kind,
            "before": _json(each.before),
            "after": _json(each.after),
            "reason": each.reason or reason,
            "synthetic": each.synthetic,
            "ends": sorted({*_ends(each.before), *_ends(each.after)}) or None,
        }
        for each in happened
    ]
    return (await tx.run(text("append"), {"now": now, "actor": actor, "rows": rows}))[0]["last"]


def shown(properties: Iterable[Property]) -> frozenset[str]:
    """Names of the properties that an event may tell: none that is personal, or the program's own."""
    return frozenset(each.name for each in properties if not (each.internal or each.mask))


def _ends(properties: Mapping[str, Any] | None) -> Iterator[str]:
    for name, value in (properties or {}).items():
        if name in MODEL.by_type:
            yield from (each["id"] for each in value)


def _json(properties: Mapping[str, Any] | None) -> str | None:
    if properties is None:
        return None
    told = {name: value for name, value in properties.items() if value is not None}
    return orjson.dumps(told, default=str, option=orjson.OPT_SORT_KEYS).decode()
