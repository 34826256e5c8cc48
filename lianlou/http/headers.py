"""A request's headers by name: read once, since each request is asked for a dozen of them, most of which it doesn't have."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any, cast

KNOWN = "lianlou.headers"
"""Where a request's scope keeps them."""


def headers(scope: MutableMapping[str, Any]) -> Mapping[str, str]:
    """The first value of each header, by its name in lower case."""
    if KNOWN not in scope:
        sent = cast("list[tuple[bytes, bytes]]", scope["headers"])
        scope[KNOWN] = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(sent)}
    return scope[KNOWN]
