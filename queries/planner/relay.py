"""The types of connections: pages, edges with their relationship's properties, aggregates and groups.

`Connection[Film]` in a declaration becomes `FilmConnection`; where the pattern is one hop over a type with
properties, `PersonActedInConnection`, so that its edges can show them. All follow from model and declarations.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph.model import Kind, Relationship
from queries.planner.inputs import Fields, annotation_of, camel, named, planned, python_name
from queries.planner.paging import PageInfo
from queries.planner.scalars import Date, DateTime
from queries.planner.sources import (
    METADATA,
    Aggregated,
    Grouped,
    GroupedEdge,
    GroupKey,
    Measured,
    One,
    Property,
    Source,
)

if TYPE_CHECKING:
    from queries.planner.graph_types import GraphTypes

Target = tuple[type, Relationship | None]
"""What a connection is over: a declared type, and the relationship that its edges show."""

GROUPS = 100
"""Groups that are answered where `first` isn't given."""


class Grouping(Enum):
    """Base of the enums of `groups(by:)`; a member's value is the field's GraphQL name."""


@strawberry.type(description="整数的汇总 / Aggregates of a whole number; null where there is no value")
class IntAggregate:
    """Of an INTEGER."""

    sum: float | None = strawberry.field(description="总和 / Sum")
    average: float | None = strawberry.field(description="平均 / Mean")
    min: int | None = strawberry.field(description="最小 / Least")
    max: int | None = strawberry.field(description="最大 / Most")


@strawberry.type(description="数的汇总 / Aggregates of a number; null where there is no value")
class FloatAggregate:
    """Of a FLOAT."""

    sum: float | None = strawberry.field(description="总和 / Sum")
    average: float | None = strawberry.field(description="平均 / Mean")
    min: float | None = strawberry.field(description="最小 / Least")
    max: float | None = strawberry.field(description="最大 / Most")


@strawberry.type(description="日期的汇总 / Aggregates of a date; null where there is no value")
class DateAggregate:
    """Of a DATE."""

    min: Date | None = strawberry.field(description="最早 / Earliest")
    max: Date | None = strawberry.field(description="最晚 / Latest")


@strawberry.type(description="时刻的汇总 / Aggregates of a moment; null where there is no value")
class DateTimeAggregate:
    """Of a DATETIME."""

    min: DateTime | None = strawberry.field(description="最早 / Earliest")
    max: DateTime | None = strawberry.field(description="最晚 / Latest")


AGGREGATES = {
    Kind.INTEGER: IntAggregate,
    Kind.FLOAT: FloatAggregate,
    Kind.DATE: DateAggregate,
    Kind.DATETIME: DateTimeAggregate,
}


