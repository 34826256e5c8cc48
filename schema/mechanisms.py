"""Partnerships, trainings and the call network: questions that a person of the community would ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from queries.days import on_day, over_days
from queries.labels import TRAINED
from queries.planner.declare import Arguments, column, computed, node_column, statement
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date
from schema.base import Agent, types
from schema.credit import AS_OF
from schema.enums import MECHANISMS

if TYPE_CHECKING:
    from schema.matching import Capability
    from schema.money import Agreement
    from schema.organizations import Organization, VolunteerTeam
    from schema.people import Person, Qualification
    from schema.places import Building
    from schema.work import Call

TrainingOutcome = MECHANISMS["TrainingOutcome"]
MOST = 1_000


@types.row("承诺了而未用过的能力 / A capability that was promised and not yet asked for")
class Promise:
    """What a partner has promised."""

    id: strawberry.ID = column("本条的键 / Key of the row")
    agreement: Agreement = node_column("共建协议 / The agreement", label="Agreement")
    capability: Capability = node_column("承诺的能力 / What is promised", label="Capability")
    provider: Agent | None = node_column("提供者 / Who offers it", label="Entity")
    parties: list[Organization] = node_column("签约方 / The parties", label="Organization")


@types.row("一页承诺 / A page of promises")
class PromiseConnection:
    """Relay's connection."""

    edges: list[Edge[Promise]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[Promise] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")


@types.row("一人的培训结果 / What came of a training for one person")
class Trained:
    """Who took part, and what came of it."""

    id: strawberry.ID = column("本条的键 / Key of the row")
    person: Person = node_column("参加者 / Who took part", label="Person")
    qualification: Qualification | None = node_column("授予的资质 / What it grants", label="Qualification")
    outcome: TrainingOutcome = column("结果 / What came of it")
    label: str = computed(
        "结果名称 / Its name in Chinese", ("outcome",), lambda row: TRAINED[row["outcome"]][0]
    )
    label_en: str = computed(
        "结果英文名 / Its name in English", ("outcome",), lambda row: TRAINED[row["outcome"]][1]
    )
    until: Date | None = column("有效至 / Last day in force; without an end where null")


@types.row("一页培训结果 / A page of what came of a training")
class TrainedConnection:
    """Relay's connection."""

    edges: list[Edge[Trained]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[Trained] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")


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


@types.row("一页楼宇的呼叫响应 / A page of buildings' calls")
class BuildingCallsConnection:
    """Relay's connection."""

    edges: list[Edge[BuildingCalls]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[BuildingCalls] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")


PARTY: Arguments = {
    "party": (str | None, "只看某一签约方，名称或业务键 / Only of this party, by name or key"),
    **AS_OF,
}


def promises_field() -> Any:
    """`unaskedPromises` at the root."""
    return statement(
        "unasked",
        "协议在期内、承诺了而还没有转介过的能力，先到期的在前 / What agreements in force promise and nobody was referred to yet, "
        "those that end first before the others",
        rows="rows",
        order=(("ends", False), ("title", False), ("id", False)),
        arguments=PARTY,
        prepare=_of_party,
    )


def _of_party(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {**on_day(arguments), "party": arguments.get("party"), "most": MOST}


def outcomes_field() -> Any:
    """`outcomes` of a training."""
    return statement(
        "outcomes",
        "各人的结果：是否合格、持证是否在有效期 / What came of it for each: passed, and whether the certificate is in force",
        rows="rows",
        order=(("id", False),),
        arguments=AS_OF,
        prepare=on_day,
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
