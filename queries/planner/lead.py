"""A page of the root in the order of a related node: it starts at that node's index, and sorts no row that it doesn't show.

The nodes that lead are taken in the index's order, and of each the rows that it leads to. Rows that are led to by none
come last, ascending (null follows every value); they are looked for only where the page isn't full without them.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from graphql import get_named_type

from queries.planner import order
from queries.planner.filters import label_of, source_of, where
from queries.planner.keys import Key, Row
from queries.planner.sources import Connected, One, Property

if TYPE_CHECKING:
    from queries.planner.compile import Compiler
    from queries.planner.plan import Asked
    from queries.planner.rows import Rows

SEEKS = frozenset({"eq", "in", "startsWith"})
"""Operators by which an index finds few rows, which are sorted sooner than they are met in another's order."""


@dataclass(frozen=True)
class Lead:
    """What leads a page: the to-one field, the label of what it leads to, and its keys, the first two of them that node's."""

    one: One
    label: str
    keys: list[Key]


def lead_of(compiler: Compiler, source: Connected, target: Any, asked: Asked, keys: list[Key]) -> Lead | None:
    """What leads a page in this order; None where its rows have to be sorted.

    Of two leading nodes that are alike in the key the id decides, so nothing else may be asked after the key.
    """
    if len(keys[0].path) != 1 or compiler.patterns.of(source.pattern).has_parent:
        return None
    (one,) = keys[0].path
    field = next(each for each in target.fields.values() if source_of(each) is one)
    label = label_of(get_named_type(field.type))
    node = compiler.model.by_label.get(label or "")
    if label is None or node is None or (keys[0].name, "id") not in node.indexes:
        return None
    if not compiler.model.properties_of(label)[keys[0].name].required or _narrow(compiler, target, asked):
        return None
    outgoing = compiler.patterns.of(one.pattern).outgoing
    if outgoing and outgoing.end_label and outgoing.end == (label,):
        label = outgoing.end_label
    if any(key.path for key in keys[2:]):
        return None
    second = replace(keys[0], name="id", kind=None)
    if keys[1].told == second.told:
        return Lead(one, label, keys) if keys[1].descending == second.descending else None
    return Lead(one, label, [keys[0], second, *keys[1:]]) if len(keys) == 2 else None


def _narrow(compiler: Compiler, target: Any, asked: Asked) -> bool:
    """Whether a filter may leave few rows: by an index, or by what it asks of others."""
    given: Mapping[str, Any] = (asked.given or {}).get("where") or {}
    type_ = cast("Any", get_named_type(cast("Any", asked.definition).args["where"].type))
    nodes = [compiler.model.by_label[each] for each in compiler.model.labels_of(label_of(target) or "")]
    sought = {index[0] for node in nodes for index in node.indexes} | {"id"}
    for name in (name for name, value in given.items() if value is not None):
        source = source_of(type_.fields[name])
        if not isinstance(source, Property):
            return True
        asks = {op for op, operand in given[name].items() if operand is not None}
        if source.name in sought and not source.values and not asks.isdisjoint(SEEKS):
            return True
    return False


def _present(keys: Sequence[Key]) -> list[Key]:
    """The leading node's keys, where there is such a node."""
    return [replace(key, nullable=False) for key in keys]


def led_page(
    compiler: Compiler,
    lead: Lead,
    rows: Rows,
    ordered: Sequence[Key],
    cursors: Iterable[tuple[str, Sequence[Key]]],
    limit: str,
    item: str,
) -> str:
    """The subquery that collects a page.

    Args:
        compiler: Whose statement it stands in.
        lead: What leads it.
        rows: What matches its rows.
        ordered: Its keys in the direction in which it is read, with the variables that hold their nodes.
        cursors: Where it begins or ends, and the keys in the direction in which its rows follow that.
        limit: How many rows are read.
        item: What is read of each.
    """
    row, by, always, rest = rows.row, ordered[0].at, _present(ordered[:2]), ordered[2:]
    starts, known, unknown, only_unknown = list[str](), list[str](), list[str](), list[str]()
    for cursor, keys in cursors:
        ways = [*_present(keys[:2]), *keys[2:]]
        beyond, alike = (" AND ".join(order.after(row, ways, cursor, start)) for start in (0, 2))
        value, null = ways[0].parameter(cursor, 0), f"{cursor}[0] IS NULL"
        if ways[0].descending:
            starts.append(f"({null} OR {ways[0].of(row)} <= {value})")
            known.append(f"({null} OR ({beyond}))")
            unknown.append(alike)
            only_unknown.append(null)
        else:
            starts.append(f"{ways[0].of(row)} >= {value}")
            known.append(beyond)
            unknown.append(f"(NOT {null} OR ({alike}))")
    other = f"n{next(compiler.names)}"
    to_other = f"MATCH {compiler.placed(lead.one, row.that, Row(other))}"
    mine = f"COLLECT {{ {to_other} RETURN {other} LIMIT 1 }}[0] = {by}"
    in_order = order.order_by(row, rest)
    leading = (
        f"MATCH ({by}:{lead.label}){where([*order.present(row, always), *starts])} "
        f"WITH {by} {order.order_by(row, always)} "
        f"CALL ({by}) {{ {rows.matched} MATCH {compiler.placed(lead.one, row.that, Row(by))}{where([*rows.kept, *known])} "
        f"WITH {row.that} {in_order} WHERE {mine} RETURN {row.that} {in_order} LIMIT {limit} }} "
        f"WITH {row.that}, {by} {order.order_by(row, ordered)} LIMIT {limit}"
    )
    if lead.one.required:
        return f"COLLECT {{ {leading} RETURN {item} }}"
    alone = (
        f"{rows.matched}{where([*rows.kept, f'NOT EXISTS {{ {to_other} }}', *unknown])} "
        f"WITH {row.that}, null AS {by} {in_order} LIMIT {limit}"
    )
    parts: list[tuple[str, list[str]]] = [(leading, []), (alone, only_unknown)]
    if ordered[0].descending:
        parts.reverse()
    lists: list[str] = []
    called = ""
    for text, conditions in parts:
        given = [f"size({each}) < {limit}" for each in lists]
        found = f"n{next(compiler.names)}"
        body = f"{text} RETURN collect({{row: {row.that}, by: {by}}}) AS {found}"
        if when := " AND ".join([*given, *conditions]):
            body = f"WHEN {when} THEN {{ {body} }} ELSE {{ RETURN [] AS {found} }}"
        called += f"CALL ({', '.join(lists)}) {{ {body} }} "
        lists.append(found)
    each = f"n{next(compiler.names)}"
    return (
        f"COLLECT {{ {called}UNWIND ({' + '.join(lists)})[..{limit}] AS {each} "
        f"WITH {each}.row AS {row.that}, {each}.by AS {by} RETURN {item} }}"
    )
