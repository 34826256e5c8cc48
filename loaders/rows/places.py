"""Places, their opening hours and bookings."""

from datetime import date, datetime
from typing import Annotated

from loaders.columns import Chooses, Fills, Names, Table
from loaders.kinds import PLACES
from loaders.rows.base import Ids, Named, Thing


class Place(Named):
    """Districts, communities, areas, micro-grids, buildings; subdistricts, roads, public spaces."""

    table = Table("places", "地点", tuple(label for label, _ in PLACES.values()), "Where things are", PLACES)
    kind: Annotated[str | None, Chooses()] = None
    address: Annotated[str | None, Fills("Building.address")] = None
    floors: Annotated[int | None, Fills("Building.floors")] = None
    square_metres: Annotated[float | None, Fills("PublicSpace.squareMetres", ("面积",))] = None
    seats: Annotated[int | None, Fills("PublicSpace.seats")] = None
    part_of: Annotated[Ids, Names("PART_OF", ("属于", "上级地点", "所属"), one=True)] = ()
    on_road: Annotated[Ids, Names("ON", ("位于道路", "道路"), one=True)] = ()
    subdistrict: Annotated[Ids, Names("IN_SUBDISTRICT", ("所在街道", "街道"), one=True)] = ()


class Schedule(Thing):
    """Weekly opening hours of spaces and centers (HSDS)."""

    table = Table("schedules", "开放时间", ("Schedule",), "When spaces and centers are open, week by week")
    of: Annotated[Ids, Names("HAS_SCHEDULE", ("开放场所", "所属"), one=True, reverse=True)] = ()
    weekdays: Annotated[tuple[int, ...] | None, Fills("Schedule.weekdays")] = None
    opens_at: Annotated[str, Fills("Schedule.opensAt", ("开门", "开门时间"))]
    closes_at: Annotated[str, Fills("Schedule.closesAt", ("关门", "关门时间"))]
    valid_from: Annotated[date | None, Fills("Schedule.validFrom")] = None
    valid_until: Annotated[date | None, Fills("Schedule.validUntil")] = None


class Booking(Thing):
    """Bookings of public spaces."""

    table = Table(
        "bookings",
        "预订",
        ("Booking",),
        "Who has booked which space, and when",
        defaults={"Booking": {"status": "CONFIRMED"}},
    )
    space: Annotated[Ids, Names("BOOKS", ("空间", "预订空间"), one=True)]
    booked_by: Annotated[Ids, Names("BOOKED_BY", one=True)] = ()
    status: Annotated[str | None, Fills("Booking.status")] = None
    starts_at: Annotated[datetime, Fills("Booking.startsAt", ("开始", "开始时间"))]
    ends_at: Annotated[datetime, Fills("Booking.endsAt", ("结束", "结束时间"))]
