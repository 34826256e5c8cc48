"""The web application: GraphQL over HTTP, whether the server is well, and its metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph import Graph
from graph.errors import GraphError, LianlouError
from lianlou import web
from lianlou.http.access import Guard, Reach, cors
from lianlou.http.endpoint import METHODS, Endpoint, unanswered
from lianlou.http.metrics import Metrics
from lianlou.http.observed import Observed
from lianlou.http.refusals import Refused, refused, refused_by_routing
from lianlou.http.viewers import Viewers
from lianlou.publishing import Documents
from lianlou.settings import Settings
from queries.planner.execute import Planner


def create_app(graph: Graph, planner: Planner, settings: Settings | None = None) -> Starlette:
    """The application over an open graph: for this machine's own user, and for whoever has a token.

    Raises:
        InputError: a setting of who may reach it is not what it must be.
    """
    settings = settings or Settings()
    reach = Reach.of(settings)
    viewers = Viewers(graph, reach)
    metrics = Metrics(lambda: planner.plans_cached)
    documents = Documents(graph, planner, only=settings.only_published)
    endpoint = Endpoint(graph, planner, settings, viewers, documents)
    middleware = [
        Middleware(Observed, metrics=metrics, slow=settings.slow_statement),
        Middleware(Guard, reach=reach),
    ]
    if reach.origins:
        middleware.append(Middleware(CORSMiddleware, **cors(reach.origins)))

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        try:
            await graph.ready()
        except LianlouError as error:
            return JSONResponse({"status": "unavailable", "message": str(error)}, 503)
        return JSONResponse({"status": "ok"})

    async def counts(request: Request) -> Response:
        await viewers.of(request)
        return await metrics.answer(request)

    return Starlette(
        routes=[
            *web.routes(),
            Route("/graphql", endpoint.answer, methods=METHODS),
            Route("/healthz", health),
            Route("/readyz", ready),
            Route("/metrics", counts),
            Route("/whoami", viewers.whoami),
        ],
        middleware=middleware,
        exception_handlers=cast(
            "dict[Any, Callable[..., Any]]",
            {Refused: refused, HTTPException: refused_by_routing, GraphError: unanswered},
        ),
    )
