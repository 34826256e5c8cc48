"""Trainings by the three themes, who took part, and what those who passed were granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id
from loaders.synth.tables.people import LIFEGUARD, certified
from loaders.synth.world import World, person_id

THEMES = (
    ("ECONOMIC_KNOWLEDGE", ("看懂财务报表", "经济形势解读", "企业融资基础")), ("POLICY", ("惠企政策逐条讲", "用工政策解读", "税收优惠怎么享")),
    ("SERVICE_SKILLS", ("走访沟通技巧", "急救员认证", "调解方法入门")),
)  # fmt: skip
GRANTING = "急救员认证"


@dataclass(frozen=True)
class Training:
    """A training's facts."""

    id: str
    theme: str
    title: str
    community: int
    held_on: date

    @property
    def grants(self) -> str | None:
        """What those who pass are granted."""
        return LIFEGUARD if self.title == GRANTING else None


def training(world: World, number: int) -> Training:
    """A training's facts."""
    draw = world.draw("training", number)
    theme, titles = draw.pick(THEMES)
    day = world.rhythm.nth(number, world.counts.trainings, draw)
    return Training(
        f"training:synth-{number + 1:04d}", theme, draw.pick(titles), number % world.counts.communities, day
    )


def rows(world: World) -> Iterator[Cells]:
    """Every training."""
    for number in range(world.counts.trainings):
        one = training(world, number)
        yield {
            "id": one.id, "title": f"示例{one.title}{number + 1:04d}", "theme": one.theme, "held_on": one.held_on,
            "offered_by": center_id(world, one.community), "held_in": world.district.communities[one.community].id,
            "grants": one.grants, "synthetic": True,
        }  # fmt: skip


def trained(world: World) -> Iterator[Cells]:
    """Who took part in which training, and passed."""
    for number in range(world.counts.trainings):
        one = training(world, number)
        for person, passed in _taking_part(world, number):
            yield {"start": person_id(person), "type": "TRAINED_IN", "end": one.id, "passed": passed}


def granted(world: World) -> Iterator[Cells]:
    """What those who passed hold since, unless they held it before."""
    for community in world.communities:
        holding: set[int] = set()
        for number in range(community, world.counts.trainings, world.counts.communities):
            one = training(world, number)
            if not one.grants:
                continue
            until = one.held_on + timedelta(days=3 * 365)
            for person, passed in _taking_part(world, number):
                held = certified(world, person)
                if passed and person not in holding and (held is None or held[0] != one.grants):
                    holding.add(person)
                    yield {
                        "start": person_id(person),
                        "type": "HOLDS",
                        "end": one.grants,
                        "from": one.held_on,
                        "until": until,
                    }


def _taking_part(world: World, number: int) -> Iterator[tuple[int, bool]]:
    community = number % world.counts.communities
    draw = world.draw("trained", number)
    for kind, most in (("staff", 6), ("employees", 30), ("riders", 10)):
        here = world.people_of(kind, community)
        for each in draw.several(most // 3, most, len(here)):
            yield here.start + each, draw.chance(0.85)


TABLES = (
    SynthTable(
        "trainings", ("id", "title", "theme", "held_on", "offered_by", "held_in", "grants", "synthetic"), rows
    ),
    SynthTable("ties", ("start", "type", "end", "passed"), trained, "trained"),
    SynthTable("ties", ("start", "type", "end", "from", "until"), granted, "granted"),
)
