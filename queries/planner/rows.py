"""The rows of a connection: what matches them, and the clauses that bind them for whatever reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from graph.model import Relationship
from queries.planner import filters
from queries.planner.keys import Row
from queries.planner.sources import Connected


@dataclass(frozen=True)
class Rows:
    """The rows of a connection: its nodes, each once; in a history with edges, its relationships."""

    source: Connected
    row: Row
    matched: str
    kept: list[str]
    history: bool
    repeats: bool
    """Whether the pattern can reach a node twice."""

    @property
    def distinct(self) -> bool:
        """Whether what is matched has to be made one row for each node."""
        return self.repeats and not (self.history and self.row.edge)

    def bound(self, uses: str, beyond: Sequence[str] = ()) -> tuple[str, str]:
        """The clauses that bind the row for what reads it, and the projection that ends them.

        Of a node's relationships the one of longest standing is its edge.
        """
        that, edge = self.row
        if self.distinct and edge and f"{edge}." in " ".join([uses, *beyond]):
            declared = cast("Relationship", self.source.edge)
            names = declared.key or (declared.period or ())[:1]
            first = ", ".join(f"{edge}.{name}" for name in names) or f"elementId({edge})"
            clauses = (
                f"{self.matched}{filters.where(self.kept)} WITH {that}, {edge} ORDER BY {first} "
                f"WITH {that}, collect({edge})[0] AS {edge}{filters.where(beyond)}"
            )
            return clauses, f"WITH {that}, {edge}"
        projected = f"WITH DISTINCT {that}" if self.distinct else f"WITH {self.row.variables}"
        return f"{self.matched}{filters.where([*self.kept, *beyond])}", projected

    def all(self, uses: str) -> str:
        """The clauses that bind every row, whatever page is shown."""
        clauses, projected = self.bound(uses)
        return f"{clauses} {projected}" if self.distinct else clauses

    def total(self) -> str:
        """How many rows there are."""
        counted = f" RETURN DISTINCT {self.row.that}" if self.distinct else ""
        return f"COUNT {{ {self.matched}{filters.where(self.kept)}{counted} }}"
