"""Relay connections: their types, their cursors, and the page made from rows."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

import base64
import binascii
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Generic, TypeVar, cast

import orjson
import strawberry

from graph.errors import InputError
from queries.planner.keys import Key, order_mark

T = TypeVar("T")

KEYS = "k"
"""The last of what an item of a page holds, where cursors are asked: its sort keys."""

DEFAULT_FIRST = 20
"""Rows on a page where neither `first` nor `last` is given."""


@strawberry.type(description="分页信息 / About the page (Relay)")
class PageInfo:
    """Relay's PageInfo."""

    has_next_page: bool = strawberry.field(description="后面还有 / Whether more follow")
    has_previous_page: bool = strawberry.field(description="前面还有 / Whether more precede")
    start_cursor: str | None = strawberry.field(description="首条游标 / Cursor of the first edge")
    end_cursor: str | None = strawberry.field(description="末条游标 / Cursor of the last edge")


@strawberry.type(description="一条及其游标 / One row and its cursor")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = strawberry.field(description="游标 / Opaque cursor, for `after` and `before`")
    node: T = strawberry.field(description="本条 / The row itself")


class Connection(Generic[T]):
    """The annotation of a field declared with `connection`; `relay` makes the type itself."""


def encode_cursor(keys: list[Any], mark: str) -> str:
    """The opaque cursor of a row with these sort keys, the unique one last, in the order of that mark."""
    sent = [repr(key) if isinstance(key, float) and not math.isfinite(key) else key for key in keys]
    return base64.urlsafe_b64encode(orjson.dumps([mark, *sent])).decode().rstrip("=")


def decode_cursor(cursor: str, keys: Sequence[Key]) -> list[Any]:
    """The sort keys in a cursor.

    Raises:
        InputError: it is not a cursor of a list in this order.
    """
    try:
        decoded: Any = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        mark, *values = cast("list[Any]", decoded)
        if mark != order_mark(keys):
            raise ValueError(mark)
        return [key.decoded(value) for key, value in zip(keys, values, strict=True)]
    except (binascii.Error, TypeError, ValueError):
        raise InputError(
            f"{cursor[:40]!r} is not a cursor of this list in this order: take one from its edges or pageInfo."
        ) from None


@dataclass(frozen=True)
class Bounds:
    """Which rows of a list a page holds: how many, counted from which end, and beside which cursors."""

    size: int
    backward: bool
    after: bool
    before: bool
    mark: str


def bounds(arguments: Mapping[str, Any], most: int, mark: str) -> Bounds:
    """The bounds that a connection's arguments ask for, of rows in the order of that mark.

    Raises:
        InputError: both `first` and `last`, a negative one, or more than `most`.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise InputError("`first` and `last` exclude each other: give one of them.")
    name, size = ("last", last) if last is not None else ("first", DEFAULT_FIRST if first is None else first)
    if not 0 <= size <= most:
        raise InputError(f"`{name}` is {size}; it must lie between 0 and {most}.")
    after, before = arguments.get("after") is not None, arguments.get("before") is not None
    return Bounds(size, last is not None, after, before, mark)


def page(
    raw: Mapping[str, Any], asked: Bounds, names: Sequence[str], lists: Sequence[str], *, edges: bool
) -> dict[str, Any]:
    """A connection in GraphQL's shape, from `{items: [[…]], total}` with one item beyond the page.

    Args:
        raw: What came from the graph.
        asked: Which rows the page holds.
        names: What each item holds, in its order: `k` are its sort keys; each other name is the row as one selection
            reads it, or a value of its edge.
        lists: Names whose rows `nodes` reads.
        edges: Whether edges are asked; each carries all that an item holds.
    """
    items: list[list[Any]] = raw.get("items") or []
    more = len(items) > asked.size
    items = items[: asked.size]
    if asked.backward:
        items.reverse()
    cursors: list[str] = []
    if names[-1:] == (KEYS,):
        shown = items if edges else items[:1] + items[1:][-1:]
        cursors = [encode_cursor(item[-1], asked.mark) for item in shown]
    return {
        **raw,
        "edges": [
            dict(zip(("cursor", *names), (cursor, *item), strict=True))
            for cursor, item in zip_longest(cursors, items)
        ]
        if edges
        else None,
        **{name: [item[names.index(name)] for item in items] for name in lists},
        "pageInfo": {
            "hasNextPage": asked.before if asked.backward else more,
            "hasPreviousPage": more if asked.backward else asked.after,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        },
        "totalCount": raw.get("total"),
    }
