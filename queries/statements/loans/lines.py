"""Credit lines as they stand, or as they would: what is outstanding on each, and what is repaid of each loan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graph import Graph, Transaction
from queries.statements import text

OUT = frozenset({"LENT", "REPAID"})


@dataclass
class Loan:
    """A loan on a line; amounts in yuan."""

    line: str
    status: str | None
    amount: float
    repayments: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def paid(self) -> float:
        """What is repaid of it."""
        return round(sum(self.repayments.values()), 2)

    @property
    def lent(self) -> float:
        """What was lent: nothing of what was only applied for."""
        return self.amount if self.status in OUT else 0.0

    @property
    def out(self) -> float:
        """What is outstanding; negative where more was repaid than lent."""
        return round(self.lent - self.paid, 2)


@dataclass
class Lines:
    """Lines with their capacity (None: unknown) and what they have reserved, and the loans that draw on them, by key."""

    capacity: dict[str, float | None] = field(default_factory=dict[str, float | None])
    reserved: dict[str, float | None] = field(default_factory=dict[str, float | None])
    loans: dict[str, Loan] = field(default_factory=dict[str, Loan])

    def outstanding(self, line: str) -> float:
        """What is outstanding on a line."""
        return round(sum(each.out for each in self.loans.values() if each.line == line), 2)

    def drawn(self) -> set[str]:
        """Lines that any loan draws on."""
        return {each.line for each in self.loans.values()}

    def over(self, line: str) -> float:
        """By how much a line is passed; 0 where it is not, or its capacity is unknown."""
        capacity = self.capacity.get(line)
        return 0.0 if capacity is None else max(round(self.outstanding(line) - capacity, 2), 0.0)

    def passed(self, before: Lines) -> set[str]:
        """Lines that are passed, and further than they were."""
        return {line for line in self.capacity if self.over(line) > before.over(line)}

    def over_repaid(self, before: Lines) -> set[str]:
        """Loans repaid beyond what was lent, and further than they were."""
        was = {id_: each.out for id_, each in before.loans.items()}
        return {id_ for id_, each in self.loans.items() if each.out < min(was.get(id_, 0.0), 0.0)}


async def lines_of(source: Graph | Transaction, ids: Sequence[str]) -> Lines:
    """The lines that loans, repayments or lines (their keys) belong to.

    In a transaction they are locked first, and stay so until it ends.
    """
    if isinstance(source, Graph):
        rows = await source.read(text("lines_of"), {"ids": ids}, timeout=60)
    else:
        await source.run(text("lock_lines"), {"ids": ids})
        rows = await source.run(text("lines_of"), {"ids": ids})
    found = Lines(
        {row["line"]: row["capacity"] for row in rows}, {row["line"]: row["reserved"] for row in rows}
    )
    for row in rows:
        for each in row["loans"]:
            found.loans[each["id"]] = Loan(
                row["line"], each["status"], each["amount"], dict(each["repayments"])
            )
    return found


async def reserve(tx: Transaction, lines: Lines, now: datetime) -> None:
    """Keep what lines have reserved equal to what is outstanding on them; `lines` as they stand in the transaction."""
    rows = [
        {"line": line, "outstanding": outstanding}
        for line in sorted(lines.drawn())
        if (outstanding := lines.outstanding(line)) != (lines.reserved.get(line) or 0.0)
    ]
    if rows:
        await tx.run(text("reserve_lines"), {"rows": rows, "now": now})
