"""Relay connections: a page of nodes or of a statement's rows, with one row beyond it, and their total."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLObjectType, get_named_type

from queries.planner import filters, order
from queries.planner.keys import Key
from queries.planner.plan import Asked, Entry, Selection
from queries.planner.related import called, columns
from queries.planner.sources import Connected, Statement

if TYPE_CHECKING:
    from queries.planner.compile import Compiler


def connection(
    compiler: Compiler, asked: Asked, source: Connected | Statement, variable: str | None, site: int
) -> tuple[Selection, str]:
    """What is selected of a connection, and the expression `{items: [{k, …}], total}` that carries it."""
    type_ = cast("GraphQLObjectType", get_named_type(cast("Any", asked.definition).type))
    target = get_named_type(type_.fields["nodes"].type)
    given = asked.given or {}
    if isinstance(source, Statement):
        keys = [Key(name, descending) for name, descending in source.order]
    else:
        keys = order.keys(compiler.model, target, asked)
    compiler.sites[site] = replace(compiler.sites[site], keys=tuple(keys))
    page = _Page(compiler, target, f"n{next(compiler.names)}", node=isinstance(source, Connected))
    row = f"n{next(compiler.names)}"
    entries, parts = _entries(page, type_, asked, row)
    ordered = order.turned(keys, backward=given.get("last") is not None)
    beyond = order.between(page.that, keys, given, f"$p.a{site}")
    items = page.items(keys, ordered, site)
    that = page.that
    if isinstance(source, Statement):
        if items:
            parts.append(
                f"items: COLLECT {{ UNWIND {row}.{source.rows} AS {that} WITH {that}{filters.where(beyond)} {items} }}"
            )
        if page.total:
            parts.append(f"total: size({row}.{source.rows})")
        used = {*columns(entries), *([source.rows or ""] if items or page.total else [])}
        body = f"{{{', '.join(parts)}}}"
        expression = f"COLLECT {{ {called(compiler, source, row, used, variable, site)} RETURN {body} }}[0]"
    else:
        matched = f"MATCH {filters.placed(source.pattern, variable, that)}"
        kept = filters.kept(asked, that, site, compiler.names)
        distinct = "DISTINCT " if source.distinct else ""
        if items:
            where = filters.where([*order.present(that, ordered), *kept, *beyond])
            parts.append(f"items: COLLECT {{ {matched}{where} WITH {distinct}{that} {items} }}")
        if page.total:
            counted = f" RETURN DISTINCT {that}" if distinct else ""
            parts.append(f"total: COUNT {{ {matched}{filters.where(kept)}{counted} }}")
        expression = f"{{{', '.join(parts)}}}"
    return Selection({type_.name: entries}, abstract=False), expression


@dataclass
class _Page:
    """What is read of a page's rows: each selection of a row once, whether `nodes` or `edges` ask it."""

    compiler: Compiler
    target: Any
    that: str
    node: bool
    bodies: dict[str, str] = field(default_factory=dict[str, str])
    cursors: bool = False
    total: bool = False
    _known: dict[tuple[int, ...], tuple[str, Selection]] = field(
        default_factory=dict[tuple[int, ...], "tuple[str, Selection]"]
    )

    def rows(self, asked: Asked) -> Entry:
        """`nodes` or `node`: its key is where an item carries the row as this field reads it."""
        signature = self.compiler.alike.numbers(asked.sets)
        if signature not in self._known:
            selection, body = self.compiler.map(
                self.target, asked.sets, self.that, asked.path, node=self.node
            )
            key = f"e{len(self.bodies)}"
            self.bodies[key] = body
            self._known[signature] = key, selection
        key, selection = self._known[signature]
        type_ = cast("Any", asked.definition).type
        return Entry(asked.response_key, asked.name, key, type_, selection=selection)

    def items(self, keys: list[Key], ordered: list[Key], site: int) -> str:
        """The end of the subquery that collects the items, or nothing where no row is read."""
        read = dict(self.bodies)
        if self.cursors:
            read["k"] = f"[{', '.join(key.value(self.that) for key in keys)}]"
        if not read:
            return ""
        item = ", ".join(f"{key}: {body}" for key, body in read.items())
        return f"{order.order_by(self.that, ordered)} LIMIT $p.a{site}.limit RETURN {{{item}}}"


def _entries(page: _Page, type_: GraphQLObjectType, asked: Asked, row: str) -> tuple[list[Entry], list[str]]:
    """A connection's own entries, and the parts that fields of its statement's row add."""
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
        entry, expression = page.compiler.entry(each, row, numbers)
        page.cursors |= each.name == "pageInfo"
        page.total |= each.name == "totalCount"
        if expression is not None:
            parts.append(f"{entry.key}: {expression}")
        entries.append(entry)
    return entries, parts


def _edges(page: _Page, asked: Asked) -> Entry:
    type_: Any = cast("Any", asked.definition).type
    edge = cast("GraphQLObjectType", get_named_type(type_))
    entries: list[Entry] = []
    for each in page.compiler.asked(edge, asked.sets, asked.path):
        if each.name == "node":
            entries.append(page.rows(each))
        else:
            page.cursors |= each.name == "cursor"
            entries.append(page.compiler.entry(each, None, count())[0])
    page.cursors |= not page.bodies
    selection = Selection({edge.name: entries}, abstract=False)
    return Entry(asked.response_key, "edges", "edges", type_, selection=selection)
