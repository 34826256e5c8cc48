"""Volunteer teams that can send qualified people on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from graph.errors import InputError
from queries.days import today
from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from schema.base import types
from schema.rows import Page

if TYPE_CHECKING:
    from schema.organizations import VolunteerTeam
    from schema.people import Person, Qualification


@types.row("一支能派人的队伍 / A team that can send people")
class TeamAble:
    """Who is known to be free that day, and who is to be asked."""

    id: strawberry.ID = column("业务键 / Its key")
    team: VolunteerTeam = node_column("志愿队伍 / The team", label="VolunteerTeam")
    able: int = column("当天可服务的持证队员数 / Qualified members who are free on that weekday")
    unknown: int = column(
        "可服务星期未填、待核实的持证队员数 / Qualified members who have not said on which weekdays: to be asked"
    )
    missing: int = column(
        "不问待核实者时还差几人 / How many are missing unless some of those to be asked can come"
    )
    people: list[Person] = node_column(
        "可服务的队员，至多五十人 / Those who are free, fifty at most", label="Person"
    )
    to_ask: list[Person] = node_column(
        "待核实的队员，至多五十人 / Those to be asked, fifty at most", label="Person"
    )


@types.row("能派人的队伍 / Teams that can send people: those sure of it first")
class TeamsAble(Page[TeamAble]):
    """Relay's connection."""

    qualification: Qualification | None = node_column(
        "资质；没有找到时为空 / The qualification; null where none, or more than one, goes by the name",
        label="Qualification",
    )


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    people = 1 if given.get("people") is None else given["people"]
    if people < 1:
        raise InputError(f"`people` is {people}; ask for at least 1. · 至少问 1 人。")
    return {**given, "people": people, "on": given.get("on") or today()}


teams_able_field = statement(
    "teams_able",
    "某天能派出若干名持证队员的志愿队伍 / Active volunteer teams that can send so many people with a qualification on a day: membership and qualification in force that day",
    rows="teams",
    order=(("missing", False), ("able", True), ("id", False)),
    arguments={
        "qualification": (str, "资质的名称或业务键 / The qualification, by name or key"),
        "people": (int | None, "至少几人，默认一人 / At least how many; one by default"),
        "on": (Date | None, "哪一天，默认今天 / The day they are to come, today by default"),
    },
    prepare=_asked,
)
