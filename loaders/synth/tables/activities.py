"""Activities of societies and centers: held at lunch and in the evening, some cancelled, some still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from loaders.synth.draw import Draw
from loaders.synth.rhythm import Week, at
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id, society_community, society_id
from loaders.synth.tables.places import space_building, space_id
from loaders.synth.vocabulary import Term
from loaders.synth.world import World, person_id

TO_COME = 0.05
"""Of the activities, those that are planned."""
KINDS = (
    ("mixer", "青年联谊", "周末认识新朋友，单身职工优先"), ("hobby", "读书分享会", "一起读一本书，聊一小时"), ("hobby", "午间羽毛球", "午休一小时，球拍自备"),
    ("hobby", "城市徒步", "轻徒步，有领队"), ("finance-talks", "财经午餐会", "经济形势与税收优惠解读"), ("finance-talks", "融资路演", "小微企业与银行面对面"),
    ("first-aid", "急救体验课", "心肺复苏与AED使用"), ("hiring", "楼宇招聘会", "楼内企业岗位现场招聘"), ("lecture", "政策解读会", "惠企政策逐条讲"), ("coffee", "咖啡品鉴", "手冲体验"),
)  # fmt: skip
"""Term, title and text."""


@dataclass(frozen=True)
class Activity:
    """What other tables may want to know of an activity."""

    id: str
    term: Term | None
    title: str
    text: str
    community: int
    by: str
    society: bool
    starts: datetime
    ends: datetime
    status: str
    capacity: int
    reserved: int


def activity_id(number: int) -> str:
    """The key of an activity."""
    return f"activity:synth-{number + 1:06d}"


def activity(world: World, number: int) -> Activity:
    """An activity's facts; in the order of their numbers they follow each other."""
    draw = world.draw("activity", number)
    total = world.counts.activities
    past = total - int(total * TO_COME)
    planned = number >= past
    day = (
        world.as_of + timedelta(days=1 + (number - past) * 60 // max(1, total - past))
        if planned
        else world.rhythm.nth(number, past, draw, Week.LEISURE)
    )
    starts = at(day, draw, Week.LEISURE)
    over = world.rhythm.reached(day)
    society = draw.chance(0.55)
    which = draw.skewed(world.counts.societies)
    community = society_community(world, which) if society else draw.below(world.counts.communities)
    code, title, text = draw.pick(KINDS)
    most = max(1, len(world.people_of("employees", community)) - 3)
    capacity = min(most, draw.pick((10, 12, 15, 20, 20, 30, 40, 60, 80)))
    reserved = capacity if draw.chance(0.2) else int(capacity * (0.3 + 0.7 * draw.unit()))
    status = "CANCELLED" if draw.chance(0.05) else "HELD" if over and not draw.chance(0.02) else "PLANNED"
    return Activity(
        activity_id(number), world.vocabulary.by_id.get(f"term:{code}"), f"示例{title}", text, community,
        society_id(world, which) if society else center_id(world, community), society, starts,
        starts + timedelta(minutes=draw.pick((60, 60, 90, 120, 180))), status, capacity,
        reserved if status != "CANCELLED" else 0,
    )  # fmt: skip


def rows(world: World) -> Iterator[Cells]:
    """Every activity."""
    for number in range(world.counts.activities):
        one = activity(world, number)
        branded = world.draw("branded", number)
        yield {
            "of_brand": brand_id(branded.skewed(world.counts.brands)) if branded.chance(0.3) else None,
            "id": one.id, "title": f"{one.title}{number + 1:05d}", "text": one.text, "status": one.status, "starts_at": one.starts,
            "ends_at": one.ends, "capacity": one.capacity, "reserved": one.reserved, "unit": "人", "offered_by": one.by,
            "provides": one.term.id if one.term else None, "held_in": _place(world, one, world.draw("activity", number, "place")), "synthetic": True,
        }  # fmt: skip


def _place(world: World, one: Activity, draw: Draw) -> str:
    """A public space of the community, or else one of its buildings."""
    for _ in range(4):
        space = draw.below(world.counts.spaces)
        if world.district.community_of(space_building(world, space)) == one.community:
            return space_id(space)
    here = world.district.buildings_of(one.community)
    return world.district.buildings[here.start + draw.below(len(here))].id


def brands(world: World) -> Iterator[Cells]:
    """Every brand."""
    for number in range(world.counts.brands):
        yield {
            "id": brand_id(number), "name": f"示例品牌{number + 1:02d}", "name_en": f"Example brand {number + 1:02d}", "synthetic": True,
        }  # fmt: skip


def sign_ups(world: World) -> Iterator[Cells]:
    """Who signed up for which activity: as many as its places taken, and some who cancelled."""
    for number in range(world.counts.activities):
        one = activity(world, number)
        draw = world.draw("sign-ups", number)
        here = world.people_of("employees", one.community)
        cancelled = draw.below(3)
        wanted = one.reserved + cancelled
        for place, each in enumerate(draw.several(wanted, wanted, len(here))):
            status = "SIGNED_UP"
            if place >= one.reserved or one.status == "CANCELLED":
                status = "CANCELLED"
            elif one.status == "HELD":
                status = "ATTENDED" if draw.chance(0.83) else "ABSENT"
            before = min(one.starts.date(), world.as_of) - timedelta(days=1 + draw.skewed(21))
            yield {
                "start": person_id(here.start + each), "type": "SIGNED_UP", "end": one.id, "status": status, "signed_up_on": before,
            }  # fmt: skip


def brand_id(number: int) -> str:
    """The key of a brand."""
    return f"brand:synth-{number + 1:03d}"


COLUMNS = (
    "id",
    "title",
    "text",
    "status",
    "starts_at",
    "ends_at",
    "capacity",
    "reserved",
    "unit",
    "offered_by",
    "provides",
    "held_in",
    "of_brand",
    "synthetic",
)
TABLES = (
    SynthTable("brands", ("id", "name", "name_en", "synthetic"), brands),
    SynthTable("activities", COLUMNS, rows),
    SynthTable("ties", ("start", "type", "end", "status", "signed_up_on"), sign_ups, "sign-ups"),
)
