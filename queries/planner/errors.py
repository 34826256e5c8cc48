"""What a client reads when an operation fails: a message and a code of docs/errors.md, and nothing of our insides."""

from __future__ import annotations

import logging
from typing import Any

from graphql import GraphQLError

from graph.errors import InputError, LianlouError

log = logging.getLogger(__name__)


class ParseFailed(InputError):
    """The document is not GraphQL."""

    code = "GRAPHQL_PARSE_FAILED"


class ValidationFailed(InputError):
    """The document does not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"


_NULL = "Cannot return null for non-nullable field"


def shown(error: GraphQLError, code: str | None = None) -> dict[str, Any]:
    """An error in the response's form; `code` is that of errors that bring none.

    What is neither GraphQL's own nor deliberate is a fault of ours: its words go to the log, never to a client.
    """
    cause = error.original_error
    told: dict[str, Any] = {**error.formatted}
    if isinstance(cause, LianlouError):
        code = cause.code
    elif not isinstance(cause, GraphQLError | None) and not str(cause).startswith(_NULL):
        log.error("a field failed", exc_info=cause, extra={"path": error.path})
        told["message"] = "This field failed; the server's log says why."
        code = LianlouError.code
    told["extensions"] = {"code": code or LianlouError.code, **(error.extensions or {})}
    return told


def coded(error: GraphQLError, code: str) -> GraphQLError:
    """The error with that code, unless it brings its own."""
    error.extensions = {"code": code, **(error.extensions or {})}
    return error


def told_as(error: LianlouError) -> GraphQLError:
    """A deliberate error of ours as GraphQL's."""
    return GraphQLError(str(error), extensions={"code": error.code, **getattr(error, "details", {})})
