"""The root: where a question may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from queries.matching import drafted, searched
from queries.planner.declare import apart, by_id, by_ids, connection, statement
from queries.planner.paging import Connection
from queries.planner.scalars import Date
from schema.allocation import AllocationPlan, plan_allocation_field
from schema.base import Node, types
from schema.calls import BuildingCalls, call_times_field
from schema.centers import guide_field
from schema.elders import EldersShort, elders_short_field
from schema.explore import Neighborhood, Paths, neighborhood_field, paths_field
from schema.gaps import (
    Comparison,
    Coverage,
    GapConnection,
    NeedsSummaryConnection,
    compare_field,
    coverage_field,
    gaps_field,
    needs_summary_field,
)
from schema.lists import (
    CatalogueGaps,
    ListDifference,
    LiveList,
    catalogue_gaps_field,
    list_difference_field,
    live_list_field,
)
from schema.matches import (
    CANDIDATE,
    QUESTION,
    SHOWN,
    MatchConnection,
    SearchHit,
    WhyNot,
    matches_field,
    why_not_drafted,
)
from schema.pairs import PairPlan, plan_pairs_field
from schema.party import party_gaps_field, party_strength_field
from schema.promises import Promise, promises_field
from schema.rows import Page, Rows
from schema.similar import LikeNeed, similar_needs_field
from schema.societies import SocietyAsleep, societies_asleep_field
from schema.spaces import free_spaces_field
from schema.staffing import staff_loads_field, staff_work_field
from schema.suggesting import TermSuggestions, suggest_terms_field
from schema.supposing import OfferConnection, WhatIf, match_capability_field, what_if_field
from schema.tenancies import moved_in_field
from schema.timeline import TimelineEntry, timeline_field
from schema.visiting import unvisited_field, visiting_quotas_field
from schema.volunteers import TeamsAble, teams_able_field
from schema.window import OverdueMatter, overdue_cases_field

if TYPE_CHECKING:
    from schema.centers import Guide
    from schema.figures import Figure
    from schema.history import Event
    from schema.matching import Activity, Capability, Need, Referral, Resource, ServiceTerm
    from schema.money import Agreement, Loan
    from schema.organizations import (
        Enterprise,
        Organization,
        PartyOrganization,
        Society,
        VisitingTeam,
        VolunteerTeam,
    )
    from schema.party import PartyGap, PartyStrength
    from schema.people import Occupation, Person
    from schema.places import Building, Community, Place, PublicSpace
    from schema.spaces import FreeSpace
    from schema.staffing import StaffLoad, StaffWork
    from schema.tenancies import Tenancy
    from schema.visiting import Unvisited, VisitingQuota
    from schema.work import (
        Call,
        Case,
        CatalogueItem,
        Matter,
        Meeting,
        Resolution,
        ServiceList,
        Training,
        Visit,
    )


@strawberry.input(description="尚未登记的需求 / A need that is not saved; names or business keys")
class NeedDraft:
    """A need as it is typed."""

    text: str | None = strawberry.field(
        default=None, description="需求内容 / What is needed, in its own words"
    )
    title: str | None = strawberry.field(default=None, description="标题 / Title")
    terms: list[str] | None = strawberry.field(
        default=None, description="服务类目的名称或业务键 / Service terms, by name or key"
    )
    place: str | None = strawberry.field(
        default=None, description="所在地的名称或业务键 / Where it is needed, by name or key"
    )
    raised_by: str | None = strawberry.field(
        default=None,
        description="提出者的名称或业务键 / Who asks: an organization's name or key, a person's key",
    )
    benefits: list[str] | None = strawberry.field(
        default=None, description="受益者，默认为提出者 / Whose wish it is; who asks, by default"
    )
    quantity: float | None = strawberry.field(default=None, description="数量 / How much")
    minimum: float | None = strawberry.field(default=None, description="最小可用量 / Smallest amount of use")
    unit: str | None = strawberry.field(default=None, description="单位 / Unit of the quantity")
    weekdays: list[int] | None = strawberry.field(
        default=None, description="星期，1 为周一 / ISO weekdays, 1 Monday"
    )
    needed_from: Date | None = strawberry.field(default=None, description="需要自 / First day")
    needed_until: Date | None = strawberry.field(default=None, description="需要至 / Last day")


@types.row("查询入口 / Where a question starts")
class Query:
    """The root of every query."""

    node: Node | None = by_id("Entity", "按业务键取任一实体 / Anything, by its key (Relay)")
    nodes: list[Node | None] = by_ids("Entity", "按业务键取多个实体 / Several, by their keys, in that order")
    need: Need | None = by_id("Need", "一条需求 / One need")
    capability: Capability | None = by_id("Capability", "一项能力 / One capability")
    needs: Connection[Need] = connection("(that:Need)", "需求 / Needs")
    capabilities: Connection[Capability] = connection("(that:Capability)", "能力 / Capabilities")
    activities: Connection[Activity] = connection("(that:Activity)", "活动 / Activities")
    places: Connection[Place] = connection("(that:Place)", "地点 / Places")
    buildings: Connection[Building] = connection("(that:Building)", "楼宇 / Buildings")
    communities: Connection[Community] = connection("(that:Community)", "商务社区 / Business communities")
    organizations: Connection[Organization] = connection("(that:Organization)", "组织 / Organizations")
    enterprises: Connection[Enterprise] = connection("(that:Enterprise)", "经营主体 / Business entities")
    people: Connection[Person] = connection("(that:Person)", "人员 / People")
    terms: Connection[ServiceTerm] = connection("(that:ServiceTerm)", "服务类目 / Service terms")
    resources: Connection[Resource] = connection("(that:Resource)", "资源 / Resources")
    meetings: Connection[Meeting] = connection("(that:Meeting)", "会议 / Meetings")
    referrals: Connection[Referral] = connection("(that:Referral)", "转介 / Referrals")
    spaces: Connection[PublicSpace] = connection("(that:PublicSpace)", "公共空间 / Public spaces")
    societies: Connection[Society] = connection("(that:Society)", "社团 / Societies")
    volunteer_teams: Connection[VolunteerTeam] = connection(
        "(that:VolunteerTeam)", "志愿队伍 / Volunteer teams"
    )
    visiting_teams: Connection[VisitingTeam] = connection("(that:VisitingTeam)", "走访队 / Visiting teams")
    party_organizations: Connection[PartyOrganization] = connection(
        "(that:PartyOrganization)", "党组织 / Party organizations"
    )
    resolutions: Connection[Resolution] = connection("(that:Resolution)", "决议 / Resolutions")
    visits: Connection[Visit] = connection("(that:Visit)", "走访 / Visits")
    lists: Connection[ServiceList] = connection("(that:ServiceList)", "三张清单 / The three lists")
    catalogue: Connection[CatalogueItem] = connection(
        "(that:CatalogueItem)", "服务目录 / The guide catalogue"
    )
    matters: Connection[Matter] = connection("(that:Matter)", "办理事项 / Matters of the one window")
    cases: Connection[Case] = connection("(that:Case)", "办件 / Cases")
    trainings: Connection[Training] = connection("(that:Training)", "培训 / Trainings")
    calls: Connection[Call] = connection("(that:Call)", "呼叫 / Calls")
    agreements: Connection[Agreement] = connection("(that:Agreement)", "共建协议 / Agreements")
    loans: Connection[Loan] = connection("(that:Loan)", "贷款 / Loans")
    occupations: Connection[Occupation] = connection("(that:Occupation)", "职业 / Occupations")
    events: Connection[Event] = connection("(that:Event)", "变更记录 / Changes, as they were appended")
    # M3: partnerships, calls, timeline
    unasked_promises: Page[Promise] = promises_field()
    call_times: Page[BuildingCalls] = call_times_field()
    timeline: Page[TimelineEntry] = timeline_field(
        "timeline_of",
        "任一实体的经过 / The life of anything, in order",
        {"id": (strawberry.ID, "业务键 / Its key")},
    )
    figures: Connection[Figure] = connection("(that:Figure)", "有出处的数字 / Sourced figures")
    # plans
    plan_allocation: AllocationPlan | None = plan_allocation_field
    plan_pairs: PairPlan | None = plan_pairs_field
    # M1
    visiting_quotas: Rows[VisitingQuota] = visiting_quotas_field
    unvisited: Rows[Unvisited] = unvisited_field
    free_spaces: Rows[FreeSpace] = free_spaces_field
    guide: Guide = guide_field
    moved_in: Rows[Tenancy] = moved_in_field
    party_strength: Rows[PartyStrength] = party_strength_field
    party_gaps: Rows[PartyGap] = party_gaps_field
    staff_loads: Rows[StaffLoad] = staff_loads_field
    staff_work: Rows[StaffWork] = staff_work_field
    match_need: MatchConnection = matches_field(
        "matches_of_draft",
        "为尚未登记的需求匹配 / Matches of a need that is not saved yet",
        {"draft": (NeedDraft, "需求草稿 / The need"), **SHOWN},
        drafted,
    )
    why_not: WhyNot = apart(
        "why_not_of_draft",
        "尚未登记的需求，某个候选为什么（不）在结果中 / Why a candidate is, or is not, among a draft's matches",
        arguments={"draft": (NeedDraft, "需求草稿 / The need"), "candidate": CANDIDATE, **QUESTION},
        prepare=why_not_drafted,
    )
    match_capability: OfferConnection = match_capability_field
    what_if: WhatIf = what_if_field
    similar_needs: Page[LikeNeed] | None = similar_needs_field("needs_like_one", known=True)
    suggest_terms: TermSuggestions = suggest_terms_field
    search: Page[SearchHit] = statement(
        "search",
        "按文字查找 / Anything whose name or text is like the words",
        rows="hits",
        order=(("score", True), ("id", False)),
        arguments={"text": (str, "文字 / The words")},
        prepare=searched,
    )
    neighborhood: Neighborhood = neighborhood_field
    paths: Paths = paths_field
    gaps: GapConnection = gaps_field
    coverage: Coverage = coverage_field
    compare: Comparison = compare_field
    needs_summary: NeedsSummaryConnection = needs_summary_field
    # M2: lists and catalogue, the window, societies, volunteers, elders
    live_list: LiveList = live_list_field
    list_difference: ListDifference = list_difference_field
    catalogue_gaps: CatalogueGaps = catalogue_gaps_field
    overdue_cases: Page[OverdueMatter] = overdue_cases_field
    societies_asleep: Page[SocietyAsleep] = societies_asleep_field
    teams_able: TeamsAble = teams_able_field
    elders_short: EldersShort = elders_short_field
