"""Where demand has no supply, what serves a place, places side by side, and needs counted by any dimension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from queries import exploring, labels, told
from queries.planner.declare import Arguments, column, computed, node_column, statement
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date
from schema.base import Node, types
from schema.enums import ENUMS, EXPLORING
from schema.explore import UNRESOLVED

if TYPE_CHECKING:
    from schema.matching import Need, ServiceTerm
    from schema.organizations import Enterprise, Organization
    from schema.places import Area, Building, Community, Place

NeedDimension = EXPLORING["NeedDimension"]
RaiserKind = EXPLORING["RaiserKind"]
NeedStatus = ENUMS["OPEN", "MET", "WITHDRAWN"]
NeedList = ENUMS["ENTERPRISE_NEEDS", "EMPLOYEE_HOPES"]

PLACE = (str, "地点的名称或业务键 / The place, by name or key")
AS_OF: Arguments = {"asOf": (Date | None, "哪一天，默认今天 / The day of the answer, today by default")}
UNITS = "出现的单位 / Units that occur"


def _ring(at: int) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: labels.ring(row["ring"])[at]


def _gap(at: int) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: told.gap(row)[at]


GAP_FACTS = ("needCount", "quantity", "unit", "unquantified", "rings")


@types.row("到某一圈为止的供给 / Supply up to a ring")
class GapRing:
    """What could answer within a ring."""

    ring: int = column(
        "圈，0 为本楼，4 为区外或地点不详 / The ring, 0 the building, 4 beyond the district or not known"
    )
    label: str = computed("圈的名称 / Its name in Chinese", ("ring",), _ring(0))
    label_en: str = computed("圈的英文名 / Its name in English", ("ring",), _ring(1))
    answers: int = column("能力和活动数 / Capabilities and activities in it or nearer")
    supply: float | None = column(
        "可用量；单位不可比时为空 / How much is free; null where units can't be compared"
    )
    unknown: int = column("其中余量不详的 / How many of them have an unknown capacity")
    shortfall: float | None = column(
        "缺口；没有数量时为空 / How much is lacking; null where no quantity is asked"
    )


@types.row("一地一类目的供需 / Demand and supply of a term in a part of a place")
class Gap:
    """A cell of the matrix."""

    id: strawberry.ID = column("地点与类目的业务键 / Keys of place and term")
    place: Place = node_column(
        "地点 / The part; the place itself for what is needed in none of its parts", label="Place"
    )
    term: ServiceTerm = node_column(
        "类目；问题类分解为解决它的类目 / The term; a problem stands as the terms that solve it",
        label="ServiceTerm",
    )
    summary: str = computed("说明 / The gap, in Chinese", GAP_FACTS, _gap(0))
    summary_en: str = computed("英文说明 / The gap, in English", GAP_FACTS, _gap(1))
    need_count: int = column("待办需求数 / Open needs")
    quantity: float | None = column(
        "需求总量；单位不一致时为空 / How much they ask for; null where their units differ or none says"
    )
    unit: str | None = column("单位 / Unit of the quantities")
    unquantified: int = column("未说明数量的需求数 / Needs that say no quantity")
    units: list[str] = column(UNITS)
    units_differ: bool = computed(
        "单位是否不一致 / Whether units differ, so that not all is compared", ("units",), told.units_differ
    )
    rings: list[GapRing] = column("由近及远各圈的供给 / Supply, ring by ring, each with those nearer")
    unmet: float = column(
        "全区也不能满足的比例，0 至 1 / Share of the demand that the whole district can't meet, in [0, 1]"
    )
    needs: list[Need] = node_column(
        "需求，先提出的在前，至多 20 条 / The needs, oldest first, at most 20", label="Need"
    )
    answers: list[Node] = node_column(
        "能回应的能力和活动，近者在前，至多 20 项 / What could answer, nearest first, at most 20",
        label="Entity",
    )


@types.row("一页供需缺口 / A page of gaps, the most unmet first")
class GapConnection:
    """Relay's connection, with the place."""

    edges: list[Edge[Gap]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[Gap] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    place: Place | None = node_column(
        "地点；没有找到时为空 / The place; null where there is none", label="Place"
    )
    unresolved: list[str] = column(UNRESOLVED)


@types.row("服务于此的一个组织 / An organization that serves a place")
class Serving:
    """Who serves, and which place."""

    organization: Organization = node_column("组织 / The organization", label="Organization")
    serves: Place = node_column("它服务的地点 / The place that it serves", label="Place")
    direct: bool = column(
        "服务的是本地或其一部分，而不是更大的地方 / Whether it serves this place or a part of it, rather than a larger one"
    )


@types.row("无人覆盖的类目 / A term asked for that nobody covers")
class Uncovered:
    """A term without supply."""

    term: ServiceTerm = node_column("类目 / The term", label="ServiceTerm")
    need_count: int = column("待办需求数 / Open needs that ask for it")
    needs: list[Need] = node_column("这些需求，至多 20 条 / These needs, at most 20", label="Need")


@types.row("一个地点的服务覆盖 / What a place has")
class Coverage:
    """Who serves a place, and what is missing."""

    place: Place | None = node_column(
        "地点；没有找到时为空 / The place; null where there is none", label="Place"
    )
    service_centers: list[Serving] = column("综合服务中心 / Service centers")
    committees: list[Serving] = column("楼宇治理委员会 / Governance committees")
    party_organizations: list[Serving] = column("党组织 / Party organizations that serve it")
    teams: list[Serving] = column("志愿队伍和走访队 / Volunteer and visiting teams")
    others: list[Serving] = column(
        "其他：部门、物业、共建单位、社团 / Others: departments, property managers, partners, societies"
    )
    enterprises: int = column("经营主体数 / Business entities in it")
    without_party_count: int = column("没有党组织的经营主体数 / How many of them have no party organization")
    without_party: list[Enterprise] = node_column(
        "没有党组织的经营主体，至多 100 家 / Those, at most 100", label="Enterprise"
    )
    uncovered: list[Uncovered] = column(
        "有人需要而无人覆盖的类目 / Terms asked for here that nothing in force and free covers"
    )
    unresolved: list[str] = column(UNRESOLVED)


@types.row("一个地点的各项计数 / A place's counts")
class PlaceCounts:
    """The same counts for every place."""

    place: Place = node_column("地点 / The place", label="Place")
    buildings: int = column("楼宇 / Buildings")
    enterprises: int = column("经营主体 / Business entities")
    employees: int | None = column("职工，已知者之和 / Employees, of those entities that say")
    employees_known: int = column("说明了职工数的经营主体 / Entities that say how many employees they have")
    needs_open: int = column("待办需求 / Open needs")
    needs_met: int = column("已满足需求 / Needs met")
    needs_withdrawn: int = column("已撤回需求 / Needs withdrawn")
    share_met: float | None = column(
        "满足率：已满足 ÷（已满足＋待办） / Needs met of those met or open, in [0, 1]"
    )
    capabilities: int = column(
        "在用能力：提供者在此、服务于此或住在周边 / Capabilities in force whose provider is here, serves here or lives near"
    )
    party_organizations: int = column("党组织，含企业的 / Party organizations, those of its enterprises too")
    service_centers: int = column("综合服务中心 / Service centers")
    committees: int = column("楼宇治理委员会 / Governance committees")
    volunteer_teams: int = column("志愿队伍 / Volunteer teams")
    volunteers: int = column("志愿者 / Volunteers in these teams")
    societies: int = column("社团 / Societies")


@types.row("几个地点并列 / Places side by side")
class Comparison:
    """Counts in the order of the places asked."""

    places: list[PlaceCounts] = column("各地点，按所给顺序 / The places, in the order asked", "counts")
    unresolved: list[str] = column(UNRESOLVED)


@types.row("一组需求 / A group of needs")
class NeedsSummaryGroup:
    """Counts and sums; a dimension that isn't grouped by is null."""

    id: strawberry.ID = column("分组的键 / Key of the group")
    term: ServiceTerm | None = node_column("需要的类目 / The term asked for", label="ServiceTerm")
    community: Community | None = node_column("商务社区 / The community", label="Community")
    area: Area | None = node_column("片区 / The area", label="Area")
    building: Building | None = node_column("楼宇 / The building", label="Building")
    status: NeedStatus | None = column("状态 / State")
    need_list: NeedList | None = column("清单 / List", "list")
    month: str | None = column("提出月份，如 2026-11 / Month in which it was raised: 2026-11")
    raiser_kind: RaiserKind | None = column("提出者类别 / What kind of agent asked")
    needs: int = column("需求数 / Needs")
    needs_open: int = column("其中待办 / Open ones")
    needs_met: int = column("其中已满足 / Met ones")
    share_met: float | None = column("满足率 / Met of those met or open, in [0, 1]")
    quantity: float | None = column(
        "数量之和；单位不一致时为空 / Sum of the quantities; null where units differ"
    )
    unit: str | None = column("单位 / Unit of the sum")
    units: list[str] = column(UNITS)
    units_differ: bool = computed(
        "单位是否不一致 / Whether units differ, so that there is no sum", ("units",), told.units_differ
    )
    unquantified: int = column("未说明数量的需求数 / Needs that say no quantity")


@types.row("一页需求统计 / A page of groups, the largest first")
class NeedsSummaryConnection:
    """Relay's connection."""

    edges: list[Edge[NeedsSummaryGroup]] = strawberry.field(
        description="各条及游标 / Rows with their cursors"
    )
    nodes: list[NeedsSummaryGroup] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    unresolved: list[str] = column(UNRESOLVED)


@strawberry.input(description="统计哪些需求 / Which needs are counted")
class NeedsSummaryWhere:
    """What is counted; all by default."""

    place: str | None = strawberry.field(
        default=None, description="在此地点内，名称或业务键 / Needed in this place, by name or key"
    )
    terms: list[str] | None = strawberry.field(
        default=None,
        description="需要这些类目或其下位、分解类目，名称或业务键 / Asking for these terms, narrower ones or parts, by name or key",
    )
    statuses: list[NeedStatus] | None = strawberry.field(default=None, description="状态 / States")
    lists: list[NeedList] | None = strawberry.field(default=None, description="清单 / Lists")
    raiser_kinds: list[RaiserKind] | None = strawberry.field(
        default=None, description="提出者类别 / Kinds of agent"
    )
    raised_from: Date | None = strawberry.field(
        default=None, description="提出不早于 / Raised on this day or later"
    )
    raised_until: Date | None = strawberry.field(
        default=None, description="提出不晚于 / Raised on this day or earlier"
    )


gaps_field = statement(
    "gaps",
    "一个地点各部分、各类目的供需缺口 / Demand, supply ring by ring and shortfall: a place's parts by the terms asked for there",
    rows="gaps",
    order=(("unmet", True), ("needCount", True), ("id", False)),
    arguments={
        "place": PLACE,
        "terms": (
            list[str] | None,
            "类目的名称或业务键，至多 12 个；默认为需求最多的 12 个 / Terms by name or key, at most 12; by default the 12 most asked for",
        ),
        **AS_OF,
    },
    prepare=exploring.gaps,
)
coverage_field = statement(
    "coverage",
    "一个地点有谁服务，缺什么 / Who serves a place, and what it lacks",
    arguments={"place": PLACE, **AS_OF},
    prepare=exploring.covered,
)
compare_field = statement(
    "compare",
    "几个地点的同样计数并列 / The same counts of several places, side by side",
    arguments={
        "places": (list[str], "地点的名称或业务键，1 至 20 个 / Places by name or key, 1 to 20"),
        **AS_OF,
    },
    prepare=exploring.compared,
)
needs_summary_field = statement(
    "needs_summary",
    "按任意维度统计需求 / Needs counted, and their quantities summed, by any dimensions",
    rows="groups",
    order=(("needs", True), ("id", False)),
    arguments={
        "groupBy": (list[NeedDimension], "维度；空则只有一组 / Dimensions; one group of all where empty"),
        "where": (NeedsSummaryWhere | None, "统计哪些需求 / Which needs"),
    },
    prepare=exploring.summed,
)
