"""Aggregates and groups of a connection: computed over all that it holds, beside the page."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from graphql import get_named_type

from queries.planner.carried import carried
from queries.planner.filters import source_of
from queries.planner.keys import Row, read
from queries.planner.plan import Asked, Entry, Selection
from queries.planner.sources import GroupedEdge, GroupKey, Measured, One, Source

if TYPE_CHECKING:
    from queries.planner.compile import Compiler

Rows = Callable[[str], str]
"""The clauses that bind a row's variables for a body that reads them."""

_FUNCTIONS: Mapping[str, str] = {
    "sum": "sum(toFloatOrNull({}))",
    "average": "avg(toFloatOrNull({}))",
    "min": "min({})",
    "max": "max({})",
}
"""Field of an aggregate -> what it computes. What isn't a number is left out of a sum, as null is."""


def aggregate(compiler: Compiler, asked: Asked, row: Row, rows: Rows) -> tuple[Entry, str]:
    """One row of aggregates."""
    declared = cast("Any", asked.definition).type
    type_ = get_named_type(declared)
    entries, body = _measured(compiler, type_, asked, row)
    selection = Selection({type_.name: entries}, abstract=False)
    entry = Entry(asked.response_key, asked.name, "", declared, selection=selection)
    return entry, f"COLLECT {{ {rows(body)} RETURN {body} }}[0]"


def groups(compiler: Compiler, asked: Asked, row: Row, rows: Rows) -> tuple[Entry, str]:
    """Aggregates by group: most counted first, then in the order of the values."""
    definition = cast("Any", asked.definition)
    site = compiler.site(asked, cast("Source", asked.source))
    type_ = get_named_type(definition.type)
    keyed = get_named_type(type_.fields["key"].type)
    by = dict.fromkeys(str(getattr(each, "value", each)) for each in (asked.given or {})["by"])
    named = {name: f"g{next(compiler.names)}" for name in by}
    fetched, values, ordered = "", list[str](), ["m.count DESC"]
    for name, variable in named.items():
        source = source_of(keyed.fields[name])
        if isinstance(source, One):
            that = f"n{next(compiler.names)}"
            matched = compiler.placed(source, row.that, Row(that))
            fetched += f" WITH *, COLLECT {{ MATCH {matched} RETURN {that} LIMIT 1 }}[0] AS {variable}"
            values.append(variable)
            ordered.append(f"{variable}.id")
        else:
            value = (
                f"{row.edge}.{source.property.name}" if isinstance(source, GroupedEdge)
                else f"{row.that}.{source.name}"
            )  # fmt: skip
            values.append(f"{value} AS {variable}")
            ordered.append(variable)
    shown = ["m {.*"]

    def key(each: Asked) -> Entry:
        entry, part = _key(compiler, keyed, each, named)
        shown.append(f"k{len(shown)}: {part}")
        return replace(entry, key=f"k{len(shown) - 1}")

    entries, body = _measured(compiler, type_, asked, row, key)
    expression = (
        f"COLLECT {{ {rows(' '.join([*values, body]))}{fetched} WITH {', '.join([*values, f'{body} AS m'])} "
        f"ORDER BY {', '.join(ordered)} LIMIT $p.a{site}.first RETURN {', '.join(shown)}}} }}"
    )
    selection = Selection({type_.name: entries}, abstract=False)
    entry = Entry(asked.response_key, asked.name, "", definition.type, selection=selection, site=site)
    return entry, expression


def _measured(
    compiler: Compiler, type_: Any, asked: Asked, row: Row, key_of: Callable[[Asked], Entry] | None = None
) -> tuple[list[Entry], str]:
    """The aggregates that are asked, and the map that computes them; `key_of` reads a group's key beside them."""
    parts: dict[str, str] = {"count": "count(*)"} if key_of else {}
    entries: list[Entry] = []
    numbers = count()
    for each in compiler.asked(type_, asked.sets, asked.path):
        if key_of and isinstance(each.source, GroupKey):
            entries.append(key_of(each))
            continue
        if each.definition is None:
            entries.append(compiler.entry(each, None, count())[0])
            continue
        entry = Entry(each.response_key, each.name, each.name, each.definition.type)
        inner: Any = get_named_type(each.definition.type)
        if each.name == "count":
            parts["count"] = "count(*)"
        elif isinstance(each.source, Measured):
            key = f"f{next(numbers)}"
            leaves, parts[key] = _functions(compiler, inner, each, row, each.source)
            entry = replace(entry, key=key, selection=Selection({inner.name: leaves}, abstract=False))
        else:
            key = f"f{next(numbers)}"
            below, parts[key] = _measured(compiler, inner, each, row)
            entry = replace(entry, key=key, selection=Selection({inner.name: below}, abstract=False))
        entries.append(entry)
    parts = parts or {"count": "count(*)"}
    return entries, f"{{{', '.join(f'{key}: {text}' for key, text in parts.items())}}}"


def _functions(
    compiler: Compiler, type_: Any, asked: Asked, row: Row, source: Measured
) -> tuple[list[Entry], str]:
    variable = row.edge if source.edge else row.that
    parts: dict[str, str] = {}
    entries: list[Entry] = []
    for each in compiler.asked(type_, asked.sets, asked.path):
        if each.definition is None:
            entries.append(compiler.entry(each, None, count())[0])
            continue
        computed = _FUNCTIONS[each.name].format(f"{variable}.{source.property.name}")
        parts[each.name] = read(source.property.kind, computed)
        entries.append(Entry(each.response_key, each.name, each.name, each.definition.type))
    return entries, f"{{{', '.join(f'{key}: {text}' for key, text in parts.items())}}}" if parts else "{}"


def _key(compiler: Compiler, keyed: Any, asked: Asked, named: Mapping[str, str]) -> tuple[Entry, str]:
    """What a group shows of its key; a field that it isn't grouped by is null."""
    entries: list[Entry] = []
    parts: list[str] = []
    for each in compiler.asked(keyed, asked.sets, asked.path):
        if each.definition is None:
            entries.append(compiler.entry(each, None, count())[0])
            continue
        variable, declared = named.get(each.name), each.definition.type
        entry = Entry(each.response_key, each.name, f"f{len(parts)}", declared, source=each.source)
        body = variable or "null"
        if variable and isinstance(each.source, One):
            node = get_named_type(declared)
            selection, body = carried(
                compiler, node, each.sets, variable, each.path, node=True, optional=True
            )
            entry = replace(entry, selection=selection)
        parts.append(f"f{len(parts)}: {body}")
        entries.append(entry)
    selection = Selection({keyed.name: entries}, abstract=False)
    entry = Entry(asked.response_key, asked.name, "", cast("Any", asked.definition).type, selection=selection)
    return entry, f"{{{', '.join(parts)}}}"
