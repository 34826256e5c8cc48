"""Reading the graph's answer: a checked projection that gives JSON's shape, or says that it can't prove it right."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from graphql import GraphQLEnumType, GraphQLError, GraphQLList, GraphQLNonNull, Undefined, is_leaf_type

from queries.planner.paging import page
from queries.planner.plan import ITSELF, Entry, Selection
from queries.planner.sources import Computed
from queries.planner.values import Bound


class Unproven(Exception):
    """The answer has a place that isn't certainly what the specification asks; graphql-core decides."""


class Uncomputable(GraphQLError):
    """A value that is made in Python could not be made; what went wrong stands in the log."""


One = Callable[[Any, Bound], Any]


def raw_value(entry: Entry, raw: Any, bound: Bound) -> Any:
    """An entry's value in the object that came from the graph, before its own selection is read.

    Raises:
        Uncomputable: the function that makes it failed.
    """
    return _maker(entry)(_of_row(entry)(raw, bound), bound)


def _of_row(entry: Entry) -> One:
    """Where an entry's value stands in the object: at its place, under its key, or in the row of an answer that stayed here."""
    key, site = entry.key, entry.row_of
    if entry.reading in ("typename", "resolver"):
        return lambda _raw, _bound: None
    if isinstance(key, int):
        return lambda raw, _bound: raw[key]

    def of(row: Any) -> Any:
        return row if key == ITSELF else row.get(key)

    if site is None:
        return lambda raw, _bound: of(raw)
    return lambda raw, bound: of(bound.rows[site][raw[0]])


def _maker(entry: Entry) -> One:
    """What makes an entry's value of what was found: a page, a value from its columns, rows without nulls; else it is the same."""
    if entry.reading == "page":
        below = _only(entry.selection)
        lists = [str(each.key) for each in below if each.field_name == "nodes"]
        edges = any(each.field_name == "edges" for each in below)
        at = entry.site or 0
        return lambda found, bound: (
            None if found is None else page(found, bound.pages[at], entry.items, lists, edges=edges)
        )
    if entry.reading == "computed" and isinstance(entry.source, Computed):
        make, columns = entry.source.make, entry.source.columns

        def computed(found: Any, _bound: Bound) -> Any:
            try:
                return make({name: found.get(name) for name in columns})
            except Exception as error:
                raise Uncomputable("This value could not be computed; the server's log says why.") from error

        return computed
    if entry.reading == "listed":
        return lambda found, _bound: [each for each in found or () if each is not None]
    return lambda found, _bound: found


def _only(selection: Selection | None) -> list[Entry]:
    """The entries of a selection on one concrete type."""
    return next(iter(selection.entries.values())) if selection else []


Column = Callable[[Sequence[Any], Bound], Sequence[Any]]
"""Completes the values of a column, which costs a few calls however long it is: rows that stand under many parents are
one column too."""


class Projection:
    """Compiled from a plan's root selection; `project` raises `Unproven` rather than guess."""

    def __init__(self, root: Selection, type_of: Callable[[Sequence[Any]], str]) -> None:
        self._type_of = type_of
        self._root = self._objects(root)

    def project(self, data: Any, bound: Bound) -> Any:
        """The answer's data in JSON's shape.

        Raises:
            Unproven: a place of it isn't certainly what the specification asks.
        """
        return self._root([data], bound)[0]

    def _objects(self, selection: Selection) -> Column:
        """Objects that lists carry, or maps: the root, and what is made in Python; none of them null."""
        tables = {
            name: _table([(each, self._entry(each, name)) for each in entries], carried=selection.positional)
            for name, entries in selection.entries.items()
        }
        if selection.abstract:
            table = self._of_types(tables) if selection.positional else _unproven
        else:
            (table,) = tables.values()
        if (mark := selection.mark) is None:
            return table

        def marked(rows: Sequence[Any], bound: Bound) -> Sequence[Any]:
            bound.marks.extend(each[mark] is True for each in rows)
            return table(rows, bound)

        return marked

    def _of_types(self, tables: Mapping[str, Column]) -> Column:
        """Objects each of which is of one of several types."""
        type_of = self._type_of

        def column(rows: Sequence[Any], bound: Bound) -> Sequence[Any]:
            names = [type_of(each) for each in rows]
            if not tables.keys() >= (kinds := set(names)):
                raise Unproven
            if len(kinds) == 1:
                return tables[names[0]](rows, bound)
            of_type: dict[str, list[int]] = {name: [] for name in kinds}
            for place, name in enumerate(names):
                of_type[name].append(place)
            shown: list[Any] = [None] * len(rows)
            for name, places in of_type.items():
                made = tables[name]([rows[place] for place in places], bound)
                for place, each in zip(places, made, strict=True):
                    shown[place] = each
            return shown

        return column

    def _entry(self, entry: Entry, type_name: str) -> Column:
        if entry.reading == "typename":
            return lambda values, _bound: [type_name] * len(values)
        if entry.reading == "resolver":
            return _unproven
        complete = self._completed(entry.type, entry.selection)
        if entry.reading == "value":
            return complete
        make = _maker(entry)

        def made(values: Sequence[Any], bound: Bound) -> Sequence[Any]:
            try:
                found = [make(each, bound) for each in values]
            except Uncomputable as error:
                raise Unproven from error
            return complete(found, bound)

        return made

    def _completed(self, type_: Any, selection: Selection | None) -> Column:
        required = isinstance(type_, GraphQLNonNull)
        inner = type_.of_type if required else type_
        if is_leaf_type(inner):
            return _leaf(inner, required=required)
        if isinstance(inner, GraphQLList):
            full = _lists(self._completed(inner.of_type, selection))
        else:
            full = self._objects(selection) if selection else _unproven
        return _nullable(full, required=required)


