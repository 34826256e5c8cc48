"""Work for a client who may hang up: then it is cancelled, and the driver ends its transaction on the server."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar, cast

from starlette.requests import ClientDisconnect, Request

T = TypeVar("T")

SOON = 0.02
"""Seconds of work before it is looked whether the client is still there: most work is done by then."""


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`; the request's body must have been read.

    Raises:
        ClientDisconnect: the client went away first, and `work` was cancelled.
    """
    working = cast("asyncio.Task[Any]", asyncio.current_task())
    watches: list[asyncio.Task[None]] = []
    gone = False

    async def watch() -> None:
        nonlocal gone
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone = True
        working.cancel()

    begins = asyncio.get_running_loop().call_later(
        SOON, lambda: watches.append(asyncio.ensure_future(watch()))
    )
    try:
        return await work
    except asyncio.CancelledError:
        if gone and working.uncancel() == 0:
            raise ClientDisconnect from None
        raise
    finally:
        begins.cancel()
        for each in watches:
            each.cancel()
