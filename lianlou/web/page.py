"""Routes of the page: GET /graphql for a browser, and the assets under /web/."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from lianlou.web.saved import operations

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing loads from, or is sent to, anywhere else. GraphiQL's editor and dialogs write style attributes."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
FOREVER = "public, max-age=31536000, immutable"


def routes() -> list[BaseRoute]:
    """Routes to put before GraphQL's own: they take only what asks for a page or its assets."""
    return [
        Route("/", _home),
        _PageRoute("/graphql", _page),
        Route("/web/operations.json", _operations),
        Mount("/web", _Assets(directory=HERE / "static")),
    ]


class _PageRoute(Route):
    """Matches a browser that opens the address; a request of GraphQL over HTTP passes on to the next route."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        if match is Match.FULL and _opens_page(Request(scope)):
            return match, child
        return Match.NONE, {}


def _opens_page(request: Request) -> bool:
    accepted = request.headers.get("accept", "").lower()
    return "text/html" in accepted and "json" not in accepted and "query" not in request.query_params


async def _home(_: Request) -> Response:
    return RedirectResponse("/graphql")


async def _page(_: Request) -> Response:
    content = (HERE / "page.html").read_bytes()
    return Response(content, media_type="text/html", headers={**HEADERS, "Vary": "Accept"})


async def _operations(_: Request) -> Response:
    content = orjson.dumps([asdict(each) for each in operations()])
    return Response(content, media_type="application/json", headers=HEADERS)


class _Assets(StaticFiles):
    """Files with a version in their names are kept for good, the others are asked for again."""

    def file_response(self, full_path: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(full_path, *args, **kwargs)
        response.headers.update(HEADERS)
        if Path(full_path).parent.name == "vendor":
            response.headers["Cache-Control"] = FOREVER
        return response
