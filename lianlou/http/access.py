"""Who may ask: this machine under its own name, no page of another origin; and who is its local staff."""

from __future__ import annotations

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from lianlou.http.refusals import Forbidden, Refused, WrongHost, refused

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
LOOPBACK_ADDRESSES = ("127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


class LoopbackOnly:
    """Middleware against DNS rebinding and other sites' pages; the whole application stands behind it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer those that are refused, and pass the others on."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                check_origin(request)
            except Refused as error:
                await (await refused(request, error))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def check_origin(request: HTTPConnection) -> None:
    """See that the host is this machine, and that a page that asks is this server's own.

    Raises:
        WrongHost: the request was sent to another name (DNS rebinding).
        Forbidden: a page of another origin sent it. Following a link from there is allowed.
    """
    host = request.headers.get("host", "").lower()
    name, _, port = host.rpartition(":")
    if host not in LOOPBACK_NAMES and not (name in LOOPBACK_NAMES and port.isdecimal()):
        raise WrongHost("This server answers only under its own loopback address: http://127.0.0.1:PORT.")
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != host:
        raise Forbidden("Pages of other origins may not ask here: open the server's own page.")
    foreign = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
    if foreign and request.headers.get("sec-fetch-mode") != "navigate":
        raise Forbidden("Pages of other origins may not ask here: open the server's own page.")


def is_local_staff(request: HTTPConnection) -> bool:
    """Whether the request comes from this machine itself, by its one user: the local staff.

    What a proxy hands on is someone else's.
    """
    client = request.client.host if request.client else ""
    return client in LOOPBACK_ADDRESSES and not any(name in request.headers for name in FORWARDED)
