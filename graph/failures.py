"""The driver's errors as the project's: what a client may read, and what goes to the log only."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from neo4j import exceptions

from graph.errors import Conflict, GraphError, OutOfMemory, StatementFailed, TimedOut, Unavailable

log = logging.getLogger(__name__)

DRIVER_ERRORS = (exceptions.Neo4jError, exceptions.DriverError)
"""All that the driver raises."""

UNANSWERED = "The graph does not answer just now: try again shortly."

_VALUES = ("Statement.TypeError", "Statement.ArgumentError", "Procedure.ProcedureCallFailed")
"""How a planned statement fails on a value that is not there."""
_CONFLICTS = ("Schema.ConstraintValidationFailed", "Transaction.DeadlockDetected")
_TIMEOUTS = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockAcquisitionTimeout")


def timed_out(error: Exception) -> bool:
    """Whether a statement ran past its time. The server calls that retryable; asking again would only take as long again."""
    return _is_one_of(_TIMEOUTS, error)


def lacks_values(error: Exception) -> bool:
    """Whether a statement that was planned failed because it was run without its values."""
    return _is_one_of(_VALUES, error)


def _is_one_of(codes: Sequence[str], error: Exception) -> bool:
    code = getattr(error, "code", None) or ""
    return any(each in code for each in codes)


@contextmanager
def translating(what: str) -> Generator[None]:
    """Raise the project's errors for the driver's; `what` is the statement, or what was being done, for the log."""
    try:
        yield
    except DRIVER_ERRORS as error:
        raise translated(error, what) from error


def translated(error: Exception, statement: str) -> GraphError:
    """The project's error for one of the driver's; the driver's own words go to the log only."""
    code = getattr(error, "code", None) or ""
    if timed_out(error):
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
