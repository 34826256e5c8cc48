"""The one window: matters, cases with their steps and hand-overs; some are past their promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.synth.draw import Weighed, zipf
from loaders.synth.spread import Spread
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import MADE_UP_DEPARTMENTS, center_id
from loaders.synth.world import World, enterprise_id, person_id

MATTERS = (
    ("企业设立登记", "Setting up an enterprise", "MARKET_ACCESS", 3, "registration"), ("企业变更登记", "Change of registration", "MARKET_ACCESS", 3, "registration"),
    ("社保登记", "Social insurance registration", "SOCIAL_INSURANCE", 5, "social-insurance"), ("用工备案", "Employment filing", "LABOUR", 5, "labour-law"),
    ("食品经营许可", "Food business permit", "PERMITS", 15, "food-safety"), ("涉税信息采集", "Tax information", "TAX", 2, "tax-filing"),
    ("惠企政策咨询", "Advice on policies", "CONSULTATION", 1, "policy-reading"), ("企业注销登记", "Deregistration", "MARKET_ACCESS", 20, "deregistration"),
    ("工伤认定申请", "Work injury claim", "LABOUR", 30, "work-injury"), ("户外招牌许可", "Permit for a shop sign", "PERMITS", 10, "street-order"),
    ("住房公积金开户", "Housing fund account", "SOCIAL_INSURANCE", 3, "housing-fund"), ("欠薪投诉受理", "Complaint about unpaid wages", "LABOUR", 15, "wage-arrears"),
)  # fmt: skip
"""Name, English name, kind, promised days, and the term it comes under where the taxonomy has it."""
STEPS = (("受理", 0.1), ("审核", 0.7), ("办结", 1.0))
"""Steps of a case, and by which part of its promised time each is due."""
ASKED = Weighed(*enumerate(zipf(len(MATTERS), 1)))
REASONS = ("需部门现场核查", "权限在部门", "材料存疑，请部门复核")


@dataclass(frozen=True)
class Case:
    """What a case's steps want to know of it."""

    id: str
    community: int
    matter: int
    opened: date
    promised: date
    closed: date | None
    status: str


def matter_id(number: int) -> str:
    """The key of a matter."""
    return f"matter:synth-{number + 1:02d}"


def spread(world: World) -> Spread:
    """Cases over communities."""
    return Spread(world.counts.cases, [share + 0.01 for share in world.district.shares])


def cases(world: World) -> Iterator[Case]:
    """Every case, by community and day."""
    over = spread(world)
    for number in range(over.total):
        community = over.part(number)
        here = over.of(community)
        draw = world.draw("case", number)
        opened = world.rhythm.nth(number - here.start, len(here), draw)
        matter = draw.weighed(ASKED)
        promised = opened + timedelta(days=MATTERS[matter][3])
        late = draw.chance(0.09)
        took = MATTERS[matter][3] + 1 + draw.skewed(40) if late else draw.below(MATTERS[matter][3] + 1)
        closed = None if draw.chance(0.004) else opened + timedelta(days=took)
        closed = closed if closed and closed <= world.as_of else None
        status = "OPEN" if closed is None else "WITHDRAWN" if draw.chance(0.03) else "CLOSED"
        yield Case(f"case:synth-{number + 1:06d}", community, matter, opened, promised, closed, status)


def matters(world: World) -> Iterator[Cells]:
    """Every matter; each center takes most of them."""
    for number, (name, name_en, kind, days, code) in enumerate(MATTERS):
        term = world.vocabulary.by_id.get(f"term:{code}")
        taken = [
            center_id(world, each)
            for each in world.communities
            if world.draw("handles", number, each).chance(0.85)
        ]
        yield {
            "id": matter_id(number), "name": f"示例{name}", "name_en": f"Example: {name_en}", "kind": kind, "promised_days": days,
            "handled_by": taken or [center_id(world, 0)], "classified_as": term.id if term else None, "synthetic": True,
        }  # fmt: skip


def rows(world: World) -> Iterator[Cells]:
    """Every case."""
    for one in cases(world):
        draw = world.draw(one.id)
        department = draw.pick(MADE_UP_DEPARTMENTS)[0] if draw.chance(0.12) else None
        enterprise = draw.chance(0.85)
        staff = world.people_of("employees", one.community)
        raiser = (
            enterprise_id(world.some_enterprise(one.community, draw))
            if enterprise or not staff
            else person_id(staff.start + draw.below(len(staff)))
        )
        center = center_id(world, one.community)
        yield {
            "id": one.id, "title": f"示例{MATTERS[one.matter][0]}{one.id[-6:]}", "status": one.status, "opened_on": one.opened, "promised_on": one.promised,
            "closed_on": one.closed, "concerns": matter_id(one.matter), "raised_by": raiser, "handled_by": department or center,
            "handed_over": department, "handed_over_on": one.opened + timedelta(days=((one.closed or world.as_of) - one.opened).days // 2) if department else None,
            "handed_over_reason": draw.pick(REASONS) if department else None, "synthetic": True,
        }  # fmt: skip


def steps(world: World) -> Iterator[Cells]:
    """Three steps a case, done in order; of an open case the first may be done."""
    for one in cases(world):
        draw = world.draw(one.id, "steps")
        people = world.people_of("staff", one.community)
        reached = len(STEPS) if one.status == "CLOSED" else draw.below(2)
        last = one.closed or world.as_of
        for position, (name, part) in enumerate(STEPS, 1):
            done = None
            if position <= reached:
                done = (
                    last
                    if position == len(STEPS)
                    else one.opened + timedelta(days=int((last - one.opened).days * part * 0.9))
                )
            yield {
                "id": f"step{one.id.removeprefix('case')}-{position}", "of": one.id, "name": name, "position": position,
                "due_on": one.opened + timedelta(days=int((one.promised - one.opened).days * part)), "done_on": done,
                "assigned_to": person_id(people.start + draw.below(len(people))) if people else center_id(world, one.community), "synthetic": True,
            }  # fmt: skip


CASE = (
    "id", "title", "status", "opened_on", "promised_on", "closed_on", "concerns", "raised_by", "handled_by", "handed_over", "handed_over_on",
    "handed_over_reason", "synthetic",
)  # fmt: skip
TABLES = (
    SynthTable(
        "matters",
        ("id", "name", "name_en", "kind", "promised_days", "handled_by", "classified_as", "synthetic"),
        matters,
    ),
    SynthTable("cases", CASE, rows),
    SynthTable(
        "steps", ("id", "of", "name", "position", "due_on", "done_on", "assigned_to", "synthetic"), steps
    ),
)
