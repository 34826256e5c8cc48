"""Sending an operation's statements: one, or where it needs solvers their question, the solvers, and one more."""
# pyright: reportUnknownMemberType=false
# graphql-core leaves these types open.

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from typing import Any, cast

from graph import Graph, Transaction
from graph.errors import LianlouError
from queries.planner.explain import Explained
from queries.planner.plan import Compiled
from queries.planner.related import OF, ROW, SITE
from queries.planner.sources import Solved
from queries.planner.values import Bound

log = logging.getLogger(__name__)


class SolverFailed(LianlouError):
    """A solver could not answer: our fault, never the client's. What went wrong stands in the log."""


async def data(graph: Graph, compiled: Compiled, bound: Bound, explained: Explained | None) -> Any:
    """The answer of an operation that asks something of the graph.

    Raises:
        LianlouError: the graph, or a solver, could not answer.
    """
    if compiled.question is not None:
        rows = await _solved(graph, compiled, bound, explained)
    elif explained is not None:
        rows, explained.profile = await graph.profile(compiled.statement or "", bound.parameters)
    else:
        rows = await graph.read(compiled.statement or "", bound.parameters)
    return rows[0]["data"]


async def _solved(graph: Graph, compiled: Compiled, bound: Bound, explained: Explained | None) -> Any:
    question, statement = compiled.question or "", compiled.statement or ""
    if explained is not None:
        explained.question = Explained(question)
        asked, explained.question.profile = await graph.profile(question, bound.parameters)
        answers = await asyncio.to_thread(_answers, compiled, asked[0]["data"], bound)
        rows, explained.profile = await graph.profile(statement, {**bound.parameters, **answers})
        return rows

    async def work(transaction: Transaction) -> Any:
        asked = await transaction.run(question, bound.parameters)
        answers = await asyncio.to_thread(_answers, compiled, asked[0]["data"], bound)
        return await transaction.run(statement, {**bound.parameters, **answers})

    sources = [cast("Solved", compiled.sites[site].source) for site in compiled.solved]
    return await graph.reading(work, timeout=max([graph.timeout, *(each.seconds for each in sources)]))


def _answers(compiled: Compiled, asked: Any, bound: Bound) -> dict[str, dict[str, Any]]:
    """The solvers' answers as parameters: by site, then by the node under which each was asked, once each."""
    answers: dict[str, dict[str, Any]] = {f"s{site}": {} for site in compiled.solved}
    for each in _questions(asked):
        site, of = each[SITE], each[OF]
        source = cast("Solved", compiled.sites[site].source)
        known = answers[f"s{site}"]
        if of is None or of in known:
            continue
        try:
            known[of] = source.solve(each[ROW], bound.parameters[f"a{site}"])
        except LianlouError:
            raise
        except Exception as error:
            log.exception("a solver failed", extra={"statement": source.name})
            raise SolverFailed("The answer could not be worked out; the server's log says why.") from error
    return answers


def _questions(asked: Any) -> Iterator[Mapping[str, Any]]:
    """Every question in an answer, however deep."""
    if isinstance(asked, list):
        for each in cast("list[Any]", asked):
            yield from _questions(each)
    elif isinstance(asked, dict):
        told = cast("dict[str, Any]", asked)
        if SITE in told:
            yield told
        else:
            yield from _questions(list(told.values()))
