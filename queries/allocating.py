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

Row = dict[str, Any]


async def needs(graph: Graph, statement: str, args: Mapping[str, Any]) -> Row:
    """The open needs of a place with who could serve each, and the resources that more than one of those draws on."""
    asked = {key: args[key] for key in ("place", "terms", "needs")}
    (found,) = await graph.read(text("open_needs"), asked, timeout=60)
    free = asyncio.Semaphore(IN_FLIGHT)

    async def matched(some: Sequence[str]) -> Row:
        async with free:
            return (await graph.read(statement, {"args": {**args, "open": some}}, timeout=300))[0]["row"]

    starts = range(0, len(found["open"]), PART)
    parts = await asyncio.gather(*(matched(found["open"][start : start + PART]) for start in starts))
    pools = {(pool["id"], pool["user"]): pool for part in parts for pool in part["pools"]}
    return {
        "place": found["place"],
        "needs": [need for part in parts for need in part["needs"]],
        "pools": [pools[key] for key in sorted(pools)],
        "unresolved": found["unresolved"],
    }
