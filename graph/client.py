"""`Graph`: the one way to a Neo4j server, embedded or elsewhere.

It is opened by the composition root and handed in everywhere. Statements take every value in one
map parameter, `$p`, so that a statement's plan is found again whatever the values are.
"""

# The driver leaves some of its own types open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any, Self, TypeVar, cast

import neo4j
from neo4j import AsyncGraphDatabase, Query, exceptions

from graph.errors import GraphError, InputError, Unavailable
from graph.failures import DRIVER_ERRORS, UNANSWERED, lacks_values, timed_out, translated, translating
from graph.tally import counted

log = logging.getLogger(__name__)

Row = dict[str, Any]
Parameters = Mapping[str, Any]
T = TypeVar("T")

READ_ATTEMPTS = 4
"""How often a read is tried against transient errors (leader switch, engine restart) before it fails."""

GRACE = 30.0
"""Seconds beyond twice a statement's own, a whole repetition of it, that a server may stay silent before it counts as gone."""

COMMAND = 3600.0
"""Seconds that what brings its own transactions may take before a silent server counts as gone, likewise."""

PLANNING = 120.0
"""Seconds for EXPLAIN and PROFILE: planning a large statement takes some of them on a cold server."""


class Transaction:
    """A transaction in the hands of `Graph.write`'s, `reading`'s or `supposing`'s work; it ends when the work returns."""

    def __init__(self, transaction: neo4j.AsyncManagedTransaction | neo4j.AsyncTransaction) -> None:
        self._transaction = transaction

    async def run(self, statement: str, p: Parameters | None = None) -> list[Row]:
        """Run one statement with its values in `$p`; its rows as dictionaries by column."""
        with counted(statement):
            result = await self._transaction.run(cast("Any", statement), p=_sent(p or {}))
            return await _rows(result)


