"""`where` and `orderBy`: input types that follow from the declared types, and the predicates they become.

The shape of a filter (which keys are given) decides the statement's text; its values stay in parameters.
Personal properties can be neither filtered nor ordered by: an answer's length would tell them.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import strawberry
from graphql import GraphQLInputObjectType, get_named_type
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from graph.model import Kind
from queries.planner.scalars import Date, DateTime
from queries.planner.sources import METADATA, Connected, Many, One, Property, Source

if TYPE_CHECKING:
    from queries.planner.declare import GraphTypes
    from queries.planner.plan import Asked


@strawberry.enum(description="排序方向 / Direction of an order")
class OrderDirection(Enum):
    """Ascending or descending; nulls come last when ascending."""

    ASC = strawberry.enum_value("ASC", description="升序 / Ascending")
    DESC = strawberry.enum_value("DESC", description="降序 / Descending")


OPERATORS: Mapping[str, tuple[str, str]] = {
    "eq": ("{left} = {right}", "等于 / Equals"),
    "in": ("{left} IN {right}", "属于其中 / Is one of"),
    "has": ("{right} IN {left}", "包含该值 / Has the value in its list"),
    "contains": ("{left} CONTAINS {right}", "包含文字 / Contains the text"),
    "startsWith": ("{left} STARTS WITH {right}", "以此开头 / Starts with the text"),
    "gt": ("{left} > {right}", "大于 / Is more than"),
    "gte": ("{left} >= {right}", "不小于 / Is at least"),
    "lt": ("{left} < {right}", "小于 / Is less than"),
    "lte": ("{left} <= {right}", "不大于 / Is at most"),
    "isNull": ("({left} IS NULL) = {right}", "未知 / Is not known"),
}
"""Operator -> the predicate it becomes, and its description."""

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
_CASTS = {Kind.DATE: "date({})", Kind.DATETIME: "datetime({})"}
_CAST_LISTS = {Kind.DATE: "[x IN {} | date(x)]", Kind.DATETIME: "[x IN {} | datetime(x)]"}


def _input_field(
    annotation: Any, description: str, metadata: Mapping[str, Any], name: str
) -> StrawberryField:
    return StrawberryField(
        python_name=name if name.isidentifier() and name not in ("in", "or", "not") else f"{name}_",
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


class Inputs:
    """The filter and order inputs of every type that is connected to; made once all types are known."""

    def __init__(self, types: GraphTypes) -> None:
        self.types = types
        self._where: dict[type, type] = {}
        self._order: dict[type, type] = {}
        self._operators: dict[str, type] = {}

    def where(self, target: type) -> type:
        """The filter input for a type (empty until `build`)."""
        return self._where.setdefault(target, type(f"{target.__name__}Filter", (), {}))

    def order(self, target: type) -> type:
        """The order input for a type (empty until `build`)."""
        return self._order.setdefault(target, type(f"{target.__name__}Order", (), {}))

    def build(self) -> None:
        """Fill the inputs, and those that they name in turn."""
        done: set[type] = set()
        while pending := [target for target in self._where if target not in done]:
            for target in pending:
                done.add(target)
                self._fill_where(target)
        for target, cls in self._order.items():
            fields = [
                _input_field(OrderDirection | None, each.description or "", {METADATA: source}, name)
                for name, each, source in _planned(target)
                if isinstance(source, Property) and not source.mask and source.kind not in _LISTS
            ]
            _make(
                cls,
                fields,
                f"{target.__name__} 的排序，每项只给一个字段 / Order of {target.__name__}; one field in each item",
            )

    def _fill_where(self, target: type) -> None:
        cls = self.where(target)
        fields = [
            _input_field(list[cls] | None, "满足任一 / Any of these holds", {METADATA: "or"}, "or"),  # type: ignore[valid-type]  # made at run time
            _input_field(cls | None, "不满足 / This doesn't hold", {METADATA: "not"}, "not"),
        ]
        for name, each, source in _planned(target):
            if isinstance(source, Property) and not source.mask:
                fields.append(
                    _input_field(
                        self._operator(each, source) | None, each.description or "", {METADATA: source}, name
                    )
                )
            elif (
                isinstance(source, One | Many | Connected)
                and (other := named(_annotation(target, each.python_name))) is not None
            ):
                fields.append(
                    _input_field(self.where(other) | None, each.description or "", {METADATA: source}, name)
                )
        _make(
            cls,
            fields,
            f"{target.__name__} 的筛选，各项须同时满足 / Filter of {target.__name__}; all of it must hold",
        )

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


_LISTS = (Kind.STRINGS, Kind.INTEGERS, Kind.FLOATS)


def _planned(target: type) -> Iterator[tuple[str, StrawberryField, Source]]:
    for each in cast("Any", target).__strawberry_definition__.fields:
        source = each.metadata.get(METADATA)
        if isinstance(source, Source):
            yield each.graphql_name or to_camel_case(each.python_name), each, source


def _annotation(target: type, name: str) -> Any:
    """A field's annotation, where the type or the nearest base declares it."""
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


