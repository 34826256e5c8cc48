"""The load: read, check, resolve, compare, write; and a report of it."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from graph import Graph
from graph.errors import GraphError
from graph.model import MODEL, Property
from loaders.columns import Fills, Qualifies
from loaders.compare import Change, There, at_odds, changes, leaving, there
from loaders.credit import credit, overdrawn
from loaders.cycles import in_cycles
from loaders.history import Signed
from loaders.plan import Item, Where, item
from loaders.read import RawRow, files, tables
from loaders.report import Progress, Refusal, Report
from loaders.resolve import Edge, Key, Known, chunks, known, resolve
from loaders.rows import ROWS
from loaders.spells import settle
from loaders.write import SPEAKING, TOLD, batches, write_all
from loaders.wrong import Wrong, wrong
from queries import embedding, statistics
from queries.statements import load as statements
from queries.statements.loans.lines import Lines

UNSIGNED = Signed()
GROWN = 10
"""After a load that made a tenth or more of all there is, statements are planned anew for it."""


async def load(
    graph: Graph,
    paths: Iterable[Path | str],
    *,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
    signed: Signed = UNSIGNED,
) -> Report:
    """Load tables into the graph.

    Args:
        graph: A migrated graph.
        paths: Files (.csv, .xlsx) and folders of them.
        dry_run: Do everything but write.
        strict: Write nothing at all if anything is refused; the report holds the first refusal alone.
        progress: Told how far each stage is.
        signed: Who loads and why, for the history.

    Returns:
        The report. Bad tables, rows and cells are refusals in it, never exceptions; so is a graph that
        stops answering while rows are written (`interrupted`): the same load run again completes it.

    Raises:
        GraphError: the graph did not answer before anything was written.
    """
    started = time.monotonic()
    run = _Load(graph, Report(dry_run, strict), progress or _silent, signed)
    await run.all([Path(each) for each in paths])
    run.report.seconds = time.monotonic() - started
    return run.report


async def load_folder(graph: Graph, folder: Path | str) -> Report:
    """Load a folder of tables, such as the stories."""
    return await load(graph, [folder])


def _silent(stage: str, done: int, of: int) -> None:
    """The progress of a load that nobody watches."""


class _Load:
    def __init__(self, graph: Graph, report: Report, progress: Progress, signed: Signed) -> None:
        self.graph, self.report, self.progress, self.signed = graph, report, progress, signed
        self.refused: dict[str, Where] = {}
        self.lines = Lines()

    async def all(self, paths: list[Path]) -> None:
        await embedding.check(self.graph)
        items = self.once(self.read(paths))
        if self.report.stopped or not items:
            return
        items = await self.keys(items)
        among = await known(self.graph, items, self.refused)
        items, edges = self.resolved(items, among)
        if self.report.stopped:
            return
        has = await there(self.graph, items, edges, among)
        items, edges = await self.sound(items, edges, has, among)
        if self.report.stopped:
            return
        found = changes(items, edges, has)
        self.progress("compare", len(items), len(items))
        for change in found:
            if change.outcome == "unchanged":
                self.report.count(change.item.table, "unchanged")
        if self.report.dry_run:
            self.acknowledge([each for each in found if each.outcome != "unchanged"], has)
        else:
            await self.write(found, has, among.present)

    def refuse(self, refusals: Iterable[Refusal], table: str | None, id_: str = "") -> None:
        """Note a row's (or file's) refusals."""
        noted = list(refusals)
        if self.report.stopped:
            return
        self.report.refusals += noted[:1] if self.report.strict else noted
        if noted and table:
            self.report.count(table, "refused")
        if noted and id_ and noted[0].row:
            self.refused.setdefault(id_, Where(noted[0].file, noted[0].row))

    def read(self, paths: list[Path]) -> list[Item]:
        """Every row that is well in itself."""
        found: list[Path] = []
        for path in paths:
            try:
                found += files([path])
            except Wrong as error:
                self.refuse(
                    [Refusal(str(path), None, None, None, error.code, error.reason, error.mend)], None
                )
        items: list[Item] = []
        for number, path in enumerate(dict.fromkeys(found)):
            self.progress("read", number, len(found))
            for table in tables(path):
                if isinstance(table, tuple):
                    name, error = table
                    self.refuse([Refusal(name, None, None, None, error.code, error.reason, error.mend)], None)
                    continue
                self.report.tables.setdefault(table.name, Counter())
                for row in table.rows:
                    if self.report.stopped:
                        return items
                    if isinstance(row, RawRow):
                        made = item(table, row)
                        if isinstance(made, Item):
                            items.append(made)
                        else:
                            self.refuse(made, table.name, str(row.cells.get("id", "")).strip())
                    else:
                        self.refuse(
                            [
                                Refusal(
                                    table.file, row[0], None, None, row[1].code, row[1].reason, row[1].mend
                                )
                            ],
                            table.name,
                        )
        self.progress("read", len(found), len(found))
        order = {name: place for place, name in enumerate(ROWS)}
        return sorted(items, key=lambda each: order[each.table])

    def once(self, items: list[Item]) -> list[Item]:
        """Rows whose key stands for the first time; of two that don't differ, the one that says more."""
        first: dict[str, int] = {}
        kept: list[Item] = []
        for each in items:
            at = first.setdefault(each.id, len(kept)) if each.id else len(kept)
            if at == len(kept):
                kept.append(each)
            elif each.headers.get("id") and (fuller := _fuller(kept[at], each)):
                kept[at] = fuller
                self.report.count(each.table, "unchanged")
            else:
                earlier = kept[at]
                told = not each.headers.get("id")
                error = wrong(
                    "duplicate_key",
                    f"{'内容' if told else '编号'}与 {earlier.where} 重复",
                    f"the same {'text' if told else 'id'} stands already in {earlier.where}",
                    "删去其中一行" + ("，或为各行填写不同的编号（id 列）" if told else ""),
                    "delete one of the two rows" + (", or give each an id of its own" if told else ""),
                )
                self.refuse(
                    [
                        each.refusal(
                            error, "text" if told else "id", each.properties.get("text") if told else each.id
                        )
                    ],
                    each.table,
                )
        return kept

    async def keys(self, items: list[Item]) -> list[Item]:
        """Rows whose other unique properties (a USCC, a code) nobody else of their label has."""
        unique = {node.label: node.unique for node in MODEL.nodes if node.prefix and node.unique}
        asked: dict[tuple[str, str], list[str]] = defaultdict(list)
        for each in items:
            for key in unique.get(each.label, ()):
                if value := each.properties.get(key):
                    asked[each.label, key].append(value)
        holders: dict[tuple[str, str, str], tuple[str, str]] = {}
        for (label, key), values in asked.items():
            for some in chunks(values):
                found = await statements.nodes_by_key(self.graph, label, key, some)
                holders |= {(label, key, value): (id_, id_) for value, id_ in found.items()}
        kept: list[Item] = []
        for each in items:
            for key in unique.get(each.label, ()):
                value = each.properties.get(key)
                own = (each.id, str(each.where))
                holder, where = holders.setdefault((each.label, key, value), own) if value else own
                if holder != each.id:
                    error = wrong(
                        "duplicate_key",
                        f"已属于 {where}",
                        f"belongs to {where} already",
                        "核对是否同一家；同一家须用同一编号",
                        "if they are the same, use the same id; else mend the code",
                    )
                    self.refuse([each.refusal(error, key, value)], each.table, each.id)
                    break
            else:
                kept.append(each)
        return kept

    def resolved(self, items: list[Item], among: Known) -> tuple[list[Item], dict[Key, Edge]]:
        """Rows whose references resolve, again until no row refers to a refused one."""
        among.rows = {each.id: each for each in items if each.id}
        while True:
            kept, edges, refusals = resolve(items, among)
            if not refusals:
                return kept, edges
            self.drop(items, refusals)
            among.rows = {each.id: each for each in kept if each.id}
            items = kept

    def drop(self, items: list[Item], refusals: list[Refusal]) -> None:
        """Refuse the rows that the refusals speak of."""
        by_row: dict[tuple[str, int | None], list[Refusal]] = {}
        for each in refusals:
            by_row.setdefault((each.file, each.row), []).append(each)
        for each in items:
            if found := by_row.get((each.where.file, each.where.row)):
                self.refuse(found, each.table, each.id)

    async def sound(
        self, items: list[Item], edges: dict[Key, Edge], has: There, among: Known
    ) -> tuple[list[Item], dict[Key, Edge]]:
        """Rows without cycles among them, and without ties that lack what their type requires."""
        self.lines = await credit(self.graph, items, edges, among.present)
        while True:
            refusals = [
                each.refusal(error, _filling(each.table, name), value)
                for each, name, value, error in at_odds(items, has)
            ]
            refusals += [
                each.refusal(error, column) for each, column, error in settle(edges, has.ties, has.spells)
            ]
            circles = await in_cycles(self.graph, edges, among.present, leaving(items, edges, has).keys())
            for key, error in circles.items():
                refusals += [owner.refusal(error, column, key[2]) for owner, column in edges[key].owners]
            for key, edge in edges.items():
                for needed in _required(key[1]):
                    if needed.name not in edge.properties and needed.name not in has.ties.get(key, {}):
                        owner, column = edge.owners[0]
                        error = wrong(
                            "missing_value",
                            f"{key[1]} 需要填写“{needed.zh}”",
                            f"{key[1]} needs its {needed.name}",
                            "填写该列",
                            "fill in that column",
                        )
                        refusals.append(owner.refusal(error, _qualifying(owner.table, column, needed.name)))
            money = {(each.file, each.row, each.column): each for each in overdrawn(items, edges, self.lines)}
            refusals = [each for each in refusals if (each.file, each.row, each.column) not in money]
            refusals += money.values()
            if not refusals:
                return items, edges
            self.drop(items, refusals)
            gone = {(each.file, each.row) for each in refusals}
            items = [each for each in items if (each.where.file, each.where.row) not in gone]
            items, edges = self.resolved(items, among)

    async def write(self, found: list[Change], has: There, present: set[str]) -> None:
        """Write what changes; count what the graph acknowledges."""
        total = sum(change.outcome != "unchanged" for change in found)
        done = 0
        told = any(_told(change) for change in found if change.outcome != "unchanged")

        def against(change: Change) -> None:
            error = wrong(
                "conflict",
                "写入时与他人的修改冲突",
                "another writer changed the same thing just now",
                "再运行一次",
                "run the load again",
            )
            self.refuse([change.item.refusal(error)], change.item.table, change.item.id)

        try:
            if told:
                await statistics.expect(self.graph)
            signed = replace(self.signed, present=present)
            async for batch, written in write_all(self.graph, batches(found, self.lines), against, signed):
                done += len(batch.changes)
                self.acknowledge(written, has)
                self.progress("write", done, total)
            if told or await statistics.due(self.graph):
                await statistics.reword(self.graph)
                await embedding.embed(self.graph, progress=partial(self.progress, "embed"))
                await statistics.refresh(self.graph)
            if sum(change.created for change in found) * GROWN > await statements.how_many(self.graph):
                await self.graph.replan()
        except GraphError as error:
            self.report.interrupted = str(error)

    def acknowledge(self, written: list[Change], has: There) -> None:
        """Count changes that were written (or would be)."""
        for change in written:
            self.report.count(change.item.table, change.outcome)
            self.report.ties_removed += len(change.gone)
            for edge in change.ties:
                if edge.key in has.ties:
                    self.report.ties_updated += 1
                else:
                    self.report.ties_created += 1


def _fuller(one: Item, other: Item) -> Item | None:
    """Of two rows for one node, the one that says all that the other says, if there is one."""
    for more, less in ((one, other), (other, one)):
        spoken = {each.column for each in less.wanted}
        if (
            more.label == less.label
            and less.properties.items() <= more.properties.items()
            and [each for each in more.wanted if each.column in spoken] == [*less.wanted]
            and all(each in more.cleared for each in less.cleared)
        ):
            return more
    return None


@cache
def _required(type_: str) -> tuple[Property, ...]:
    return tuple(each for each in MODEL.by_type[type_].properties if each.required)


def _told(change: Change) -> bool:
    """Whether a change may have made a text, or a term's labels, say something else."""
    return change.item.label in TOLD | {"ServiceTerm"} or any(edge.type in SPEAKING for edge in change.ties)


def _filling(table: str, name: str) -> str:
    for other, each in ROWS[table].columns().items():
        if isinstance(each.marker, Fills) and each.marker.property.name == name:
            return other
    return name


def _qualifying(table: str, column: str, name: str) -> str:
    for other, each in ROWS[table].columns().items():
        if (
            isinstance(each.marker, Qualifies)
            and each.marker.column == column
            and each.marker.property.name == name
        ):
            return other
    return name
