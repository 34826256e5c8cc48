"""When spaces and centers are open, and who has booked which space: lunch is what everybody wants."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from loaders.synth.rhythm import WINDOW
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id, society_id
from loaders.synth.tables.places import space_building, space_id
from loaders.synth.world import World, enterprise_id

SLOTS = (
    (time(9), time(11), 0.5),
    (time(12), time(13, 30), 1.6),
    (time(14), time(16, 30), 0.9),
    (time(18, 30), time(20, 30), 0.6),
)
"""When a booking may begin and end, and how much it is wanted: no two overlap."""
AHEAD = 21
"""Days that are booked ahead."""


def schedules(world: World) -> Iterator[Cells]:
    """Weekly hours: of centers on workdays and Saturday mornings, of spaces into the evening."""
    for community in world.communities:
        code = world.district.communities[community].code
        common = {"of": center_id(world, community), "synthetic": True}
        yield {
            "id": f"schedule:synth-{code}",
            "weekdays": "1;2;3;4;5",
            "opens_at": "08:30",
            "closes_at": "17:30",
            **common,
        }
        yield {
            "id": f"schedule:synth-{code}-sat",
            "weekdays": "6",
            "opens_at": "09:00",
            "closes_at": "12:00",
            **common,
        }
    for number in range(world.counts.spaces):
        draw = world.draw("schedule", number)
        yield {
            "id": f"schedule:synth-space-{number + 1:04d}", "of": space_id(number), "weekdays": draw.pick(("1;2;3;4;5", "1;2;3;4;5;6", "1;2;3;4;5;6;7")),
            "opens_at": draw.pick(("08:00", "08:30", "09:00")), "closes_at": draw.pick(("20:30", "21:00", "22:00")), "synthetic": True,
        }  # fmt: skip


def bookings(world: World) -> Iterator[Cells]:
    """Two years of bookings and some weeks ahead; a few spaces are always taken, most seldom."""
    for number in range(world.counts.spaces):
        liked = 0.02 + 0.2 * world.draw("liked", number).skewed(1000) / 1000
        community = world.district.community_of(space_building(world, number))
        for back in range(WINDOW + AHEAD):
            day = world.rhythm.first + timedelta(days=back)
            if day.weekday() > 4:
                continue
            draw = world.draw("booking", number, back)
            for slot, (opens, closes, wanted) in enumerate(SLOTS):
                if not draw.chance(liked * wanted * 1.4):
                    continue
                society = draw.chance(0.2)
                yield {
                    "id": f"booking:synth-{number + 1:04d}-{day:%Y%m%d}-{slot + 1}", "space": space_id(number),
                    "booked_by": society_id(world, draw.skewed(world.counts.societies)) if society else enterprise_id(world.some_enterprise(community, draw)),
                    "status": "CANCELLED" if draw.chance(0.06) else "CONFIRMED", "starts_at": datetime.combine(day, opens),
                    "ends_at": datetime.combine(day, closes), "synthetic": True,
                }  # fmt: skip


TABLES = (
    SynthTable("schedules", ("id", "of", "weekdays", "opens_at", "closes_at", "synthetic"), schedules),
    SynthTable(
        "bookings", ("id", "space", "booked_by", "status", "starts_at", "ends_at", "synthetic"), bookings
    ),
)
