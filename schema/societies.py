"""Societies that have gone quiet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from graph.errors import InputError
from queries.days import on_day
from queries.planner.declare import column, node_column, statement
from schema.base import types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.matching import Activity
    from schema.organizations import Society

LONGEST = 600


@types.row("一个沉寂的社团 / A society asleep")
class SocietyAsleep:
    """A society, and what it held last."""

    id: strawberry.ID = column("业务键 / Its key")
    society: Society = node_column("社团 / The society", label="Society")
    last_activity: Activity | None = node_column(
        "最近一次活动；从未有过时为空 / What it held last; null where it never held any",
        "last",
        label="Activity",
    )
    members: int = column("当天的成员数 / Members on that day")


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    months = 6 if given.get("months") is None else given["months"]
    if not 0 < months <= LONGEST:
        raise InputError(f"`months` is {months}; give 1 to {LONGEST}. · 月数应在 1 至 {LONGEST} 之间。")
    return {**on_day(given), "months": months}


societies_asleep_field = statement(
    "societies_asleep",
    "若干个月没有举办、也没有计划活动的社团 / Societies with no activity held or planned for some months",
    rows="asleep",
    order=(("since", False), ("id", False)),
    arguments={
        **AS_OF,
        "months": (int | None, "几个月，默认六个月 / For how many months; six by default"),
        "community": (str | None, "只看一个商务社区，名称或业务键 / One community only, by name or key"),
    },
    prepare=_asked,
)
