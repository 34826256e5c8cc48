"""The three lists of each community, as they stood every other week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from loaders.synth.rhythm import WINDOW, workday
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.capabilities import capability_id
from loaders.synth.tables.needs import need, need_id
from loaders.synth.world import World

KINDS = (
    ("ENTERPRISE_NEEDS", "企业所需", "What enterprises need"),
    ("EMPLOYEE_HOPES", "职工所盼", "What employees hope for"),
    ("COMMUNITY_CAN", "社区所能", "What the community can do"),
)
EVERY = 14
"""Days between two versions."""
SHOWN = 30
"""Capabilities on a version of 社区所能, at most."""


def list_id(world: World, community: int, kind: str) -> str:
    """The key of a list."""
    return f"list:synth-{world.district.communities[community].code}-{kind.lower().replace('_', '-')}"


def lists(world: World) -> Iterator[Cells]:
    """Every list."""
    for number, each in enumerate(world.district.communities):
        for kind, zh, en in KINDS:
            yield {
                "id": list_id(world, number, kind), "name": f"{each.name}{zh}清单", "name_en": f"{en}, {each.name_en}", "kind": kind, "of": each.id,
                "synthetic": True,
            }  # fmt: skip


def versions(world: World) -> Iterator[Cells]:
    """Every version: the needs open on that day, or some of the community's capabilities, changing a little each time."""
    for community in world.communities:
        needs = _needs(world, community)
        offers = _offers(world, community)
        for number in range(WINDOW // EVERY):
            day = workday(world.rhythm.first + timedelta(days=EVERY * (number + 1) - 4))
            taken = datetime.combine(day, time(9))
            for kind, _, _ in KINDS:
                if kind == "COMMUNITY_CAN":
                    listed = offers[number % 7 : number % 7 + min(SHOWN, 6 + number)]
                else:
                    listed = [
                        id_
                        for id_, list_, since, until in needs
                        if list_ == kind and since <= day and not (until and until < day)
                    ]
                yield {
                    "id": f"listversion{list_id(world, community, kind).removeprefix('list')}-{number + 1:03d}", "of": list_id(world, community, kind),
                    "number": number + 1, "taken_at": taken, "taken_by": "示例综合服务中心", "reason": "定期更新" if number else "首次建立", "lists": listed or None, "synthetic": True,
                }  # fmt: skip


def _needs(world: World, community: int) -> list[tuple[str, str | None, date, date | None]]:
    """Each of a community's needs: its key, its list, and from when until when it stood open."""
    found = ((number, need(world, number)) for number in world.demand.of(community))
    return [(need_id(number), each.list, each.raised_on, each.closed_on) for number, each in found]


def _offers(world: World, community: int) -> list[str]:
    """Some of a community's capabilities: the first of each of the common terms."""
    found: list[str] = []
    for term in range(len(world.vocabulary.terms)):
        found += [capability_id(each) for each in world.capabilities_of(term, community)[:1]]
        if len(found) == SHOWN + 7:
            break
    return found


TABLES = (
    SynthTable("lists", ("id", "name", "name_en", "kind", "of", "synthetic"), lists),
    SynthTable(
        "versions", ("id", "of", "number", "taken_at", "taken_by", "reason", "lists", "synthetic"), versions
    ),
)
