"""How rare each gram is: counted anew after texts have changed, some thousand texts a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from graph import Graph
from graph.client import Transaction
from queries import statements
from queries.statements import load
from queries.text import counted

SECONDS = 600.0
"""How long one transaction may take."""
TEXTS = 5_000
"""Texts in one transaction: some 60 MB of its memory."""
REWORDED = 2_000
"""Texts given other words in one transaction, which takes up some 20 MB of its memory."""
LEAST = 0.1
"""Cosine from which on a text that names no term is taken to speak of the term most like it."""


async def expect(graph: Graph) -> None:
    """Note that texts are about to change: a refresh is `due` until one has come to its end."""
    await graph.write(lambda tx: tx.run(statements.text("expect_changes")))


async def due(graph: Graph) -> bool:
    """Whether texts were changed (by a load that was killed, say) and not counted since."""
    return any(row["due"] for row in await graph.read(statements.text("changes_due")))


async def reword(graph: Graph) -> int:
    """Count the grams of what provides a term whose words changed, with those it has now; how many texts that was.

    Their vectors are forgotten: whoever embeds makes them anew. One that was killed is made good by the next.
    """
    (found,) = await graph.read(statements.text("reworded_terms"), timeout=SECONDS)
    for start in range(0, len(found["ids"]), REWORDED):

        async def work(
            transaction: Transaction, ids: list[str] = found["ids"][start : start + REWORDED]
        ) -> None:
            await transaction.run(statements.text("hold_texts"), {"ids": ids})
            await take_up(transaction, ids)

        await graph.write(work, timeout=SECONDS)
    if found["terms"]:
        await graph.write(lambda tx: tx.run(statements.text("taken_up"), {"terms": found["terms"]}))
    return len(found["ids"])


async def take_up(transaction: Transaction, ids: Sequence[str]) -> None:
    """Count the grams of needs, capabilities, activities and terms as their words, and their terms', are now.

    They are weighed as the texts counted last, until a refresh counts them too.
    """
    texts = await load.texts_of(transaction, ids)
    await load.write_grams(transaction, [{"id": id_, **counted(each)} for id_, each in texts.items()])
    await transaction.run(statements.text("weigh_some"), {"ids": ids})


async def refresh(graph: Graph) -> int:
    """Count the grams of all capabilities and activities and weigh their texts anew.

    Those that name no term (a sheet of texts alone) are lent the words of the one most like them.

    Returns the new version, which every answer of matching names. Of two refreshes at once the earlier stops
    where it is: the later sees all that it saw, and more. While one runs, some texts are weighed by the new
    counts and some by the old, each to length 1; one that was killed is made good by the next.
    """
    (begun,) = await graph.write(lambda tx: tx.run(statements.text("next_version")))
    with suppress(_Overtaken):
        await _Refresh(graph, begun["version"], begun["expected"]).all()
    return begun["version"]


class _Overtaken(Exception):
    """A later refresh has begun."""


class _Refresh:
    def __init__(self, graph: Graph, version: int, expected: int) -> None:
        self.graph, self.version, self.expected = graph, version, expected

    async def all(self) -> None:
        ids = (await self.graph.read(statements.text("weighed_texts"), timeout=SECONDS))[0]["ids"]
        await self.each("unliken", ids)
        await self.weigh(ids)
        if any(row["likened"] for row in await self.each("liken", ids, least=LEAST)):
            await self.weigh(ids)
        await self.step("changes_counted", expected=self.expected)

    async def weigh(self, ids: list[str]) -> None:
        await self.step("count_grams", version=self.version)
        await self.step("forget_grams", version=self.version)
        await self.each("weigh_some", ids)

    async def each(self, name: str, ids: list[str], **p: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for start in range(0, len(ids), TEXTS):
            rows += await self.step(name, ids=ids[start : start + TEXTS], **p)
        return rows

    async def step(self, name: str, **p: Any) -> list[dict[str, Any]]:
        """A statement in a transaction of its own, for as long as no later refresh has begun."""

        async def work(transaction: Transaction) -> list[dict[str, Any]]:
            await transaction.run(statements.text("lock_statistics"))
            if (await transaction.run(statements.text("statistics_version")))[0]["version"] != self.version:
                raise _Overtaken
            return await transaction.run(statements.text(name), p)

        return await self.graph.write(work, timeout=SECONDS)
