"""The order of a page, and the keyset predicate that finds the place where it starts."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLInputObjectType, get_named_type

from graph.errors import InputError
from graph.model import Model, Relationship
from queries.planner.filters import label_of, source_of
from queries.planner.keys import Key, Row
from queries.planner.plan import Asked
from queries.planner.sources import One, Property

if TYPE_CHECKING:
    from queries.planner.compile import Compiler


def keys(model: Model, target: Any, asked: Asked) -> list[Key]:
    """The order of a field's rows: its `orderBy`, or the default of the type they are of.

    Raises:
        InputError: an item of `orderBy` names no field, or several.
    """
    if not (given := (asked.given or {}).get("orderBy")):
        return default(model, target)
    type_ = get_named_type(cast("Any", asked.definition).args["orderBy"].type)
    return completed(chosen(given, cast("GraphQLInputObjectType", type_)))


def default(model: Model, type_: Any) -> list[Key]:
    """The order that the type's label declares, or that of its first index; its id alone where it has neither.

    The id is put last, but where a unique property orders the rows already: one index then serves the whole page.
    """
    if not (label := label_of(type_)):
        return completed([])
    properties = model.properties_of(label)
    node = model.by_label[label]
    names = node.order or next(iter(node.indexes), ())
    found = [
        Key(name, kind=properties[name].kind, nullable=not properties[name].required)
        for name in names
        if name in properties and not properties[name].mask
    ]
    unique = any(key.name in node.unique and not key.nullable for key in found)
    return found if unique else completed(found)


def chosen(
    given: Sequence[Mapping[str, Any]], type_: GraphQLInputObjectType, path: str = "orderBy"
) -> list[Key]:
    """The keys of an `orderBy`, without the unique one that is put last.

    Raises:
        InputError: an item names no field, or several.
    """
    return [_key(item, type_, f"{path}[{index}]") for index, item in enumerate(given)]


def _key(item: Mapping[str, Any], type_: GraphQLInputObjectType, path: str) -> Key:
    named = [(name, value) for name, value in item.items() if value is not None]
    if len(named) != 1:
        raise InputError(f"{path} names {len(named)} fields; write one in each item, in their order.")
    name, value = named[0]
    source = source_of(type_.fields[name])
    if isinstance(source, Property):
        descending = getattr(value, "value", value) == "DESC"
        return Key(source.name, descending, source.kind, not source.required)
    inner = cast("GraphQLInputObjectType", get_named_type(type_.fields[name].type))
    key = _key(value, inner, f"{path}.{name}")
    if isinstance(source, One):
        return replace(key, path=(source, *key.path), nullable=key.nullable or not source.required)
    return replace(key, edge=True)


def completed(keys: Sequence[Key]) -> list[Key]:
    """The keys with the unique id last, in the direction of the one before it, so that one index serves both."""
    kept: dict[tuple[object, ...], Key] = {}
    for key in keys:
        kept.setdefault(key.told, key)
    unique = Key("id", bool(kept) and list(kept.values())[-1].descending)
    kept.setdefault(unique.told, unique)
    return list(kept.values())


def told_apart(keys: Sequence[Key], edge: Relationship) -> list[Key]:
    """The keys of rows that are relationships: what tells two between the same two nodes apart comes last."""
    known = {each.name: each for each in edge.properties}
    more = [
        Key(name, kind=known[name].kind, nullable=not known[name].required, edge=True) for name in edge.key
    ]
    return completed([*keys, *more])


def turned(keys: Sequence[Key], *, backward: bool) -> list[Key]:
    """The keys, each in the other direction if the page is read backward."""
    return [replace(key, descending=key.descending != backward) for key in keys]


def fetched(compiler: Compiler, row: Row, keys: Sequence[Key]) -> tuple[list[Key], str]:
    """The keys with the variables that hold their nodes, and the clauses by which a row gets these."""
    held: dict[tuple[One, ...], str] = {(): row.that}
    found = ""
    for path in (key.path[: i + 1] for key in keys for i in range(len(key.path))):
        if path not in held:
            held[path] = that = f"n{next(compiler.names)}"
            compiler.ones[held[path[:-1]], path[-1], compiler.day] = that
            matched = compiler.placed(path[-1], held[path[:-1]], Row(that))
            found += f"WITH *, COLLECT {{ MATCH {matched} RETURN {that} LIMIT 1 }}[0] AS {that} "
    return [replace(key, at=held[key.path]) if key.path else key for key in keys], found


def order_by(row: Row, keys: Sequence[Key]) -> str:
    """`ORDER BY` for the keys."""
    return "ORDER BY " + ", ".join(f"{key.of(row)}{' DESC' if key.descending else ''}" for key in keys)


def present(row: Row, keys: Sequence[Key]) -> list[str]:
    """Predicates that are always true by the model, and let an index give the order."""
    return [f"{key.of(row)} IS NOT NULL" for key in keys if not key.nullable]


def cursors(keys: Sequence[Key], given: Mapping[str, Any], path: str) -> list[tuple[str, list[Key]]]:
    """The cursors that are given, each with the keys in the direction in which the page's rows follow it."""
    return [
        (f"{path}.{name}", turned(keys, backward=name == "before"))
        for name in ("after", "before")
        if given.get(name) is not None
    ]


def after(row: Row, keys: Sequence[Key], cursor: str, start: int = 0) -> list[str]:
    """Predicates for the rows that follow the cursor in this order, of which the keys before `start` are alike.

    With required keys the first is a plain range, so that the index is entered at the cursor.
    """
    if not any(key.nullable for key in keys[start:]):
        return _following(row, keys, cursor, start)
    return [_beyond(row, keys, cursor, start)]


def _following(row: Row, keys: Sequence[Key], cursor: str, index: int) -> list[str]:
    """Row > cursor, without an equality: the database would part it into two searches and sort what both find."""
    key = keys[index]
    left, right = key.of(row), key.parameter(cursor, index)
    sign = "<" if key.descending else ">"
    if index + 1 == len(keys):
        return [f"{left} {sign} {right}"]
    rest = " AND ".join(_following(row, keys, cursor, index + 1))
    beyond = f"({rest})" if index + 2 < len(keys) else rest
    return [f"{left} {sign}= {right}", f"({left} {sign} {right} OR {beyond})"]


def _beyond(row: Row, keys: Sequence[Key], cursor: str, index: int) -> str:
    """Row > cursor, lexicographically; Cypher orders null after every value."""
    key = keys[index]
    left, right = key.of(row), key.parameter(cursor, index)
    strict = f"{left} {'<' if key.descending else '>'} {right}"
    if key.nullable:
        strict = (
            f"(({left} IS NOT NULL AND {right} IS NULL) OR {strict})" if key.descending
            else f"(({left} IS NULL AND {right} IS NOT NULL) OR {strict})"
        )  # fmt: skip
    if index + 1 == len(keys):
        return f"coalesce({strict}, false)" if key.nullable else strict
    same = (
        f"({left} = {right} OR ({left} IS NULL AND {right} IS NULL))" if key.nullable else f"{left} = {right}"
    )
    rest = _beyond(row, keys, cursor, index + 1)
    return (
        f"(coalesce({strict}, false) OR ({same} AND {rest}))"
        if key.nullable
        else f"({strict} OR ({same} AND {rest}))"
    )
