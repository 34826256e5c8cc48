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
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Self, TypeVar, cast

import neo4j
from neo4j import AsyncGraphDatabase, Query, exceptions

from graph.errors import Conflict, GraphError, InputError, OutOfMemory, StatementFailed, TimedOut, Unavailable

log = logging.getLogger(__name__)

Row = dict[str, Any]
Parameters = Mapping[str, Any]
T = TypeVar("T")

READ_ATTEMPTS = 4
"""How often a read is tried against transient errors (leader switch, engine restart) before it fails."""

GRACE = 30.0
"""Seconds beyond twice a statement's own, a whole repetition of it, that a server may stay silent before it counts as gone."""

UNANSWERED = "The graph does not answer just now: try again shortly."

COMMAND = 3600.0
"""Seconds that what brings its own transactions may take before a silent server counts as gone, likewise."""

PLANNING = 120.0
"""Seconds for EXPLAIN and PROFILE: planning a large statement takes some of them on a cold server."""


@dataclass
class Tally:
    """What one request cost: statements sent, and seconds spent waiting for them."""

    statements: int = 0
    seconds: float = 0.0
    texts: list[str] = field(default_factory=list[str])
    took: list[float] = field(default_factory=list[float])
    """Seconds of each."""


_tally: ContextVar[Tally | None] = ContextVar("lianlou_tally", default=None)


@contextmanager
def tallied() -> Generator[Tally]:
    """Count the statements sent within the block (and in tasks started within it)."""
    token = _tally.set(tally := Tally())
    try:
        yield tally
    finally:
        _tally.reset(token)


@contextmanager
def _counted(statement: str) -> Generator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        if tally := _tally.get():
            took = time.perf_counter() - started
            tally.statements += 1
            tally.seconds += took
            tally.texts.append(statement)
            tally.took.append(took)


@asynccontextmanager
async def _awaited(seconds: float) -> AsyncGenerator[None]:
    """Wait for a server no longer than what it is allowed: one that is stopped, or out of reach, ends no statement itself.

    Raises:
        Unavailable: it stayed silent.
    """
    waiting = asyncio.timeout(2 * seconds + GRACE)
    try:
        async with waiting:
            yield
    except TimeoutError as error:
        if not waiting.expired():
            raise
        log.warning("graph silent", extra={"seconds": 2 * seconds + GRACE})
        raise Unavailable(UNANSWERED) from error


