"""How the call network answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from queries.days import over_days
from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from schema.base import types

if TYPE_CHECKING:
    from schema.organizations import Organization, VolunteerTeam
    from schema.places import Building
    from schema.work import Call


@types.row("一幢楼的呼叫响应 / How a building's calls were answered")
class BuildingCalls:
    """A building's calls."""

    id: strawberry.ID = column("楼宇的业务键 / Key of the building")
    building: Building = node_column("楼宇 / The building", label="Building")
    calls: int = column("呼叫数 / Calls")
    answered: int = column("已响应 / Answered")
    unanswered: int = column("未响应 / Unanswered")
    median_minutes: float | None = column(
        "首次响应用时的中位数（分钟） / Median time to the first answer, in minutes"
    )
    open: list[Call] = node_column("未响应的呼叫 / Calls without an answer", label="Call")
    groups: list[Organization] = node_column(
        "服务此楼的联络群 / Contact groups that serve it", label="ContactGroup"
    )
    teams: list[VolunteerTeam] = node_column(
        "来自这些群的志愿队伍 / Volunteer teams drawn from them", label="VolunteerTeam"
    )


def call_times_field() -> Any:
    """`callTimes` at the root."""
    return statement(
        "call_times",
        "各楼呼叫的首次响应，未响应多的在前 / How each building's calls were answered, those with most unanswered first",
        rows="rows",
        order=(("unanswered", True), ("slowness", True), ("id", False)),
        arguments={
            "within": (str, "哪个地点之内，名称或业务键 / Within which place, by name or key"),
            "since": (Date | None, "从哪一天起，默认九十天前 / Since which day, 90 days before by default"),
            "asOf": (Date | None, "到哪一天为止，默认今天 / Up to which day, today by default"),
        },
        prepare=over_days,
    )
