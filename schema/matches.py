"""Matches: what answers a need, how near, by which path, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

import strawberry

from queries import labels, sentences
from queries.matching import asked, drafted
from queries.planner.declare import Arguments, apart, column, computed, node_column
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date
from schema.base import Agent, Node, types
from schema.enums import MATCHING, ProviderKind

if TYPE_CHECKING:
    from schema.matching import Need, ServiceTerm

MatchVia = MATCHING["MatchVia"]
MatchAction = MATCHING["MatchAction"]
Gate = MATCHING["Gate"]
GateState = MATCHING["GateState"]
Feature = MATCHING["Feature"]
TermRelation = MATCHING["TermRelation"]
PathKind = MATCHING["PathKind"]
Absence = MATCHING["Absence"]

QUESTION: Arguments = {
    "asOf": (Date | None, "哪一天，默认今天 / The day of the question, today by default"),
    "fromRing": (
        int | None,
        "从哪一圈开始，0 为本楼 / Search the rings up to this one at once, 0 the building",
    ),
    "toRing": (int | None, "至少放宽到哪一圈 / Widen to this ring even where a nearer one is enough"),
    "allRings": (bool | None, "不分远近一起排序 / Rank all rings together"),
}


@strawberry.enum(description="候选的种类 / What a candidate can be")
class CandidateKind(Enum):
    """Values are labels."""

    CAPABILITY = strawberry.enum_value("Capability", description="能力 / A capability")
    ACTIVITY = strawberry.enum_value("Activity", description="活动 / An activity")
    ORGANIZATION = strawberry.enum_value(
        "Organization", description="可邀请的组织 / An organization that could"
    )


SHOWN: Arguments = {
    "only": (
        list[CandidateKind] | None,
        "只看哪几种候选，默认全部 / Candidates of these kinds only; all by default",
    ),
    "providers": (
        list[ProviderKind] | None,
        "只看哪几种提供者，默认全部 / Those of providers of these kinds only; all by default",
    ),
    "terms": (
        list[str] | None,
        "只看提供这些类目的，名称或业务键 / Those that provide one of these terms only, by name or key",
    ),
    "rings": (list[int] | None, "只看哪几圈，0 为本楼 / Those in these rings only, 0 the building"),
    "minimumScore": (float | None, "得分不低于 / Those with at least this score only"),
}
"""Which matches are shown; what the search tries stays the same."""
ANSWERABLE: Arguments = {
    "terms": (
        list[str] | None,
        "只看需要这些类目的，名称或业务键 / Those that ask for one of these terms only, by name or key",
    ),
    "rings": SHOWN["rings"],
    "minimumScore": SHOWN["minimumScore"],
}
"""Which needs of a capability are shown."""
CANDIDATE = (
    strawberry.ID,
    "能力、活动或其提供者，名称或业务键 / A capability, an activity or who offers it, by name or key",
)
BEST_FIRST = (("tier", False), ("score", True), ("id", False))


def _label(which: labels.Labels, key: str, at: int) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda row: which[row[key]][at] if row[key] else None


def _reason(at: int) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: sentences.reason(row["said"])[at]


def _evidence(at: int) -> Callable[[Mapping[str, Any]], str | None]:
    def told(row: Mapping[str, Any]) -> str | None:
        found = sentences.evidence(row["gate"], row["state"], row["fact"] or {})
        return found[at] if found else None

    return told


@types.row("评分的一项 / A part of the score; the points of all add up to it")
class Contribution:
    """A feature's part of the score."""

    feature: Feature = column("评分项 / The part")
    label: str = computed(
        "评分项名称 / Its name in Chinese", ("feature",), _label(labels.FEATURE, "feature", 0)
    )
    label_en: str = computed(
        "评分项英文名 / Its name in English", ("feature",), _label(labels.FEATURE, "feature", 1)
    )
    value: float = column("取值，0 至 1 / In [0, 1]")
    weight: float = column("权重 / Its weight among those in force")
    points: float = column("得分 / What it adds to the score")


@types.row("一个条件的结果 / What a gate says of a candidate")
class GateResult:
    """A gate's answer."""

    gate: Gate = column("条件 / The gate")
    label: str = computed("条件名称 / Its name in Chinese", ("gate",), _label(labels.GATE, "gate", 0))
    label_en: str = computed("条件英文名 / Its name in English", ("gate",), _label(labels.GATE, "gate", 1))
    state: GateState = column("结果 / Its answer")
    evidence: str | None = computed(
        "依据；待核实时为要问的话 / Evidence; where it is to be checked, what to ask",
        ("gate", "state", "fact"),
        _evidence(0),
    )
    evidence_en: str | None = computed(
        "英文依据 / The same in English", ("gate", "state", "fact"), _evidence(1)
    )


