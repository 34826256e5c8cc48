"""Credit lines of banks, loans against them and repayments: what is outstanding never passes the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from loaders.synth.draw import Draw, zipf
from loaders.synth.spread import Spread
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import partner_id, partner_kind
from loaders.synth.world import World, enterprise_id

AMOUNTS = (50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000, 3_000_000)
LARGEST = {None: 100_000, "MICRO": 500_000, "SMALL": 1_000_000, "MEDIUM": 3_000_000, "LARGE": 3_000_000}


@dataclass
class Loan:
    """A loan, applied for or more."""

    id: str
    borrower: int
    amount: int
    applied: date
    status: str = "APPLIED"
    lent: date | None = None
    due: date | None = None
    repayments: list[tuple[date, int]] = field(default_factory=list[tuple[date, int]])

    def outstanding(self, day: date) -> int:
        """What of it is not paid back by the end of a day."""
        if self.lent is None or self.lent > day:
            return 0
        return self.amount - sum(amount for paid, amount in self.repayments if paid <= day)


def line_id(number: int) -> str:
    """The key of a credit line."""
    return f"resource:synth-line-{number + 1:03d}"


def capacity(world: World, line: int) -> int:
    """What a line holds, in yuan."""
    return world.draw("line", line).pick((8_000_000, 10_000_000, 20_000_000, 50_000_000))


def loans_of(world: World, line: int) -> list[Loan]:
    """A line's loans by the day they were applied for; only one line's are held at a time."""
    over = Spread(world.counts.loans, zipf(world.counts.lines, 6), least=1)
    here = over.of(line)
    community = line % world.counts.communities
    found: list[Loan] = []
    for number in here:
        draw = world.draw("loan", number)
        borrower = world.some_enterprise(community, draw)
        most = LARGEST[world.enterprise(borrower).size]
        amount = draw.pick([each for each in AMOUNTS if each <= most])
        applied = world.rhythm.nth(number - here.start, len(here), draw)
        one = Loan(f"loan:synth-{number + 1:05d}", borrower, amount, applied)
        _decide(world, one, found, capacity(world, line), draw)
        found.append(one)
    return found


def _decide(world: World, one: Loan, before: list[Loan], line: int, draw: Draw) -> None:
    """Lend where the line has room on that day and ever after, as far as loans before it are known."""
    lent = one.applied + timedelta(days=draw.between(2, 12))
    if lent > world.as_of:
        return
    room = line - max(
        (
            sum(each.outstanding(day) for each in before)
            for day in (lent, *(each.lent for each in before if each.lent and each.lent > lent))
        ),
        default=0,
    )
    if one.amount > room or draw.chance(0.12):
        one.status = "REFUSED"
        return
    months = draw.pick((6, 12, 12, 24))
    one.status, one.lent, one.due = "LENT", lent, lent + timedelta(days=30 * months)
    rest, each = one.amount, one.amount // months
    late = draw.chance(0.06)
    for month in range(1, months + 1):
        paid = lent + timedelta(days=30 * month - draw.below(5))
        if paid > world.as_of or (late and month > months // 2):
            break
        amount = rest if month == months else each
        one.repayments.append((paid, amount))
        rest -= amount
    if not rest:
        one.status = "REPAID"


def bank(world: World, line: int) -> str:
    """The bank that funds a line."""
    banks = [each for each in range(world.counts.partners) if partner_kind(world, each) == "BANK"]
    return partner_id(banks[line % len(banks)])


def lines(world: World) -> Iterator[Cells]:
    """Every line, with what is outstanding on it."""
    for line in range(world.counts.lines):
        yield {
            "id": line_id(line), "name": f"示例助贷授信额度{line + 1:03d}", "name_en": f"Example credit line {line + 1:03d}", "kind": "FUND",
            "capacity": capacity(world, line), "reserved": sum(each.outstanding(world.as_of) for each in loans_of(world, line)), "unit": "元",
            "funded_by": bank(world, line), "synthetic": True,
        }  # fmt: skip


def rows(world: World) -> Iterator[Cells]:
    """Every loan."""
    for line in range(world.counts.lines):
        for each in loans_of(world, line):
            yield {
                "id": each.id, "status": each.status, "amount": each.amount, "applied_on": each.applied, "lent_on": each.lent, "due_on": each.due,
                "borrowed_by": enterprise_id(each.borrower), "draws_on": line_id(line), "synthetic": True,
            }  # fmt: skip


def repayments(world: World) -> Iterator[Cells]:
    """Every repayment."""
    for line in range(world.counts.lines):
        for each in loans_of(world, line):
            for number, (paid, amount) in enumerate(each.repayments, 1):
                yield {
                    "id": f"repayment{each.id.removeprefix('loan')}-{number:02d}",
                    "amount": amount,
                    "paid_on": paid,
                    "repays": each.id,
                    "synthetic": True,
                }


TABLES = (
    SynthTable(
        "resources",
        ("id", "name", "name_en", "kind", "capacity", "reserved", "unit", "funded_by", "synthetic"),
        lines,
        "lines",
    ),
    SynthTable(
        "loans",
        ("id", "status", "amount", "applied_on", "lent_on", "due_on", "borrowed_by", "draws_on", "synthetic"),
        rows,
    ),
    SynthTable("repayments", ("id", "amount", "paid_on", "repays", "synthetic"), repayments),
)