class Transaction:
    """A transaction in the hands of `Graph.write`'s, `reading`'s or `supposing`'s work; it ends when the work returns."""

    def __init__(self, transaction: neo4j.AsyncManagedTransaction | neo4j.AsyncTransaction) -> None:
        self._transaction = transaction

    async def run(self, statement: str, p: Parameters | None = None) -> list[Row]:
        """Run one statement with its values in `$p`; its rows as dictionaries by column."""
        with _counted(statement):
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

    def _session(self, mode: str) -> neo4j.AsyncSession:
        return self._driver.session(
            database=self.database, default_access_mode=mode, bookmark_manager=self._bookmarks
        )

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
                _awaited(PLANNING),
                self._session(mode) as session,
                await session.begin_transaction(timeout=PLANNING) as transaction,
            ):
                if written:
                    await transaction.run("CREATE ()")
                await (await transaction.run(cast("Any", statement), p={})).consume()
                await transaction.rollback()
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            if not _is_one_of(_VALUES, error):
                raise _translated(error, statement) from error

    async def _read(
        self, statement: str, p: Parameters | None, timeout: float | None
    ) -> tuple[list[Row], neo4j.ResultSummary]:
        limit = timeout or self.timeout
        query = Query(cast("Any", statement), timeout=limit)
        for attempt in range(1, READ_ATTEMPTS + 1):
            try:
                with _counted(statement):
                    async with _awaited(limit), self._session(neo4j.READ_ACCESS) as session:
                        result = await session.run(query, p=_sent(p or {}))
                        return await _rows(result), await result.consume()
            except (exceptions.Neo4jError, exceptions.DriverError) as error:
                if attempt == READ_ATTEMPTS or not error.is_retryable() or _timed_out(error):
                    raise _translated(error, statement) from error
                await asyncio.sleep(0.1 * 2**attempt * (0.5 + random.random()))  # noqa: S311 - jitter, not a secret
        raise AssertionError

    async def write(self, work: Callable[[Transaction], Awaitable[T]], *, timeout: float | None = None) -> T:
        """Run `work` in one write transaction, again from the start on transient errors.

        Raises:
            Conflict: a constraint stands against it; nothing was written.
            TimedOut, StatementFailed: as for `read`; nothing was written.
            Unavailable: likewise; it may have been written, where the server was lost at the very end.
        """
        limit = timeout or self.timeout

        @neo4j.unit_of_work(timeout=limit)
        async def unit(transaction: neo4j.AsyncManagedTransaction) -> T:
            return await work(Transaction(transaction))

        try:
            async with _awaited(limit), self._session(neo4j.WRITE_ACCESS) as session:
                return await session.execute_write(unit)
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise _translated(error, "write") from error

    async def reading(
        self, work: Callable[[Transaction], Awaitable[T]], *, timeout: float | None = None
    ) -> T:
        """Run `work` in one read transaction of at most `timeout` seconds, again from the start on transient errors.

        Raises:
            TimedOut, Unavailable, StatementFailed: as for `read`.
        """
        limit = timeout or self.timeout

        @neo4j.unit_of_work(timeout=limit)
        async def unit(transaction: neo4j.AsyncManagedTransaction) -> T:
            return await work(Transaction(transaction))

        try:
            async with _awaited(limit), self._session(neo4j.READ_ACCESS) as session:
                return await session.execute_read(unit)
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise _translated(error, "reading") from error

    async def supposing(
        self, work: Callable[[Transaction], Awaitable[T]], *, timeout: float | None = None
    ) -> T:
        """Run `work` in a write transaction that is never committed: what it writes, only it sees.

        Raises:
            TimedOut, Unavailable, StatementFailed, Conflict: as for `write`.
        """
        limit = timeout or self.timeout
        try:
            async with (
                _awaited(limit),
                self._session(neo4j.WRITE_ACCESS) as session,
                await session.begin_transaction(timeout=limit) as transaction,
            ):  # which rolls back by itself where the work fails
                made = await work(Transaction(transaction))
                await transaction.rollback()
                return made
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise _translated(error, "supposing") from error

    async def command(self, statement: str, p: Parameters | None = None) -> list[Row]:
        """Run a statement that brings its own transactions: schema commands, `CALL … IN TRANSACTIONS`."""
        try:
            with _counted(statement):
                async with _awaited(COMMAND), self._session(neo4j.WRITE_ACCESS) as session:
                    return await _rows(await session.run(cast("Any", statement), p=_sent(p or {})))
        except (exceptions.Neo4jError, exceptions.DriverError) as error:
            raise _translated(error, statement) from error

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


_VALUES = ("Statement.TypeError", "Statement.ArgumentError", "Procedure.ProcedureCallFailed")
"""How a planned statement fails on a value that is not there."""
_CONFLICTS = ("Schema.ConstraintValidationFailed", "Transaction.DeadlockDetected")
_TIMEOUTS = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockAcquisitionTimeout")


def _timed_out(error: Exception) -> bool:
    """The server calls a time-out retryable; asking again would only take as long again."""
    return _is_one_of(_TIMEOUTS, error)


def _is_one_of(codes: Sequence[str], error: Exception) -> bool:
    code = getattr(error, "code", None) or ""
    return any(each in code for each in codes)


def _translated(error: Exception, statement: str) -> GraphError:
    """The project's error for one of the driver's; the driver's own words go to the log only."""
    code = getattr(error, "code", None) or ""
    if _timed_out(error):
        return TimedOut(
            "The answer took too long and was stopped: ask for less at once, or narrow the filter."
        )
    if "MemoryPoolOutOfMemory" in code or "TransactionOutOfMemory" in code:
        return OutOfMemory("The answer is too large to build at once: ask for smaller pages.")
    if _is_one_of(_CONFLICTS, error):
        return Conflict(
            "Something else with the same key exists, or was changed at the same moment: read it again."
        )
    if isinstance(error, exceptions.AuthError) or "Neo.ClientError.Security" in code:
        log.warning("graph refused", extra={"code": code, "cause": str(error)})
        return Unavailable(
            "The Neo4j server refused the user or the password, or gives the user too few rights: check "
            "LIANLOU_NEO4J_USER and LIANLOU_NEO4J_PASSWORD. · 用户名、密码或权限不对。"
        )
    if "DatabaseNotFound" in code:
        return Unavailable(
            "The Neo4j server has no database of that name: check LIANLOU_DATABASE. · 服务器上没有该数据库。"
        )
    unreachable = (exceptions.ServiceUnavailable, exceptions.SessionExpired)
    if isinstance(error, unreachable) or "TransientError" in code:
        log.warning("graph unavailable", extra={"code": code, "cause": str(error)})
        return Unavailable(UNANSWERED)
    log.error("statement failed", extra={"code": code, "cause": str(error), "statement": statement})
    return StatementFailed("The graph could not run a statement; the log says which.")
