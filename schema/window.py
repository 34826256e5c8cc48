"""The one window: cases past the day they were promised for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from graph.model import Kind
from queries.days import on_day
from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from schema.base import Agent, types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.organizations import Organization
    from schema.work import Case, CaseStep, Matter


@types.row("一次移交 / A hand-over of a case")
class HandOver:
    """When, to whom, why."""

    on: Date | None = column("移交日期 / The day of the hand-over", kind=Kind.DATE)
    to: Organization = node_column("移交给 / To whom", label="Organization")
    reason: str | None = column("理由 / Why")


@types.row("一件超过承诺期限的办件 / A case past the day it was promised for")
class OverdueCase:
    """How late it is, and where it stands."""

    case: Case = node_column("办件 / The case", label="Case")
    days_late: int = column("超期天数 / Calendar days past the promised day", "late")
    closed: bool = column("是否已办结 / Whether it was closed by then, late")
    step: CaseStep | None = node_column(
        "停在哪一步 / Where it stands: its first step not done by then", label="CaseStep"
    )
    stands_with: list[Agent] = node_column(
        "在谁手里 / Who has it: whoever that step is assigned to, else who sees to the case or deals with it",
        "with",
        label="Entity",
    )
    hand_overs: list[HandOver] = column("历次移交 / Its hand-overs until then, in order", "moves")


@types.row("一个事项下超过承诺期限的办件 / A matter's cases past their promise")
class OverdueMatter:
    """A matter."""

    id: strawberry.ID = column(
        "事项的业务键；未归入事项的为空串 / Key of the matter; empty for cases of none"
    )
    matter: Matter | None = node_column("事项 / The matter", label="Matter")
    overdue: int = column("几件 / How many cases")
    days_late: int = column("最多超期天数 / Days late of the latest of them", "late")
    cases: list[OverdueCase] = column(
        "办件，超期最久的在前，至多五十件 / The cases, latest first, fifty at most"
    )


overdue_cases_field = statement(
    "overdue_cases",
    "按事项列出超过承诺期限的办件 / Cases past the day they were promised for, by matter",
    rows="matters",
    order=(("overdue", True), ("id", False)),
    arguments={
        **AS_OF,
        "closed": (bool | None, "是否含超期办结的 / Whether those closed late count, too"),
        "matter": (str | None, "只看一个事项，名称或业务键 / One matter only, by name or key"),
    },
    prepare=lambda given: {**on_day(given), "closed": bool(given.get("closed"))},
)
