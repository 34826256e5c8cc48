"""The words in which a class declares the fields that the planner reads: relationships, connections, statements, columns.

tenants: Connection[Enterprise] = connection("(this)<-[:LOCATED_IN]-(that:Enterprise)", "租户 / Tenants")
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph.model import Kind, Mask
from queries.planner import paging, sources
from queries.planner.scalars import Date

MASKED = "（未获授权者所见已脱敏）/ (masked for those without permission)"
"""Said of every field whose value only some read whole."""

Arguments = Mapping[str, tuple[Any, str]]
"""GraphQL name of an argument -> its Python type (optional ones with `| None`) and description."""


def argument(
    name: str, annotation: Any, description: str, default: Any = strawberry.UNSET
) -> StrawberryArgument:
    """One argument of a planned field."""
    optional = type(None) in getattr(annotation, "__args__", ())
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=None if optional and default is strawberry.UNSET else default,
    )


def planned_field(
    source: sources.Source, description: str, arguments: list[StrawberryArgument] | None = None, **more: Any
) -> Any:
    """A field whose value comes from there."""
    made = cast(
        "StrawberryField",
        strawberry.field(description=description, metadata={sources.METADATA: source}, **more),
    )
    made.arguments = list(arguments or ())
    return made


def one(pattern: str, description: str) -> Any:
    """The node at the other end of a pattern, or null."""
    return planned_field(sources.One(pattern), description)


def many(pattern: str, description: str) -> Any:
    """A short list of nodes, with `where` and `orderBy`; where it can be long, declare a `connection`."""
    first = argument("first", int, "最多几条 / At most how many", default=100)
    return planned_field(sources.Many(pattern), description, [first])


def connection(pattern: str, description: str, *, distinct: bool = False) -> Any:
    """A Relay connection; `where`, `orderBy`, aggregates and groups follow from the type it connects to.

    Where the pattern is one hop over a relationship type with properties, its edges show them. A node stands
    on it once, by the relationship of longest standing; `history: true` shows each relationship there ever was.
    """
    return planned_field(sources.Connected(pattern, distinct), description, _paging())


def by_id(label: str, description: str) -> Any:
    """A root field that takes `id`."""
    key = argument("id", strawberry.ID, "业务键 / Business key")
    return planned_field(sources.ById(label), description, [key, as_of()])


def by_ids(label: str, description: str) -> Any:
    """A root field that takes `ids`."""
    keys = argument("ids", list[strawberry.ID], "业务键 / Business keys")
    return planned_field(sources.ByIds(label), description, [keys, as_of()])


def statement(
    name: str,
    description: str,
    *,
    rows: str | None = None,
    order: tuple[tuple[str, bool], ...] = (),
    arguments: Arguments | None = None,
    prepare: sources.Prepare = dict,
) -> Any:
    """A field answered by a statement file of queries/statements/."""
    return _asked(sources.Statement(name, rows, order, prepare), description, arguments)


def solved(
    name: str,
    description: str,
    solve: sources.Solve,
    *,
    rows: str | None = None,
    order: tuple[tuple[str, bool], ...] = (),
    arguments: Arguments | None = None,
    prepare: sources.Prepare = dict,
    cost: int = 200,
    seconds: float = 0.0,
) -> Any:
    """A field that needs a solver: a statement file asks the question, `solve` answers it in Python.

    Its type is declared as that of a `statement`; a `node_column` holds ids. It can't stand within another answer of its kind.
    """
    return _asked(sources.Solved(name, rows, order, prepare, solve, cost, seconds), description, arguments)


def _asked(source: sources.Statement, description: str, arguments: Arguments | None) -> Any:
    """A statement file's field, with its arguments; with pages where it has rows."""
    declared = [argument(key, annotation, text) for key, (annotation, text) in (arguments or {}).items()]
    return planned_field(source, description, [*declared, *(_paging() if source.rows else ())])


def apart(
    name: str,
    description: str,
    *,
    rows: str | None = None,
    order: tuple[tuple[str, bool], ...] = (),
    arguments: Arguments | None = None,
    prepare: sources.Prepare = dict,
) -> Any:
    """A statement field that is answered apart: its text is too long to be planned anew with every selection.

    Declared as a `statement`, but its columns hold ids where a `node_column` stands, as those of `solved` do.
    """
    return solved(
        name,
        description,
        sources.unchanged,
        rows=rows,
        order=order,
        arguments=arguments,
        prepare=prepare,
        cost=sources.STATEMENT_COST,
    )


def gathered(
    name: str,
    description: str,
    gather: sources.Gather,
    *,
    rows: str | None = None,
    order: tuple[tuple[str, bool], ...] = (),
    arguments: Arguments | None = None,
    prepare: sources.Prepare = dict,
    cost: int = sources.STATEMENT_COST,
    seconds: float = 0.0,
    solve: sources.Solve = sources.unchanged,
    supposes: bool = False,
) -> Any:
    """A field of the root, answered apart, whose row takes more than its one statement: `gather` sends them."""
    source = sources.Gathered(name, rows, order, prepare, solve, cost, seconds, gather, supposes)
    return _asked(source, description, arguments)


def writes(write: sources.Write, description: str, *, permission: str, argument_type: Any) -> Any:
    """A mutation's field: takes one `input`, and gives a row whose node columns hold ids."""
    return planned_field(
        sources.Writes(write, permission), description, [argument("input", argument_type, "输入 / Input")]
    )


def column(description: str, name: str = "", kind: Kind = Kind.STRING) -> Any:
    """A column of the parent row, by the field's own name unless `name` says otherwise."""
    return planned_field(sources.Column(name, kind), description)


def node_column(description: str, name: str = "", label: str | None = None, *, whole: bool = False) -> Any:
    """A node, or a list of nodes, in a column of the parent row."""
    return planned_field(sources.NodeColumn(name, label, whole), description)


def personal_column(description: str, name: str, mask: Mask, kind: Kind = Kind.STRING, *, person: str) -> Any:
    """A column of the parent row that is masked like a personal property; column `person` holds whose it is."""
    return planned_field(sources.Property(name, kind, mask, person=person), f"{description}{MASKED}")


def computed(description: str, columns: tuple[str, ...], make: Callable[[Mapping[str, Any]], Any]) -> Any:
    """A value made in Python from columns of the parent row."""
    return planned_field(sources.Computed(columns, make), description)


def as_of() -> StrawberryArgument:
    """The day on which what is read has to be in force, for the field and all below it."""
    return argument(
        "asOf", Date | None, "哪一天的情形，默认今天 / As it stands on that day; today by default"
    )


def _paging() -> list[StrawberryArgument]:
    return [
        argument("first", int | None, f"前几条，默认 {paging.DEFAULT_FIRST} / How many from the start"),
        argument("after", str | None, "在此游标之后 / After this cursor"),
        argument("last", int | None, "后几条 / How many from the end"),
        argument("before", str | None, "在此游标之前 / Before this cursor"),
    ]
