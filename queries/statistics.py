"""How rare each gram is: counted anew after texts have changed, in one transaction."""

from __future__ import annotations

from graph import Graph
from graph.client import Transaction
from queries import statements

SECONDS = 600.0
"""How long it may take: some 20 s for 40,000 texts."""
LEAST = 0.1
"""Cosine from which on a text that names no term is taken to speak of the term most like it."""


async def refresh(graph: Graph) -> int:
    """Count the grams of all capabilities and activities and weigh their texts anew.

    Those that name no term (a sheet of texts alone) are lent the words of the one most like them.

    Returns the new version, which every answer of matching names. Two refreshes at once wait for each other
    on the statistics node; readers see the old weights or the new ones, never a mixture.
    """

    async def work(transaction: Transaction) -> int:
        version: int = (await transaction.run(statements.text("next_version")))[0]["version"]
        p = {"version": version}

        async def weigh() -> None:
            await transaction.run(statements.text("count_grams"), p)
            await transaction.run(statements.text("weigh_grams"), p)

        await transaction.run(statements.text("unliken"))
        await weigh()
        lent = await transaction.run(statements.text("liken"), {"least": LEAST})
        if lent[0]["likened"]:
            await weigh()
        await transaction.run(statements.text("forget_grams"), p)
        return version

    return await graph.write(work, timeout=SECONDS)
