"""Reading the graph's answer: a checked projection that gives JSON's shape, or says that it can't prove it right."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import GraphQLEnumType, GraphQLError, GraphQLList, GraphQLNonNull, Undefined, is_leaf_type

from queries.planner.paging import page
from queries.planner.plan import MARK, Entry, Selection
from queries.planner.sources import Computed
from queries.planner.values import Bound


class Unproven(Exception):
    """The answer has a place that isn't certainly what the specification asks; graphql-core decides."""


class Uncomputable(GraphQLError):
    """A value that is made in Python could not be made; what went wrong stands in the log."""


def raw_value(entry: Entry, raw: Mapping[str, Any], bound: Bound) -> Any:
    """An entry's value in the object that came from the graph, before its own selection is read.

    Raises:
        Uncomputable: the function that makes it failed.
    """
    if entry.reading == "page":
        found = raw[entry.key]
        if found is None:
            return None
        lists = [each.key for each in _only(entry.selection) if each.field_name == "nodes"]
        return page(found, bound.pages[entry.site or 0], lists)
    if entry.reading == "computed" and isinstance(entry.source, Computed):
        try:
            return entry.source.make(raw[entry.key])
        except Exception as error:
            raise Uncomputable("This value could not be computed; the server's log says why.") from error
    return raw.get(entry.key)


def _only(selection: Selection | None) -> list[Entry]:
    """The entries of a selection on one concrete type."""
    return next(iter(selection.entries.values())) if selection else []


Project = Callable[[Any, Bound], Any]


class Projection:
    """Compiled from a plan's root selection; `project` raises `Unproven` rather than guess."""

    def __init__(
        self,
        root: Selection,
        type_of: Callable[[Mapping[str, Any]], str | None],
        *,
        marks: bool = False,
    ) -> None:
        self._type_of = type_of
        self._marks = marks
        self.project = self._object(root)

    def _object(self, selection: Selection) -> Project:
        project = self._plain_object(selection)
        if not self._marks:
            return project

        def counted(raw: Any, bound: Bound) -> Any:
            if isinstance(raw, dict) and MARK in raw:
                bound.marks.append(raw[MARK] is True)
            return project(raw, bound)

        return counted

    def _plain_object(self, selection: Selection) -> Project:
        readers = {
            name: [(e.response_key, self._entry(e, name)) for e in es]
            for name, es in selection.entries.items()
        }
        if not selection.abstract:
            (only,) = readers.values()
            return lambda raw, bound: {key: read(raw, bound) for key, read in only}
        type_of = self._type_of

        def project(raw: Any, bound: Bound) -> Any:
            if (found := readers.get(type_of(raw) or "")) is None:
                raise Unproven
            return {key: read(raw, bound) for key, read in found}

        return project

    def _entry(self, entry: Entry, type_name: str) -> Project:
        if entry.reading == "typename":
            return lambda _raw, _bound: type_name
        if entry.reading == "resolver":
            return _unproven
        if entry.reading == "value":
            return self._read(entry)
        complete = self._completed(entry.type, entry.selection)

        def computed(raw: Any, bound: Bound) -> Any:
            try:
                value = raw_value(entry, raw, bound)
            except Uncomputable as error:
                raise Unproven from error
            return complete(value, bound)

        return computed

    def _read(self, entry: Entry) -> Project:
        """A value read by its key and completed: for the commonest scalars in one call."""
        key, required = entry.key, isinstance(entry.type, GraphQLNonNull)
        inner = cast("GraphQLNonNull[Any]", entry.type).of_type if required else entry.type
        if is_leaf_type(inner) and inner.name in _CLASSES:
            class_, fits = _CLASSES[inner.name]

            def scalar(raw: Any, _bound: Bound) -> Any:
                given = raw.get(key)
                if given.__class__ is class_:
                    if fits is None or fits(given):
                        return given
                elif given is None and not required:
                    return None
                raise Unproven

            return scalar
        if isinstance(inner, GraphQLEnumType):
            names = {value.value: name for name, value in inner.values.items()}

            def enum(raw: Any, _bound: Bound) -> Any:
                given = raw.get(key)
                if given.__class__ is str and (name := names.get(given)) is not None:
                    return name
                if given is None and not required:
                    return None
                raise Unproven

            return enum
        complete = self._completed(entry.type, entry.selection)
        return lambda raw, bound: complete(raw.get(key), bound)

    def _reads(self, type_: Any, selection: Selection | None) -> list[tuple[str, Project]] | None:
        """What is read of each object of a list that holds no null and one concrete type."""
        if not isinstance(type_, GraphQLNonNull) or selection is None or selection.abstract or self._marks:
            return None
        ((name, entries),) = selection.entries.items()
        return [(each.response_key, self._entry(each, name)) for each in entries]

    def _completed(self, type_: Any, selection: Selection | None) -> Project:
        required = isinstance(type_, GraphQLNonNull)
        inner = type_.of_type if required else type_
        if isinstance(inner, GraphQLList):
            if (reads := self._reads(inner.of_type, selection)) is not None:
                value = _objects(reads)
            else:
                value = _list(self._completed(inner.of_type, selection))
        elif is_leaf_type(inner):
            value = _leaf(inner)
        else:
            value = self._object(selection) if selection is not None else _unproven

        def completed(given: Any, bound: Bound) -> Any:
            if given is not None:
                return value(given, bound)
            if required:
                raise Unproven
            return None

        return completed


def _list(each: Project) -> Project:
    def value(given: Any, bound: Bound) -> Any:
        if given.__class__ is not list:
            raise Unproven
        return [each(item, bound) for item in given]

    return value


def _objects(reads: list[tuple[str, Project]]) -> Project:
    """A list of objects in one comprehension: where most of an answer's fields are."""

    def value(given: Any, bound: Bound) -> Any:
        if given.__class__ is not list:
            raise Unproven
        try:
            return [{key: read(raw, bound) for key, read in reads} for raw in given]
        except AttributeError as error:  # one of them is null
            raise Unproven from error

    return value


def _leaf(type_: Any) -> Project:
    if isinstance(type_, GraphQLEnumType):
        return _enum({value.value: name for name, value in type_.values.items()})
    if type_.name not in _CLASSES:
        return _coerced(type_)
    class_, fits = _CLASSES[type_.name]

    def value(given: Any, _bound: Bound) -> Any:
        if given.__class__ is not class_ or (fits is not None and not fits(given)):
            raise Unproven
        return given

    return value


_CLASSES: Mapping[str, tuple[type, Callable[[Any], bool] | None]] = {
    "Int": (int, lambda given: -(2**31) <= given < 2**31),
    "Float": (float, math.isfinite),
    "Boolean": (bool, None),
    **dict.fromkeys(("String", "ID", "Date", "DateTime"), (str, None)),
}
"""Scalars whose values in an answer are what the response shows: their Python class, and what else must hold."""


def _enum(names: Mapping[Any, str]) -> Project:
    def value(given: Any, _bound: Bound) -> Any:
        if given.__class__ is not str or (name := names.get(given)) is None:
            raise Unproven
        return name

    return value


def _coerced(type_: Any) -> Project:
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
