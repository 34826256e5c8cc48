"""Whom of a volunteer team to pair with whom: a plan to look at; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import strawberry

from graph.errors import InputError
from queries.labels import Labels
from queries.matching import Limits, Matching, asked
from queries.planner.declare import column, computed, node_column, solved
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date
from queries.solvers import labels
from queries.solvers.pairs import ELDER_SIDE, pairing
from schema.base import types
from schema.enums import PLANS

if TYPE_CHECKING:
    from schema.organizations import VolunteerTeam
    from schema.people import Person

PairPart = PLANS["PairPart"]
UnpairedReason = PLANS["UnpairedReason"]
IdleReason = PLANS["IdleReason"]
USUAL, MOST = 2, 20
"""Elders a member takes at most: by default, and as far as it can be set."""


def _told(which: Labels, key: str, at: int) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: which[row[key]][at]


@types.row("结对价值的一项 / A part of a pair's value")
class PairValuePart:
    """A part of one side."""

    part: PairPart = column("哪一项 / Which part")
    label: str = computed("名称 / Its name in Chinese", ("part",), _told(labels.PART, "part", 0))
    label_en: str = computed("英文名 / Its name in English", ("part",), _told(labels.PART, "part", 1))
    elders: bool = computed(
        "是否属于老人一方 / Whether it is of the elder's side",
        ("part",),
        lambda row: row["part"] in ELDER_SIDE,
    )
    value: float = column("取值，0 至 1 / In [0, 1]")


@types.row("计划中的一对 / A pair of the plan")
class PlannedPair:
    """Who helps whom."""

    id: strawberry.ID = column("双方业务键相连 / Both keys, joined")
    rank: int = column("次序 / Its place in the plan, from 1")
    rider: Person = node_column("帮助者 / Who helps", label="Person")
    elder: Person = node_column("老人 / The elder", label="Person")
    value: float = column("价值：双方得分的调和平均 / Value: harmonic mean of both sides, in [0, 1]")
    elder_side: float = column("老人一方 / The elder's side: mean of its parts", "elderSide")
    rider_side: float = column("帮助者一方 / The helper's side: mean of its parts", "riderSide")
    kept: bool = column("已结对，予以保留 / Whether they are paired already")
    parts: list[PairValuePart] = column(
        "价值的构成；不详的不计 / What it is made of; what isn't known is left out"
    )


@types.row("没有配上的老人 / An elder whom the plan doesn't serve")
class UnpairedElder:
    """Who, and why."""

    elder: Person = node_column("老人 / The elder", label="Person")
    reason: UnpairedReason = column("原因 / Why")
    label: str = computed("原因，中文 / Why, in Chinese", ("reason",), _told(labels.UNPAIRED, "reason", 0))
    label_en: str = computed("原因，英文 / Why, in English", ("reason",), _told(labels.UNPAIRED, "reason", 1))


@types.row("没有配上的队员 / A member without an elder")
class IdleMember:
    """Who, and why."""

    member: Person = node_column("队员 / The member", "rider", label="Person")
    reason: IdleReason = column("原因 / Why")
    label: str = computed("原因，中文 / Why, in Chinese", ("reason",), _told(labels.IDLE, "reason", 0))
    label_en: str = computed("原因，英文 / Why, in English", ("reason",), _told(labels.IDLE, "reason", 1))


@types.row("结对计划，只供查看 / A plan of pairs, to be looked at: nothing is written")
class PairPlan:
    """Relay's connection, with whom the plan leaves out."""

    edges: list[Edge[PlannedPair]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[PlannedPair] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="共几对 / How many pairs there are")
    team: VolunteerTeam = node_column("志愿队伍 / The team", label="VolunteerTeam")
    riders: int = column("配上的帮助者数 / How many members help")
    elders: int = column("老人总数 / How many elders there are, served or not")
    value: float = column("总价值 / Value of all pairs together")
    unserved: list[UnpairedElder] = column("没有配上的老人及原因 / Elders who are not served, and why")
    idle: list[IdleMember] = column("没有配上的队员及原因 / Members without an elder, and why")


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    limit = USUAL if given.get("eldersEach") is None else given["eldersEach"]
    if not 1 <= limit <= MOST:
        raise InputError(f"`eldersEach` is {limit}; give 1 to {MOST}. · 应在 1 至 {MOST} 之间。")
    plain = asked({"asOf": given.get("asOf")})
    wide = replace(Limits(), candidates=10_000)
    return {
        **plain,
        "limits": Matching(limits=wide).arguments()["limits"],
        "program": given["program"],
        "eldersEach": limit,
    }


plan_pairs_field = solved(
    "plan_pairs",
    "结对计划：志愿队伍的队员与独居老人怎样结对；先让每位老人都有人，再求总价值最大。没有这支队伍时为空 / A plan of pairs: every elder served first, then the most value; null where no team, or more than one, goes by the name",
    pairing,
    rows="pairs",
    order=(("rank", False), ("id", False)),
    arguments={
        "program": (str, "志愿队伍的名称或业务键 / The volunteer team, by name or key"),
        "asOf": (Date | None, "哪一天，默认今天 / The day of the plan, today by default"),
        "eldersEach": (
            int | None,
            f"每人最多几位老人，默认 {USUAL} / At most how many elders a member; {USUAL} by default",
        ),
    },
    prepare=_asked,
    cost=1_000,
    seconds=60.0,
)