def source_of(field: Any) -> Any:
    """What a GraphQL field (of an object or input type) was declared with, or None."""
    declared = field.extensions.get("strawberry-definition")
    return declared.metadata.get(METADATA) if declared is not None else None


def label_of(type_: Any) -> str | None:
    """The label that a GraphQL type was declared over; None for rows, unions and the root."""
    declared = type_.extensions.get("strawberry-definition")
    return getattr(getattr(declared, "origin", None), "__planned_label__", None)


def placed(pattern: str, this: str | None, that: str) -> str:
    """A declared pattern with its variables put in; at the root there is no `this`."""
    return re.sub(r"\bthat\b", that, re.sub(r"\bthis\b", this or "", pattern))


def kept(asked: Asked, variable: str, site: int, names: count[int]) -> list[str]:
    """The predicates of a field's `where`."""
    if not (where := (asked.given or {}).get("where")):
        return []
    type_ = get_named_type(cast("Any", asked.definition).args["where"].type)
    return predicates(where, cast("GraphQLInputObjectType", type_), variable, f"$p.a{site}.where", names)


def where(given: Iterable[str]) -> str:
    """`WHERE` and the predicates, or nothing where there are none."""
    joined = " AND ".join(given)
    return f" WHERE {joined}" if joined else ""


def predicates(
    given: Mapping[str, Any], type_: GraphQLInputObjectType, variable: str, path: str, names: count[int]
) -> list[str]:
    """The predicates that a filter's shape becomes.

    Args:
        given: The filter's coerced value; only which keys are present and not null matters here.
        type_: Its input type.
        variable: The Cypher variable it filters.
        path: The parameter path under which the value will be sent, such as `$p.a0.where`.
        names: Numbers for new variables.
    """
    found: list[str] = []
    for key, value in given.items():
        if value is None:
            continue
        field = type_.fields[key]
        inner = cast("GraphQLInputObjectType", get_named_type(field.type))
        source = source_of(field)
        here = f"{path}.{key}" if key not in ("in", "or", "not") else f"{path}.`{key}`"
        if source == "or":
            options = [
                " AND ".join(predicates(each, inner, variable, f"{here}[{i}]", names)) or "true"
                for i, each in enumerate(value)
            ]
            found.append(f"({' OR '.join(options)})" if options else "false")
        elif source == "not":
            found.append(
                f"NOT coalesce({' AND '.join(predicates(value, inner, variable, here, names)) or 'true'}, false)"
            )
        elif isinstance(source, Property):
            for op, operand in value.items():
                if operand is not None:
                    found.append(
                        _operation(op, source, variable, f"{here}.{op}" if op != "in" else f"{here}.`in`")
                    )
        else:
            other = f"n{next(names)}"
            inside = predicates(value, inner, other, here, names)
            found.append(f"EXISTS {{ MATCH {placed(source.pattern, variable, other)}{where(inside)} }}")
    return found


def _operation(op: str, source: Property, variable: str, right: str) -> str:
    if op == "in":
        right = _CAST_LISTS.get(source.kind, "{}").format(right)
    elif op != "isNull":
        right = _CASTS.get(source.kind, "{}").format(right)
    return OPERATORS[op][0].format(left=f"{variable}.{source.name}", right=right)
