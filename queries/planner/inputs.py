"""The input types of `where` and `orderBy`, which follow from the declared types; `filters` reads what they hold.

Personal properties can be neither filtered nor ordered by: an answer's length would tell them.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import keyword
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from graph.model import Kind, Relationship
from queries.planner.filters import OPERATORS, QUANTIFIERS
from queries.planner.scalars import Date, DateTime, Words
from queries.planner.sources import METADATA, Connected, Edge, Many, One, Property, Source

if TYPE_CHECKING:
    from queries.planner.graph_types import GraphTypes

Fields = list[tuple[str, StrawberryField, Source]]
"""Planned fields with their GraphQL names and sources."""


@strawberry.enum(description="排序方向 / Direction of an order")
class OrderDirection(Enum):
    """Ascending or descending; nulls come last when ascending."""

    ASC = strawberry.enum_value("ASC", description="升序 / Ascending")
    DESC = strawberry.enum_value("DESC", description="降序 / Descending")


_ORDERED = ("eq", "in", "gt", "gte", "lt", "lte", "isNull")
_BY_KIND: Mapping[Kind, tuple[str, Any, tuple[str, ...]]] = {
    Kind.STRING: ("StringFilter", str, ("eq", "in", "contains", "startsWith", "isNull")),
    Kind.INTEGER: ("IntFilter", int, _ORDERED),
    Kind.FLOAT: ("FloatFilter", float, _ORDERED),
    Kind.BOOLEAN: ("BooleanFilter", bool, ("eq", "isNull")),
    Kind.DATE: ("DateFilter", Date, _ORDERED),
    Kind.DATETIME: ("DateTimeFilter", DateTime, _ORDERED),
    Kind.STRINGS: ("StringsFilter", str, ("has", "isNull")),
    Kind.INTEGERS: ("IntsFilter", int, ("has", "isNull")),
    Kind.FLOATS: ("FloatsFilter", float, ("has", "isNull")),
}
_LISTS = (Kind.STRINGS, Kind.INTEGERS, Kind.FLOATS)


class Inputs:
    """The filter and order inputs of every type that is connected to; made once all types are known.

    A connection whose edges have properties has inputs of its own, with `edge` beside the node's fields.
    """

    def __init__(self, types: GraphTypes) -> None:
        self.types = types
        self._where: dict[tuple[type, Relationship | None], type] = {}
        self._order: dict[tuple[type, Relationship | None], type] = {}
        self._of_edges: dict[str, type] = {}
        self._lists: dict[str, type] = {}
        self._operators: dict[str, type] = {}

    def where(self, target: type, edge: Relationship | None = None) -> type:
        """The filter input for a type (empty until `build`)."""
        return self._where.setdefault((target, edge), type(f"{_named(target, edge)}Filter", (), {}))

    def order(self, target: type, edge: Relationship | None = None) -> type:
        """The order input for a type (empty until `build`)."""
        return self._order.setdefault((target, edge), type(f"{_named(target, edge)}Order", (), {}))

    def build(self) -> None:
        """Fill the inputs, and those that they name in turn."""
        for made, fill in ((self._where, self._fill_where), (self._order, self._fill_order)):
            done: set[Any] = set()
            while pending := made.keys() - done:
                for target, edge in sorted(pending, key=lambda each: _named(*each)):
                    fill(target, edge)
                done |= pending

    def _fill_order(self, target: type, edge: Relationship | None) -> None:
        fields = self._ordered(planned(target), target)
        if edge:
            description = f"按关系本身（{edge.zh}）/ By the relationship itself: {edge.en}"
            inner = self._of_edge(edge, "Order", self._ordered(self.types.edge_fields(edge)))
            fields.append(_input_field(inner | None, description, {METADATA: Edge()}, "edge"))
        told = (
            f"{target.__name__} 的排序，每项只给一个字段 / Order of {target.__name__}; one field in each item"
        )
        _make(self.order(target, edge), fields, told)

    def _fill_where(self, target: type, edge: Relationship | None) -> None:
        cls = self.where(target, edge)
        fields = [
            _input_field(list[cls] | None, "满足任一 / Any of these holds", {METADATA: "or"}, "or"),  # type: ignore[valid-type]  # made at run time
            _input_field(cls | None, "不满足 / This doesn't hold", {METADATA: "not"}, "not"),
        ]
        label = cast("Any", target).__planned_label__
        if label and not self.types.model.searched.isdisjoint(self.types.model.labels_of(label)):
            told = "名称或文字含这些词（全文索引）/ Its names or texts have these words (fulltext index)"
            fields.append(_input_field(Words | None, told, {METADATA: "search"}, "search"))
        if edge:
            description = f"关系本身（{edge.zh}）/ The relationship itself: {edge.en}"
            inner = self._of_edge(edge, "Filter", self._filtered(self.types.edge_fields(edge)))
            fields.append(_input_field(inner | None, description, {METADATA: Edge()}, "edge"))
        fields += self._filtered(planned(target), target)
        _make(
            cls,
            fields,
            f"{target.__name__} 的筛选，各项须同时满足 / Filter of {target.__name__}; all of it must hold",
        )

    def _filtered(self, given: Fields, target: type | None = None) -> list[StrawberryField]:
        found: list[StrawberryField] = []
        for name, each, source in given:
            if isinstance(source, Property) and not source.mask:
                annotation = self._operator(each, source)
            elif isinstance(source, Connected):
                annotation = self._several(*self.types.connected(source))
            elif isinstance(source, One | Many) and (other := self._led_to(target, each)) is not None:
                annotation = self.where(other) if isinstance(source, One) else self._several(other, None)
            else:
                continue
            found.append(_input_field(annotation | None, each.description or "", {METADATA: source}, name))
        return found

    def _ordered(self, given: Fields, target: type | None = None) -> list[StrawberryField]:
        """A property's direction, or the order by what a to-one field leads to."""
        found: list[StrawberryField] = []
        for name, each, source in given:
            if isinstance(source, Property) and not source.mask and source.kind not in _LISTS:
                annotation: Any = OrderDirection
            elif isinstance(source, One) and (other := self._led_to(target, each)) is not None:
                annotation = self.order(other)
            else:
                continue
            found.append(_input_field(annotation | None, each.description or "", {METADATA: source}, name))
        return found

    def _led_to(self, target: type | None, each: StrawberryField) -> type | None:
        """What a field of a declared type leads to; None for a union."""
        return None if target is None else named(annotation_of(target, each.python_name))

    def _several(self, target: type, edge: Relationship | None) -> type:
        """The filter of a field that leads to several nodes: of how many of them what has to hold."""
        name = f"{_named(target, edge)}RelationFilter"
        if name not in self._lists:
            inner = self.where(target, edge)
            fields = [
                _input_field(inner | None, told, {METADATA: word}, word) for word, told in QUANTIFIERS.items()
            ]
            told = "多个对象的条件，各项须同时满足 / Conditions on several; all that are given must hold"
            self._lists[name] = _make(type(name, (), {}), fields, told)
        return self._lists[name]

    def _of_edge(self, edge: Relationship, kind: str, fields: list[StrawberryField]) -> type:
        name = f"{camel(edge)}Edge{kind}"
        if name not in self._of_edges:
            told = (
                f"{edge.zh}：每项只给一个字段 / {edge.en}: one field in each item" if kind == "Order"
                else f"{edge.zh}：各项须同时满足 / {edge.en}: all of it must hold"
            )  # fmt: skip
            self._of_edges[name] = _make(type(name, (), {}), fields, told)
        return self._of_edges[name]

    def _operator(self, each: StrawberryField, source: Property) -> type:
        name, annotation, operators = _BY_KIND[source.kind]
        enum = named(each.type_annotation.annotation)  # type: ignore[union-attr]  # planned fields have one
        if isinstance(enum, type) and issubclass(enum, Enum):
            name, annotation = f"{enum.__name__}{'s' if source.kind is Kind.STRINGS else ''}Filter", enum
            operators = ("has", "isNull") if source.kind is Kind.STRINGS else ("eq", "in", "isNull")
        if source.name == "id":
            name, annotation, operators = "IDFilter", strawberry.ID, ("eq", "in")
        if name not in self._operators:
            fields = [
                _input_field(
                    (list[annotation] if op == "in" else bool if op == "isNull" else annotation) | None,
                    OPERATORS[op][1], {METADATA: op}, op,
                )
                for op in operators
            ]  # fmt: skip
            self._operators[name] = _make(
                type(name, (), {}), fields, "条件 / Conditions; all that are given must hold"
            )
        return self._operators[name]


