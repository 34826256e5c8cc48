"""Visits: teams of officers to enterprises, two a working day each, and riders to the elders they are paired with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from loaders.synth.rhythm import WINDOW
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.needs import Need, need
from loaders.synth.tables.people import paired
from loaders.synth.world import World, enterprise_id, person_id

QUOTA = 2
NAMED = {"huijin": ("visiting:huixiaojin", "汇小金", "Huixiaojin visiting team")}
NOTES = (
    "经营平稳，暂无新需求",
    "员工增加，正在找更大的办公室",
    "订单下滑，关注贷款",
    "对新政策感兴趣，已留资料",
    "负责人不在，留下联系卡",
    "反映停车难",
    "希望多组织活动",
)
ELDER_NOTES = ("送午饭，聊了十分钟", "代取降压药", "陪着去了一趟医院", "换了灯泡", "身体不错，提醒防诈骗")


def visiting_id(world: World, community: int) -> str:
    """The key of a community's visiting team."""
    code = world.district.communities[community].code
    return NAMED[code][0] if code in NAMED else f"visiting:synth-{code}"


def teams(world: World) -> Iterator[Cells]:
    """A visiting team for each community."""
    for number, each in enumerate(world.district.communities):
        named = NAMED.get(each.code)
        yield {
            "id": visiting_id(world, number), "name": named[1] if named else f"示例走访队{number + 1:02d}",
            "name_en": named[2] if named else f"Example visiting team {number + 1:02d}", "kind": "visiting", "serves": each.id,
            "daily_quota": QUOTA, "synthetic": not named,
        }  # fmt: skip


def officers(world: World) -> Iterator[Cells]:
    """Which staff serve on their community's team."""
    for community in world.communities:
        for number in world.people_of("staff", community):
            draw = world.draw("officer", number)
            if draw.chance(0.5):
                since = world.rhythm.before(draw, 3)
                left = since + (world.as_of - since) // 2 if draw.chance(0.15) else None
                yield {
                    "start": person_id(number),
                    "type": "SERVES_ON",
                    "end": visiting_id(world, community),
                    "from": since,
                    "until": left,
                }


def rows(world: World) -> Iterator[Cells]:
    """Every visit."""
    yield from _heard(world)
    yield from _routine(world)
    yield from _to_elders(world)


def was_heard(world: World, number: int, one: Need) -> bool:
    """Whether a need was heard at a visit, on the day it was raised."""
    return one.kind in {"enterprise", "shop"} and world.draw("heard", number).chance(0.3)


def _heard(world: World) -> Iterator[Cells]:
    for number in range(world.counts.needs):
        one = need(world, number)
        if was_heard(world, number, one):
            yield {
                "id": f"visit:synth-need-{number + 1:06d}", "kind": "ENTERPRISE", "visited_on": one.raised_on, "text": "提出一项需求，已登记",
                "visited": one.raiser, "made_by": visiting_id(world, one.community), "heard": one.id, "synthetic": True,
            }  # fmt: skip


def _routine(world: World) -> Iterator[Cells]:
    """None to three a working day, more in large communities; some teams are behind their quota."""
    for community, share in enumerate(world.district.shares):
        keen = 0.35 + min(0.55, 3 * share) + 0.1 * world.draw("keen", community).unit()
        for back in range(WINDOW):
            day = world.rhythm.first + timedelta(days=back)
            if day.weekday() > 4:
                continue
            draw = world.draw("visit", community, back)
            for place in range(3):
                if draw.chance(keen):
                    here = world.tenants_of(community)
                    chosen = (
                        here.start + draw.below(len(here))
                        if draw.chance(0.5)
                        else world.some_enterprise(community, draw)
                    )
                    code = world.district.communities[community].code
                    yield {
                        "id": f"visit:synth-{code}-{day:%Y%m%d}-{place + 1}", "kind": "ENTERPRISE", "visited_on": day, "text": draw.pick(NOTES),
                        "visited": enterprise_id(chosen), "made_by": visiting_id(world, community), "synthetic": True,
                    }  # fmt: skip


def _to_elders(world: World) -> Iterator[Cells]:
    """About as often as agreed; one pair in six has fallen behind."""
    for pair in paired(world):
        behind = world.draw("behind", pair.elder).chance(0.17)
        day = pair.since
        visit = 0
        while True:
            draw = world.draw("elder", pair.elder, visit)
            visit += 1
            day += timedelta(days=1 + draw.below(int(14 / pair.weekly)) * (3 if behind else 1))
            if day > world.as_of:
                break
            yield {
                "id": f"visit:synth-elder-{pair.elder + 1:06d}-{visit:03d}", "kind": "ELDER", "visited_on": day, "text": draw.pick(ELDER_NOTES),
                "visited": person_id(pair.elder), "made_by": person_id(pair.rider), "synthetic": True,
            }  # fmt: skip


TEAM = ("id", "name", "name_en", "kind", "serves", "daily_quota", "synthetic")
TABLES = (
    SynthTable("organizations", TEAM, teams, "visiting"),
    SynthTable("ties", ("start", "type", "end", "from", "until"), officers, "officers"),
    SynthTable(
        "visits", ("id", "kind", "visited_on", "text", "visited", "made_by", "heard", "synthetic"), rows
    ),
)
