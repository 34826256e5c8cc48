"""Referrals of needs to capabilities near them: tried one after the other, until one completes or none is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.synth.draw import Draw, Weighed
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.capabilities import capability_id
from loaders.synth.tables.needs import Need, need
from loaders.synth.world import World

TRIES = Weighed((1, 0.5), (2, 0.28), (3, 0.15), (4, 0.07))
UNTRIED = {"MET": 0.1, "OPEN": 0.3, "WITHDRAWN": 0.4}
"""How many needs of a status were never referred."""
FAILURES = Weighed(("REJECTED", 0.7), ("FAILED", 0.2), ("CANCELLED", 0.1))
REASONS = {
    "REJECTED": ("近期排满，无法承接", "不在服务范围", "价格谈不拢", "场地不合适", "人手不足"), "FAILED": ("对方未履约", "双方联系不上", "试行后效果不好"),
    "CANCELLED": ("需求方已自行解决", "重复提交"),
}  # fmt: skip


@dataclass(frozen=True)
class Referral:
    """One try."""

    id: str
    to: str
    status: str
    on: date
    """The day it was made."""
    closed: date | None
    parked_until: date | None
    reason: str | None


def referrals_of(world: World, number: int, one: Need) -> list[Referral]:
    """A need's referrals in order: only a met need's last one is completed, only an open one's last one is under way."""
    draw = world.draw("referrals", number)
    here = world.capabilities_of(one.at, one.community)
    if not here or draw.chance(UNTRIED[one.status]):
        return []
    tried = draw.several(tries := draw.weighed(TRIES), tries, len(here))
    found: list[Referral] = []
    span = ((one.closed_on or min(world.as_of, one.raised_on + timedelta(days=60))) - one.raised_on).days
    for place, each in enumerate(tried):
        last = place + 1 == len(tried)
        on = one.raised_on + timedelta(days=span * place // len(tried))
        until = one.raised_on + timedelta(days=span * (place + 1) // len(tried))
        status = _status(world, one, on, draw, last=last)
        closed = None
        if status not in {"REQUESTED", "ACCEPTED"}:
            closed = (
                one.closed_on
                if last and one.closed_on
                else on + timedelta(days=draw.below((until - on).days + 1))
            )
        parked = None
        if status == "REJECTED" and closed and draw.chance(0.5):
            parked = closed + timedelta(days=draw.pick((30, 60, 90, 180)))
        reason = draw.pick(REASONS[status]) if status in REASONS else None
        id_, to = f"referral:synth-{number + 1:06d}-{place + 1}", capability_id(here.start + each)
        found.append(Referral(id_, to, status, on, closed, parked, reason))
    return found


def _status(world: World, one: Need, on: date, draw: Draw, *, last: bool) -> str:
    if last and one.status == "MET":
        return "COMPLETED"
    if last and one.status == "OPEN" and (world.as_of - on).days < 60:
        return "ACCEPTED" if draw.chance(0.55) else "REQUESTED"
    if last and one.status == "WITHDRAWN":
        return "CANCELLED"
    return draw.weighed(FAILURES)


def rows(world: World) -> Iterator[Cells]:
    """Every referral."""
    for number in range(world.counts.needs):
        one = need(world, number)
        for each in referrals_of(world, number, one):
            yield {
                "id": each.id, "status": each.status, "quantity": one.quantity, "parked_until": each.parked_until, "raised_on": each.on, "closed_on": each.closed, "reason": each.reason,
                "for_need": one.id, "referred_to": each.to, "synthetic": True,
            }  # fmt: skip


COLUMNS = (
    "id",
    "status",
    "quantity",
    "parked_until",
    "raised_on",
    "closed_on",
    "reason",
    "for_need",
    "referred_to",
    "synthetic",
)
TABLES = (SynthTable("referrals", COLUMNS, rows),)