@types.row("类目如何对上 / How a term that is asked is reached")
class TermMatch:
    """A term asked, and the term by which the candidate answers it."""

    asked: ServiceTerm = node_column("需要的类目 / The term asked", label="ServiceTerm")
    by: ServiceTerm = node_column("对上的类目 / The term provided", label="ServiceTerm")
    degree: float = column("程度，0 至 1 / How well, in (0, 1]")
    relation: TermRelation = column("关系 / How the two are related")


@types.row("图中的一条关系 / A relationship in the graph")
class PathRelationship:
    """A step of a path."""

    type: str = column("关系类型 / Its type")
    start: strawberry.ID = column("起点业务键 / Key of the node it starts from")
    end: strawberry.ID = column("终点业务键 / Key of the node it leads to")


@types.row("图中的一条真实路径 / A path that is there in the graph")
class MatchPath:
    """A path, as proof."""

    kind: PathKind = column("种类 / What it leads from and to")
    nodes: list[Node] = node_column("依次经过的实体 / Its nodes, in order", label="Entity", whole=True)
    relationships: list[PathRelationship] = column("依次经过的关系 / Its relationships, in order", "links")


@types.row("一个匹配 / A match: who could answer, how near, and why")
class Match:
    """A candidate that passed every gate."""

    id: strawberry.ID = column("候选的业务键 / Key of the candidate")
    reason: str = computed("理由 / Why, in Chinese", ("said",), _reason(0))
    reason_en: str = computed("英文理由 / Why, in English", ("said",), _reason(1))
    via: MatchVia = column("来路 / How it was found")
    action: MatchAction = column("下一步 / What to do next")
    action_label: str = computed(
        "下一步名称 / What to do next, in Chinese", ("action",), _label(labels.ACTION, "action", 0)
    )
    action_label_en: str = computed(
        "下一步英文名 / What to do next, in English", ("action",), _label(labels.ACTION, "action", 1)
    )
    ring: int | None = column(
        "所在圈，0 为本楼；地点不详时为空 / Its ring, 0 the building; null where a place is not known"
    )
    ring_label: str = computed(
        "所在圈名称 / Its ring, in Chinese", ("ring",), lambda row: labels.ring(row["ring"])[0]
    )
    ring_label_en: str = computed(
        "所在圈英文名 / Its ring, in English", ("ring",), lambda row: labels.ring(row["ring"])[1]
    )
    tier: int = column("排序的圈；不分远近时为 0 / The ring it is ordered by, 0 where rings don't count")
    score: float = column("得分，0 至 1 / Score in [0, 1]")
    weak: bool = column("契合较弱，仅供参考 / Whether it is a weak match, shown for reference")
    candidate: Node = node_column(
        "候选：能力、活动或组织 / A capability, an activity, or an organization that could", label="Entity"
    )
    provider: Agent | None = node_column("提供者 / Who provides", label="Entity")
    free: float | None = column("余量；未知时为空 / How much is free, null where it is not known")
    unit: str | None = column("单位 / Unit of what is free")
    terms: list[TermMatch] = column("对上的类目 / Terms asked, and how they are reached")
    contributions: list[Contribution] = column("得分的构成 / What the score is made of")
    gates: list[GateResult] = column("八个条件的结果 / What each of the eight gates says")
    words: list[str] = column("共有的词 / Words in common")
    paths: list[MatchPath] = column("路径 / Paths in the graph, as proof")


@types.row("已查过的一圈 / A ring that was searched")
class RingTried:
    """What a ring held."""

    term: ServiceTerm = node_column("为哪个类目 / For which term", label="ServiceTerm")
    ring: int | None = column("圈；不分远近时为空 / The ring; null where rings don't count")
    label: str = computed("圈的名称 / Its name in Chinese", ("ring",), lambda row: _ring(row["ring"])[0])
    label_en: str = computed("圈的英文名 / Its name in English", ("ring",), lambda row: _ring(row["ring"])[1])
    candidates: int = column("候选数 / Candidates in it")
    excluded: list[Exclusion] = column("被哪些条件排除 / How many each gate excluded")
    supply: float = column("到此圈为止的可用量 / Supply up to this ring")
    asked: float | None = column("所需数量 / Quantity asked")
    enough: bool = column("是否已足够 / Whether that was enough")
    whole: bool = column(
        "是否全部看过 / Whether all candidates up to this ring were looked at; false where there were too many"
    )


def _ring(ring: int | None) -> tuple[str, str]:
    return ("不分远近", "all alike") if ring is None else labels.ring(ring)


@types.row("一个条件排除的数目 / How many a gate excluded")
class Exclusion:
    """A gate and how many it excluded."""

    gate: Gate = column("条件 / The gate")
    count: int = column("数目 / How many")


