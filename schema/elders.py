"""Elders paired with helpers: who is visited too seldom, and which pairings lack a consent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from graph.errors import InputError
from graph.model import Kind
from queries.days import on_day
from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from schema.base import types
from schema.rows import Page

if TYPE_CHECKING:
    from schema.people import Person
    from schema.places import Community

BOUNDS = {"weeks": (4, 53), "perWeek": (1, 100)}
"""Argument -> what it is by default, and the most it may be."""


@types.row("老人的一个结对 / A pairing of an elder")
class Pairing:
    """Who helps, and who agreed."""

    helper: Person = node_column("结对帮助者 / Who helps", label="Person")
    helper_consented: bool | None = column(
        "帮助者同意；未知为空 / The helper's consent; null where it is not known"
    )
    elder_consented: bool | None = column(
        "老人同意；未知为空 / The elder's consent; null where it is not known"
    )
    counted: bool = column("双方都同意，计入 / Whether both consented, so that it counts", "both")
    visits_per_week: float | None = column("约定每周走访次数 / Visits agreed a week")
    since: Date | None = column("结对自 / First day of the pairing", "from", Kind.DATE)


@types.row("一位走访不足的老人 / An elder visited too seldom, or whose pairing lacks a consent")
class ElderShort:
    """Visits by week, and the pairings."""

    id: strawberry.ID = column("业务键 / The elder's key")
    elder: Person = node_column("老人 / The elder", label="Person")
    counted: bool = column(
        "是否有双方同意的结对；没有则不统计 / Whether a pairing with both consents counts; if not, visits are not looked at"
    )
    weeks: int = column(
        "统计几周：结对以来的整周 / Whole weeks looked at, since the first pairing that counts"
    )
    weeks_short: int = column("其中几周走访不足 / In how many of them there were too few visits", "short")
    visits: int = column("这几周共走访几次 / Visits in these weeks")
    last_visit_on: Date | None = column("最近一次走访 / The last visit until then", "last", Kind.DATE)
    pairings: list[Pairing] = column("当天的结对 / Pairings in force on that day")


@types.row(
    "走访不足的老人 / Elders visited too seldom, most weeks short first; then pairings that don't count"
)
class EldersShort(Page[ElderShort]):
    """Relay's connection."""

    community: Community | None = node_column(
        "商务社区；没有找到时为空 / The community; null where none, or more than one, goes by the name",
        label="Community",
    )


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    asked = {name: usual if given.get(name) is None else given[name] for name, (usual, _) in BOUNDS.items()}
    for name, (_, most) in BOUNDS.items():
        if not 0 < asked[name] <= most:
            raise InputError(f"`{name}` is {asked[name]}; give 1 to {most}. · 应在 1 至 {most} 之间。")
    return {**on_day(given), **asked}


elders_short_field = statement(
    "elders_short",
    "结对老人中，有哪几位某些周走访不足；缺一方同意的结对另列 / Paired elders of a community with too few visits in some week; pairings without both consents are shown and not counted",
    rows="elders",
    order=(("short", True), ("id", False)),
    arguments={
        "community": (str, "商务社区的名称或业务键 / The community, by name or key"),
        "asOf": (Date | None, "到哪一天，默认今天 / The last day of the last week, today by default"),
        "weeks": (int | None, "往回看几周，默认四周 / How many weeks, ending that day; four by default"),
        "perWeek": (int | None, "每周至少几次，默认一次 / At least how many visits a week; one by default"),
    },
    prepare=_asked,
)
