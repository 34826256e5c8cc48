"""The call network: a contact group for each building, calls at any hour, and who answered first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from loaders.synth.rhythm import Week, at
from loaders.synth.spread import Spread
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import manager_id, manager_of, team_community, team_id
from loaders.synth.world import World, person_id

TOPICS = (
    "电梯停了", "楼下车辆堵住出口", "有人晕倒，请带AED", "空调漏水", "访客车位", "两家公司起争执", "快递堆满大堂", "咨询惠企政策", "断电", "陌生人逗留", "请协调会议室", "外卖拿错了",
)  # fmt: skip
UNANSWERED = 0.04


def group_id(building: int) -> str:
    """The key of a building's contact group."""
    return f"group:synth-{building + 1:04d}"


def members(world: World, building: int) -> list[int]:
    """Who is in a building's group: staff of the community, and contacts of its enterprises."""
    draw = world.draw("group", building)
    community = world.district.community_of(building)
    found: list[int] = []
    for kind, least, most in (("staff", 1, 2), ("employees", 3, 9)):
        here = world.people_of(kind, community)
        found += [here.start + each for each in draw.several(least, most, len(here))]
    return found


def groups(world: World) -> Iterator[Cells]:
    """A group for each building."""
    for number, each in enumerate(world.district.buildings):
        yield {
            "id": group_id(number), "name": f"示例{each.name.removeprefix('示例')}联络群", "name_en": f"Example contact group of {each.name_en}",
            "kind": "group", "serves": each.id, "synthetic": True,
        }  # fmt: skip


def drawn(world: World) -> Iterator[Cells]:
    """From which groups the volunteer teams are drawn: a few of their community."""
    for team in range(world.counts.teams):
        here = world.district.buildings_of(team_community(world, team))
        for each in world.draw("drawn", team).several(2, 6, len(here)):
            yield {"start": team_id(world, team), "type": "DRAWN_FROM", "end": group_id(here.start + each)}


def memberships(world: World) -> Iterator[Cells]:
    """Who is in which group, and since when."""
    for building in range(world.counts.buildings):
        for person in members(world, building):
            since = world.rhythm.before(world.draw("group", building, person), 3)
            yield {"start": person_id(person), "type": "IN_GROUP", "end": group_id(building), "from": since}


def rows(world: World) -> Iterator[Cells]:
    """Every call, by building and day: by day most are answered within minutes, at night it takes longer."""
    over = Spread(world.counts.calls, [weight + 0.001 for weight in world.district.weights])
    for building in range(over.parts):
        group, here = members(world, building), over.of(building)
        manager = manager_id(manager_of(world, building))
        slow = world.draw("slow", building).skewed(5)
        for number in here:
            draw = world.draw("call", number)
            called = at(world.rhythm.nth(number - here.start, len(here), draw, Week.ANY), draw, Week.ANY)
            alerted = [
                group_id(building),
                *(person_id(group[each]) for each in draw.several(1, 3, len(group))),
            ]
            if draw.chance(0.4):
                alerted.append(manager)
            night = not 8 <= called.hour < 21
            minutes = 1 + draw.skewed(240 if night else 30) * (1 + slow)
            first = called + timedelta(minutes=minutes)
            answered = not draw.chance(UNANSWERED * (3 if night else 1)) and first.date() < world.as_of
            yield {
                "id": f"call:synth-{number + 1:06d}", "topic": draw.pick(TOPICS), "called_at": called,
                "answered_at": first if answered else None, "called_from": world.district.buildings[building].id,
                "alerted": alerted, "answered_by": draw.pick(alerted[1:]) if answered else None, "synthetic": True,
            }  # fmt: skip


PERIOD = ("start", "type", "end", "from")
TABLES = (
    SynthTable("organizations", ("id", "name", "name_en", "kind", "serves", "synthetic"), groups, "groups"),
    SynthTable("ties", ("start", "type", "end"), drawn, "drawn"),
    SynthTable("ties", PERIOD, memberships, "groups"),
    SynthTable(
        "calls",
        ("id", "topic", "called_at", "answered_at", "called_from", "alerted", "answered_by", "synthetic"),
        rows,
    ),
)
