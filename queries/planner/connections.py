"""Relay connections: a page of nodes or of a statement's rows, with one row beyond it, and their total."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLObjectType, get_named_type

from queries.planner import filters, order
from queries.planner.aggregates import aggregate, groups
from queries.planner.carried import carried
from queries.planner.keys import Key, Row
from queries.planner.lead import lead_of, led_page
from queries.planner.paging import KEYS
from queries.planner.plan import Asked, Entry, Read, Selection
from queries.planner.related import TOTAL, answer, called, question, read_of
from queries.planner.rows import Rows
from queries.planner.sources import Aggregated, Connected, Grouped, Property, Solved, Statement

if TYPE_CHECKING:
    from queries.planner.compile import Compiler


def connection(
    compiler: Compiler, asked: Asked, source: Connected | Statement, variable: str | None, site: int
) -> tuple[Selection, str, tuple[str, ...]]:
    """What is selected of a connection, the expression `{items: [[…]], total}` that carries it, and what its items hold."""
    type_ = cast("GraphQLObjectType", get_named_type(cast("Any", asked.definition).type))
    target = get_named_type(type_.fields["nodes"].type)
    that = f"n{next(compiler.names)}"
    if isinstance(source, Statement):
        keys = [Key(name, descending) for name, descending in source.order]
        rows, page, lead, fetched = None, _Page(compiler, target, Row(that), node=False), None, ""
    else:
        keys = order.keys(compiler.model, target, asked)
        rows = _rows(compiler, asked, source, variable, that, site)
        page = _Page(compiler, target, rows.row, node=True)
        if rows.history and source.edge:
            keys = order.told_apart(keys, source.edge)
        lead = lead_of(compiler, source, target, asked, keys)
        keys, fetched = order.fetched(compiler, rows.row, lead.keys if lead else keys)
    compiler.sites[site] = replace(compiler.sites[site], keys=tuple(keys))
    parent = f"n{next(compiler.names)}"
    if isinstance(source, Solved) and not compiler.asking:
        parent = answer(variable, site)
        compiler.answered |= {that, parent}
        compiler.rows_of[that] = site
    entries, parts = _entries(page, type_, asked, parent, rows)
    given = asked.given or {}
    ordered = order.turned(keys, backward=given.get("last") is not None)
    cursors = order.cursors(keys, given, f"$p.a{site}")
    beyond = [each for cursor, ways in cursors for each in order.after(page.row, ways, cursor)]
    held, limit = page.item(keys), f"$p.a{site}.limit"
    item = f"[{', '.join(held.values())}]" if held else ""
    items = f"{order.order_by(page.row, ordered)} LIMIT {limit} RETURN {item}" if item else ""
    if rows is not None:
        if item and lead:
            parts.append(f"items: {led_page(compiler, lead, rows, ordered, cursors, limit, item)}")
        elif item and fetched:
            clauses, projected = rows.bound(items)
            parts.append(f"items: COLLECT {{ {clauses} {projected} {fetched}{_then(beyond)}{items} }}")
        elif item:
            clauses, projected = rows.bound(items, [*order.present(page.row, ordered), *beyond])
            parts.append(f"items: COLLECT {{ {clauses} {projected} {items} }}")
        if page.total:
            parts.append(f"total: {rows.total()}")
        expression = f"{{{', '.join(parts)}}}"
    else:
        source = cast("Statement", source)
        listed = f"{parent}.{source.rows}"
        if items:
            kept = filters.where(beyond)
            parts.append(f"items: COLLECT {{ UNWIND {listed} AS {that} WITH {that}{kept} {items} }}")
        if page.total:
            solved = isinstance(source, Solved)
            parts.append(f"total: {parent}.{TOTAL}" if solved else f"total: size({listed})")
        if not isinstance(source, Solved):
            used = {*read_of(entries), *([source.rows or ""] if items or page.total else [])}
            call = called(compiler, source, parent, used, variable, site)
            expression = f"COLLECT {{ {call} RETURN {{{', '.join(parts)}}} }}[0]"
        elif compiler.asking:
            expression = question(variable, site)
        else:
            of_rows: Read = {**page.read(), **{key.name: None for key in keys}}
            read = {**read_of(entries), source.rows or "": of_rows}
            compiler.sites[site] = replace(compiler.sites[site], read=read)
            expression = f"CASE WHEN {parent} IS NOT NULL THEN {{{', '.join(parts)}}} END"
    return Selection({type_.name: entries}, abstract=False), expression, tuple(held)


def _then(kept: Sequence[str]) -> str:
    """A further filter of rows that are bound."""
    return f"{filters.where(kept).lstrip()} WITH * " if kept else ""


def _rows(
    compiler: Compiler, asked: Asked, source: Connected, variable: str | None, that: str, site: int
) -> Rows:
    row = Row(that, f"r{next(compiler.names)}" if source.edge else None)
    if row.edge:
        compiler.edges.add(row.edge)
    history = bool((asked.given or {}).get("history"))
    matched = f"MATCH {compiler.placed(source, variable, row, history=history)}"
    kept = filters.kept(compiler, asked, row, site)
    repeats = source.distinct or compiler.patterns.of(source.pattern).repeats
    return Rows(source, row, matched, kept, history, repeats)


@dataclass
class _Page:
    """What is read of a page's rows: each selection of a row once, whether `nodes` or `edges` ask it."""

    compiler: Compiler
    target: Any
    row: Row
    node: bool
    bodies: dict[str, str] = field(default_factory=dict[str, str])
    shown: dict[str, str] = field(default_factory=dict[str, str])
    """What edges show of their relationship."""
    cursors: bool = False
    total: bool = False
    _known: dict[tuple[int, ...], tuple[str, Selection]] = field(
        default_factory=dict[tuple[int, ...], "tuple[str, Selection]"]
    )

    def rows(self, asked: Asked) -> Entry:
        """`nodes` or `node`: its key is where an item carries the row as this field reads it."""
        signature = self.compiler.alike.numbers(asked.sets)
        if signature not in self._known:
            before = len(self.compiler.solved)
            selection, body = carried(
                self.compiler, self.target, asked.sets, self.row.that, asked.path, node=self.node
            )
            key = f"e{len(self._known)}"
            if self.compiler.kept(before):
                self.bodies[key] = body
            self._known[signature] = key, selection
        key, selection = self._known[signature]
        type_ = cast("Any", asked.definition).type
        return Entry(asked.response_key, asked.name, key, type_, selection=selection)

    def read(self) -> Read:
        """What is read of its rows, where they are a statement's."""
        return read_of(each for _, selection in self._known.values() for each in selection.every)

    def item(self, keys: list[Key]) -> dict[str, str]:
        """What is read of each row, by name; nothing where nothing is."""
        read = {**self.bodies, **self.shown}
        if self.cursors:
            read[KEYS] = f"[{', '.join(key.value(self.row) for key in keys)}]"
        return read


