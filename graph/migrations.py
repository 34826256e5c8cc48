"""Numbered migrations, each recorded in the graph as (:Migration {number, name, applied}).

The model's constraints and indexes are all `IF NOT EXISTS`, so they are brought up to date on each call;
a migration is for what they can't express: moving data that is already there.
"""

from __future__ import annotations

import asyncio

from graph.client import Graph
from graph.errors import Conflict, ModelError, Unavailable
from graph.keys import SETTLE_ALL
from graph.model import MODEL

_SUBJECTS = """CYPHER 25
MATCH (e:Event)-[:CHANGED]->(n) WHERE e.subject IS NULL
CALL (e, n) { SET e.subject = n.id } IN TRANSACTIONS OF 5000 ROWS"""

_END_LABELS = tuple(
    f"""CYPHER 25
MATCH ()-[:{type_}]->(n:!{label})
CALL (n) {{ SET n:{label} }} IN TRANSACTIONS OF 5000 ROWS"""
    for type_, label in (
        ("PART_OF", "Whole"),
        ("SUBORDINATE_TO", "Superior"),
        ("AT", "PlaceOfNeed"),
        ("HELD_IN", "Venue"),
        ("DRAWS_ON", "CreditLine"),
    )
)

MIGRATIONS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (1, "the model's constraints and indexes", ()),
    (2, "the keys of supply and demand", (SETTLE_ALL,)),
    (3, "the subjects of events", (_SUBJECTS,)),
    (4, "the labels of what relationships end at", _END_LABELS),
)
"""Number, name, and statements that bring their own transactions and may be repeated: a graph holds more than one
transaction's memory, and one that was killed is run again before it is recorded."""

LATEST = MIGRATIONS[-1][0]


async def migrate(graph: Graph) -> list[int]:
    """Bring the graph up to this code; the numbers that were applied now.

    Two processes may do it at once: what both do comes to the same, and one of them records it.

    Raises:
        ModelError: the graph was migrated by newer code than this.
    """
    applied = await applied_to(graph)
    if applied and max(applied) > LATEST:
        raise ModelError(
            f"The graph is at migration {max(applied)}, this version of Lianlou knows {LATEST}: use the newer "
            "version, or a backup from before. · 图数据由更新的版本建立，请升级。"
        )
    await _commanded(
        graph,
        "CREATE CONSTRAINT unique_migration_number IF NOT EXISTS FOR (m:Migration) REQUIRE m.number IS UNIQUE",
    )
    there = {
        row["name"]: set(row["labels"] or ())
        for row in await graph.read(
            "SHOW INDEXES YIELD name, labelsOrTypes RETURN name, labelsOrTypes AS labels", timeout=60
        )
    }
    if there.get("search", MODEL.searched) != MODEL.searched:  # an index's labels can't be changed
        await _commanded(graph, "DROP INDEX search IF EXISTS")
        del there["search"]
    wanted = [(name, statement) for name, statement in MODEL.constraints() if name not in there]
    for _, statement in wanted:
        await _commanded(graph, statement)
    await graph.command("CALL db.awaitIndexes(300)")
    waiting = [each for each in MIGRATIONS if each[0] not in applied]
    return [number for number, name, texts in waiting if await _apply(graph, number, name, texts)]


async def applied_to(graph: Graph) -> list[int]:
    """Numbers of the migrations that the graph records."""
    rows = await graph.read("MATCH (m:Migration) RETURN m.number AS number ORDER BY number")
    return [row["number"] for row in rows]


async def _apply(graph: Graph, number: int, name: str, texts: tuple[str, ...]) -> bool:
    """Run a migration and record it; whether nobody had meanwhile."""
    for text in texts:
        await _commanded(graph, text)
    record = (
        "MERGE (m:Migration {number: $p.number}) "
        "ON CREATE SET m.name = $p.name, m.applied = datetime.realtime('Z') "
        "WITH m, m.begun IS NULL AS fresh SET m.begun = true RETURN fresh"
    )
    rows = await graph.write(lambda tx: tx.run(record, {"number": number, "name": name}))
    return rows[0]["fresh"]


async def _commanded(graph: Graph, statement: str) -> None:
    """Commands of two processes can stand in each other's way; each may simply be repeated."""
    for attempt in range(5):
        try:
            await graph.command(statement)
        except (Conflict, Unavailable):
            if attempt == 4:
                raise
            await asyncio.sleep(0.2 * 2**attempt)
        else:
            return
