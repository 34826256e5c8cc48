"""Which public spaces are free."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

import strawberry

from queries.planner.declare import column, computed, node_column, statement
from queries.planner.scalars import DateTime
from queries.questions import between
from schema.base import types

if TYPE_CHECKING:
    from schema.places import PublicSpace


@strawberry.enum(description="空间能否使用 / Whether a space can be used")
class SpaceState(Enum):
    """Free, or to be asked for."""

    FREE = strawberry.enum_value("FREE", description="空闲 / Free")
    UNKNOWN = strawberry.enum_value("UNKNOWN", description="不详，要先询问 / Not known; ask first")


_ASKED = {
    (False, True): ("开放时间不详，请先询问", "Its hours are not known; ask first"),
    (True, False): ("座位数不详，请先询问", "Its seats are not known; ask first"),
    (False, False): (
        "开放时间和座位数不详，请先询问",
        "Neither its hours nor its seats are known; ask first",
    ),
}


def _ask(row: Mapping[str, Any], at: int) -> str | None:
    told = _ASKED.get((row["hoursKnown"], row["seatsKnown"]))
    return told[at] if told else None


@types.row("一处可用的空间 / A space that can be had")
class FreeSpace:
    """A space that nobody has booked for the time asked."""

    space: PublicSpace = node_column("空间 / The space", label="PublicSpace")
    state: SpaceState = column("能否使用 / Free, or not known to be")
    ask: str | None = computed(
        "要问什么 / What has to be asked", ("hoursKnown", "seatsKnown"), lambda row: _ask(row, 0)
    )
    ask_en: str | None = computed(
        "英文 / The same in English", ("hoursKnown", "seatsKnown"), lambda row: _ask(row, 1)
    )


free_spaces_field = statement(
    "free_spaces",
    "本社区在这段时间空闲的空间，够坐的小间在前 / Spaces of the place's community that are free; the smallest that will do first, those not known last",
    rows="spaces",
    order=(("rank", False), ("fit", False), ("id", False)),
    arguments={
        "place": (str, "地点名称：楼宇或社区 / Name of a building, or of its community"),
        "startsAt": (DateTime, "开始 / When it starts"),
        "endsAt": (DateTime, "结束 / When it ends"),
        "seats": (int, "至少多少座位 / At least how many seats"),
    },
    prepare=between,
)