def _entries(
    page: _Page, type_: GraphQLObjectType, asked: Asked, parent: str, rows: Rows | None
) -> tuple[list[Entry], list[str]]:
    """A connection's own entries, and the parts that aggregates or fields of its statement's row add."""
    entries: list[Entry] = []
    parts: list[str] = []
    numbers = count()
    for each in page.compiler.asked(type_, asked.sets, asked.path):
        if each.name == "edges":
            entries.append(_edges(page, each))
            continue
        if each.name == "nodes":
            entries.append(page.rows(each))
            continue
        before = len(page.compiler.solved)
        if rows is not None and each.given is not None and isinstance(each.source, Aggregated | Grouped):
            make = groups if isinstance(each.source, Grouped) else aggregate
            entry, expression = make(page.compiler, each, page.row, rows.all)
            entry = replace(entry, key=f"g{next(numbers)}")
        else:
            entry, expression = page.compiler.entry(each, parent, numbers)
        page.cursors |= each.name == "pageInfo"
        page.total |= each.name == "totalCount"
        if expression is not None and page.compiler.kept(before):
            parts.append(f"{entry.key}: {expression}")
        entries.append(entry)
    if page.compiler.asking:
        page.cursors = page.total = False
        page.shown.clear()
    return entries, parts


def _edges(page: _Page, asked: Asked) -> Entry:
    type_: Any = cast("Any", asked.definition).type
    edge = cast("GraphQLObjectType", get_named_type(type_))
    entries: list[Entry] = []
    for each in page.compiler.asked(edge, asked.sets, asked.path):
        if each.name == "node":
            entries.append(page.rows(each))
        elif isinstance(each.source, Property):
            entry, expression = page.compiler.entry(each, page.row.edge, count())
            key = f"r_{entry.key}"
            page.shown[key] = expression or "null"
            entries.append(replace(entry, key=key))
        else:
            page.cursors |= each.name == "cursor"
            entries.append(page.compiler.entry(each, None, count())[0])
    page.cursors |= not page.bodies and not page.shown
    selection = Selection({edge.name: entries}, abstract=False)
    return Entry(asked.response_key, "edges", "edges", type_, selection=selection)
