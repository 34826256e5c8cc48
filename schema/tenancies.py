"""Who moved in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from queries.questions import moved
from schema.base import types
from schema.enums import ENUMS
from schema.rows import AS_OF
from schema.visiting import IN_PLACE

if TYPE_CHECKING:
    from schema.organizations import Enterprise
    from schema.places import Place

EnterpriseSize = ENUMS["MICRO", "SMALL", "MEDIUM", "LARGE"]


@types.row("一段租期 / A tenancy")
class Tenancy:
    """An enterprise in a building, for a time."""

    enterprise: Enterprise = node_column("经营主体 / The enterprise", label="Enterprise")
    place: Place = node_column("所在楼宇 / The building", label="Place")
    since: Date = column("迁入日期 / The first day", "from")
    until: Date | None = column("迁出日期 / The last day; null where none is known")
    came_from: Place | None = node_column(
        "此前的另一处所在 / The other premises it took before", label="Place"
    )


moved_in_field = statement(
    "moved_in",
    "某日以来迁入的经营主体，最近的在前；一家在两幢楼算两段，至多一千段 / Enterprises that moved in since a day, the latest first; each building is a tenancy; at most 1,000",
    rows="tenancies",
    order=(("from", True), ("id", False)),
    arguments={
        **IN_PLACE,
        "since": (Date, "自哪一天 / Since which day"),
        "industry": (
            str | None,
            "行业代码或名称，含下级（GB/T 4754-2017） / An industry's code or name, narrower ones included",
        ),
        "sizes": (list[EnterpriseSize] | None, "规模，默认不限 / Size classes, any by default"),
        **AS_OF,
    },
    prepare=moved,
)
