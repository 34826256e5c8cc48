"""The committees' monthly meetings: needs on the agenda, who was invited and why, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.synth.draw import Draw
from loaders.synth.rhythm import workday
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.capabilities import capability_id
from loaders.synth.tables.needs import need, need_id, raised
from loaders.synth.tables.organizations import center_id, committee_id
from loaders.synth.world import World, enterprise_id

MONTHS = 24
REASONS = ("楼内相关企业", "匹配结果排名第一", "行业相近，可能提供", "上次会议承诺跟进", "提出需求的企业")
DECISIONS = (
    ("落实{t}", "由综合服务中心牵头，相关单位配合落实{t}，按期回访。"), ("试点{t}", "先在一幢楼试行{t}，一个月后评估。"),
    ("协调{t}资源", "与楼内企业、共建单位商定{t}的供给。"), ("公示{t}方案", "将{t}方案在楼宇群内公示，征求意见。"),
)  # fmt: skip


@dataclass(frozen=True)
class Resolution:
    """What a meeting decided."""

    id: str
    title: str
    text: str
    due_on: date
    term: int
    number: int


def meetings(world: World) -> Iterator[tuple[int, int, str, date]]:
    """Each meeting: its community, its month (0 the oldest), its key and its day."""
    for community in world.communities:
        for month in range(MONTHS):
            back = world.as_of - timedelta(
                days=30 * (MONTHS - month) - world.draw("meeting", community, month).below(12)
            )
            code = world.district.communities[community].code
            yield community, month, f"meeting:synth-{code}-{month + 1:02d}", workday(back)


def agenda(world: World, community: int, month: int, day: date) -> list[int]:
    """The needs of a meeting: up to five of the community, raised in the six weeks before."""
    here = world.demand.of(community)
    first, last = _since(world, here, day - timedelta(days=42)), _since(world, here, day)
    chosen = world.draw("agenda", community, month).several(1, 5, last - first)
    return [first + each for each in sorted(chosen)]


def _since(world: World, here: range, day: date) -> int:
    """The first need of a community that was raised on the day or later: they stand in order."""
    low, high = here.start, here.stop
    while low < high:
        middle = (low + high) // 2
        if raised(world, middle) < day:
            low = middle + 1
        else:
            high = middle
    return low


def resolutions_of(world: World, community: int, month: int, key: str, day: date) -> list[Resolution]:
    """What a meeting decided: something on most needs of its agenda."""
    found: list[Resolution] = []
    for number in agenda(world, community, month, day):
        draw = world.draw("resolution", community, month, number)
        if draw.chance(0.6):
            term = need(world, number).term.name
            title, text = draw.pick(DECISIONS)
            id_ = f"resolution{key.removeprefix('meeting')}-{len(found) + 1}"
            due = workday(day + timedelta(days=draw.pick((14, 30, 30, 60, 90))))
            found.append(
                Resolution(
                    id_, title.format(t=term), text.format(t=term), due, need(world, number).at, number
                )
            )
    return found


def rows(world: World) -> Iterator[Cells]:
    """Every meeting."""
    for community, month, key, day in meetings(world):
        place = world.district.communities[community]
        draw = world.draw("meeting", community, month, "row")
        needs = agenda(world, community, month, day)
        invited = [enterprise_id(world.some_enterprise(community, draw)) for _ in range(draw.below(4))]
        yield {
            "id": key, "title": f"{place.name}楼宇治理委员会{day.year}年{day.month}月例会", "held_on": day, "held_in": place.id,
            "held_by": committee_id(world, community), "discusses": [need_id(each) for each in needs],
            "invited": [*dict.fromkeys(invited)] or None, "invited_reason": draw.pick(REASONS) if invited else None, "invited_via": draw.pick(("DIRECT", "POTENTIAL", "TEXT")) if invited else None,
            "attended_by": [committee_id(world, community), *(each for each in dict.fromkeys(invited) if draw.chance(0.7))],
            "adopted": [each.id for each in resolutions_of(world, community, month, key, day)] or None, "synthetic": True,
        }  # fmt: skip


def resolutions(world: World) -> Iterator[Cells]:
    """Every resolution; one in four brought a capability about."""
    for community, month, key, day in meetings(world):
        for each in resolutions_of(world, community, month, key, day):
            draw = world.draw("created", each.id)
            here = world.capabilities_of(each.term, community)
            made = capability_id(here.start + draw.below(len(here))) if here and draw.chance(0.25) else None
            yield {
                "id": each.id,
                "title": each.title,
                "text": each.text,
                "due_on": each.due_on,
                "done_on": _done(world, each.due_on, day, draw),
                "assigned_to": draw.pick((center_id(world, community), committee_id(world, community))),
                "brought_about": made,
                "synthetic": True,
            }


def _done(world: World, due: date, held: date, draw: Draw) -> date | None:
    """The day a resolution was done: mostly in time; what is overdue stays open."""
    done = held + timedelta(days=1 + draw.below((due - held).days + (20 if draw.chance(0.15) else 0)))
    return None if done > world.as_of or draw.chance(0.06) else done


COLUMNS = (
    "id", "title", "held_on", "held_in", "held_by", "discusses", "invited", "invited_reason", "invited_via", "attended_by", "adopted", "synthetic",
)  # fmt: skip
TABLES = (
    SynthTable("meetings", COLUMNS, rows),
    SynthTable(
        "resolutions",
        ("id", "title", "text", "due_on", "done_on", "assigned_to", "brought_about", "synthetic"),
        resolutions,
    ),
)
