"""Places: the frame as rows, with subdistricts, roads and public spaces."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.synth.named import DISTRICT, ROADS, SUBDISTRICTS
from loaders.synth.table import Cells, SynthTable
from loaders.synth.world import World

SPACES = (("会议室", "meeting room"), ("路演厅", "lecture hall"), ("共享客厅", "shared lounge"), ("健身角", "exercise corner"), ("咖啡角", "coffee corner"), ("屋顶花园", "roof garden"))  # fmt: skip


def subdistrict_id(number: int) -> str:
    """The key of a subdistrict; the named one comes first."""
    return SUBDISTRICTS[number][0] if number < len(SUBDISTRICTS) else f"subdistrict:synth-{number + 1:02d}"


def road_id(number: int) -> str:
    """The key of a road; the named one comes first."""
    return ROADS[number][0] if number < len(ROADS) else f"road:synth-{number + 1:03d}"


def space_id(number: int) -> str:
    """The key of a public space."""
    return f"space:synth-{number + 1:04d}"


def space_building(world: World, number: int) -> int:
    """The building of a public space."""
    return world.draw("space", number, "building").below(world.counts.buildings)


def seats(world: World, number: int) -> int:
    """The seats of a public space."""
    return (8, 12, 20, 30, 50, 80, 120, 200)[world.draw("space", number, "seats").skewed(8)]


def rows(world: World) -> Iterator[Cells]:
    """Every place, the larger first."""
    frame, counts = world.district, world.counts
    yield {
        "id": DISTRICT[0],
        "name": DISTRICT[1],
        "name_en": DISTRICT[2],
        "kind": "district",
        "synthetic": False,
    }
    for kind, number, of in (
        ("subdistrict", counts.subdistricts, subdistrict_id),
        ("road", counts.roads, road_id),
    ):
        known = {each[0]: each for each in (*SUBDISTRICTS, *ROADS)}
        for at in range(number):
            id_ = of(at)
            name, name_en = known[id_][1:] if id_ in known else _example(kind, at + 1)
            yield {"id": id_, "name": name, "name_en": name_en, "kind": kind, "synthetic": id_ not in known}
    for each in frame.communities:
        yield {
            "id": each.id, "name": each.name, "name_en": each.name_en, "kind": "community", "part_of": DISTRICT[0],
            "subdistrict": each.named.subdistrict if each.named else None, "synthetic": each.named is None,
        }  # fmt: skip
    for each in frame.areas:
        yield {
            "id": each.id, "name": each.name, "name_en": each.name_en, "kind": "area",
            "part_of": frame.communities[each.community].id, "synthetic": True,
        }  # fmt: skip
    for each in frame.microgrids:
        yield {
            "id": each.id, "name": each.name, "name_en": each.name_en, "kind": "microgrid",
            "part_of": frame.areas[each.area].id, "synthetic": True,
        }  # fmt: skip
    for number, each in enumerate(frame.buildings):
        draw = world.draw("building", number)
        made_up = {
            "floors": draw.between(6, 42),
            "on_road": road_id(1 + draw.below(max(1, counts.roads - 1))),
        }
        if each.named:
            made_up = {"on_road": each.named.road or None}
        elif draw.chance(0.5):
            made_up["subdistrict"] = subdistrict_id(frame.areas[each.area].community % counts.subdistricts)
        yield {
            "id": each.id, "name": each.name, "name_en": each.name_en, "kind": "building", "part_of": each.part_of,
            "synthetic": each.named is None, **made_up,
        }  # fmt: skip
    for number in range(counts.spaces):
        name, name_en = world.draw("space", number).pick(SPACES)
        places = seats(world, number)
        yield {
            "id": space_id(number), "name": f"示例{name}{number + 1:04d}", "name_en": f"Example {name_en} {number + 1:04d}",
            "kind": "space", "part_of": frame.buildings[space_building(world, number)].id,
            "square_metres": places * 2 + world.draw("space", number, "metres").below(40), "seats": places, "synthetic": True,
        }  # fmt: skip


def _example(kind: str, serial: int) -> tuple[str, str]:
    words = {"subdistrict": ("示例街道", "Example subdistrict"), "road": ("示例路", "Example road")}[kind]
    return f"{words[0]}{serial:02d}", f"{words[1]} {serial:02d}"


COLUMNS = (
    "id",
    "name",
    "name_en",
    "kind",
    "floors",
    "square_metres",
    "seats",
    "part_of",
    "on_road",
    "subdistrict",
    "synthetic",
)
TABLES = (SynthTable("places", COLUMNS, rows),)
