"""Each request under an id, timed, logged and counted; what fails unforeseen is logged and told as INTERNAL."""

from __future__ import annotations

import random
import re
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph import Tally, tallied
from graph.errors import LianlouError
from lianlou.http.headers import headers
from lianlou.http.metrics import Metrics
from lianlou.http.refusals import error_response

REQUEST_ID = "X-Request-ID"
WELL_FORMED_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
QUIET = ("/healthz", "/readyz", "/metrics")
"""Paths that machines ask every few seconds: logged at level debug."""

MOST_TOLD = 2_000
"""Characters of a slow statement in the log."""


class Observed:
    """Middleware around the whole application.

    The endpoint leaves `operation` and `codes` in the request's state. Values of variables are never logged.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, slow: float) -> None:
        self.app = app
        self.metrics = metrics
        self.log: structlog.typing.FilteringBoundLogger = structlog.get_logger("lianlou.http").bind()
        """Bound here, once: an unbound one is bound anew for each line."""
        self.slow = slow
        """Seconds from which on a statement is told in the log, without its values."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then log and count."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id), tallied() as tally:
            try:
                await self.app(scope, receive, sending)
            except Exception:
                self.log.exception("failed", method=scope["method"], path=scope["path"])
                state["codes"] = (LianlouError.code,)
                if status:
                    raise  # the answer is cut off, and the server must close the connection
                message = (
                    f"The server failed on this request; its log says why, under request id {request_id}."
                )
                await error_response(500, LianlouError.code, message)(scope, receive, sending)
            finally:
                self._tell(scope, state, status, time.perf_counter() - started, tally)

    def _tell(
        self, scope: Scope, state: MutableMapping[str, Any], status: int, seconds: float, tally: Tally
    ) -> None:
        codes: tuple[str, ...] = state.get("codes", ())
        tell = self.log.debug if scope["path"] in QUIET else self.log.info
        tell(
            "request",
            method=scope["method"],
            path=scope["path"],
            operation=state.get("operation"),
            status=status,
            seconds=round(seconds, 6),
            statements=tally.statements,
            graph_seconds=round(tally.seconds, 6),
            codes=list(codes),
        )
        for text, took in zip(tally.texts, tally.took, strict=True):
            if took >= self.slow:
                told = text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"
                self.log.warning(
                    "slow statement", operation=state.get("operation"), seconds=round(took, 3), statement=told
                )
        # A label for what is served only, or whoever asks for many paths would make as many series.
        path = "/" + scope["path"].split("/")[1] if "endpoint" in scope else "other"
        self.metrics.count(
            path,
            status,
            codes,
            seconds=seconds,
            statements=tally.statements,
            graph_seconds=tally.seconds,
        )


def _request_id(scope: Scope) -> str:
    """The client's own id where it is a plain short one, else a new one."""
    given = headers(scope).get(REQUEST_ID.lower(), "")
    return given if WELL_FORMED_ID.fullmatch(given) else f"{random.getrandbits(128):032x}"
