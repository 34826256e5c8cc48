"""Mutations: each field is a write transaction, in which what the client selects of its payload is read too."""
# pyright: reportUnknownMemberType=false
# graphql-core leaves these types open.

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableValues,
)

from graph import Graph, Transaction
from graph.errors import LianlouError
from queries.planner.collect import Collector
from queries.planner.plan import Compiled
from queries.planner.solve import asked_in
from queries.planner.sources import Declined, Writes
from queries.planner.values import Bound
from queries.planner.viewer import Forbidden, Viewer

log = logging.getLogger(__name__)


class WriteFailed(LianlouError):
    """A write could not be done: our fault, never the client's. What went wrong stands in the log."""


def response_key(alone: OperationDefinitionNode) -> str:
    """The response key of an operation's first field."""
    first = cast("FieldNode", alone.selection_set.selections[0])
    return (first.alias or first.name).value


def alone_each(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, values: VariableValues
) -> Iterator[DocumentNode]:
    """A document for each root field, in their order: an operation of that field alone, and the fragments."""
    fragments = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
    collect = Collector(schema, {each.name.value: each for each in fragments}, values)
    root = cast("GraphQLObjectType", schema.mutation_type)
    for nodes in collect.fields(root, [operation.selection_set]).values():
        alone = OperationDefinitionNode(
            operation=operation.operation,
            name=operation.name,
            variable_definitions=operation.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        yield DocumentNode(definitions=(alone, *fragments))


def _source(compiled: Compiled) -> tuple[int, Writes] | None:
    """The field's site; None where its arguments are wrong, or it is `__typename`."""
    found = ((i, each.source) for i, each in enumerate(compiled.sites) if isinstance(each.source, Writes))
    return next(found, None)


def check(compiled: Compiled, viewer: Viewer) -> None:
    """See that whoever asks may do it: the one place where permissions are checked.

    Raises:
        Forbidden: it may not.
    """
    found = _source(compiled)
    needed = found[1].permission if found else None
    if needed is not None and not viewer.may(needed):
        raise Forbidden(
            f"您没有此权限，什么也没有写入。 · You may not write here ({needed}); nothing was written."
        )


async def done(graph: Graph, compiled: Compiled, bound: Bound, viewer: Viewer) -> Any:
    """Do one field, and read its payload in the same transaction; what was refused is read without it.

    Raises:
        LianlouError: the graph could not answer; nothing was written.
    """
    found = _source(compiled)
    if found is None:
        return {}
    site, source = found
    timeout = max(graph.timeout, compiled.seconds)

    async def work(tx: Transaction) -> Any:
        written = await source.write(tx, bound.parameters[f"a{site}"], viewer)
        return await asked_in(graph, tx.run, compiled, bound, written=written)

    try:
        return await graph.write(work, timeout=timeout)
    except Declined as error:
        row = error.row
    except LianlouError:
        raise
    except Exception as error:
        log.exception("a write failed", extra={"path": compiled.sites[site].path})
        raise WriteFailed(
            "什么也没有写入；原因见服务器日志。 · Nothing was written; the server's log says why."
        ) from error
    return await graph.reading(
        lambda tx: asked_in(graph, tx.run, compiled, bound, written=row), timeout=timeout
    )
