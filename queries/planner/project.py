"""Reading the graph's answer: a checked projection that gives JSON's shape, or says that it can't prove it right."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, is_leaf_type

from queries.planner.compile import Entry, Selection
from queries.planner.paging import page
from queries.planner.sources import Computed


class Unproven(Exception):
    """The answer has a place that isn't certainly what the specification asks; graphql-core decides."""


@dataclass(frozen=True)
class Bound:
    """A request's values for a plan: the parameter map, and what each paged site needs to be read."""

    parameters: dict[str, Any] = field(default_factory=dict[str, Any])
    pages: dict[int, tuple[int, bool, Mapping[str, Any]]] = field(
        default_factory=dict[int, "tuple[int, bool, Mapping[str, Any]]"]
    )


def raw_value(entry: Entry, raw: Mapping[str, Any], bound: Bound) -> Any:
    """An entry's value in the object that came from the graph, before its own selection is read."""
    if entry.reading == "page":
        size, backward, arguments = bound.pages[entry.site or 0]
        found = raw[entry.key]
        if found is None:
            return None
        lists = [each.key for each in _only(entry.selection) if each.field_name == "nodes"]
        return page(found, size, lists, backward=backward, arguments=arguments)
    if entry.reading == "computed" and isinstance(entry.source, Computed):
        return entry.source.make(raw[entry.key])
    return raw.get(entry.key)


def _only(selection: Selection | None) -> list[Entry]:
    """The entries of a selection on one concrete type."""
    return next(iter(selection.entries.values())) if selection else []


Project = Callable[[Any, Bound], Any]


class Projection:
    """Compiled from a plan's root selection; `project` raises `Unproven` rather than guess."""

    def __init__(self, root: Selection, type_of: Callable[[Mapping[str, Any]], str | None]) -> None:
        self._type_of = type_of
        self.project = self._object(root)

    def _object(self, selection: Selection) -> Project:
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
        complete = self._completed(entry.type, entry.selection)
        if entry.reading == "value":
            key = entry.key
            return lambda raw, bound: complete(raw.get(key), bound)
        return lambda raw, bound: complete(raw_value(entry, raw, bound), bound)

    def _completed(self, type_: Any, selection: Selection | None) -> Project:
        required = isinstance(type_, GraphQLNonNull)
        inner = type_.of_type if required else type_
        if isinstance(inner, GraphQLList):
            value = _list(self._completed(inner.of_type, selection))
        elif is_leaf_type(inner):
            value = _checked(_leaf(inner))
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


def _checked(check: Callable[[Any], bool]) -> Project:
    def value(given: Any, _bound: Bound) -> Any:
        if not check(given):
            raise Unproven
        return given

    return value


def _unproven(_raw: Any, _bound: Bound) -> Any:
    raise Unproven


def _leaf(type_: Any) -> Callable[[Any], bool]:
    if isinstance(type_, GraphQLEnumType):
        values = frozenset(type_.values)
        return lambda given: given.__class__ is str and given in values
    checks: dict[str, Callable[[Any], bool]] = {
        "Int": lambda given: given.__class__ is int and -(2**31) <= given < 2**31,
        "Float": lambda given: given.__class__ is float and math.isfinite(given),
        "Boolean": lambda given: given.__class__ is bool,
    }
    return checks.get(type_.name, lambda given: given.__class__ is str)


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
