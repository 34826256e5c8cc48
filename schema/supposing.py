"""What a capability that is not saved could answer, and what would become of needs if some were added or closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from graph.errors import InputError
from queries import labels
from queries.matching import answerable, asked
from queries.planner.declare import column, computed, gathered, node_column
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date
from queries.supposing import TOUCHED, changed, checked, offered
from schema.base import Agent, Node, types
from schema.enums import ENUMS, MATCHING
from schema.matches import ANSWERABLE, BEST_FIRST, QUESTION, NeedMatch
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.matching import Need

NeedChange = MATCHING["NeedChange"]
MatchVia = MATCHING["MatchVia"]
EligibleKind = ENUMS[("ENTERPRISE", "SHOP", "STALLHOLDER", "PERSON")]
EnterpriseSize = ENUMS[("MICRO", "SMALL", "MEDIUM", "LARGE")]
MOST = 20
"""Drafts added, and capabilities closed, in one supposition."""


@strawberry.input(description="尚未登记的能力 / A capability that is not saved; names or business keys")
class CapabilityDraft:
    """A capability as it is typed."""

    title: str | None = strawberry.field(default=None, description="标题 / Title")
    text: str | None = strawberry.field(default=None, description="内容 / What is offered, in its own words")
    terms: list[str] | None = strawberry.field(
        default=None, description="服务类目的名称或业务键 / Service terms, by name or key"
    )
    offered_by: str | None = strawberry.field(
        default=None,
        description="提供者的名称或业务键 / Who offers it: an organization's name or key, a person's key",
    )
    consented: bool | None = strawberry.field(
        default=None,
        description="提供者为个人时，本人是否同意 / Where a person offers it: whether the person consents",
    )
    covers: list[str] | None = strawberry.field(
        default=None, description="覆盖范围，名称或业务键 / Its service area, by name or key"
    )
    capacity: float | None = strawberry.field(default=None, description="总量 / How much there is")
    minimum: float | None = strawberry.field(
        default=None, description="最小提供量 / Smallest amount it gives"
    )
    unit: str | None = strawberry.field(default=None, description="单位 / Unit of the quantity")
    weekdays: list[int] | None = strawberry.field(
        default=None, description="星期，1 为周一 / ISO weekdays, 1 Monday"
    )
    valid_from: Date | None = strawberry.field(default=None, description="有效自 / First day in force")
    valid_until: Date | None = strawberry.field(default=None, description="有效至 / Last day in force")
    eligible_kinds: list[EligibleKind] | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        default=None, description="适用主体 / Who may receive it; all by default"
    )
    eligible_sizes: list[EnterpriseSize] | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        default=None, description="适用规模 / Sizes that may receive it; all by default"
    )
    eligible_industries: list[str] | None = strawberry.field(
        default=None, description="适用行业（GB/T 4754-2017 代码） / Industries that may receive it, by code"
    )
    members_only: bool | None = strawberry.field(
        default=None, description="仅限提供者的成员 / Only for members of the provider"
    )
    min_age: int | None = strawberry.field(default=None, description="最小年龄 / Youngest who may receive it")
    max_age: int | None = strawberry.field(default=None, description="最大年龄 / Oldest who may receive it")


@types.row("草稿能力可以回应的需求 / Needs that a drafted capability could answer")
class OfferConnection:
    """Relay's connection, with the names that nothing was found for."""

    edges: list[Edge[NeedMatch]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[NeedMatch] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    as_of: Date = column("哪一天 / The day of the answer")
    unresolved: list[str] = column("草稿中没有找到的名称 / Names in the draft that nothing was found for")


@types.row("一条需求的首选 / What a need is matched with first")
class FirstMatch:
    """A strong match, the first of its need."""

    title: str = column("候选的标题或名称 / Title or name of the candidate")
    drafted: bool = column("是否为草稿中的能力 / Whether it is one of the drafts")
    candidate: Node | None = node_column("候选；草稿为空 / The candidate; null for a draft", label="Entity")
    provider: Agent | None = node_column("提供者 / Who provides", label="Entity")
    via: MatchVia = column("来路 / How it was found")
    ring: int | None = column("所在圈，0 为本楼 / Its ring, 0 the building")
    score: float = column("得分，0 至 1 / Score in [0, 1]")
    free: float | None = column("余量；未知时为空 / How much is free, null where it is not known")
    unit: str | None = column("单位 / Unit of what is free")


@types.row("一条需求会怎样 / What would become of a need")
class NeedChanged:
    """Its first match now, and then."""

    id: strawberry.ID = column("需求的业务键 / Key of the need")
    need: Need = node_column("需求 / The need", label="Need")
    change: NeedChange = column("变化 / What becomes of it")
    label: str = computed("变化名称 / In Chinese", ("change",), lambda row: labels.CHANGE[row["change"]][0])
    label_en: str = computed(
        "变化英文名 / In English", ("change",), lambda row: labels.CHANGE[row["change"]][1]
    )
    before: FirstMatch | None = column("现在的首选 / Its first match now; null where it has none")
    after: FirstMatch | None = column("届时的首选 / Its first match then; null where it has none")
    difference: float | None = column("得分之差 / Score of the second less that of the first")
    matches_before: int = column("现在的匹配数 / Strong matches now", "matchesBefore")
    matches_after: int = column("届时的匹配数 / Strong matches then", "matchesAfter")
    enough_before: bool = column("现在是否足够 / Whether supply is enough now", "enoughBefore")
    enough_after: bool = column("届时是否足够 / Whether supply is enough then", "enoughAfter")


@types.row("一种变化的数目 / How many needs change so")
class ChangeCount:
    """A change and its number."""

    change: NeedChange = column("变化 / The change")
    label: str = computed("变化名称 / In Chinese", ("change",), lambda row: labels.CHANGE[row["change"]][0])
    label_en: str = computed(
        "变化英文名 / In English", ("change",), lambda row: labels.CHANGE[row["change"]][1]
    )
    count: int = column("数目 / How many needs")


@types.row("假如增减能力，哪些需求会变 / Which needs would change if capabilities were added or closed")
class WhatIf:
    """Relay's connection over the needs that change."""

    edges: list[Edge[NeedChanged]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[NeedChanged] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")
    counts: list[ChangeCount] = column("各种变化的数目 / How many needs change in which way")
    looked: int = column("看过多少条需求 / Open needs that were matched before and after")
    whole: bool = column(
        f"是否全部看过；最多 {TOUCHED} 条，近者在先 / Whether that is all that could change; {TOUCHED} at most, nearest first"
    )
    as_of: Date = column("哪一天 / The day of the answer")
    unresolved: list[str] = column("草稿中没有找到的名称 / Names in the drafts that nothing was found for")


def _offer(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {**answerable(arguments), "draft": checked(arguments["draft"], "draft")}


def _supposition(arguments: Mapping[str, Any]) -> dict[str, Any]:
    add: list[dict[str, Any]] = arguments.get("add") or []
    remove: list[str] = arguments.get("remove") or []
    if not add and not remove:
        raise InputError("Give `add` or `remove`. · 请填写要增加或要关闭的能力。")
    if len(add) > MOST or len(remove) > MOST:
        raise InputError(f"`add` and `remove` take {MOST} each at most. · 各最多 {MOST} 项。")
    drafts = [checked(draft, f"add[{at}]") for at, draft in enumerate(add)]
    return {**asked(arguments), "add": drafts, "remove": remove, "changes": arguments.get("changes")}


def _field(
    name: str, description: str, gather: Callable[..., Any], prepare: Callable[..., Any], **more: Any
) -> Any:
    return gathered(name, description, gather, prepare=prepare, seconds=60.0, supposes=True, **more)


match_capability_field = _field(
    "needs_for_draft",
    "为尚未登记的能力找需求，由近及远；什么也不写入 / Open needs that a capability could answer which is not saved yet, nearest first; nothing is written",
    offered,
    _offer,
    rows="matches",
    order=BEST_FIRST,
    arguments={"draft": (CapabilityDraft, "能力草稿 / The capability"), **ANSWERABLE, **QUESTION},
)

what_if_field = _field(
    "best_of_needs",
    "假如增加或关闭一些能力，哪些未满足的需求会变、变多少；什么也不写入 / If capabilities were added or closed: which open needs would change, and by how much; nothing is written",
    changed,
    _supposition,
    rows="changes",
    order=(("rank", False), ("id", False)),
    cost=2_000,
    arguments={
        "add": (list[CapabilityDraft] | None, "要增加的能力 / Capabilities to add"),
        "remove": (
            list[str] | None,
            "要关闭的能力或活动，标题或业务键 / Capabilities or activities to close, by title or key",
        ),
        "changes": (
            list[NeedChange] | None,
            "只看这些变化，默认全部 / Needs that change so only; all by default",
        ),
        **AS_OF,
    },
)
