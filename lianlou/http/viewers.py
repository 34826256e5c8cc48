"""Who asks: a token's holder, or this machine's own user."""

from __future__ import annotations

import asyncio
import logging
import time
from contextvars import Context
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from graph import Graph
from graph.errors import InputError, LianlouError
from lianlou.http.access import Reach, is_local_staff
from lianlou.http.refusals import Unauthenticated
from queries.planner.viewer import Viewer
from queries.statements import tokens
from queries.statements.tokens import SECRET, Token
from schema.policy import LOCAL_STAFF, Role, viewer

KEPT = 1.0
"""Seconds for which a token that was looked up is not looked up again: as long as a revoked one may still open."""
NOTED = 60.0
"""Seconds between two notes of a token's last use."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """Somebody who may ask; `token` is None for this machine's own user."""

    viewer: Viewer
    token: Token | None = None


class Viewers:
    """Tells who sends a request."""

    def __init__(self, graph: Graph, reach: Reach) -> None:
        self.graph = graph
        self.reach = reach
        self._kept: dict[str, tuple[float, Token]] = {}
        """By hash; only of right secrets, so there are no more than tokens."""
        self._noted: dict[str, float] = {}
        self._noting: set[asyncio.Task[None]] = set()

    async def of(self, request: HTTPConnection) -> Viewer:
        """Who sends a request.

        Raises:
            Unauthenticated: it has no valid token, and is not this machine's own user where that needs none.
        """
        return (await self.known(request)).viewer

    async def known(self, request: HTTPConnection) -> Known:
        """The same, with what is known of the token."""
        shown = request.headers.getlist("authorization")
        if not shown:
            if not self.reach.needs_token and is_local_staff(request):
                return Known(LOCAL_STAFF)
            raise Unauthenticated(
                "请登录：发送令牌。 · Send a token, as in `Authorization: Bearer lianlou_…`; lianlou token create makes one."
            )
        scheme, _, secret = shown[0].partition(" ")
        found = None
        if len(shown) == 1 and scheme.lower() == "bearer" and SECRET.fullmatch(secret.strip()):
            found = await self._found(secret.strip())
        if found is None:
            raise Unauthenticated("令牌无效。 · The token is not valid.", error="invalid_token")
        if (state := found.state(datetime.now(UTC))) != "valid":
            chinese = {"expired": "已过期", "revoked": "已吊销"}[state]
            raise Unauthenticated(
                f"令牌{chinese}，请向管理员索取新的。 · The token is {state}: ask for a new one.",
                error="invalid_token",
            )
        try:
            holder = viewer(Role[found.role], found.name, found.communities, found.areas)
        except InputError as error:  # an area that the policy no longer has
            raise Unauthenticated(str(error), error="invalid_token") from error
        self._note(found.name)
        return Known(holder, found)

    async def whoami(self, request: Request) -> Response:
        """The route that tells a page who its user is."""
        known = await self.known(request)
        told: dict[str, Any] = {"name": known.viewer.name, "role": "local"}
        if token := known.token:
            told |= {
                "role": Role[token.role].value,
                "communities": token.communities,
                "areas": token.areas,
                "expires": token.expires.isoformat(),
            }
        return JSONResponse(told, headers={"Cache-Control": "no-store", "Vary": "Authorization"})

    async def _found(self, secret: str) -> Token | None:
        key, now = tokens.hashed(secret), time.monotonic()
        until, token = self._kept.get(key, (0.0, None))
        if token is None or until < now:
            token = await tokens.token_of(self.graph, secret)
            if token is None:
                self._kept.pop(key, None)
                return None
            self._kept[key] = (now + KEPT, token)
        return token

    def _note(self, name: str) -> None:
        """Note the use, once a minute and beside the answer: outside its count of statements and its log."""
        now = time.monotonic()
        if now - self._noted.get(name, -NOTED) < NOTED:
            return
        self._noted[name] = now
        noting = asyncio.create_task(self._written(name), context=Context())
        self._noting.add(noting)
        noting.add_done_callback(self._noting.discard)

    async def _written(self, name: str) -> None:
        try:
            await tokens.used(self.graph, name)
        except LianlouError as error:
            log.warning("the use of token %s was not noted: %s", name, error)
