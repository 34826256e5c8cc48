"""Changes into the graph, a few hundred rows a transaction, each row whole."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from graph import Graph, Transaction
from graph.errors import Conflict, GraphError
from graph.keys import KEYED, KEYING, settle
from loaders.compare import Change
from loaders.credit import by_line, moves_money
from loaders.history import Signed, happened, loaded
from loaders.resolve import Edge, Key, label_of, labels_of
from queries import statistics
from queries.statements import load as statements
from queries.statements.history import append
from queries.statements.loans.lines import Lines, lines_of, reserve
from queries.text import counted

BATCH = 2_000
"""Rows in one transaction."""
IN_FLIGHT = 2
"""Transactions at once: while the server writes one batch, the next is made ready."""
SECONDS = 120.0
"""How long one transaction may take."""
TOLD = {"Need", "Capability", "Activity"}
TELLING = {"title", "titleEn", "text"}
NAMING = {"name", "nameEn", "synonyms", "examples"}
SPEAKING = {"PROVIDES"}


@dataclass
class Batch:
    """Changes that are written together."""

    changes: list[Change] = field(default_factory=list[Change])
    ties: list[Edge] = field(default_factory=list[Edge])
    after: set[int] = field(default_factory=set[int])
    """Numbers of the batches whose nodes this one's relationships lead to."""


def batches(changes: Sequence[Change], lines: Lines, size: int = BATCH) -> Iterator[Batch]:
    """Changes in batches; a row comes after the rows that it refers to, wherever there is such an order.

    So a row's node and relationships are written in one transaction; only within circles of
    references does a relationship wait for the later of its ends. Loans, repayments and what changes their lines
    come last, all of one line in one batch: a line may be passed between a loan and a repayment, though not after
    both. `lines` are those in the graph that the changes concern.
    """
    ordered = _ordered([each for each in changes if each.outcome != "unchanged"])
    money = [
        each
        for each in ordered
        if moves_money(each.item) and not (each.created and each.item.label == "Resource")
    ]
    apart = {id(each) for each in money}
    rest = [each for each in ordered if id(each) not in apart]
    found = [Batch(rest[start : start + size]) for start in range(0, len(rest), size)]
    found += [Batch(each) for each in by_line(money, lines, size)]
    placed = [(number, change) for number, batch in enumerate(found) for change in batch.changes]
    place = {change.item.id: number for number, change in placed if change.item.id}
    for number, change in placed:
        for edge in change.ties:
            ends = {place.get(each, number) for each in (edge.start, edge.end)} | {number}
            found[max(ends)].ties.append(edge)
            found[max(ends)].after |= ends - {max(ends)}
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


async def write_all(
    graph: Graph, found: Iterable[Batch], refuse: Callable[[Change], None], signed: Signed
) -> AsyncGenerator[tuple[Batch, list[Change]]]:
    """Write batches, a few at once, each after those that it needs; yields each with what the graph acknowledged.

    Where the graph stops answering, what was under way is waited for and yielded before the error is raised.
    """
    running: dict[int, asyncio.Task[list[Change]]] = {}
    batch_of = dict(enumerate(found))
    failed: Exception | None = None
    for number, batch in batch_of.items():
        while running and (len(running) >= IN_FLIGHT or batch.after & running.keys()):
            await asyncio.wait(running.values(), return_when=asyncio.FIRST_COMPLETED)
            for each in [each for each, task in running.items() if task.done()]:
                try:
                    yield batch_of[each], running.pop(each).result()
                except GraphError as error:
                    failed = error
        if failed:
            break
        running[number] = asyncio.ensure_future(write(graph, batch, refuse, signed))
    for each, task in running.items():
        try:
            yield batch_of[each], await task
        except GraphError as error:
            failed = error
    if failed:
        raise failed


async def write(
    graph: Graph, found: Batch, refuse: Callable[[Change], None], signed: Signed, *, merging: bool = False
) -> list[Change]:
    """Write a batch in one transaction; the changes that the graph acknowledged.

    What is new is created; where somebody else has created it meanwhile, it is merged (`merging`). Where another
    writer stands against a batch even so, it is halved until the one row is found; that row is handed to `refuse`.
    """
    try:
        await graph.write(lambda tx: _write(tx, found, signed, merging=merging), timeout=SECONDS)
    except Conflict:
        if not merging:
            return await write(graph, found, refuse, signed, merging=True)
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
        return [each for half in halves for each in await write(graph, half, refuse, signed, merging=True)]
    return found.changes