def _named(target: type, edge: Relationship | None) -> str:
    return target.__name__ + (camel(edge) if edge else "")


def camel(edge: Relationship) -> str:
    """A relationship's type as part of a GraphQL name: LocatedIn."""
    return "".join(part.capitalize() for part in edge.type.split("_"))


def python_name(name: str) -> str:
    """A GraphQL name as Python allows it: `from_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def _input_field(
    annotation: Any, description: str, metadata: Mapping[str, Any], name: str
) -> StrawberryField:
    return StrawberryField(
        python_name=python_name(name),
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        metadata=metadata,
        default=strawberry.UNSET,
    )


def _make(cls: type, fields: list[StrawberryField], description: str) -> type:
    cls.__annotations__ = {}
    for each in fields:
        cls.__annotations__[each.python_name] = each.type_annotation.annotation  # type: ignore[union-attr]  # just set
        setattr(cls, each.python_name, each)
    return strawberry.input(cls, description=description)


def planned(target: type) -> Fields:
    """The planned fields of a declared type."""
    return [
        (each.graphql_name or to_camel_case(each.python_name), each, each.metadata[METADATA])
        for each in cast("Any", target).__strawberry_definition__.fields
        if isinstance(each.metadata.get(METADATA), Source)
    ]


def annotation_of(target: type, name: str) -> Any:
    """A field's annotation, where the type or the nearest base declares it; `name` is Python's."""
    return next(
        found for base in target.__mro__ if (found := vars(base).get("__annotations__", {}).get(name))
    )


def named(annotation: Any) -> Any:
    """The class in an annotation: of `X | None`, `list[X]`, `Connection[X]`; None where it names a union."""
    while arguments := [each for each in getattr(annotation, "__args__", ()) if each is not type(None)]:
        if len(arguments) > 1 or hasattr(annotation, "__metadata__"):
            return None
        annotation = arguments[0]
    return annotation
