"""Reading a request: its media types, its parameters from a body or a URL, all checked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request

from lianlou.http.headers import headers
from lianlou.http.refusals import BodyTooLarge, Malformed, NotAcceptable, TooSlow, UnsupportedMediaType

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
MOST_PARAMETERS = 20
HEADERS = 100
"""Values of a header that are kept as they were read: clients send the same few."""


@dataclass(frozen=True)
class Asked:
    """The parameters of a GraphQL request."""

    query: str
    """Empty where `document` stands for it."""
    variables: Mapping[str, Any] | None = None
    operation_name: str | None = None
    extensions: Mapping[str, Any] | None = None
    document: str | None = None
    """Key of a published document."""


def media_type(request: Request) -> str:
    """The media type to answer in: the one accepted with the greater weight, plain JSON where any will do.

    Raises:
        NotAcceptable: neither of the two is accepted.
    """
    return _media_type(",".join(request.headers.getlist("accept")))


@lru_cache(HEADERS)
def _media_type(accept: str) -> str:
    accepted: dict[str, float] = {}
    for each in accept.split(","):
        name, parameters = _parameters(each)
        if name and parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8"):
            accepted[name] = max(_weight(parameters.get("q", "1")), accepted.get(name, 0.0))
    if not accepted:
        return JSON

    def weight(media: str) -> float:
        return next((accepted[each] for each in (media, "application/*", "*/*") if each in accepted), 0.0)

    named = weight(GRAPHQL) if GRAPHQL in accepted else 0.0
    if named > 0 and named >= weight(JSON):
        return GRAPHQL
    if weight(JSON) > 0:
        return JSON
    raise NotAcceptable(f"Send Accept: {GRAPHQL}, or Accept: {JSON}.")


async def read(request: Request, *, most_bytes: int, seconds: float) -> Asked:
    """The parameters of a request, from the URL for GET and from the JSON body for POST.

    Args:
        request: What came.
        most_bytes: Size of the body at most.
        seconds: How long the whole body may take to arrive.

    Raises:
        Refused: it is no GraphQL request; see the subclasses.
    """
    if request.method in ("GET", "HEAD"):
        return _asked(_from_url(request))
    _check_body_type(request)
    try:
        async with asyncio.timeout(seconds):
            body = await _body(request, most_bytes)
    except TimeoutError:
        raise TooSlow(
            f"The body did not arrive within {seconds:g} seconds.", headers={"Connection": "close"}
        ) from None
    given = _json(body, "The body")
    if not isinstance(given, dict):
        raise Malformed("The body must be one JSON object with `query`; lists of requests are not taken.")
    return _asked(cast("dict[str, Any]", given))


def _from_url(request: Request) -> dict[str, Any]:
    query: bytes = request.scope["query_string"]
    try:
        pairs = parse_qsl(
            query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except ValueError:  # UnicodeDecodeError is one
        raise Malformed(
            f"The URL's parameters must be percent-encoded UTF-8, {MOST_PARAMETERS} at most."
        ) from None
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name in given:
            raise Malformed(f"The URL has the parameter `{name}` twice.")
        given[name] = value
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(given[name], f"The URL's parameter `{name}`")
    return given


def _check_body_type(request: Request) -> None:
    sent = headers(request.scope)
    name, parameters = _parameters(sent.get("content-type", ""))
    if name != JSON:
        raise UnsupportedMediaType(f"Send the body as Content-Type: {JSON}.", headers={"Accept-Post": JSON})
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise UnsupportedMediaType("JSON is UTF-8: leave charset out, or say utf-8.")
    if sent.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise UnsupportedMediaType(
            "Send the body as it is, without Content-Encoding.", headers={"Accept-Encoding": "identity"}
        )


async def _body(request: Request, most: int) -> bytes:
    declared = headers(request.scope).get("content-length", "")
    size = int(declared[:18]) if declared.isdecimal() else 0
    body = bytearray()
    if size <= most:
        async for chunk in request.stream():
            body += chunk
            if (size := len(body)) > most:
                break
    if size > most:
        raise BodyTooLarge(
            f"The limit `bodyBytes` is {most}: send a shorter document, or less in the variables.",
            details={"limit": "bodyBytes", "asked": size, "allowed": most},
        )
    return bytes(body)


def _asked(given: Mapping[str, Any]) -> Asked:
    query, name = given.get("query"), given.get("operationName")
    variables, extensions, document = (given.get(name) for name in ("variables", "extensions", "documentId"))
    if not (document is None or isinstance(document, str)):
        raise Malformed("`documentId` must be a string.")
    if document is not None:
        if query:
            raise Malformed("Send `query` or `documentId`, not both.")
        query = ""
    if not isinstance(query, str):
        raise Malformed("`query` is missing, or not a string.")
    if not (name is None or isinstance(name, str)):
        raise Malformed("`operationName` must be a string.")
    if not (variables is None or isinstance(variables, dict)):
        raise Malformed("`variables` must be an object.")
    if not (extensions is None or isinstance(extensions, dict)):
        raise Malformed("`extensions` must be an object.")
    return Asked(
        query,
        cast("dict[str, Any] | None", variables),
        name or None,
        cast("dict[str, Any] | None", extensions),
        document,
    )


def _json(text: str | bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"{what} is not JSON in UTF-8: {error.msg}, line {error.lineno}.") from None


@lru_cache(HEADERS)
def _parameters(header: str) -> tuple[str, Mapping[str, str]]:
    """A media type in lower case, and its parameters."""
    message = Message()
    message["content-type"] = header.strip()
    (name, _), *rest = message.get_params(failobj=[("", "")])
    return name.lower(), {key.lower(): value for key, value in rest}


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
