"""The predicates that a `where` becomes; its input types are made in `inputs`.

The shape of a filter (which keys are given) decides the statement's text; its values stay in parameters.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLInputObjectType, get_named_type

from graph.model import Kind
from queries.planner.keys import Row
from queries.planner.sources import METADATA, Connected, Edge, Many, One, Property

if TYPE_CHECKING:
    from queries.planner.compile import Compiler
    from queries.planner.plan import Asked

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

QUANTIFIERS: Mapping[str, str] = {
    "some": "至少一个满足 / At least one of them matches",
    "none": "没有一个满足 / None of them matches",
    "every": "每一个都满足，一个也没有时也算 / Each of them matches, as where there are none",
    "single": "恰有一个满足 / Exactly one of them matches",
}
"""What a filter may say of the several nodes that a field leads to, and its description."""

_CASTS = {Kind.DATE: "date({})", Kind.DATETIME: "datetime({})"}
_CAST_LISTS = {Kind.DATE: "[x IN {} | date(x)]", Kind.DATETIME: "[x IN {} | datetime(x)]"}


def source_of(field: Any) -> Any:
    """What a GraphQL field (of an object or input type) was declared with, or None."""
    declared = field.extensions.get("strawberry-definition")
    return declared.metadata.get(METADATA) if declared is not None else None


def label_of(type_: Any) -> str | None:
    """The label that a GraphQL type was declared over; None for rows, unions and the root."""
    declared = type_.extensions.get("strawberry-definition")
    return getattr(getattr(declared, "origin", None), "__planned_label__", None)


def kept(compiler: Compiler, asked: Asked, row: Row, site: int) -> list[str]:
    """The predicates of a field's `where`."""
    if not (where := (asked.given or {}).get("where")):
        return []
    type_ = get_named_type(cast("Any", asked.definition).args["where"].type)
    return predicates(compiler, where, cast("GraphQLInputObjectType", type_), row, f"$p.a{site}.where")


def asks_edge(where: Mapping[str, Any] | None) -> bool:
    """Whether a filter's shape says anything of the relationship itself."""
    return bool(where) and (
        where.get("edge") is not None
        or asks_edge(where.get("not"))
        or any(map(asks_edge, where.get("or") or ()))
    )


def where(given: Iterable[str]) -> str:
    """`WHERE` and the predicates, or nothing where there are none."""
    joined = " AND ".join(given)
    return f" WHERE {joined}" if joined else ""


def predicates(
    compiler: Compiler, given: Mapping[str, Any], type_: GraphQLInputObjectType, row: Row, path: str
) -> list[str]:
    """The predicates that a filter's shape becomes.

    Args:
        compiler: Whose statement they stand in.
        given: The filter's coerced value; only which keys are present and not null matters here.
        type_: Its input type.
        row: The Cypher variables it filters.
        path: The parameter path under which the value will be sent, such as `$p.a0.where`.
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
                " AND ".join(predicates(compiler, each, inner, row, f"{here}[{i}]")) or "true"
                for i, each in enumerate(value)
            ]
            found.append(f"({' OR '.join(options)})" if options else "false")
        elif source == "not":
            inside = predicates(compiler, value, inner, row, here)
            found.append(f"NOT coalesce({' AND '.join(inside) or 'true'}, false)")
        elif source == "search":
            found.append(f"elementId({row.that}) IN {compiler.found(here)}")
        elif isinstance(source, Edge):
            found += predicates(compiler, value, inner, Row(row.edge or ""), here)
        elif isinstance(source, Property):
            for op, operand in value.items():
                if operand is not None:
                    found.append(
                        _operation(op, source, row.that, f"{here}.{op}" if op != "in" else f"{here}.`in`")
                    )
        elif isinstance(source, One):
            found.append(_of_related(compiler, "some", source, value, inner, row, here))
        else:
            for word, asked in value.items():
                if asked is not None:
                    below = cast("GraphQLInputObjectType", get_named_type(inner.fields[word].type))
                    found.append(_of_related(compiler, word, source, asked, below, row, f"{here}.`{word}`"))
    return found


def _of_related(
    compiler: Compiler,
    word: str,
    source: One | Many | Connected,
    given: Mapping[str, Any],
    type_: GraphQLInputObjectType,
    row: Row,
    path: str,
) -> str:
    """That some, none, every or a single one of the nodes that a field leads to matches a filter."""
    edged = isinstance(source, Connected) and source.edge and asks_edge(given)
    other = Row(f"n{next(compiler.names)}", f"r{next(compiler.names)}" if edged else None)
    inside = predicates(compiler, given, type_, other, path)
    if word == "every":
        inside = [f"NOT coalesce({' AND '.join(inside) or 'true'}, false)"]
    matched = f"MATCH {compiler.placed(source, row.that, other)}{where(inside)}"
    if word == "single":
        return f"COUNT {{ {matched} WITH DISTINCT {other.that} LIMIT 2 RETURN {other.that} }} = 1"
    return f"{'' if word == 'some' else 'NOT '}EXISTS {{ {matched} }}"


def _operation(op: str, source: Property, variable: str, right: str) -> str:
    if op == "in":
        right = _CAST_LISTS.get(source.kind, "{}").format(right)
    elif op != "isNull":
        right = _CASTS.get(source.kind, "{}").format(right)
    return OPERATORS[op][0].format(left=f"{variable}.{source.name}", right=right)
