"""The web application: GraphQL over HTTP, whether the server is well, and its metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph import Graph
from graph.errors import LianlouError
from lianlou import web
from lianlou.http.access import LoopbackOnly
from lianlou.http.endpoint import METHODS, Endpoint
from lianlou.http.metrics import Metrics
from lianlou.http.observed import Observed
from lianlou.http.refusals import Refused, refused, refused_by_routing
from lianlou.settings import Settings
from queries.planner.execute import Planner


def create_app(graph: Graph, planner: Planner, settings: Settings | None = None) -> Starlette:
    """The application over an open graph; it answers on the loopback only, as the local staff user."""
    metrics = Metrics(lambda: planner.plans_cached)
    endpoint = Endpoint(graph, planner, settings or Settings())

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
            Route("/graphql", endpoint.answer, methods=METHODS),
            Route("/healthz", health),
            Route("/readyz", ready),
            Route("/metrics", metrics.answer),
        ],
        middleware=[Middleware(Observed, metrics=metrics), Middleware(LoopbackOnly)],
        exception_handlers=cast(
            "dict[Any, Callable[..., Any]]", {Refused: refused, HTTPException: refused_by_routing}
        ),
    )