async def _write(tx: Transaction, found: Batch, signed: Signed, *, merging: bool) -> None:
    now = datetime.now(UTC)
    money = [change.item.id for change in found.changes if moves_money(change.item)]
    before = await lines_of(tx, [*money, *(edge.end for edge in found.ties)]) if money else Lines()
    new = set[str]() if merging else await _create(tx, found, now)
    merged = [
        {"id": change.item.id, "labels": change.labels, "properties": _node(change)}
        for change in found.changes
        if change.node is not None and change.item.id and change.item.id not in new
    ]
    if merged:
        await statements.write_nodes(tx, now, merged)
    gone: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for change in found.changes:
        for start, type_, end, key in change.gone:
            gone[type_].append({"start": start, "end": end, "key": key, "owner": change.item.id})
    for type_, rows in gone.items():
        await statements.remove_ties(tx, type_, now, rows)
    created: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = defaultdict(list)
    ties: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for edge in found.ties:
        start, type_, end, key = edge.key
        if start in new or end in new:
            created[type_].append((start, end, edge.properties))
        else:
            owner = edge.item.id or start
            row = {"start": start, "end": end, "key": key, "properties": edge.properties, "owner": owner}
            ties[type_].append(row)
    written = [await statements.create_ties(tx, type_, rows) == len(rows) for type_, rows in created.items()]
    written += [
        await statements.write_ties(tx, type_, now, rows) == len(rows) for type_, rows in ties.items()
    ]
    if not all(written):
        raise Conflict("An end of a relationship was removed while the load ran: run it again.")
    if touched := sorted(set(_touched(found)) - new):
        await statements.touch_nodes(tx, now, touched)
    await _tell(tx, found, new)
    await settle(tx, _moved(found, new))
    if money:
        after = await lines_of(tx, [*money, *before.capacity])
        if after.passed(before) or after.over_repaid(before):
            raise Conflict("A credit line was drawn on while the load ran: run it again.")
        await reserve(tx, after, now)
    events = [loaded(found.changes, found.ties), *happened(found.changes, found.ties, signed.present)]
    if signed.reason:
        events = [replace(each, reason=f"{signed.reason}（{each.reason}）") for each in events]
    await append(tx, now, signed.actor, None, events)


def _touched(found: Batch) -> Iterator[str]:
    """What relationships start at, and the rows that name them: `updated` moves with both."""
    for edge in found.ties:
        yield edge.start
        yield edge.item.id or edge.start
    for change in found.changes:
        yield from (start for start, *_ in change.gone)


def _node(change: Change) -> dict[str, Any]:
    return {**(change.item.defaults if change.created else {}), **(change.node or {})}


async def _create(tx: Transaction, found: Batch, now: datetime) -> set[str]:
    """Create the batch's new nodes, with their grams; their ids."""
    by_label: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for change in found.changes:
        if change.created and change.node is not None:
            by_label[change.item.label].append(_node(change) | {"id": change.item.id})
    for node in by_label.get("ServiceTerm", ()):
        labels = [node.get("name"), node.get("nameEn"), *node.get("synonyms", ()), *node.get("examples", ())]
        node.update(counted([each for each in labels if each]))
    for label in sorted(by_label.keys() - TOLD):
        await statements.create_nodes(tx, label, now, by_label[label])
    if told := [node for label in TOLD for node in by_label.get(label, ())]:
        terms: dict[str, list[str]] = defaultdict(list)
        for edge in found.ties:
            if edge.type in SPEAKING:
                terms[edge.start].append(edge.end)
        labels = await statements.labels_of_terms(
            tx, sorted({each for ends in terms.values() for each in ends})
        )
        for node in told:
            spoken = [label for term in sorted(terms.get(node["id"], ())) for label in labels.get(term, ())]
            said = [node[each] for each in ("title", "titleEn", "text") if node.get(each)]
            node.update(counted(said + spoken))
        for label in sorted(by_label.keys() & TOLD):
            await statements.create_nodes(tx, label, now, by_label[label])
    return {node["id"] for nodes in by_label.values() for node in nodes}


def _moved(found: Batch, new: set[str]) -> Iterator[str]:
    """Whatever's keys the batch may have made others: its own, or those of what it offers, asks for or contains."""
    keyed = {
        change.item.id
        for change in found.changes
        if change.item.id and KEYED & {*labels_of(change.item.label)}
    }
    for change in found.changes:
        if change.item.id in keyed and (change.created or "status" in (change.node or {})):
            yield change.item.id
    touched = [*(edge.key for edge in found.ties), *(key for change in found.changes for key in change.gone)]
    for start, type_, *_ in touched:
        if type_ in KEYING and (start not in new or start in keyed):
            yield start


async def _tell(tx: Transaction, found: Batch, new: set[str]) -> None:
    """Bring the grams of whatever the batch made say something else up to date, in its transaction.

    What provides a term that has other words takes them up after the load: there may be ten thousands of it.
    """
    told = {
        change.item.id
        for change in found.changes
        if change.item.label in TOLD and (change.created or TELLING & (change.node or {}).keys())
    }
    touched: list[Key] = [edge.key for edge in found.ties]
    touched += [key for change in found.changes for key in change.gone]
    told |= {start for start, type_, *_ in touched if type_ in SPEAKING and label_of(start) in TOLD}
    told -= new
    terms = [
        change.item.id
        for change in found.changes
        if change.item.label == "ServiceTerm"
        and change.item.id not in new
        and (change.created or NAMING & (change.node or {}).keys())
    ]
    if terms:
        await statements.reword_terms(tx, terms)
        told |= set(terms)
    if told:
        await statistics.take_up(tx, sorted(told))
