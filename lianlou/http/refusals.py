"""Requests that HTTP itself refuses, each an error of the one tree with its status.

LianlouError
└── Refused                  the request is refused before any GraphQL is read
    ├── Malformed            400 not JSON, or a parameter of the wrong type
    ├── UnknownDocument      400 no document is published under the key
    ├── NotPublished         400 only published documents are answered
    ├── Unauthenticated      401 no valid token
    ├── Forbidden            403 a page of another origin, or something only local staff may ask for
    ├── NotFound             404 nothing is served there
    ├── MethodNotAllowed     405 another method is meant
    ├── NotAcceptable        406 no media type that can be sent
    ├── TooSlow              408 the body did not arrive in time
    ├── BodyTooLarge         413 the body is over its limit
    ├── UnsupportedMediaType 415 not JSON in UTF-8, or encoded
    └── WrongHost            421 asked under a name that is not this server's
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from graph.errors import LianlouError


class Refused(LianlouError):
    """A request that is refused as it stands."""

    code = "BAD_REQUEST"
    status: ClassVar[int] = 400

    def __init__(
        self,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.headers = dict(headers or {})
        self.details = dict(details or {})


class Malformed(Refused):
    """It is not a GraphQL request."""


class UnknownDocument(Refused):
    """No document is published under the key that was sent."""

    code = "DOCUMENT_NOT_FOUND"


class NotPublished(Refused):
    """The document is not published, and only those are answered."""

    code = "DOCUMENT_NOT_PUBLISHED"


class Unauthenticated(Refused):
    """Who asks is not known."""

    code = "UNAUTHENTICATED"
    status = 401

    def __init__(self, message: str, *, error: str | None = None) -> None:
        asked = 'Bearer realm="lianlou"' + (f', error="{error}"' if error else "")
        super().__init__(message, headers={"WWW-Authenticate": asked, "Cache-Control": "no-store"})


class Forbidden(Refused):
    """Whoever asks may not."""

    code = "FORBIDDEN"
    status = 403


class NotFound(Refused):
    """Nothing is served at this path."""

    code = "NOT_FOUND"
    status = 404


class MethodNotAllowed(Refused):
    """The method is not one of those in `Allow`."""

    code = "METHOD_NOT_ALLOWED"
    status = 405


class NotAcceptable(Refused):
    """None of the accepted media types can be sent."""

    code = "NOT_ACCEPTABLE"
    status = 406


class TooSlow(Refused):
    """The request did not arrive in time."""

    code = "REQUEST_TIMEOUT"
    status = 408


class BodyTooLarge(Refused):
    """The body is over its limit."""

    code = "LIMIT_EXCEEDED"
    status = 413


class UnsupportedMediaType(Refused):
    """The body is not JSON in UTF-8, or it is compressed."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class WrongHost(Refused):
    """The request's Host is not this server's."""

    code = "WRONG_HOST"
    status = 421


def error_response(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, **details: Any
) -> Response:
    """A response in GraphQL's form with one error and no data."""
    body = {"errors": [{"message": message, "extensions": {"code": code, **details}}]}
    return Response(orjson.dumps(body), status, headers, "application/json; charset=utf-8")


async def refused(_: Request, error: Exception) -> Response:
    """Starlette's handler for `Refused`."""
    assert isinstance(error, Refused)  # noqa: S101 - registered for it
    return error_response(error.status, error.code, str(error), error.headers, **error.details)


async def refused_by_routing(request: Request, error: Exception) -> Response:
    """Starlette's handler for what its own routing refuses: no such path, or no such method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    if error.status_code == NotFound.status:
        return await refused(request, NotFound("Nothing is served here; GraphQL is at /graphql."))
    if error.status_code == MethodNotAllowed.status:
        return await refused(request, not_allowed((error.headers or {}).get("Allow", "").split(", ")))
    return error_response(error.status_code, Refused.code, error.detail, error.headers)


def not_allowed(methods: Iterable[str]) -> MethodNotAllowed:
    """The error that names the methods which are allowed."""
    allowed = ", ".join(sorted(methods))
    return MethodNotAllowed(f"Use {allowed} here.", headers={"Allow": allowed})
