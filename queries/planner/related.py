"""Objects and lists that are not paged: a node by its key, the other end of a pattern, a statement's row."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLList, get_named_type, get_nullable_type, is_object_type

from queries.planner import filters, order
from queries.planner.carried import PLACE, carried
from queries.planner.filters import label_of
from queries.planner.keys import Row
from queries.planner.plan import ROOT, Asked, Entry, Read, Selection
from queries.planner.sources import (
    ById,
    ByIds,
    Column,
    Computed,
    Many,
    NodeColumn,
    One,
    Property,
    Solved,
    Source,
    Statement,
    Writes,
)

if TYPE_CHECKING:
    from queries.planner.compile import Compiler


def related(
    compiler: Compiler, asked: Asked, source: Source, variable: str | None, site: int | None
) -> tuple[Selection, str]:
    """An object or a list of objects, as what is selected of it and the expression that computes it."""
    declared = cast("Any", asked.definition).type
    listed = isinstance(get_nullable_type(declared), GraphQLList)
    type_ = get_named_type(declared)
    known = compiler.ones.get((variable, source, compiler.day)) if isinstance(source, One) else None
    that, p = known or f"n{next(compiler.names)}", f"$p.a{site}"
    node = not isinstance(source, Column | Statement | Writes)
    if isinstance(source, ById | ByIds) and variable is None:
        compiler.sought[that] = cast("int", site)
    if isinstance(source, Solved | Writes) or (isinstance(source, Column) and variable in compiler.answered):
        compiler.answered.add(that)
    optional = isinstance(source, ByIds)
    keys = order.keys(compiler.model, type_, asked) if isinstance(source, Many) else []
    keys, fetched = order.fetched(compiler, Row(that), keys)
    selection, body = carried(compiler, type_, asked.sets, that, asked.path, node=node, optional=optional)
    match source:
        case One() if known:
            return selection, f"CASE WHEN {known} IS NOT NULL THEN {body} END"
        case One():
            rows = f"MATCH {compiler.placed(source, variable, Row(that))} RETURN {body} LIMIT 1"
        case Many():
            ordered = order.order_by(Row(that), keys)
            kept = filters.kept(compiler, asked, Row(that), cast("int", site))
            history = bool((asked.given or {}).get("history"))
            pattern = compiler.placed(source, variable, Row(that), history=history)
            matched = f"MATCH {pattern}{filters.where(kept)}"
            rows = f"{matched} WITH DISTINCT {that} {fetched}{ordered} LIMIT {p}.first RETURN {body}"
        case ById(label):
            rows = f"MATCH {_seek(compiler, that, label, f'{p}.id')} RETURN {body}"
        case ByIds(label):
            sought = _seek(compiler, that, label, f"i{that}")
            rows = f"UNWIND {p}.ids AS i{that} OPTIONAL MATCH {sought} RETURN {body}"
        case Writes():
            rows = f"UNWIND [$p.written] AS {that} RETURN {body}"
        case Solved():
            if compiler.asking:
                return selection, question(variable, site)
            at = cast("int", site)
            compiler.sites[at] = replace(compiler.sites[at], read=read_of(selection.every))
            told = answer(variable, site)
            rows = f"UNWIND [{told}] AS {that} WITH {that} WHERE {that} IS NOT NULL RETURN {body}"
        case Statement():
            used = read_of(selection.every)
            rows = f"{called(compiler, source, that, used, variable, site)} RETURN {body}"
        case NodeColumn(name, label) if variable in compiler.answered:
            if label is None:
                raise TypeError(f"{asked.name}: in a solver's answer, `node_column` needs its `label`.")
            ids = f"{variable}.{name}" if listed else f"[{variable}.{name}]"
            rows = f"UNWIND {ids} AS i{that} MATCH {_seek(compiler, that, label, f'i{that}')} RETURN {body}"
        case Column(name) | NodeColumn(name):
            label = source.label if isinstance(source, NodeColumn) else None
            wanted = [f"{that}:{label}" if label else f"{that} IS NOT NULL"]
            wanted += (
                compiler.shown(that) if isinstance(source, NodeColumn) else _whole(compiler, type_, that)
            )
            column = f"{variable}.{name}" if listed else f"[{variable}.{name}]"
            rows = f"UNWIND {column} AS {that} WITH {that}{filters.where(wanted)} RETURN {body}"
        case _:
            raise AssertionError(source)
    return selection, f"COLLECT {{ {rows} }}{'' if listed else '[0]'}"


def _seek(compiler: Compiler, that: str, label: str, value: str) -> str:
    """A node by its id, from the index on the label that makes ids unique."""
    return _by_id(compiler, that, [label], value, compiler.shown(that))


def _by_id(compiler: Compiler, that: str, labels: Sequence[str], value: str, also: Iterable[str] = ()) -> str:
    """The same of a node that has one of several labels, whoever may see it."""
    model, wanted = compiler.model, "|".join(labels)
    common = [up for up in model.labels_of(labels[0]) if all(up in model.labels_of(each) for each in labels)]
    unique = next((each for each in common if "id" in model.by_label[each].unique), wanted)
    kept = [f"{that}:{wanted}"] if wanted != unique else []
    return f"({that}:{unique} {{id: {value}}}){filters.where([*kept, *also])}"


def _whole(compiler: Compiler, type_: Any, row: str) -> list[str]:
    """The predicates that nothing is hidden of what a row has to show whole."""
    if not (hidden := compiler.hidden("h")):
        return []
    found = [each for each in map(filters.source_of, type_.fields.values()) if isinstance(each, NodeColumn)]
    return [
        f"NOT EXISTS {{ MATCH (h:{each.label}) WHERE h.id IN {row}.{each.name} AND {hidden} }}"
        if row in compiler.answered
        else f"none(h IN {row}.{each.name} WHERE {hidden})"
        for each in found
        if each.whole
    ]


def read_of(entries: Iterable[Entry]) -> Read:
    """What entries read of a row."""
    found: dict[str, Read | None] = {}
    for each in entries:
        if each.row_of is not None:
            found[PLACE] = None
        elif isinstance(each.source, Column):
            below = _below(each)
            known = found.get(each.source.name, {})
            found[each.source.name] = None if below is None or known is None else _both(known, below)
        elif isinstance(each.source, NodeColumn):
            found[each.source.name] = None
        elif isinstance(each.source, Computed):
            found |= dict.fromkeys(each.source.columns)
        elif isinstance(each.source, Property):
            found |= dict.fromkeys(filter(None, (each.source.name, each.source.person)))
    return found


def _below(entry: Entry) -> Read | None:
    """What is read of a column's own rows, and what they have to show whole; all of a scalar."""
    if entry.selection is None:
        return None
    sources = map(filters.source_of, cast("Any", get_named_type(entry.type)).fields.values())
    whole = {each.name: None for each in sources if isinstance(each, NodeColumn) and each.whole}
    return {**read_of(entry.selection.every), **whole}


