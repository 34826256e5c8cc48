"""The web application: GraphQL over HTTP as its specification says, and whether the server is well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph import Graph
from graph.errors import LianlouError
from lianlou import web
from queries.planner.execute import Planner

GRAPHQL = "application/graphql-response+json"
MOST_BYTES = 1_000_000
"""Size of a request's body at most."""

LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Asked:
    """The parameters of a GraphQL request."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


def create_app(graph: Graph, planner: Planner) -> Starlette:
    """The application over an open graph; it answers on the loopback only, as the local staff user."""

    async def graphql(request: Request) -> Response:
        _same_origin(request)
        media = _media_type(request)
        asked = await _asked(request)
        answer = await planner.execute(
            graph, asked.query, asked.variables, asked.operation_name, sees_personal=True
        )
        status = 400 if answer.is_request_error and media == GRAPHQL else 200
        return Response(answer.body, status, media_type=media)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        try:
            await graph.ready()
        except LianlouError as error:
            return JSONResponse({"status": "unavailable", "message": str(error)}, 503)
        return JSONResponse({"status": "ok"})

    return Starlette(
        routes=[
            *web.routes(),
            Route("/graphql", graphql, methods=["GET", "POST"]),
            Route("/healthz", health),
            Route("/readyz", ready),
        ],
        exception_handlers=cast(
            "dict[Any, Callable[..., Any]]", {HTTPException: _refused, Exception: _failed}
        ),
    )


def _same_origin(request: Request) -> None:
    """Against DNS rebinding and other sites' pages: the host is this machine, and so is the page's origin."""
    host = request.headers.get("host", "")
    if host.rpartition(":")[0] not in LOCAL and host not in LOCAL:
        raise HTTPException(421, "This server answers only to its own loopback address.")
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != host:
        raise HTTPException(403, "Pages of other origins may not ask here.")


def _media_type(request: Request) -> str:
    accepted = [
        each.partition(";")[0].strip().lower() for each in request.headers.get("accept", "*/*").split(",")
    ]
    if GRAPHQL in accepted:
        return GRAPHQL
    if any(each in ("application/json", "application/*", "*/*") for each in accepted):
        return "application/json"
    raise HTTPException(406, f"Accept {GRAPHQL} or application/json.")


async def _asked(request: Request) -> Asked:
    if request.method == "GET":
        given: dict[str, Any] = dict(request.query_params)
        for name in ("variables", "extensions"):
            if name in given:
                given[name] = _json(given[name], f"The query parameter {name}")
    else:
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        if kind.strip().lower() != "application/json":
            raise HTTPException(415, "Send the body as Content-Type: application/json.")
        if "charset=" in parameters.lower() and "utf-8" not in parameters.lower():
            raise HTTPException(415, "JSON is UTF-8: leave charset out, or say utf-8.")
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise HTTPException(413, f"The body is over {MOST_BYTES} bytes.")
        parsed = _json(body, "The body")
        if not isinstance(parsed, dict):
            raise HTTPException(400, "The body must be a JSON object with `query`.")
        given = cast("dict[str, Any]", parsed)
    query, variables, name = given.get("query"), given.get("variables"), given.get("operationName")
    if not isinstance(query, str):
        raise HTTPException(400, "`query` is missing, or not a string.")
    if not (variables is None or isinstance(variables, dict)):
        raise HTTPException(400, "`variables` must be an object.")
    if not (given.get("extensions") is None or isinstance(given["extensions"], dict)):
        raise HTTPException(400, "`extensions` must be an object.")
    if not (name is None or isinstance(name, str)):
        raise HTTPException(400, "`operationName` must be a string.")
    return Asked(query, cast("dict[str, Any] | None", variables), name or None)


def _json(text: str | bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise HTTPException(400, f"{what} is not JSON in UTF-8.") from None


def _errors(message: str, code: str, status: int) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)


async def _refused(_: Request, error: HTTPException) -> Response:
    response = _errors(error.detail, "BAD_REQUEST", error.status_code)
    response.headers.update(error.headers or {})
    return response


async def _failed(_: Request, __: Exception) -> Response:
    return _errors("Internal error", "INTERNAL", 500)
