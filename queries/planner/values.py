"""A request's values: their shape, which chooses the plan, and the parameters in which they travel."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core leaves these types open.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, cast
from zoneinfo import ZoneInfo

from graphql import (
    FieldNode,
    GraphQLField,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    VariableValues,
    get_argument_values,
)

from graph.errors import InputError
from queries.planner.inputs import OrderDirection
from queries.planner.paging import Bounds, bounds, decode_cursor
from queries.planner.plan import AS_OF, Parameters, Site, refused
from queries.planner.relay import Grouping
from queries.planner.sources import ByIds, Connected, Grouped, Many, Statement

SHANGHAI = ZoneInfo("Asia/Shanghai")

UP_TO = "upTo"
"""Among the `$args` of a statement with rows: how many of the first may be read; null where any may."""


@dataclass(frozen=True)
class Bound:
    """A request's values for a plan: the parameter map, and what each paged site needs to be read."""

    parameters: dict[str, Any] = field(default_factory=dict[str, Any])
    pages: dict[int, Bounds] = field(default_factory=dict[int, Bounds])
    rows: dict[int, list[Mapping[str, Any]]] = field(default_factory=dict[int, "list[Mapping[str, Any]]"])
    """Filled by what is answered apart: of each paged site the rows whose columns the graph need not see."""
    marks: list[bool] = field(default_factory=list[bool])
    """Filled while the answer is read: whether each of its nodes has the mark, where that is asked."""


def shape(variables: Mapping[str, Any]) -> Any:
    """What of the variables' values can change a statement's text.

    A variable that is null differs from one that is absent: only the latter leaves an argument its default.
    """
    return tuple(
        sorted((name, "null" if value is None else _shape(value)) for name, value in variables.items())
    )


def _shape(value: Any) -> Any:
    """Keys that are given, the objects and groupings in a list, booleans and directions."""
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        return tuple(sorted((key, _shape(each)) for key, each in items if each is not None))
    if isinstance(value, list):
        told = [each for each in cast("list[Any]", value) if isinstance(each, Mapping | Grouping)]
        return tuple(map(_shape, told)) or "list"
    return str(value) if isinstance(value, bool | OrderDirection | Grouping) else "value"


def today() -> dt.date:
    """The day it is in Shanghai."""
    return dt.datetime.now(SHANGHAI).date()


def bind(
    sites: Sequence[Site], values: VariableValues, most: int, day: dt.date, own: Iterable[str] | None = None
) -> Bound:
    """The parameter map, and the bounds of each page; `most` rows of a list or page are allowed.

    `own` are the keys of the viewer's own places, if it has some. A field that takes `asOf` has its day in
    `d<site>`: its own, that of the field above it, or the `day` it is.

    Raises:
        GraphQLError: an argument's value is not one that can be answered.
    """
    bound = Bound({"today": day} if own is None else {"today": day, "own": sorted(own)})
    for index, site in enumerate(sites):
        given = _given(site, values)
        if AS_OF in site.definition.args:
            inherited = bound.parameters["today" if site.day is None else f"d{site.day}"]
            asked = given.get(AS_OF)
            bound.parameters[f"d{index}"] = dt.date.fromisoformat(asked) if asked else inherited
            given[AS_OF] = asked or inherited.isoformat()
        try:
            bound.parameters[f"a{index}"] = _sent(bound, index, site, given, most)
        except InputError as error:
            raise refused(error, site.path, site.node) from error
    return bound


def read_by(reads: Parameters, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Of the parameters those that a statement reads, and of an argument map what it reads of that."""
    return {
        name: {each: value[each] for each in of if each in value} if of and isinstance(value, dict) else value
        for name, of in reads.items()
        if (value := parameters.get(name)) is not None
    }


def fixed_and_variable(
    definition: GraphQLField, node: FieldNode, given: Mapping[str, Any] | None, variables: VariableValues
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """A field's arguments: the values of those in which no variable stands, and the variables of the others.

    Which variables are given, and which of them are null, is part of a plan's key: here they count as values.
    None and nothing, where a variable stands within a list or an object, or one of them can't be answered.
    """
    if given is None:
        return None, {}
    fixed = {key: _plain(value) for key, value in given.items()}
    found: dict[str, str] = {}
    for each in node.arguments or ():
        value, name = each.value, definition.args[each.name.value].out_name or each.name.value
        if isinstance(value, VariableNode):
            if variables.coerced.get(value.name.value) is not None:
                found[name] = value.name.value
                del fixed[name]
        elif _holds_variable(value):
            return None, {}
    return fixed, found


def _holds_variable(value: ValueNode) -> bool:
    if isinstance(value, ListValueNode):
        return any(map(_holds_variable, value.values))
    if isinstance(value, ObjectValueNode):
        return any(_holds_variable(each.value) for each in value.fields)
    return isinstance(value, VariableNode)


def _given(site: Site, values: VariableValues) -> dict[str, Any]:
    """A field's arguments with this request's values."""
    if site.fixed is None:
        coerced = get_argument_values(site.definition, site.node, values)
        return {key: _plain(value) for key, value in coerced.items()}
    return {**site.fixed, **{key: _plain(values.coerced[name]) for key, name in site.by_variable.items()}}


def _sent(bound: Bound, index: int, site: Site, given: dict[str, Any], most: int) -> dict[str, Any]:
    source = site.source
    sent = source.prepare(given) if isinstance(source, Statement) else given
    if isinstance(source, Connected) or (isinstance(source, Statement) and source.rows):
        page = bounds(given, most, site.mark)
        bound.pages[index] = page
        cursors = {
            name: decode_cursor(given[name], site.keys)
            for name in ("after", "before")
            if given.get(name) is not None
        }
        front = not (page.backward or cursors)
        return {**sent, **cursors, "limit": page.size + 1, UP_TO: page.size + 1 if front else None}
    if isinstance(source, Many | Grouped) and not 0 <= given["first"] <= most:
        raise InputError(f"`first` is {given['first']}; it must lie between 0 and {most}.")
    if isinstance(source, ByIds) and len(given["ids"]) > most:
        raise InputError(f"`ids` has {len(given['ids'])} items; at most {most} are answered at once.")
    return sent


def _plain(value: Any) -> Any:
    """An argument's value as the driver takes it: enum members as their values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [_plain(each) for each in cast("list[Any]", value)]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in cast("Mapping[str, Any]", value).items()}
    return value