def _both(one: Read, two: Read) -> Read:
    """What either reads."""
    found = {**one, **two}
    for name in one.keys() & two.keys():
        a, b = one[name], two[name]
        found[name] = None if a is None or b is None else _both(a, b)
    return found


def called(
    compiler: Compiler,
    source: Statement,
    that: str,
    used: Container[str],
    variable: str | None,
    site: int | None,
) -> str:
    """A statement file's call; the columns used become one map, so that none can meet another's name."""
    arguments = f"$p.a{site}" if site is not None else "{}"
    text = compiler.statements.text(source.name).replace("$args", arguments)
    row = ", ".join(f"{each}: {each}" for each in compiler.statements.columns(source.name) if each in used)
    inner = f"CALL () {{ {text} }}" if variable is None else f"WITH {variable} AS n CALL (n) {{ {text} }}"
    return f"CALL ({variable or ''}) {{ {inner} RETURN {{{row}}} AS {that} }}"


SITE, OF = "_site", "_of"
"""The keys of a question in an answer: which site asks it, and under which node."""


TOTAL = "_total"
"""The key under which an answer that is paged tells how many rows it has."""


def question(variable: str | None, site: int | None) -> str:
    """What a solved field asks of the first statement: the node it stands under."""
    if variable is None:
        return f"{{{SITE}: {site}, {OF}: '{ROOT}'}}"
    return f"{{{SITE}: {site}, {OF}: {variable}.id}}"


def apart(compiler: Compiler, source: Solved, *, rooted: bool) -> str:
    """A solved field's own statement: the same text in every operation; columns: under (but at the root), row."""
    text = compiler.statements.text(source.name).replace("$args", "$p.args")
    row = ", ".join(f"{each}: {each}" for each in compiler.statements.columns(source.name))
    if rooted:
        return f"CYPHER 25 CALL () {{ {text} }} RETURN {{{row}}} AS row"
    return (
        f"CYPHER 25 UNWIND $p.nodes AS under MATCH {_declaring(compiler, source)} "
        f"CALL (n) {{ {text} }} RETURN under, {{{row}}} AS row"
    )


def _declaring(compiler: Compiler, source: Solved) -> str:
    """A node under which the field may stand: of a type that declares it."""
    labels = {
        label
        for type_ in compiler.schema.type_map.values()
        if is_object_type(type_)
        and (label := label_of(type_))
        and any(filters.source_of(field) is source for field in type_.fields.values())
    }
    return _by_id(compiler, "n", sorted(labels), "under")


def answer(variable: str | None, site: int | None) -> str:
    """A solver's answer, or null. Where it is paged it is never a variable: each row sorted would count it as its own."""
    return f"$p.s{site}[{variable}.id]" if variable else f"$p.s{site}.{ROOT}"