class Graph:
    """A pool of connections to one database.

    Args:
        uri: `bolt://`, `neo4j://` (routing) or their `+s` forms.
        user: Neo4j user name.
        password: Its password; `None` where the server asks for none.
        database: Name of the database.
        timeout: Seconds that a statement may run on the server before it is ended.

    Raises:
        InputError: the URI is none.
    """

    def __init__(
        self,
        uri: str,
        user: str = "neo4j",
        password: str | None = None,
        *,
        database: str = "neo4j",
        timeout: float = 15.0,
    ) -> None:
        self.uri = uri
        self.database = database
        self.timeout = timeout
        # One bookmark manager for the process: what was written here is seen by the next read here.
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        scheme = uri.partition("://")[0]
        try:
            if scheme.partition("+")[0] not in {"bolt", "neo4j"}:
                raise ValueError(f"its scheme is {scheme}")
            self._driver = AsyncGraphDatabase.driver(
                uri,
                auth=None if password is None else (user, password),
                notifications_min_severity="OFF",
                connection_acquisition_timeout=10.0,
                liveness_check_timeout=60.0,  # seconds: a connection that idled longer may lead nowhere any more
                max_transaction_retry_time=10.0,
                user_agent="lianlou",
            )
        except (exceptions.ConfigurationError, ValueError) as error:
            raise InputError(
                f"{uri!r} is not the address of a Neo4j server ({error}): LIANLOU_NEO4J_URI takes bolt://HOST:7687, "
                "neo4j://HOST:7687, or their +s forms. · 服务器地址有误。"
            ) from error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection; statements under way are ended."""
        await self._driver.close()

    async def ready(self) -> None:
        """Return when the server answers; raise `Unavailable` when it does not."""
        await self.read("RETURN 1 AS ready", timeout=5.0)

    @asynccontextmanager
    async def _session(self, mode: str, seconds: float) -> AsyncGenerator[neo4j.AsyncSession]:
        """A session for what may take so many seconds: a server that is stopped, or out of reach, ends no statement itself.

        Raises:
            Unavailable: it stayed silent.
        """
        waiting = asyncio.timeout(2 * seconds + GRACE)
        opened = self._driver.session(
            database=self.database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )
        try:
            async with waiting, opened as session:
                yield session
        except TimeoutError as error:
            if not waiting.expired():
                raise
            log.warning("graph silent", extra={"seconds": 2 * seconds + GRACE})
            raise Unavailable(UNANSWERED) from error

    async def read(
        self, statement: str, p: Parameters | None = None, *, timeout: float | None = None
    ) -> list[Row]:
        """Run one reading statement with its values in `$p`; its rows as dictionaries by column.

        An auto-commit transaction, tried again on transient errors: a read may be repeated.

        Raises:
            TimedOut: it ran past `timeout` (the graph's own by default) and was ended.
            Unavailable: no server was reachable in the attempts allowed.
            StatementFailed: the server refused the statement.
        """
        rows, _ = await self._read(statement, p, timeout)
        return rows

    async def profile(self, statement: str, p: Parameters | None = None) -> tuple[list[Row], Row]:
        """Run a statement under PROFILE; its rows, and the profiled plan as nested dictionaries."""
        rows, summary = await self._read(_under("PROFILE", statement), p, PLANNING)
        return rows, cast("Row", summary.profile or {})

    async def explain(self, statement: str, p: Parameters | None = None) -> Row:
        """The plan of a statement, as nested dictionaries, without running it."""
        _, summary = await self._read(_under("EXPLAIN", statement), p, PLANNING)
        return cast("Row", summary.plan or {})

    async def prepare(self, statement: str, *, written: bool = False) -> None:
        """Have a reading statement planned whole, by running it without values: it finds nothing, or fails where it needs one.

        EXPLAIN leaves the run a third of the work, since it shares the plan and not the text that was checked.

        Args:
            statement: The statement, which takes its values from `$p`.
            written: For a transaction that has written before, whose plans are others; nothing of it stays.

        Raises:
            TimedOut, Unavailable, StatementFailed: as for `read`; a statement that writes is refused.
        """
        mode = neo4j.WRITE_ACCESS if written else neo4j.READ_ACCESS
        try:
            async with (
                self._session(mode, PLANNING) as session,
                await session.begin_transaction(timeout=PLANNING) as transaction,
            ):
                if written:
                    await transaction.run("CREATE ()")
                await (await transaction.run(cast("Any", statement), p={})).consume()
                await transaction.rollback()
        except DRIVER_ERRORS as error:
            if not lacks_values(error):
                raise translated(error, statement) from error

    async def _read(
        self, statement: str, p: Parameters | None, timeout: float | None
    ) -> tuple[list[Row], neo4j.ResultSummary]:
        limit = timeout or self.timeout
        query = Query(cast("Any", statement), timeout=limit)
        for attempt in range(1, READ_ATTEMPTS + 1):
            try:
                with counted(statement):
                    async with self._session(neo4j.READ_ACCESS, limit) as session:
                        result = await session.run(query, p=_sent(p or {}))
                        return await _rows(result), await result.consume()
            except DRIVER_ERRORS as error:
                if attempt == READ_ATTEMPTS or not error.is_retryable() or timed_out(error):
                    raise translated(error, statement) from error
                await asyncio.sleep(0.1 * 2**attempt * (0.5 + random.random()))  # noqa: S311 - jitter, not a secret
        raise AssertionError

    async def write(self, work: Callable[[Transaction], Awaitable[T]], *, timeout: float | None = None) -> T:
        """Run `work` in one write transaction, again from the start on transient errors.

        Raises:
            Conflict: a constraint stands against it; nothing was written.
            TimedOut, StatementFailed: as for `read`; nothing was written.
            Unavailable: likewise; it may have been written, where the server was lost at the very end.
        """
        return await self._managed(neo4j.WRITE_ACCESS, work, timeout)

    async def reading(
        self, work: Callable[[Transaction], Awaitable[T]], *, timeout: float | None = None
    ) -> T:
        """Run `work` in one read transaction of at most `timeout` seconds, again from the start on transient errors.

        Raises:
            TimedOut, Unavailable, StatementFailed: as for `read`.
        """
        return await self._managed(neo4j.READ_ACCESS, work, timeout)

    async def _managed(
        self, mode: str, work: Callable[[Transaction], Awaitable[T]], timeout: float | None
    ) -> T:
        limit = timeout or self.timeout

        @neo4j.unit_of_work(timeout=limit)
        async def unit(transaction: neo4j.AsyncManagedTransaction) -> T:
            return await work(Transaction(transaction))

        with translating(f"a {mode} transaction"):
            async with self._session(mode, limit) as session:
                execute = session.execute_write if mode == neo4j.WRITE_ACCESS else session.execute_read
                return await execute(unit)

    async def supposing(
        self, work: Callable[[Transaction], Awaitable[T]], *, timeout: float | None = None
    ) -> T:
        """Run `work` in a write transaction that is never committed: what it writes, only it sees.

        Raises:
            TimedOut, Unavailable, StatementFailed, Conflict: as for `write`.
        """
        limit = timeout or self.timeout
        with translating("supposing"):
            async with (
                self._session(neo4j.WRITE_ACCESS, limit) as session,
                await session.begin_transaction(timeout=limit) as transaction,
            ):  # which rolls back by itself where the work fails
                made = await work(Transaction(transaction))
                await transaction.rollback()
                return made

    async def command(self, statement: str, p: Parameters | None = None) -> list[Row]:
        """Run a statement that brings its own transactions: schema commands, `CALL … IN TRANSACTIONS`."""
        with translating(statement), counted(statement):
            async with self._session(neo4j.WRITE_ACCESS, COMMAND) as session:
                return await _rows(await session.run(cast("Any", statement), p=_sent(p or {})))

    async def replan(self) -> None:
        """Have the server count its indexes anew and plan every statement for what is there now.

        What is planned while an index still counts as empty scans it instead of seeking in it; the server counts
        by itself only some time after many writes. A server that doesn't allow it plans as it would.
        """
        try:
            await self.command("CALL db.prepareForReplanning(60)")
        except GraphError as error:
            log.warning("indexes were not counted anew: %s", error)


@asynccontextmanager
async def connected(uri: str, user: str, password: str | None, **options: Any) -> AsyncGenerator[Graph]:
    """Open a `Graph` for the block, and see that its server answers."""
    async with Graph(uri, user, password, **options) as graph:
        await graph.ready()
        yield graph


def _under(word: str, statement: str) -> str:
    """`EXPLAIN`/`PROFILE` go after a leading `CYPHER 25`."""
    head, found, rest = statement.partition("CYPHER 25")
    return f"CYPHER 25 {word}{rest}" if found and not head.strip() else f"{word} {statement}"


_AS_THEY_ARE = frozenset({str, int, float, bool, date, type(None)})


def _sent(value: Any) -> Any:
    """A parameter as the driver gets it: datetimes in UTC, since driver 6.4.1 crashes on repeated zones.

    Lists and maps that hold plain values alone, as most rows of a load do, are handed on uncopied.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo not in {None, UTC} else value
    if isinstance(value, Mapping):
        held = cast("Mapping[str, Any]", value)
        if isinstance(held, dict) and _AS_THEY_ARE.issuperset(map(type, held.values())):
            return held
        return {name: _sent(each) for name, each in held.items()}
    if isinstance(value, list | tuple):
        listed = cast("list[Any]", value)
        return listed if _AS_THEY_ARE.issuperset(map(type, listed)) else [_sent(each) for each in listed]
    return value


async def _rows(result: neo4j.AsyncResult) -> list[Row]:
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) async for record in result]
