"""Resources that capabilities draw on: kitchens, rooms, equipment, quotas."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.synth.draw import Weighed
from loaders.synth.spread import Spread
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id
from loaders.synth.world import World, enterprise_id

WORDS = {
    "SPACE": (
        ("厨房", "kitchen", "份/日", 80, 500),
        ("会议场地", "meeting room", "人", 8, 150),
        ("车库", "garage", "个", 10, 200),
    ),
    "EQUIPMENT": (
        ("投影设备", "projector", "套", 1, 10),
        ("急救设备", "first-aid equipment", "套", 1, 8),
        ("打印设备", "printers", "台", 1, 12),
    ),
    "QUOTA": (
        ("停车券额度", "voucher quota", "张", 20, 300),
        ("培训名额", "training places", "人", 20, 200),
        ("体检名额", "check-up places", "人", 20, 300),
    ),
}
KINDS = Weighed(("SPACE", 0.5), ("EQUIPMENT", 0.3), ("QUOTA", 0.2))


def spread(world: World) -> Spread:
    """Resources over communities."""
    return Spread(world.counts.resources, world.district.shares)


def resource_id(number: int) -> str:
    """The key of a resource."""
    return f"resource:synth-{number + 1:05d}"


def rows(world: World) -> Iterator[Cells]:
    """Every resource but the credit lines."""
    over = spread(world)
    for number in range(world.counts.resources):
        draw = world.draw("resource", number)
        kind = draw.weighed(KINDS)
        name, name_en, unit, least, most = draw.pick(WORDS[kind])
        capacity = draw.between(least, most)
        community = over.part(number)
        quota = kind == "QUOTA" or draw.chance(0.1)
        owner = (
            center_id(world, community) if quota else enterprise_id(world.some_enterprise(community, draw))
        )
        yield {
            "id": resource_id(number), "name": f"示例{name}{number + 1:05d}", "name_en": f"Example {name_en} {number + 1:05d}", "kind": kind,
            "capacity": capacity, "reserved": draw.skewed(capacity + 1), "unit": unit, "owned_by": owner, "synthetic": True,
        }  # fmt: skip


COLUMNS = ("id", "name", "name_en", "kind", "capacity", "reserved", "unit", "owned_by", "synthetic")
TABLES = (SynthTable("resources", COLUMNS, rows),)
