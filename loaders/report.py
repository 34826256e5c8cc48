"""What came of a load: counts by table, and each refusal with its place, reason and mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

Progress = Callable[[str, int, int], None]
"""Told the stage (`read`, `check`, `compare`, `write`), how much is done, and of how much."""

OUTCOMES = ("created", "updated", "unchanged", "refused")


@dataclass(frozen=True)
class Refusal:
    """One cell, row or file that was refused; `row` counts as a spreadsheet does, the header being 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    code: str
    reason: str
    mend: str


@dataclass
class Report:
    """Outcome of one load. Only what the graph has acknowledged is counted as created or updated."""

    dry_run: bool = False
    strict: bool = False
    tables: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    ties_created: int = 0
    ties_updated: int = 0
    ties_removed: int = 0
    seconds: float = 0.0
    interrupted: str | None = None
    """Why writing stopped before the end: the same load run again completes it."""

    def count(self, table: str, outcome: str, number: int = 1) -> None:
        """Add to a table's counts."""
        self.tables.setdefault(table, Counter())[outcome] += number

    def total(self, outcome: str) -> int:
        """Rows of all tables with this outcome."""
        return sum(counts[outcome] for counts in self.tables.values())

    @property
    def rows(self) -> int:
        """Rows read."""
        return sum(counts.total() for counts in self.tables.values())

    @property
    def changed(self) -> bool:
        """Whether anything was written (or would be)."""
        return bool(self.total("created") or self.total("updated"))

    @property
    def stopped(self) -> bool:
        """Whether `strict` stopped the load, so that nothing was written."""
        return self.strict and bool(self.refusals)

    @property
    def exit_code(self) -> int:
        """0 all well, 1 some refused (or writing was interrupted), 2 nothing could be done."""
        if not self.refusals and not self.interrupted:
            return 0
        done = self.total("created") + self.total("updated") + self.total("unchanged")
        return 1 if done and not self.stopped else 2

    def json(self) -> dict[str, Any]:
        """The report as JSON: what `--report FILE` writes."""
        return {
            "dryRun": self.dry_run,
            "strict": self.strict,
            "rows": self.rows,
            **{outcome: self.total(outcome) for outcome in OUTCOMES},
            "tables": {
                name: {each: counts[each] for each in OUTCOMES} for name, counts in self.tables.items()
            },
            "ties": {
                "created": self.ties_created,
                "updated": self.ties_updated,
                "removed": self.ties_removed,
            },
            "refusals": [asdict(each) for each in self.refusals],
            "interrupted": self.interrupted,
            "seconds": round(self.seconds, 3),
            "rowsPerSecond": round(self.rows / self.seconds) if self.seconds else None,
            "exitCode": self.exit_code,
        }