class Relay:
    """Makes the connection of each target once; their fields are filled when all types are known."""

    def __init__(self, types: GraphTypes) -> None:
        self.types = types
        self._connections: dict[Target, type] = {}

    def connection(self, target: type, edge: Relationship | None) -> type:
        """The connection type over a target (empty until `build`)."""
        if (target, edge) not in self._connections:
            name = self._name(target, edge)
            self._connections[target, edge] = type(f"{name}Connection", (), {})
        return self._connections[target, edge]

    def build(self) -> None:
        """Fill the connections, with the types that only they use."""
        for (target, edge), cls in self._connections.items():
            name = self._name(target, edge)
            edged = self._edge(target, edge, name)
            measured = self._measured(target, edge)
            aggregate = _type(
                f"{name}Aggregate",
                [_counted(), *measured],
                "汇总，不论分页 / Aggregates over all pages together",
            )
            fields = [
                _made("edges", list[edged], "各条及游标 / Rows with their cursors"),
                _made("nodes", list[target], "各条 / Rows without cursors"),  # type: ignore[valid-type]  # made at run time
                _made("pageInfo", PageInfo, "分页信息 / About the page"),
                _made("totalCount", int, "总数 / How many there are on all pages"),
                _made("aggregate", aggregate, "汇总 / Aggregates over all pages together", Aggregated()),
            ]
            if grouped := self._groups(target, edge, name, [_counted(), *self._measured(target, edge)]):
                fields.append(grouped)
            _filled(cls, fields, "一页 / A page of rows (Relay connection)")

    def _name(self, target: type, edge: Relationship | None) -> str:
        return self.types.name_of(target) + (camel(edge) if edge else "")

    def _edge(self, target: type, edge: Relationship | None, name: str) -> Any:
        own = self.types.edge_fields(edge) if edge else []
        taken = [key for key, _, _ in own if key in ("cursor", "node")]
        if taken:
            raise TypeError(
                f"{name}Edge: {taken[0]!r} is Relay's own; the relationship's must have another name."
            )
        fields = [
            _made("cursor", str, "游标 / Opaque cursor, for `after` and `before`"),
            _made("node", target, "本条 / The row itself"),
            *(each for _, each, _ in own),
        ]
        told = f"；{edge.zh}" if edge else ""
        more = f"; {edge.en}" if edge else ""
        return _type(f"{name}Edge", fields, f"一条及其游标{told} / One row and its cursor{more}")

    def _measured(self, target: type, edge: Relationship | None) -> list[StrawberryField]:
        fields = _measures(planned(target), edge=False)
        if edge and (own := _measures(self.types.edge_fields(edge), edge=True)):
            name = f"{camel(edge)}EdgeAggregate"
            made = self.types.once(name, lambda: _type(name, own, f"{edge.zh}的汇总 / Aggregates: {edge.en}"))
            fields.append(_made("edge", made, "关系本身的汇总 / Aggregates of the relationship itself"))
        return fields

    def _groups(
        self, target: type, edge: Relationship | None, name: str, measured: list[StrawberryField]
    ) -> StrawberryField | None:
        own = [each for each in self.types.edge_fields(edge) if _closed(each[2])] if edge else []
        by = [
            *_groupable(target),
            *(_made(f"edge{key[0].upper()}{key[1:]}", each.type_annotation.annotation | None, each.description or "", GroupedEdge(source))  # type: ignore[union-attr,arg-type]  # just set; `_closed`
              for key, each, source in own),
        ]  # fmt: skip
        if not by:
            return None
        base = name if own else self.types.name_of(target)
        enum = self.types.once(f"{base}Grouping", lambda: _grouping(f"{base}Grouping", by))
        told = "一组共有的值；未按其分组的为空 / What a group has in common; null for what isn't grouped by"
        keyed = self.types.once(f"{base}GroupKey", lambda: _type(f"{base}GroupKey", by, told))
        key = _made("key", keyed, "分组的值 / What it is grouped by", GroupKey())
        group = _type(f"{name}Group", [key, *measured], "一组 / A group")
        told = "分组汇总，多者在前 / Aggregates by group, most counted first"
        made = _made("groups", list[group], told, Grouped())  # type: ignore[valid-type]  # made at run time
        made.arguments = [
            _argument("by", list[enum], "按什么分组 / What to group by", strawberry.UNSET),  # type: ignore[valid-type]  # made at run time
            _argument("first", int, "最多几组 / At most how many", GROUPS),
        ]
        return made


def _measures(given: Fields, *, edge: bool) -> list[StrawberryField]:
    found = [
        _made(name, AGGREGATES[source.kind], each.description or "", Measured(source, edge))
        for name, each, source in given
        if isinstance(source, Property) and not source.mask and source.kind in AGGREGATES
    ]
    if taken := [each.graphql_name for each in found if each.graphql_name in ("count", "key", "edge")]:
        raise TypeError(
            f"The property {taken[0]!r} has the name of a field of every aggregate: name it otherwise."
        )
    return found


def _closed(source: Source) -> bool:
    """Whether a property has a closed set of values."""
    return (
        isinstance(source, Property)
        and not source.mask
        and (source.kind is Kind.BOOLEAN or (source.kind is Kind.STRING and bool(source.values)))
    )


def _groupable(target: type) -> list[StrawberryField]:
    """Properties with a closed set of values, and the nodes of to-one relationships (but unions)."""
    return [
        _made(name, annotation_of(target, each.python_name) | None, each.description or "", source)
        for name, each, source in planned(target)
        if _closed(source)
        or (isinstance(source, One) and named(annotation_of(target, each.python_name)) is not None)
    ]


def _grouping(name: str, by: list[StrawberryField]) -> Any:
    values = {
        _upper(key): strawberry.enum_value(key, description=each.description or None)
        for each in by
        if (key := each.graphql_name)
    }
    return strawberry.enum(Grouping(name, values), description="按什么分组 / What to group by")  # type: ignore[call-overload]  # enum's functional form


def _upper(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def _counted() -> StrawberryField:
    return _made("count", int, "个数 / How many")


def _made(name: str, annotation: Any, description: str, source: Source | None = None) -> StrawberryField:
    made: Any = strawberry.field(
        name=name, description=description, metadata={METADATA: source} if source else {}
    )
    made.python_name = python_name(name)
    made.type_annotation = StrawberryAnnotation(annotation)
    return made


def _argument(name: str, annotation: Any, description: str, default: Any) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=default,
    )


def _type(name: str, fields: list[StrawberryField], description: str) -> Any:
    return _filled(type(name, (), {}), fields, description)


def _filled(cls: type, fields: list[StrawberryField], description: str) -> Any:
    cls.__annotations__ = {}
    for each in fields:
        cls.__annotations__[each.python_name] = each.type_annotation.annotation  # type: ignore[union-attr]  # just set
        setattr(cls, each.python_name, each)
    return strawberry.type(cls, description=description)