@types.row("相近的需求 / Another's open need of the same kind")
class SimilarNeed:
    """A need to pool with."""

    need: Need = node_column("需求 / The need", label="Need")
    ring: int | None = column("所在圈 / How near it is")
    shared: list[ServiceTerm] = node_column("共同的类目 / Terms that both ask for", label="ServiceTerm")


@types.row("评分权重 / Weights in force; 0 where a part can't apply")
class ScoreWeights:
    """Weights of the score's parts."""

    fit: float = column("类目契合 / Fit of terms")
    kin: float = column("同一大类 / Same top-level terms")
    words: float = column("文字相近 / Shared words")
    meaning: float = column("意思相近，须装语义模型 / Similar meaning, where there is an embedding model")
    ties: float = column("已有联系 / Ties")
    readiness: float = column("响应条件 / Readiness")
    nearness: float = column("远近 / Nearness")


@types.row("一页匹配，由近及远 / A page of matches, nearer rings first")
class MatchConnection:
    """Relay's connection, with what was tried nearer by."""

    edges: list[Edge[Match]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[Match] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    rings_tried: list[RingTried] = column("已查过的圈 / Rings tried, nearest first, by term")
    similar_needs: list[SimilarNeed] = column(
        "相近的需求 / Others' open needs of the same kind: pooling is often the answer"
    )
    weights: ScoreWeights = column("评分权重 / Weights in force")
    statistics_version: int | None = column("文本统计版本 / Version of the text statistics behind WORDS")
    as_of: Date = column("哪一天 / The day of the answer")
    unresolved: list[str] = column("草稿中没有找到的名称 / Names in a draft that nothing was found for")


@types.row("能力可以回应的需求 / A need that a capability could answer")
class NeedMatch:
    """The reverse of a match."""

    id: strawberry.ID = column("需求的业务键 / Key of the need")
    need: Need = node_column("需求 / The need", label="Need")
    reason: str = computed("理由 / Why, in Chinese", ("said",), _reason(0))
    reason_en: str = computed("英文理由 / Why, in English", ("said",), _reason(1))
    ring: int | None = column("所在圈 / Its ring")
    tier: int = column("排序的圈 / The ring it is ordered by")
    score: float = column("得分 / Score in [0, 1]")
    weak: bool = column("契合较弱 / Whether it is a weak match")
    contributions: list[Contribution] = column("得分的构成 / What the score is made of")
    gates: list[GateResult] = column("八个条件的结果 / What each gate says")
    paths: list[MatchPath] = column("路径 / Paths in the graph")


@types.row("为什么（不）在结果中 / Why a candidate is, or is not, among the matches")
class WhyNot:
    """The same gates, for one pair."""

    candidate: Node | None = node_column("候选 / The candidate", label="Entity")
    provider: Agent | None = node_column("提供者 / Who provides", label="Entity")
    absence: Absence = column("结论 / The verdict")
    label: str = computed(
        "结论名称 / The verdict, in Chinese", ("absence",), _label(labels.ABSENCE, "absence", 0)
    )
    label_en: str = computed(
        "结论英文名 / The verdict, in English", ("absence",), _label(labels.ABSENCE, "absence", 1)
    )
    via: MatchVia | None = column("来路 / How it was found")
    ring: int | None = column("所在圈 / Its ring")
    enough_in: int | None = column("在哪一圈已足够 / The nearer ring that was enough")
    weak: bool | None = column("契合较弱 / Whether it is a weak match")
    score: float | None = column("得分 / Its score, where it is among the matches")
    rank: int | None = column("名次 / Its rank, where it is among the matches")
    gates: list[GateResult] | None = column("八个条件的结果 / What each of the eight gates says")


@types.row("一条搜索结果 / A search result")
class SearchHit:
    """What was found, and how well."""

    id: strawberry.ID = column("业务键 / Its key")
    score: float = column("相关度 / Relevance; comparable within one search only")
    node: Node = node_column("找到的实体 / What was found", label="Entity")


def matches_field(
    name: str, description: str, arguments: Arguments, prepare: Callable[[dict[str, Any]], dict[str, Any]]
) -> Any:
    """A connection of matches, best first."""
    return apart(
        name,
        description,
        rows="matches",
        order=BEST_FIRST,
        arguments={**arguments, **QUESTION},
        prepare=prepare,
    )


def why_not(arguments: dict[str, Any]) -> dict[str, Any]:
    """The `$args` of why_not."""
    return {**asked(arguments), "candidate": arguments["candidate"]}


def why_not_drafted(arguments: dict[str, Any]) -> dict[str, Any]:
    """The `$args` of why_not_of_draft."""
    return {**drafted(arguments), "candidate": arguments["candidate"]}
