"""The party tree: community, area, building, enterprise; some large buildings have no organization yet."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.synth.table import Cells, SynthTable
from loaders.synth.world import World, enterprise_id

CHANCE = {"MICRO": 0.02, "SMALL": 0.16, "MEDIUM": 0.5, "LARGE": 0.9}
"""How many enterprises of a size have a branch."""


def community_party(world: World, community: int) -> str:
    """The key of a community's party organization."""
    return f"party:{world.district.communities[community].code}"


def area_party(area: int) -> str:
    """The key of an area's party organization."""
    return f"party:synth-area-{area + 1:03d}"


def building_party(world: World, building: int) -> str | None:
    """The key of a building's party organization, where it has one."""
    return (
        f"party:synth-building-{building + 1:04d}"
        if world.draw("party", "building", building).chance(0.74)
        else None
    )


def branch(world: World, enterprise: int) -> str | None:
    """The key of an enterprise's party branch, where it has one."""
    size = world.enterprise(enterprise).size
    if size and world.draw("party", "enterprise", enterprise).chance(CHANCE[size]):
        return f"party:synth-{enterprise + 1:06d}"
    return None


def nearest_party(world: World, building: int) -> str:
    """The organization of a building, or else of its area."""
    return building_party(world, building) or area_party(world.district.buildings[building].area)


def rows(world: World) -> Iterator[Cells]:
    """Every party organization, those above first."""
    frame = world.district
    for number, each in enumerate(frame.communities):
        yield {
            "id": community_party(world, number), "name": f"{each.name}商务社区党组织", "name_en": f"Party organization of {each.name_en}",
            "kind": "party", "tier": "COMMUNITY", "serves": each.id, "synthetic": each.named is None,
        }  # fmt: skip
    for number, each in enumerate(frame.areas):
        yield {
            "id": area_party(number), "name": f"{each.name}党组织", "name_en": f"Party organization of {each.name_en}", "kind": "party",
            "tier": "AREA", "parent": community_party(world, each.community), "serves": each.id, "synthetic": True,
        }  # fmt: skip
    for number, each in enumerate(frame.buildings):
        if id_ := building_party(world, number):
            yield {
                "id": id_, "name": f"示例{each.name.removeprefix('示例')}党组织", "name_en": f"Example party organization of {each.name_en}", "kind": "party",
                "tier": "BUILDING", "parent": area_party(each.area), "serves": each.id, "established_in": each.id, "synthetic": True,
            }  # fmt: skip
    for number in range(world.counts.enterprises):
        if id_ := branch(world, number):
            yield {
                "id": id_, "name": f"示例企业党支部{number + 1:06d}", "name_en": f"Example party branch {number + 1:06d}", "kind": "party",
                "tier": "ENTERPRISE", "parent": nearest_party(world, world.tenants.part(number)),
                "established_in": enterprise_id(number), "synthetic": True,
            }  # fmt: skip


COLUMNS = ("id", "name", "name_en", "kind", "tier", "serves", "parent", "established_in", "synthetic")
TABLES = (SynthTable("organizations", COLUMNS, rows, "party"),)
