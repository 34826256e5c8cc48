"""Joint answers: who could meet a need together, where nobody can alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from queries import labels
from queries.matching import asked
from queries.planner.declare import column, computed, node_column, solved
from queries.planner.paging import Edge, PageInfo
from queries.solvers.joint import joint
from schema.base import Agent, Node, types
from schema.matches import QUESTION

if TYPE_CHECKING:
    from schema.matching import ServiceTerm
    from schema.organizations import Organization
    from schema.places import Place


@types.row("分担的一份 / A member's share of a term")
class JointShare:
    """Which term, and how much of it."""

    term: ServiceTerm = node_column("承担的类目 / The term it takes over", label="ServiceTerm")
    quantity: float | None = column("承担的数量；未问数量时为空 / How much of it; null where none is asked")
    unit: str | None = column("单位 / Unit of the quantity")


@types.row("合起来回应的一家 / A member of a joint answer")
class JointMember:
    """Who takes part, and with what."""

    candidate: Node = node_column("能力或活动 / The capability or activity", label="Entity")
    provider: Agent | None = node_column("提供者 / Who provides", label="Entity")
    ring: int | None = column("所在圈，0 为本楼 / Its ring, 0 the building")
    ring_label: str = computed(
        "所在圈名称 / Its ring, in Chinese", ("ring",), lambda row: labels.ring(row["ring"])[0]
    )
    ring_label_en: str = computed(
        "所在圈英文名 / Its ring, in English", ("ring",), lambda row: labels.ring(row["ring"])[1]
    )
    score: float = column("得分，与匹配中的相同 / Its score, as among the matches")
    shares: list[JointShare] = column("分担 / Its share: terms, and how much of each")
    uncovers: list[ServiceTerm] = node_column(
        "少了它就落空的类目 / Terms that nobody, or too little, would cover without it", label="ServiceTerm"
    )


def _reason(at: int) -> Any:
    def told(row: Mapping[str, Any]) -> str:
        members, terms = len(row["members"]), len(row["terms"])
        return (
            f"{members} 家合起来覆盖 {terms} 个类目，缺一不可。",
            f"{members} together cover {terms} term{'s' if terms > 1 else ''}, and none of them can be left out.",
        )[at]

    return told


@types.row("一个联合回应 / A joint answer: as few members as can be, none of whom can be left out")
class JointAnswer:
    """A set of candidates."""

    id: strawberry.ID = column("各成员业务键相连 / The members' keys, joined")
    rank: int = column("名次 / Its rank, from 1")
    score: float = column("成员得分的平均 / Mean of its members' scores")
    members: list[JointMember] = column("成员 / Its members")
    terms: list[ServiceTerm] = node_column(
        "合起来覆盖的类目 / Terms that they cover together", label="ServiceTerm"
    )
    coordinator: Organization | None = node_column(
        "牵头：容下各成员的最小地点的综合服务中心或楼委会 / Who coordinates: the service center or committee of the smallest place with all members",
        label="Organization",
    )
    place: Place | None = node_column("该地点 / That place", label="Place")
    reason: str = computed("理由 / Why, in Chinese", ("members", "terms"), _reason(0))
    reason_en: str = computed("英文理由 / Why, in English", ("members", "terms"), _reason(1))


@types.row("没有人能满足的类目 / A term that all candidates together don't cover")
class MissingTerm:
    """A term, and what there is of it."""

    term: ServiceTerm = node_column("类目 / The term", label="ServiceTerm")
    asked: float | None = column("所需数量 / Quantity asked")
    supply: float = column("可用量 / How much there is")


@types.row("一页联合回应 / A page of joint answers: fewest members first, then nearest, then by score")
class JointAnswerConnection:
    """Relay's connection, with what the answers leave out."""

    edges: list[Edge[JointAnswer]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[JointAnswer] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    single: bool = column("一家就够：看匹配即可 / Whether one candidate covers it all: see the matches")
    missing: list[MissingTerm] = column(
        "没有人能满足的类目，各回应都不含它 / Terms that nobody covers, left out of the answers"
    )
    exact: bool = column(
        "已证明再少不行，且列全；否则为贪心所得 / Whether these are proved the smallest, and all such; else one found greedily"
    )
    least: int = column("至少要几家 / No answer has fewer members than this")


joint_answers_field = solved(
    "joint_answers",
    "联合回应：没有一家能满足全部类目或数量时，最少由哪几家合起来、各担什么、由谁牵头 / Joint answers: where nobody alone covers all terms or the quantity, the smallest sets that do, each member's share, and who coordinates",
    joint,
    rows="answers",
    order=(("rank", False), ("id", False)),
    arguments=QUESTION,
    prepare=asked,
)
