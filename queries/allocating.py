"""Allocation plans: who could serve each open need of a place, asked in parts that run beside each other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from graph import Graph
from queries.statements import text

PART = 100
"""Needs matched in one statement."""
IN_FLIGHT = 2
"""Statements at once; whoever else asks meanwhile finds the server's other cores free."""

LOOKED = {"invited": 0, "nearly": 0, "likely": 0, "barred": 0, "candidates": 20}
"""What a plan looks at: of offers half as many as a match, and none for its wording, since what it needs of them is
their capacity; none that only tells why it is none, and no organization that only could."""

Row = dict[str, Any]


async def needs(graph: Graph, statement: str, args: Mapping[str, Any]) -> Row:
    """The open needs of a place with who could serve each, and the resources that more than one of those draws on.

    Those that nobody could serve so are asked for again with all that a match looks at, for somebody or for the reason.
    """
    asked = {key: args[key] for key in ("place", "terms", "needs")}
    (found,) = await graph.read(text("open_needs"), asked, timeout=60)
    free = asyncio.Semaphore(IN_FLIGHT)

    async def matched(some: Sequence[str], limits: Mapping[str, Any]) -> Row:
        async with free:
            p = {"args": {**args, "limits": args["limits"] | limits, "open": some}}
            return (await graph.read(statement, p, timeout=300))[0]["row"]

    async def in_parts(ids: Sequence[str], limits: Mapping[str, Any]) -> list[Row]:
        starts = range(0, len(ids), PART)
        return await asyncio.gather(*(matched(ids[start : start + PART], limits) for start in starts))

    parts = await in_parts(found["open"], LOOKED)
    needs = {need["id"]: need for part in parts for need in part["needs"]}
    again = await in_parts([id_ for id_, need in needs.items() if not need["options"]], {"invited": 0})
    needs |= {need["id"]: need for part in again for need in part["needs"]}
    pools = {(pool["id"], pool["user"]): pool for part in [*parts, *again] for pool in part["pools"]}
    return {
        "place": found["place"],
        "needs": list(needs.values()),
        "pools": [pools[key] for key in sorted(pools)],
        "unresolved": found["unresolved"],
    }
