"""Sending an operation's statements: one, or where parts of it are answered apart, those first.

First where they are asked (the nodes they stand under, unless the operation gives their ids), then each part's own statement, whose text is the same in
every operation and so planned once, and last what the client selects, with the answers as parameters.
"""
# pyright: reportUnknownMemberType=false
# graphql-core leaves these types open.

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

from graph import Graph
from graph.errors import LianlouError
from queries.planner.carried import PLACE
from queries.planner.explain import Explained
from queries.planner.paging import Bounds
from queries.planner.plan import ROOT, Compiled, Read, Site
from queries.planner.related import OF, SITE, TOTAL
from queries.planner.sources import Gather, Gathered, Solved
from queries.planner.values import Bound, read_by

log = logging.getLogger(__name__)

LEAST = 0.001
"""Seconds that a statement may run where none are left: to the server, 0 is no end."""

ROW_COUNT = "rowCount"
"""The column of a statement that left out rows which nobody reads: how many there are."""

Run = Callable[[str, dict[str, Any]], Awaitable[Any]]
"""Sends a statement with its parameters."""


class _Watched:
    """A graph whose reads are sent by `run`: what a field gathers by itself is explained too, but for what it supposes."""

    def __init__(self, graph: Graph, run: Run) -> None:
        self.graph, self.run = graph, run

    async def read(self, statement: str, p: Mapping[str, Any] | None = None, **_: Any) -> Any:
        return await self.run(statement, dict(p or {}))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.graph, name)


class SolverFailed(LianlouError):
    """A solver could not answer: our fault, never the client's. What went wrong stands in the log."""


async def data(graph: Graph, compiled: Compiled, bound: Bound, explained: Explained | None) -> Any:
    """The answer of an operation that asks something of the graph.

    Raises:
        LianlouError: the graph, or a solver, could not answer.
    """
    last = compiled.statement or ""
    if not compiled.solved and explained is None:
        return (await graph.read(last, read_by(compiled.statement_reads, bound.parameters)))[0]["data"]

    if explained is not None:

        async def profiled(statement: str, p: dict[str, Any]) -> Any:
            told = explained if statement is last else Explained(statement)
            rows, told.profile = await graph.profile(statement, p)
            if told is not explained:
                explained.before.append(told)
            return rows

        return await asked_in(cast("Graph", _Watched(graph, profiled)), profiled, compiled, bound)
    ends = time.monotonic() + max(graph.timeout, compiled.seconds)

    async def read(statement: str, p: dict[str, Any]) -> Any:
        """Each a transaction of its own, which is two trips less; none sees less than the one before (bookmarks)."""
        return await graph.read(statement, p, timeout=max(ends - time.monotonic(), LEAST))

    return await asked_in(graph, read, compiled, bound)


async def asked_in(graph: Graph, run: Run, compiled: Compiled, bound: Bound, **more: Any) -> Any:
    """The answer of an operation by the statements that `run` sends, with `more` parameters."""
    parameters = {**bound.parameters, **more}
    answers: dict[str, Any] = {}
    if compiled.solved:
        asked = None
        if compiled.question:
            asked = (await run(compiled.question, read_by(compiled.question_reads, parameters)))[0]["data"]
        under = _under(compiled, bound, asked)
        for site, statement in compiled.solved.items():
            source = compiled.sites[site].source
            gather = source.gather if isinstance(source, Gathered) else None
            send = partial(_gathered, graph, gather) if gather else run
            answers[f"s{site}"] = await _answered(send, compiled, bound, site, statement, under.get(site, []))
    last = read_by(compiled.statement_reads, {**parameters, **answers})
    return (await run(compiled.statement or "", last))[0]["data"]


async def _gathered(
    graph: Graph, gather: Gather, statement: str, p: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The row of a field that sends its statements itself."""
    return [{"row": await gather(graph, statement, p["args"])}]


async def _answered(
    run: Run, compiled: Compiled, bound: Bound, site: int, statement: str, under: Sequence[str]
) -> dict[str, Any]:
    """One site's answers, by the id of the node that each stands under."""
    asked = compiled.sites[site]
    source, args = cast("Solved", asked.source), bound.parameters[f"a{site}"]
    rows: list[dict[str, Any]] = await run(statement, {"nodes": under, "args": args}) if under else []
    try:
        solved = await asyncio.to_thread(lambda: [source.solve(each["row"], args) for each in rows])
    except LianlouError:
        raise
    except Exception as error:
        log.exception("a solver failed", extra={"statement": source.name})
        raise SolverFailed("The answer could not be worked out; the server's log says why.") from error
    return {
        each.get("under", ROOT): _sent(asked, answer, bound.pages.get(site), bound.rows.setdefault(site, []))
        for each, answer in zip(rows, solved, strict=True)
    }


def _sent(site: Site, answer: Any, bounds: Bounds | None, stay: list[Mapping[str, Any]]) -> Any:
    """Of an answer only what the last statement reads; `stay` takes its rows, for all else that is read of them.

    Of its rows those of a first page, where that is asked; `TOTAL` tells how many there are.
    """
    source = cast("Solved", site.source)
    if answer is None or bounds is None or source.rows not in answer:
        return _kept(answer, site.read)
    rows: list[dict[str, Any]] = answer[source.rows]
    first = not (bounds.backward or bounds.after or bounds.before)
    page = _first_page(site, rows, bounds.size + 1) if first else rows
    placed = [{**row, PLACE: place} for place, row in enumerate(page, len(stay))]
    stay.extend(page)
    return _kept({**answer, source.rows: placed}, site.read) | {TOTAL: answer.get(ROW_COUNT, len(rows))}


def _kept(value: Any, read: Read | None) -> Any:
    """What is read of a value."""
    if read is None or value is None:
        return value
    if isinstance(value, list):
        return [_kept(each, read) for each in cast("list[Any]", value)]
    return {name: _kept(value[name], below) for name, below in read.items() if name in value}


def _first_page(site: Site, rows: list[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """The first rows in the site's order, nulls last as Cypher has them (first, where an order descends)."""
    if len(rows) <= size:
        return rows
    found = list(rows)
    try:
        for key in reversed(site.keys):  # Python's sort is stable
            found.sort(key=lambda row, name=key.name: _rank(row[name]), reverse=key.descending)
    except TypeError:  # values of several kinds: Cypher knows their order
        return rows
    return found[:size]


def _rank(value: Any) -> tuple[bool, Any]:
    return (True, 0) if value is None else (False, value)


def _under(compiled: Compiled, bound: Bound, asked: Any) -> dict[int, list[str]]:
    """The ids of the nodes under which each site is asked, once each."""
    if compiled.question is None:
        return {site: _given(bound.parameters, compiled.under.get(site)) for site in compiled.solved}
    under: dict[int, dict[str, None]] = {}
    for each in _questions(asked):
        if each[OF] is not None:
            under.setdefault(each[SITE], {})[each[OF]] = None
    return {site: list(ids) for site, ids in under.items()}


def _given(parameters: Mapping[str, Any], site: int | None) -> list[str]:
    """The ids that the operation gives at a site; without one, the root."""
    if site is None:
        return [ROOT]
    given = parameters[f"a{site}"]
    return list(dict.fromkeys(given["ids"] if "ids" in given else [given["id"]]))


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
