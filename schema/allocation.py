"""Allocation plans: all open needs of a place against all capacity, to be looked at; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from graph.errors import InputError
from queries.allocating import needs
from queries.days import on_day
from queries.labels import GATE, ring
from queries.matching import asked
from queries.planner.declare import column, computed, gathered, node_column
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date
from queries.solvers.labels import UNSERVED
from queries.solvers.planned import allocation
from schema.base import Agent, Node, types
from schema.enums import MATCHING, PLANS

if TYPE_CHECKING:
    from schema.matching import Need, ServiceTerm
    from schema.places import Place

Gate = MATCHING["Gate"]
UnservedReason = PLANS["UnservedReason"]
NEEDS, OPTIONS = 20_000, 20
SHARE, WAIT_DAYS, MOST_PRIORITY = 0.8, 30, 10.0


@strawberry.input(description="计划的权重 / What weighs how much in a plan")
class AllocationWeights:
    """All may be left out."""

    enterprise_needs: float = strawberry.field(
        default=1.0, description="企业所需的优先级，0 至 10 / Priority of what enterprises need, 0 to 10"
    )
    employee_hopes: float = strawberry.field(
        default=1.0, description="职工所盼的优先级，0 至 10 / Priority of what employees hope for, 0 to 10"
    )
    share: float = strawberry.field(
        default=SHARE,
        description="别家也能承担时，每家最多用到余量的几成 / How much of what it has free an offer is kept to, where others can serve as well",
    )
    wait_days: int = strawberry.field(
        default=WAIT_DAYS,
        description="等待超过几天的需求，优先级乘以一百 / Needs that have waited longer than so many days count a hundred times",
    )


def _why(at: int) -> Callable[[Mapping[str, Any]], str]:
    def told(row: Mapping[str, Any]) -> str:
        zh, en = [f"{ring(row['ring'])[0]}，匹配得分 {row['score']:.2f}"], [f"{ring(row['ring'])[1]}, score {row['score']:.2f}"]  # fmt: skip
        if row["only"]:
            zh, en = [*zh, "只有它能承担"], [*en, "nobody else can"]
        if row["starved"]:
            zh, en = [*zh, "已等待过久，优先"], [*en, "it has waited too long and comes first"]
        if row["check"]:
            zh, en = [*zh, "有待核实之处"], [*en, "something is to be checked first"]
        return ("；".join(zh) + "。", "; ".join(en) + ".")[at]

    return told


@types.row("计划中的一项分配 / An assignment of the plan")
class Assignment:
    """Who serves which need, with how much."""

    id: strawberry.ID = column("需求、类目与能力的业务键相连 / Keys of need, term and capability, joined")
    rank: int = column("次序 / Its place in the plan, from 1")
    need: Need = node_column("需求 / The need", label="Need")
    term: ServiceTerm = node_column("类目 / The term of it", label="ServiceTerm")
    candidate: Node = node_column("能力或活动 / The capability or activity", label="Entity")
    provider: Agent | None = node_column("提供者 / Who provides", label="Entity")
    quantity: float = column("数量；需求未写数量时为 1 / How much; 1 where the need says none")
    unit: str | None = column("单位 / Unit of the quantity")
    share: float = column("占所需的比例 / Share of what is asked, in (0, 1]")
    ring: int | None = column("所在圈，0 为本楼 / Its ring, 0 the building")
    score: float = column("得分，与匹配中的相同 / Its score, as among the matches")
    check: bool = column("有待核实 / Whether something is to be checked first")
    reason: str = computed("理由 / Why, in Chinese", ("ring", "score", "only", "starved", "check"), _why(0))
    reason_en: str = computed(
        "英文理由 / Why, in English", ("ring", "score", "only", "starved", "check"), _why(1)
    )


@types.row("没有满足的需求 / A need that is not served, or not wholly")
class UnservedNeed:
    """Which, and why."""

    need: Need = node_column("需求 / The need", label="Need")
    served: float = column("已满足的比例 / Share of it that is served, in [0, 1)")
    reason: UnservedReason = column("原因 / Why")
    label: str = computed("原因，中文 / Why, in Chinese", ("reason",), lambda row: UNSERVED[row["reason"]][0])
    label_en: str = computed(
        "原因，英文 / Why, in English", ("reason",), lambda row: UNSERVED[row["reason"]][1]
    )
    gate: Gate | None = column("排除最多的条件 / The gate that excluded most, where gates did")
    gate_label: str | None = computed(
        "该条件名称 / That gate, in Chinese",
        ("gate",),
        lambda row: GATE[row["gate"]][0] if row["gate"] else None,
    )


@types.row("分配计划，只供查看 / An allocation plan, to be looked at: nothing is written")
class AllocationPlan:
    """Relay's connection, with how good the plan is and whom it leaves out."""

    edges: list[Edge[Assignment]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[Assignment] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    place: Place = node_column("地点 / The place", label="Place")
    needs: int = column("未满足的需求总数 / Open needs that were planned for")
    fulfilled: float = column(
        "目标值：各需求满足比例按优先级之和 / Objective: share of each need that is served, by priority, summed"
    )
    bound: float = column("任何计划都不能超过的值 / What no plan can exceed")
    gap: float = column(
        "与上界的差距，0 至 1；0 即最优 / How far the plan may be from the best, in [0, 1]; 0 is optimal"
    )
    exact: bool = column(
        "是否精确求解最小量；否则先放宽再修正 / Whether least amounts were decided exactly; else left out first, and repaired"
    )
    unserved: list[UnservedNeed] = column(
        "没有满足的需求及原因，至多五百条 / Needs not served, and why; five hundred at most"
    )
    not_served: int = column("没有满足的需求数 / How many needs are not served, or not wholly", "notServed")
    unresolved: list[str] = column("没有找到的类目名称 / Names of terms that nothing was found for")


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    weights: Mapping[str, Any] = given.get("weights") or {}
    priorities = {
        "ENTERPRISE_NEEDS": weights.get("enterpriseNeeds", 1.0),
        "EMPLOYEE_HOPES": weights.get("employeeHopes", 1.0),
    }
    share = weights.get("share", SHARE)
    wait = weights.get("waitDays", WAIT_DAYS)
    for name, value, most in (
        *((name, value, MOST_PRIORITY) for name, value in priorities.items()),
        ("share", share, 1.0),
    ):
        if not 0.0 <= value <= most:
            raise InputError(f"`{name}` is {value}; give 0 to {most:g}. · 应在 0 至 {most:g} 之间。")
    if wait < 0:
        raise InputError(f"`waitDays` is {wait}; give 0 or more. · 不能为负数。")
    day = on_day(given)["asOf"]
    question = asked({"asOf": day, "toRing": 4})
    return {
        **question, "place": given["place"], "terms": given.get("terms") or [],
        "needs": NEEDS, "options": OPTIONS, "priorities": priorities, "share": float(share), "waitDays": wait,
    }  # fmt: skip


plan_allocation_field = gathered(
    "plan_allocation",
    "分配计划：一个地点所有未满足的需求由谁承担、各多少；先求按优先级满足最多，再求均衡、就近、得分。没有这个地点时为空 / A plan for all open needs of a place: fulfil most by priority, then fairly, near and by score; null where no place goes by the name",
    needs,
    solve=allocation,
    rows="assignments",
    order=(("rank", False), ("id", False)),
    arguments={
        "place": (str, "地点的名称或业务键 / The place, by name or key"),
        "terms": (
            list[str] | None,
            "只看这些类目及其下位，默认全部 / These service terms and what is narrower; all by default",
        ),
        "asOf": (Date | None, "哪一天，默认今天 / The day of the plan, today by default"),
        "weights": (AllocationWeights | None, "权重 / What weighs how much"),
    },
    prepare=_asked,
    cost=5_000,
    seconds=300.0,
)
