"""Under which names this server is reached, pages of which origins may ask, and who is its local staff."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Self

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.errors import InputError
from lianlou.http.headers import headers
from lianlou.http.refusals import Forbidden, Refused, WrongHost, refused
from lianlou.settings import Settings

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
LOOPBACK_ADDRESSES = ("127.0.0.1", "::1")
FORWARDED = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"})
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:/?#@\[\]]+)(?::\d+)?")
ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[^\s:/?#@\[\]*]+)(:\d+)?")


@dataclass(frozen=True)
class Reach:
    """From where this server is reached.

    Args:
        names: Host names, beside this machine's own loopback ones.
        by_address: Whether it is also asked by the machine's numeric addresses.
        origins: Of other sites whose pages may ask; they always need a token.
        needs_token: Whether this machine's own user needs one too.
    """

    names: frozenset[str] = frozenset()
    by_address: bool = False
    origins: frozenset[str] = frozenset()
    needs_token: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say: whoever can be reached from elsewhere takes nobody for the local staff.

        Raises:
            InputError: a host or an origin is not written as one.
        """
        names = frozenset(each.lower() for each in settings.public_host)
        origins = frozenset(each.lower() for each in settings.cors_origins)
        for each in names:
            if not (found := HOST.fullmatch(each)) or found[1] != each:
                raise InputError(
                    f"LIANLOU_PUBLIC_HOST {each!r}：只写主机名，如 lianlou.example.org。 · Give the names alone, as in lianlou.example.org."
                )
        for each in origins:
            if not ORIGIN.fullmatch(each):
                raise InputError(
                    f"LIANLOU_CORS_ORIGINS {each!r}：逐个写来源，如 https://desk.example.org，不带路径，不用 *。 · "
                    "Name each origin, as in https://desk.example.org: no path, no *."
                )
        outside = not is_loopback(settings.host)
        needs_token = settings.require_token or outside or bool(names)
        return cls(names | {_written(settings.host)}, outside, origins, needs_token)

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names this server. A number can't be made to point here by another's DNS."""
        found = HOST.fullmatch(host)
        if not found:
            return False
        return found[1] in LOOPBACK_NAMES | self.names or (self.by_address and _is_address(found[1]))


class Guard:
    """Middleware against DNS rebinding and other sites' pages; the whole application stands behind it."""

    def __init__(self, app: ASGIApp, reach: Reach) -> None:
        self.app = app
        self.reach = reach

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer those that are refused, and pass the others on."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                check_origin(request, self.reach)
            except Refused as error:
                await (await refused(request, error))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def check_origin(request: HTTPConnection, reach: Reach) -> None:
    """See that the host is this server, and that a page that asks is its own, or of an origin that may.

    Raises:
        WrongHost: the request was sent to another name (DNS rebinding).
        Forbidden: a page of another origin sent it. Following a link from there is allowed.
    """
    if not reach.answers_to(headers(request.scope).get("host", "").lower()):
        raise WrongHost(
            "This server does not answer under this name: its settings name those it has (LIANLOU_PUBLIC_HOST)."
            if reach.needs_token
            else "This server answers only under its own loopback address: http://127.0.0.1:PORT."
        )
    if is_own_page(request):
        return
    if headers(request.scope).get("origin", "").lower() not in reach.origins:
        raise Forbidden("Pages of other origins may not ask here: open the server's own page.")


def is_own_page(request: HTTPConnection) -> bool:
    """Whether no page of another site sent it: no page at all, the server's own, or a link that was followed."""
    sent = headers(request.scope)
    origin = sent.get("origin")
    if origin is not None and origin.partition("://")[2].lower() != sent.get("host", "").lower():
        return False
    foreign = sent.get("sec-fetch-site") in ("cross-site", "same-site")
    return not foreign or sent.get("sec-fetch-mode") == "navigate"


def is_local_staff(request: HTTPConnection) -> bool:
    """Whether the request comes from this machine itself, by its one user: the local staff.

    What a proxy hands on is someone else's, and so is what another site's page asks.
    """
    client = request.client.host if request.client else ""
    handed_on = not FORWARDED.isdisjoint(headers(request.scope))
    return client in LOOPBACK_ADDRESSES and not handed_on and is_own_page(request)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _written(host: str) -> str:
    """An address as it stands in a Host header."""
    return f"[{host}]" if ":" in host else host


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def cors(origins: Iterable[str]) -> dict[str, Any]:
    """How CORS is answered: by a bearer token alone, without cookies."""
    return {
        "allow_origins": sorted(origins),
        "allow_methods": ["GET", "POST"],
        "allow_headers": [
            "Accept",
            "Authorization",
            "Content-Type",
            "Lianlou-Explain",
            "Lianlou-Synthetic",
            "X-Request-ID",
        ],
        "expose_headers": ["WWW-Authenticate", "X-Request-ID"],
        "allow_credentials": False,
    }
