"""Visits: quotas of teams, and whom nobody visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import Arguments, column, node_column, statement
from queries.planner.scalars import Date
from queries.questions import counted
from schema.base import types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.organizations import Enterprise, VisitingTeam

IN_PLACE: Arguments = {"place": (str, "地点名称：楼宇、片区、社区或区 / Name of a place, of any level")}


@types.row("走访队的本周进度 / A team's week against its quota")
class VisitingQuota:
    """A team's visits from Monday to the day; working days are Monday to Friday, holidays aren't known."""

    team: VisitingTeam = node_column("走访队 / The team", label="VisitingTeam")
    due: int | None = column("到这一天应走访家次 / Visits due by the day; null where the team has no quota")
    made: int = column("已走访家次，同一家一天计一次 / Visits made; an enterprise counts once a day")
    behind: int | None = column("落后家次 / Visits behind; null where the team has no quota")
    short_days: list[Date] = column("未达定额的工作日 / Working days on which it fell short")


visiting_quotas_field = statement(
    "visiting_quotas",
    "各走访队本周进度，落后多的在前 / Teams against their quota this week, the furthest behind first",
    rows="teams",
    order=(("lag", True), ("id", False)),
    arguments=AS_OF,
)


@types.row("久未走访的经营主体 / An enterprise that nobody visited for long")
class Unvisited:
    """An enterprise, and when it was visited last."""

    enterprise: Enterprise = node_column("经营主体 / The enterprise", label="Enterprise")
    last_visited_on: Date | None = column(
        "上次走访；从未走访时为空 / The last visit; null where there was none"
    )
    days: int | None = column("距今天数 / Days since")


unvisited_field = statement(
    "unvisited",
    "久未走访的经营主体，从未走访的在前，至多一千家 / Enterprises nobody visited within the days, those never visited first; at most 1,000",
    rows="enterprises",
    order=(("since", False), ("id", False)),
    arguments={**IN_PLACE, "days": (int, "多少天内 / Within how many days"), **AS_OF},
    prepare=counted("days"),
)
