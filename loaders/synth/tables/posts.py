"""Posts: secretaries of party organizations, directors of centers, and whoever holds or held them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id
from loaders.synth.tables.party import area_party, building_party, community_party
from loaders.synth.world import World, person_id


@dataclass(frozen=True)
class Post:
    """A post, and whom it is filled from."""

    id: str
    name: str
    name_en: str
    kind: str
    organization: str
    community: int
    filled_from: str


def _posts(world: World) -> Iterator[Post]:
    frame = world.district
    for number, each in enumerate(frame.communities):
        of = f"of {each.name_en}"
        yield Post(
            f"post:synth-{each.code}-secretary",
            f"{each.name}党组织书记",
            f"Secretary {of}",
            "SECRETARY",
            community_party(world, number),
            number,
            "staff",
        )
        yield Post(
            f"post:synth-{each.code}-director",
            f"{each.name}服务中心主任",
            f"Director {of}",
            "DIRECTOR",
            center_id(world, number),
            number,
            "staff",
        )
    for number, each in enumerate(frame.areas):
        yield Post(
            f"post:synth-area-{number + 1:03d}",
            f"{each.name}党组织书记",
            f"Secretary of {each.name_en}",
            "SECRETARY",
            area_party(number),
            each.community,
            "staff",
        )
    for number, each in enumerate(frame.buildings):
        if party := building_party(world, number):
            name = f"示例{each.name.removeprefix('示例')}党组织书记"
            yield Post(
                f"post:synth-building-{number + 1:04d}",
                name,
                f"Secretary of {each.name_en}",
                "SECRETARY",
                party,
                frame.community_of(number),
                "employees",
            )


def rows(world: World) -> Iterator[Cells]:
    """Every post."""
    for each in _posts(world):
        yield {
            "id": each.id,
            "name": each.name,
            "name_en": each.name_en,
            "kind": each.kind,
            "post_in": each.organization,
            "synthetic": True,
        }


def holders(world: World) -> Iterator[Cells]:
    """Who holds which post, and who held it before; one in fifteen is vacant."""
    for each in _posts(world):
        draw = world.draw(each.id)
        here = world.people_of(each.filled_from, each.community)
        chosen = draw.several(2, 2, len(here))
        since = world.rhythm.before(draw, 3)
        common = {"type": "HOLDS_POST", "end": each.id}
        if chosen and not draw.chance(0.07):
            yield {"start": person_id(here.start + chosen[0]), **common, "from": since}
        if len(chosen) == 2 and draw.chance(0.4):
            left = since - timedelta(days=1)
            yield {
                "start": person_id(here.start + chosen[1]),
                **common,
                "from": left - timedelta(days=draw.between(200, 1200)),
                "until": left,
            }


TABLES = (
    SynthTable("posts", ("id", "name", "name_en", "kind", "post_in", "synthetic"), rows),
    SynthTable("ties", ("start", "type", "end", "from", "until"), holders, "holders"),
)