def _table(fields: Sequence[tuple[Entry, Column]], *, carried: bool) -> Column:
    """Rows of one concrete type, none of them null, read column by column; `carried` as lists, else as maps."""
    read = [
        (each.key if isinstance(each.key, int) else None, _of_row(each), column) for each, column in fields
    ]
    shown = [each.response_key for each, _ in fields]
    named = _named(len(shown)) if shown else None

    def table(rows: Sequence[Any], bound: Bound) -> list[dict[str, Any]]:
        if named is None or not rows:
            return [{} for _ in rows]
        columns = list(zip(*rows, strict=True)) if carried else ()
        values = [
            column([found(each, bound) for each in rows] if at is None else columns[at], bound)
            for at, found, column in read
        ]
        return named(zip(*values, strict=True), *shown)

    return table


@lru_cache(None)
def _named(many: int) -> Callable[..., list[dict[str, Any]]]:
    """From rows of so many values, and their names, to objects.

    Written out, `{k0: v0, k1: v1}`, a row takes a third to a sixth of what `dict(zip(…))` takes; there are thousands.
    """
    keys, values = ([f"{letter}{nth}" for nth in range(many)] for letter in "kv")
    pairs = ", ".join(f"{key}: {value}" for key, value in zip(keys, values, strict=True))
    text = f"lambda rows, {', '.join(keys)}: [{{{pairs}}} for {', '.join(values)}, in rows]"
    return eval(text)  # noqa: S307 - made of a number alone


def _nullable(full: Column, *, required: bool) -> Column:
    """The same of a column that may hold nulls; where none may be, it is not proven right with one."""

    def column(values: Sequence[Any], bound: Bound) -> Sequence[Any]:
        if None not in values:
            return full(values, bound)
        if required:
            raise Unproven
        made = iter(full([each for each in values if each is not None], bound))
        return [None if each is None else next(made) for each in values]

    return column


def _lists(each: Column) -> Column:
    """Lists, none of them null: all that they hold is one column."""

    def column(values: Sequence[Any], bound: Bound) -> Sequence[Any]:
        if any(value.__class__ is not list for value in values):
            raise Unproven
        if len(values) == 1:
            return [each(values[0], bound)]
        held = iter(each([*chain.from_iterable(values)], bound))
        return [[*islice(held, len(value))] for value in values]

    return column


def _leaf(type_: Any, *, required: bool) -> Column:
    """Scalars whose Python value is what the response shows, enums' names, or scalars of a team's own."""
    if isinstance(type_, GraphQLEnumType):
        names: Any = {value.value: name for name, value in type_.values.items()}
        class_, fit = str, names.keys().__ge__
    elif type_.name in _CLASSES:
        names, (class_, fit) = None, _CLASSES[type_.name]
    else:
        return _nullable(_coerced(type_), required=required)
    allowed = {class_} if required else {class_, type(None)}

    def column(values: Sequence[Any], _bound: Bound) -> Sequence[Any]:
        classes = set(map(type, values))
        if not classes <= allowed:
            raise Unproven
        if fit is not None and not fit({each for each in values if each is not None}):
            raise Unproven
        return [names.get(each) for each in values] if names else values

    return column


def _ints(given: set[int]) -> bool:
    return not given or (min(given) >= -(2**31) and max(given) < 2**31)


def _finite(given: set[float]) -> bool:
    return all(map(math.isfinite, given))


_CLASSES: Mapping[str, tuple[type, Callable[[set[Any]], bool] | None]] = {
    "Int": (int, _ints),
    "Float": (float, _finite),
    "Boolean": (bool, None),
    **dict.fromkeys(("String", "ID", "Date", "DateTime"), (str, None)),
}
"""Scalars whose values in an answer are what the response shows: their Python class, and what else must hold of them."""


def _coerced(type_: Any) -> Column:
    """Scalars of a team's own, as they show themselves; none of them null."""

    def value(given: Any) -> Any:
        try:
            shown = type_.coerce_output_value(given)
        except Exception as error:
            raise Unproven from error
        if shown is None or shown is Undefined:
            raise Unproven
        return shown

    return lambda values, _bound: [value(each) for each in values]


def _unproven(values: Sequence[Any], _bound: Bound) -> Sequence[Any]:
    if values:
        raise Unproven
    return values


def entries_by_path(root: Selection) -> dict[tuple[str, tuple[str, ...]], Entry]:
    """Every entry by the type it stands on and its path of response keys, for graphql-core's own pass."""
    found: dict[tuple[str, tuple[str, ...]], Entry] = {}

    def visit(selection: Selection, path: tuple[str, ...]) -> None:
        for name, entries in selection.entries.items():
            for entry in entries:
                here = (*path, entry.response_key)
                found[name, here] = entry
                if entry.selection is not None:
                    visit(entry.selection, here)

    visit(root, ())
    return found
