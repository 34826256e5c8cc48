"""Planning the saved and the published operations when the server starts, so that nobody waits for the database's planner."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import orjson
from graphql import OperationType

from graph import Graph
from graph.errors import InputError, LianlouError
from lianlou.web.saved import operations
from queries.planner.execute import Planner
from queries.planner.novel import Novelty
from queries.planner.viewer import Viewer
from queries.statements import documents, tokens
from schema.policy import LOCAL_STAFF, Role, viewer

log = logging.getLogger(__name__)

TIMES = 3
"""How often each operation that only reads is asked once all are planned."""
LONGEST = 60.0
"""Seconds that such an operation may take; one that may take more (a plan of a district) is not asked."""


@dataclass(frozen=True)
class Ahead:
    """An operation as somebody will ask it."""

    key: str
    document: str
    variables: dict[str, Any]
    name: str | None
    viewer: Viewer
    mark: bool


@dataclass
class Asking:
    """How a statement will be asked: in a transaction that only reads, in one that has written before, or both."""

    key: str
    read: bool = False
    written: bool = False

    async def prepare(self, graph: Graph, statement: str) -> None:
        """Have it planned for each."""
        if self.read:
            await graph.prepare(statement)
        if self.written:
            await graph.prepare(statement, written=True)


async def plan_ahead(graph: Graph, planner: Planner) -> None:
    """Have each saved operation planned with its examples, as the page asks them, and each published one as each token would.

    The shortest statements first: planning takes the time of its text, and nine tenths of them are ready before
    the first of the long ones. Last, those that only read are asked some times. Nothing stays written. A failure is
    logged and leaves the rest to be planned: the server answers without it, only later.
    """
    novelty = planner.novelty or Novelty()
    asked: dict[str, Asking] = {}
    short: dict[str, Ahead] = {}
    async for each in _all(graph, planner):
        try:
            compiled, _ = planner.compiled(
                each.document, each.variables, each.name, viewer=each.viewer, mark=each.mark
            )
        except InputError:  # not for this viewer, or published for another version of the schema
            continue
        operation = planner.operation(each.document, each.name)
        writes = operation is not None and operation.type is OperationType.MUTATION
        if not writes and compiled.seconds <= LONGEST:
            short.setdefault(each.key, each)
        for statement in compiled.texts:
            asking = asked.setdefault(statement, Asking(each.key))
            asking.written |= writes or statement in compiled.supposing
            asking.read |= not writes
    for statement in sorted(asked, key=len):
        asking = asked[statement]
        try:
            await novelty.ahead(statement, partial(asking.prepare, graph, statement))
        except LianlouError as error:
            log.warning("operation %s is not planned yet: %s", asking.key, error)
    # Java compiles what runs, and the first user would wait for it. What is supposed is written by small statements of its
    # own besides, and undone. The long ones are planned by now: they would not be in the time that a request has.
    for each in [*short.values()] * TIMES:
        await planner.execute(
            graph, each.document, each.variables, each.name, viewer=each.viewer, mark=each.mark
        )


async def _all(graph: Graph, planner: Planner) -> AsyncGenerator[Ahead]:
    for saved in operations():
        for example in saved.examples:
            yield Ahead(saved.key, saved.query, example.variables, saved.name, LOCAL_STAFF, mark=True)
    try:
        published, viewers = await documents.every(graph), await _viewers(graph)
    except LianlouError as error:
        log.warning("published documents are not planned yet: %s", error)
        return
    for document in published:
        try:
            names = planner.operations(document.text)
        except InputError as error:
            log.warning("published document %s fits the schema no more: %s", document.name, error)
            continue
        for example in document.examples:
            for name in names:
                for each in viewers:
                    yield Ahead(document.name, document.text, orjson.loads(example), name, each, mark=False)


async def _viewers(graph: Graph) -> list[Viewer]:
    """One of each kind of reader that may ask: those who read alike share their plans."""
    now = datetime.now(UTC)
    found = {LOCAL_STAFF.reads: LOCAL_STAFF}
    for each in await tokens.every(graph):
        if each.state(now) == "valid":
            made = viewer(Role[each.role], each.name, each.communities, each.areas)
            found.setdefault(made.reads, made)
    return list(found.values())
