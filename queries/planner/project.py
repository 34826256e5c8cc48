"""Reading the graph's answer: a checked projection that gives JSON's shape, or says that it can't prove it right."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Reader:
    """How a value is completed; and a column of them, which for scalars costs a few calls however long it is."""

    one: One
    column: Column

    @classmethod
    def each(cls, one: One) -> Reader:
        """Of values that are completed one by one."""
        return cls(one, lambda values, bound: [one(value, bound) for value in values])


class Projection:
    """Compiled from a plan's root selection; `project` raises `Unproven` rather than guess."""

    def __init__(self, root: Selection, type_of: Callable[[Sequence[Any]], str | None]) -> None:
        self._type_of = type_of
        self.project = self._map(root)

    def _map(self, selection: Selection) -> One:
        """One object that a map carries: the root, and what is made in Python."""
        if selection.abstract:
            return _unproven
        ((name, entries),) = selection.entries.items()
        fields = [(each.response_key, _of_row(each), self._entry(each, name).one) for each in entries]
        return lambda raw, bound: {shown: one(found(raw, bound), bound) for shown, found, one in fields}

    def _positional(self, selection: Selection) -> Reader:
        """Objects that lists carry; most of an answer's fields are read here, a column at once."""
        readers = {name: self._fields(name, entries) for name, entries in selection.entries.items()}
        tables = {name: _table(fields) for name, fields in readers.items()}
        mark, type_of = selection.mark, self._type_of
        only = None if selection.abstract else next(iter(readers))

        def one(raw: Any, bound: Bound) -> Any:
            if mark is not None:
                bound.marks.append(raw[mark] is True)
            if (fields := readers.get(only or type_of(raw) or "")) is None:
                raise Unproven
            return {shown: read.one(found(raw, bound), bound) for shown, _, found, read in fields}

        def column(rows: Sequence[Any], bound: Bound) -> Sequence[Any]:
            if None in rows:
                raise Unproven
            if mark is not None:
                bound.marks.extend(each[mark] is True for each in rows)
            if only is not None:
                return tables[only](rows, bound)
            of_type: dict[str, list[int]] = {}
            for place, each in enumerate(rows):
                of_type.setdefault(type_of(each) or "", []).append(place)
            if not tables.keys() >= of_type.keys():
                raise Unproven
            shown: list[Any] = [None] * len(rows)
            for name, places in of_type.items():
                made = tables[name]([rows[place] for place in places], bound)
                for place, each in zip(places, made, strict=True):
                    shown[place] = each
            return shown

        return Reader(one, column)

    def _fields(self, type_name: str, entries: Sequence[Entry]) -> list[Field]:
        return [
            (each.response_key, each.key, _of_row(each), self._entry(each, type_name)) for each in entries
        ]

    def _entry(self, entry: Entry, type_name: str) -> Reader:
        if entry.reading == "typename":
            return Reader.each(lambda _value, _bound: type_name)
        if entry.reading == "resolver":
            return Reader.each(_unproven)
        complete = self._completed(entry.type, entry.selection)
        if entry.reading == "value":
            return complete
        make = _maker(entry)

        def made(found: Any, bound: Bound) -> Any:
            try:
                value = make(found, bound)
            except Uncomputable as error:
                raise Unproven from error
            return complete.one(value, bound)

        return Reader.each(made)

    def _completed(self, type_: Any, selection: Selection | None) -> Reader:
        required = isinstance(type_, GraphQLNonNull)
        inner = type_.of_type if required else type_
        if is_leaf_type(inner):
            return _leaf(inner, required=required)
        if isinstance(inner, GraphQLList):
            return Reader.each(_nullable(_list(self._completed(inner.of_type, selection)), required=required))
        if selection is None:
            return Reader.each(_unproven)
        if not selection.positional:
            return Reader.each(_nullable(self._map(selection), required=required))
        read = self._positional(selection)
        column = read.column if required else _present(read.column)
        return Reader(_nullable(read.one, required=required), column)


Field = tuple[str, "str | int", One, Reader]
"""Of an object that a list carries: the response key, its place there (or its key elsewhere), how one is found and read."""


def _table(fields: Sequence[Field]) -> Column:
    """Rows of one concrete type, none of them null, read column by column."""
    shown = [each[0] for each in fields]

    def table(rows: Sequence[Any], bound: Bound) -> list[dict[str, Any]]:
        if not rows or not fields:
            return [{} for _ in rows]
        columns = list(zip(*rows, strict=True))
        read = [
            reader.column(
                columns[at] if isinstance(at, int) else [found(each, bound) for each in rows], bound
            )
            for _, at, found, reader in fields
        ]
        return [dict(zip(shown, values, strict=True)) for values in zip(*read, strict=True)]

    return table


def _nullable(value: One, *, required: bool) -> One:
    def completed(given: Any, bound: Bound) -> Any:
        if given is not None:
            return value(given, bound)
        if required:
            raise Unproven
        return None

    return completed


def _present(full: Column) -> Column:
    """The same of a column that may hold nulls."""

    def column(values: Sequence[Any], bound: Bound) -> Sequence[Any]:
        if None not in values:
            return full(values, bound)
        made = iter(full([each for each in values if each is not None], bound))
        return [None if each is None else next(made) for each in values]

    return column


def _list(each: Reader) -> One:
    def value(given: Any, bound: Bound) -> Any:
        if given.__class__ is not list:
            raise Unproven
        return each.column(given, bound)

    return value


def _leaf(type_: Any, *, required: bool) -> Reader:
    """A scalar whose Python value is what the response shows, an enum's name, or a scalar of a team's own."""
    if isinstance(type_, GraphQLEnumType):
        names: Any = {value.value: name for name, value in type_.values.items()}
        known, fits = frozenset({str}), names.__contains__
    elif type_.name in _CLASSES:
        names, (class_, fits) = None, _CLASSES[type_.name]
        known = frozenset({class_})
    else:
        return Reader.each(_nullable(_coerced(type_), required=required))

    def one(given: Any, _bound: Bound) -> Any:
        if given.__class__ in known:
            if fits is None or fits(given):
                return names[given] if names else given
        elif given is None and not required:
            return None
        raise Unproven

    allowed = known if required else known | {type(None)}

    def column(values: Sequence[Any], bound: Bound) -> Sequence[Any]:
        classes = set(map(type, values))
        if not classes <= allowed:
            raise Unproven
        if fits is None:
            return values
        if type(None) in classes:
            return [one(each, bound) for each in values]
        if not all(map(fits, values)):
            raise Unproven
        return [names[each] for each in values] if names else values

    return Reader(one, column)


def _is_int(given: int) -> bool:
    return -(2**31) <= given < 2**31


_CLASSES: Mapping[str, tuple[type, Callable[[Any], bool] | None]] = {
    "Int": (int, _is_int),
    "Float": (float, math.isfinite),
    "Boolean": (bool, None),
    **dict.fromkeys(("String", "ID", "Date", "DateTime"), (str, None)),
}
"""Scalars whose values in an answer are what the response shows: their Python class, and what else must hold."""


def _coerced(type_: Any) -> One:
    """A scalar of a team's own, as it shows itself."""

    def value(given: Any, _bound: Bound) -> Any:
        try:
            shown = type_.coerce_output_value(given)
        except Exception as error:
            raise Unproven from error
        if shown is None or shown is Undefined:
            raise Unproven
        return shown

    return value


def _unproven(_raw: Any, _bound: Bound) -> Any:
    raise Unproven


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
