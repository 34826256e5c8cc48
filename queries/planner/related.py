"""Objects and lists that are not paged: a node by its key, the other end of a pattern, a statement's row."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLList, get_named_type, get_nullable_type

from queries.planner import filters, order
from queries.planner.keys import Row
from queries.planner.plan import ROOT, Asked, Entry, Selection
from queries.planner.sources import (
    ById,
    ByIds,
    Column,
    Computed,
    Many,
    NodeColumn,
    One,
    Solved,
    Source,
    Statement,
    Statements,
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
    that, p = f"n{next(compiler.names)}", f"$p.a{site}"
    node = not isinstance(source, Column | Statement | Writes)
    if isinstance(source, Solved | Writes) or (isinstance(source, Column) and variable in compiler.answered):
        compiler.answered.add(that)
    optional = isinstance(source, ByIds)
    selection, body = compiler.carried(type_, asked.sets, that, asked.path, node=node, optional=optional)
    match source:
        case One():
            rows = f"MATCH {compiler.placed(source, variable, Row(that))} RETURN {body} LIMIT 1"
        case Many():
            keys, fetched = order.fetched(compiler, Row(that), order.keys(compiler.model, type_, asked))
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
            told = answer(variable, site)
            rows = f"UNWIND [{told}] AS {that} WITH {that} WHERE {that} IS NOT NULL RETURN {body}"
        case Statement():
            used = columns(each for entries in selection.entries.values() for each in entries)
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
    model = compiler.model
    unique = next((each for each in model.labels_of(label) if "id" in model.by_label[each].unique), label)
    also = [f"{that}:{label}"] if label != unique else []
    return f"({that}:{unique} {{id: {value}}}){filters.where([*also, *compiler.shown(that)])}"


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


def columns(entries: Iterable[Entry]) -> set[str]:
    """The columns of a row that entries read."""
    found: set[str] = set()
    for each in entries:
        if isinstance(each.source, Column | NodeColumn):
            found.add(each.source.name)
        elif isinstance(each.source, Computed):
            found.update(each.source.columns)
    return found


def called(
    compiler: Compiler, source: Statement, that: str, used: set[str], variable: str | None, site: int | None
) -> str:
    """A statement file's call; the columns used become one map, so that none can meet another's name."""
    arguments = f"$p.a{site}" if site is not None else "{}"
    text = compiler.statements.text(source.name).replace("$args", arguments)
    row = ", ".join(f"{each}: {each}" for each in compiler.statements.columns(source.name) if each in used)
    inner = f"CALL () {{ {text} }}" if variable is None else f"WITH {variable} AS n CALL (n) {{ {text} }}"
    return f"CALL ({variable or ''}) {{ {inner} RETURN {{{row}}} AS {that} }}"


SITE, OF, AT = "_site", "_of", "_at"
"""The keys of a question in an answer: which site asks it, under which node, and where that stands in the graph."""


TOTAL = "_total"
"""The key under which an answer that is paged tells how many rows it has."""


def question(variable: str | None, site: int | None) -> str:
    """What a solved field asks of the first statement: the node it stands under."""
    if variable is None:
        return f"{{{SITE}: {site}, {OF}: '{ROOT}'}}"
    return f"{{{SITE}: {site}, {OF}: {variable}.id, {AT}: elementId({variable})}}"


def apart(statements: Statements, source: Solved, *, rooted: bool) -> str:
    """A solved field's own statement: the same text in every operation; columns: at (but at the root), row."""
    text = statements.text(source.name).replace("$args", "$p.args")
    row = ", ".join(f"{each}: {each}" for each in statements.columns(source.name))
    if rooted:
        return f"CYPHER 25 CALL () {{ {text} }} RETURN {{{row}}} AS row"
    return (
        "CYPHER 25 UNWIND $p.nodes AS stands MATCH (n) WHERE elementId(n) = stands "
        f"CALL (n) {{ {text} }} RETURN stands AS at, {{{row}}} AS row"
    )


def answer(variable: str | None, site: int | None) -> str:
    """A solver's answer, or null. Where it is paged it is never a variable: each row sorted would count it as its own."""
    return f"$p.s{site}[{variable}.id]" if variable else f"$p.s{site}.{ROOT}"
