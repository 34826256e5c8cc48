"""Changes into the graph, a few hundred rows a transaction, each row whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graph import Graph, Transaction
from graph.errors import Conflict
from loaders.compare import Change
from loaders.resolve import Edge, Key, label_of
from queries.statements import load as statements
from queries.text import grams

BATCH = 1_000
"""Rows in one transaction."""
SECONDS = 120.0
"""How long one transaction may take."""
TOLD = {"Need", "Capability", "Activity"}
TELLING = {"title", "titleEn", "text"}
NAMING = {"name", "nameEn", "synonyms"}
SPEAKING = {"ASKS_FOR", "PROVIDES"}


@dataclass
class Batch:
    """Changes that are written together."""

    changes: list[Change] = field(default_factory=list[Change])
    ties: list[Edge] = field(default_factory=list[Edge])


def batches(changes: Sequence[Change], size: int = BATCH) -> Iterator[Batch]:
    """Changes in batches; a row comes after the rows that it refers to, wherever there is such an order.

    So a row's node and relationships are written in one transaction; only within circles of
    references does a relationship wait for the later of its ends.
    """
    ordered = _ordered([each for each in changes if each.outcome != "unchanged"])
    place = {change.item.id: index for index, change in enumerate(ordered) if change.item.id}
    found = [Batch(ordered[start : start + size]) for start in range(0, len(ordered), size)]
    for index, change in enumerate(ordered):
        for edge in change.ties:
            latest = max(index, place.get(edge.start, 0), place.get(edge.end, 0))
            found[latest // size].ties.append(edge)
    yield from found


def _ordered(changes: Sequence[Change]) -> list[Change]:
    by_id = {change.item.id: change for change in changes if change.created and change.item.id}
    done: set[int] = set()
    ordered: list[Change] = []
    for root in changes:
        work = [(root, _needed(root, by_id))]
        if id(root) in done:
            continue
        done.add(id(root))
        while work:
            change, rest = work[-1]
            following = next((each for each in rest if id(each) not in done), None)
            if following is None:
                ordered.append(change)
                work.pop()
            else:
                done.add(id(following))
                work.append((following, _needed(following, by_id)))
    return ordered


def _needed(change: Change, by_id: Mapping[str, Change]) -> Iterator[Change]:
    for edge in change.ties:
        for each in (edge.start, edge.end):
            if each != change.item.id and each in by_id:
                yield by_id[each]


async def write(graph: Graph, found: Batch, refuse: Callable[[Change], None]) -> list[Change]:
    """Write a batch in one transaction; the changes that the graph acknowledged.

    Where another writer stands against a batch, it is halved until the one row is found; that row is
    handed to `refuse`.
    """
    try:
        await graph.write(lambda tx: _write(tx, found), timeout=SECONDS)
    except Conflict:
        if len(found.changes) == 1:
            refuse(found.changes[0])
            return []
        middle = len(found.changes) // 2
        halves = [Batch(found.changes[:middle]), Batch(found.changes[middle:])]
        first = {change.item.id for change in halves[0].changes if change.created and change.item.id}
        own = {id(edge) for change in halves[0].changes for edge in change.ties}
        second = {change.item.id for change in halves[1].changes if change.created and change.item.id}
        for edge in found.ties:
            late = bool({edge.start, edge.end} & second) or not (
                id(edge) in own or {edge.start, edge.end} & first
            )
            halves[late].ties.append(edge)
        return [each for half in halves for each in await write(graph, half, refuse)]
    return found.changes


async def _write(tx: Transaction, found: Batch) -> None:
    now = datetime.now(UTC)
    nodes = [
        {
            "id": change.item.id,
            "labels": change.labels,
            "properties": change.node,
        }
        for change in found.changes
        if change.node is not None and change.item.id
    ]
    if nodes:
        await statements.write_nodes(tx, now, nodes)
    gone: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for change in found.changes:
        for start, type_, end in change.gone:
            gone[type_].append({"start": start, "end": end, "owner": change.item.id})
    for type_, rows in gone.items():
        await statements.remove_ties(tx, type_, now, rows)
    ties: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for edge in found.ties:
        owner = edge.owners[0][0].id or edge.start
        ties[edge.type].append(
            {"start": edge.start, "end": edge.end, "properties": edge.properties, "owner": owner}
        )
    for type_, rows in ties.items():
        if await statements.write_ties(tx, type_, now, rows) != len(rows):
            raise Conflict("An end of a relationship was removed while the load ran: run it again.")
    await _tell(tx, found)


async def _tell(tx: Transaction, found: Batch) -> None:
    """Bring the grams of whatever the batch made say something else up to date, in its transaction."""
    told = {
        change.item.id
        for change in found.changes
        if change.item.label in TOLD and (change.created or TELLING & (change.node or {}).keys())
    }
    touched: list[Key] = [(edge.start, edge.type, edge.end) for edge in found.ties]
    touched += [key for change in found.changes for key in change.gone]
    told |= {start for start, type_, _ in touched if type_ in SPEAKING and label_of(start) in TOLD}
    terms = [
        change.item.id
        for change in found.changes
        if change.item.label == "ServiceTerm" and not change.created and NAMING & (change.node or {}).keys()
    ]
    if terms:
        told |= await statements.told_with_terms(tx, terms)
    if told:
        texts = await statements.texts_of(tx, sorted(told))
        counted = {id_: grams("\n".join(each)) for id_, each in texts.items()}
        rows = [
            {"id": id_, "grams": list(each), "counts": list(each.values())} for id_, each in counted.items()
        ]
        await statements.write_grams(tx, rows)
