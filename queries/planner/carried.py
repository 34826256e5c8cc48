"""What is selected of a type, and the list that carries it: each value at its place, compiled once however often asked."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLObjectType,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
)

from graph.model import Kind
from queries.planner.filters import label_of, source_of
from queries.planner.plan import ITSELF, MARK, Asked, Entry, Path, Selection, refused
from queries.planner.sources import Column, Computed, NodeColumn, Property
from queries.planner.viewer import Forbidden, Personal

if TYPE_CHECKING:
    from queries.planner.compile import Compiler


PLACE = "_place"
"""The column of an answer's row that says which of those it is that stay here."""


@dataclass
class _Made:
    """A compiled field, and the concrete types that asked for it."""

    entry: Entry
    expression: str | None
    types: set[str]
    kept: bool = True
    """Whether it belongs into the text."""


def carried(
    compiler: Compiler,
    type_: Any,
    sets: Sequence[SelectionSetNode],
    variable: str,
    path: Path,
    *,
    node: bool,
    optional: bool = False,
) -> tuple[Selection, str]:
    """What is selected of a type, and the list that carries it: each value at its place, of an interface the id first.

    A `node` of the graph is never left empty; where the variable may be null (`optional`), so is what carries it.
    """
    selection, parts = select(compiler, type_, sets, variable, path)
    if node and not parts:
        parts = {"id": f"{variable}.id"}
    if node and compiler.marked:
        parts[MARK] = f"{variable}.{compiler.marked}"
    values = f"[{', '.join(parts.values())}]"
    text = f"CASE WHEN {variable} IS NOT NULL THEN {values} END" if optional else values
    return _positional(selection, parts), text


def select(
    compiler: Compiler, type_: Any, sets: Sequence[SelectionSetNode], variable: str | None, path: Path
) -> tuple[Selection, dict[str, str]]:
    """What is selected of a type, and the expressions that are carried of it, by key.

    What several types or response keys ask alike is compiled, and computed, once.
    """
    abstract = is_abstract_type(type_)
    concrete: Sequence[GraphQLObjectType] = compiler.schema.get_possible_types(type_) if abstract else [type_]
    made: dict[Any, _Made] = {}
    chosen: dict[str, list[tuple[str, _Made]]] = {}
    numbers = count()
    for each in concrete:
        chosen[each.name] = []
        for asked in compiler.asked(each, sets, path):
            signature = _signature(compiler, each, asked)
            if signature not in made:
                made[signature] = _made(compiler, each, asked, variable, numbers)
            made[signature].types.add(each.name)
            chosen[each.name].append((asked.response_key, made[signature]))
    parts: dict[str, str] = {"id": f"{variable}.id"} if abstract else {}
    if any(each.entry.row_of is not None for each in made.values()):
        parts[PLACE] = f"{variable}.{PLACE}"
    for each in filter(lambda each: each.kept, made.values()):
        _place(compiler, each, parts, concrete, variable, numbers)
    entries = {
        name: [replace(each.entry, response_key=key) for key, each in keys] for name, keys in chosen.items()
    }
    return Selection(entries, abstract), parts


def _made(
    compiler: Compiler, parent: GraphQLObjectType, asked: Asked, variable: str | None, numbers: count[int]
) -> _Made:
    """A field, compiled where it is met first."""
    if asked.definition is not None and compiler.closed(asked, parent.name):
        name = f"{parent.name}.{asked.name}"
        told = f"您的权限不含 {name}。 · Your token does not read {name}: ask for one whose areas hold it."
        raise refused(Forbidden(told), asked.path, asked.nodes[0])
    site = compiler.rows_of.get(variable or "")
    if site is not None and (entry := _staying(compiler, asked)) is not None:
        return _Made(replace(entry, row_of=site), None, set())
    before = len(compiler.solved)
    entry, expression = compiler.entry(asked, variable, numbers)
    return _Made(entry, expression, set(), compiler.kept(before))


def _staying(compiler: Compiler, asked: Asked) -> Entry | None:
    """How a field of an answer's row is read where the graph has nothing to say to it; None where it has."""
    definition, source = asked.definition, asked.source
    if definition is None or asked.given is None:
        return None
    name = source.name if isinstance(source, Column) else asked.name
    entry = Entry(asked.response_key, asked.name, name, definition.type, source=source)
    if isinstance(source, Computed):
        return replace(entry, key=ITSELF, reading="computed", selection=compiler.plain(asked))
    if not isinstance(source, Column) or source.kind in (Kind.DATE, Kind.DATETIME):
        return None
    type_ = get_named_type(definition.type)
    if is_leaf_type(type_):
        return entry
    if not isinstance(type_, GraphQLObjectType) or any(map(_whole, type_.fields.values())):
        return None
    below: list[Entry] = []
    for each in compiler.asked(type_, asked.sets, asked.path):
        if each.definition is None:
            found = compiler.entry(each, None, count())[0]
        else:
            found = None if compiler.closed(each, type_.name) else _staying(compiler, each)
        if found is None:
            return None
        below.append(found)
    listed = isinstance(get_nullable_type(definition.type), GraphQLList)
    selection = Selection({type_.name: below}, abstract=False)
    return replace(entry, reading="listed" if listed else "value", selection=selection)


def _whole(field: GraphQLField) -> bool:
    """Whether a row with this field may have to be left out, which the graph knows."""
    source = source_of(field)
    return isinstance(source, NodeColumn) and source.whole


def _signature(compiler: Compiler, type_: GraphQLObjectType, asked: Asked) -> Any:
    """The same for two fields that give the same values."""
    return (
        asked.source or (type_.name, asked.name),
        tuple(sorted(map(compiler.alike.number, asked.nodes[0].arguments or ()))),
        compiler.alike.numbers(asked.sets),
    )


def _place(
    compiler: Compiler,
    made: _Made,
    parts: dict[str, str],
    concrete: Sequence[GraphQLObjectType],
    variable: str | None,
    numbers: count[int],
) -> None:
    """Put a field among the parts; what only some types asked, the others neither pay for nor show.

    A plain property needs no guard, unless another type's property of that name is personal.
    """
    if made.expression is None:
        return
    key, text = str(made.entry.key), made.expression
    if len(made.types) < len(concrete):
        others = [source_of(each) for type_ in concrete for each in type_.fields.values()]
        personal = any(isinstance(each, Property) and each.mask and each.name == key for each in others)
        if text != f"{variable}.{key}" or (personal and compiler.reads.personal is not Personal.EVERYBODY):
            labels = "|".join(sorted(label_of(compiler.schema.type_map[name]) or "" for name in made.types))
            text = f"CASE WHEN {variable}:{labels} THEN {text} END"
    if parts.setdefault(key, text) != text:
        key = f"f{next(numbers)}"
        parts[key] = text
        made.entry = replace(made.entry, key=key)


def _positional(selection: Selection, carried: Iterable[str]) -> Selection:
    """A selection whose entries are read at the places of their keys."""
    places: dict[str | int, int] = {key: place for place, key in enumerate(carried)}
    entries = {
        name: [
            each if each.row_of is not None else replace(each, key=places.get(each.key, each.key))
            for each in found
        ]
        for name, found in selection.entries.items()
    }
    return replace(selection, entries=entries, positional=True, mark=places.get(MARK))
