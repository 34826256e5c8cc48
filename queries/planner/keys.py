"""Sort keys: what rows are ordered by, and how it travels in a cursor."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph.model import Kind
from queries.planner.sources import One


def read(kind: Kind | None, value: str) -> str:
    """A property or column as it travels in an answer, or in a cursor."""
    return f"toString({value})" if kind in (Kind.DATE, Kind.DATETIME) else value


class Row(NamedTuple):
    """The Cypher variables of a row: its node (or a statement's map), and the relationship that leads to it."""

    that: str
    edge: str | None = None

    @property
    def variables(self) -> str:
        """Both, as `WITH` names them."""
        return f"{self.that}, {self.edge}" if self.edge else self.that


@dataclass(frozen=True)
class Key:
    """One sort key of a row: a property, its direction, and whether it can be null.

    The columns of a statement have no `kind`: they travel as they are.
    """

    name: str
    descending: bool = False
    kind: Kind | None = None
    nullable: bool = False
    edge: bool = False
    """Whether it is a property of the relationship, not of the node."""
    path: tuple[One, ...] = ()
    """The to-one fields that lead from the row to the node whose property it is."""
    at: str = ""
    """The variable that holds that node."""

    @property
    def told(self) -> tuple[object, ...]:
        """What tells it from the other keys of a row."""
        return self.path, self.edge, self.name

    def of(self, row: Row) -> str:
        """The key of a row."""
        return f"{self.at or (row.edge if self.edge else row.that)}.{self.name}"

    def value(self, row: Row) -> str:
        """The key as it travels in a cursor."""
        return read(self.kind, self.of(row))

    def parameter(self, cursor: str, index: int) -> str:
        """The key's value in a cursor that was sent."""
        plain = f"{cursor}[{index}]"
        casts = {Kind.DATE: f"date({plain})", Kind.DATETIME: f"datetime({plain})"}
        return casts.get(self.kind, plain) if self.kind else plain

    def decoded(self, value: Any) -> Any:
        """The key's value as it is sent to the graph.

        Raises:
            ValueError: it can't be a value of this key.
        """
        if value is None and (self.nullable or self.kind is None):
            return None
        if self.kind is Kind.FLOAT and value in ("nan", "inf", "-inf"):
            return float(value)
        wanted = _PYTHON.get(self.kind, object) if self.kind else object
        if isinstance(value, list | dict) or not isinstance(value, wanted):
            raise ValueError(self.name)  # noqa: TRY004 - said in the caller's words, whatever is wrong
        if self.kind is Kind.DATE:
            dt.date.fromisoformat(str(value))
        elif self.kind is Kind.DATETIME:
            dt.datetime.fromisoformat(str(value).partition("[")[0])
        return value


_PYTHON: dict[Kind, type | tuple[type, ...]] = {
    Kind.STRING: str,
    Kind.INTEGER: int,
    Kind.FLOAT: (float, int),
    Kind.BOOLEAN: bool,
    Kind.DATE: str,
    Kind.DATETIME: str,
}


def order_mark(keys: Sequence[Key]) -> str:
    """A short mark of an order, by which a cursor of another order is known."""
    told = ",".join(
        f"{''.join(f'{one.pattern}.' for one in key.path)}{'edge.' if key.edge else ''}{key.name} "
        f"{'desc' if key.descending else 'asc'}"
        for key in keys
    )
    return format(zlib.crc32(told.encode()), "x")
