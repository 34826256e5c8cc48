"""Planning the saved operations when the server starts, so that nobody waits for the database's planner."""

from __future__ import annotations

import logging

from graph import Graph
from graph.errors import LianlouError
from lianlou.web.saved import operations
from queries.planner.execute import Planner
from queries.planner.solve import sent
from schema.policy import LOCAL_STAFF

LONGEST = 120.0
"""Seconds for one statement: on a cold, busy machine planning a match takes longer than any answer may."""

log = logging.getLogger(__name__)


async def plan_saved(graph: Graph, planner: Planner) -> None:
    """Run each saved operation once with its examples, as the page asks them; those that make the same statement once together.

    Nothing is written: of a mutation only what reads its payload runs.

    A failure is logged and leaves the rest to be planned: the server answers without it, only later.
    """
    planned: set[str] = set()
    for operation in operations():
        for example in operation.examples:
            compiled, parameters = planner.compiled(
                operation.query, example.variables, operation.name, viewer=LOCAL_STAFF, mark=True
            )
            # a plan's own statement reads all of a place: it is planned when it is asked, not at every start
            slow = compiled.solved.values() if compiled.seconds else ()
            parameters["written"] = {}  # of a mutation the payload alone is planned, with nothing in it
            for statement, known in sent(compiled, parameters):
                if statement in planned or statement in slow:
                    continue
                planned.add(statement)
                try:
                    await graph.read(statement, known, timeout=LONGEST)
                except LianlouError as error:
                    log.warning("saved operation %s is not planned yet: %s", operation.key, error)
