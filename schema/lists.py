"""The three lists as they are live, what changed between versions, and what of the catalogue nobody offers."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import strawberry

from queries.days import on_day
from queries.lists import KINDS, compared
from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from schema.base import Node, types
from schema.enums import ENUMS
from schema.rows import AS_OF, Page

if TYPE_CHECKING:
    from schema.matching import Capability
    from schema.places import Community
    from schema.work import CatalogueItem, ListVersion

ServiceListKind = ENUMS[tuple(KINDS)]
COMMUNITY = (str, "商务社区的名称或业务键 / The community, by name or key")


@strawberry.enum(description="清单的变化 / What became of an entry between two versions")
class ListChange(Enum):
    """From the earlier version to the later."""

    ADDED = strawberry.enum_value("ADDED", description="新增 / On the later version only")
    REMOVED = strawberry.enum_value("REMOVED", description="移除 / On the earlier version only")
    STAYED = strawberry.enum_value("STAYED", description="保留 / On both")


@types.row("清单上的一项 / An entry of a list")
class ListEntry:
    """A need or a capability."""

    id: strawberry.ID = column("业务键 / Its key")
    entry: Node = node_column("需求或能力 / The need or capability", label="Entity")


@types.row("一张清单此刻的内容 / What is on a list on a day")
class LiveList(Page[ListEntry]):
    """Relay's connection."""

    community: Community | None = node_column(
        "商务社区；没有找到时为空 / The community; null where none, or more than one, goes by the name",
        label="Community",
    )


@types.row("清单的一处变化 / An entry, and what became of it between two versions")
class ListChanged:
    """A need or a capability."""

    id: strawberry.ID = column("业务键 / Its key")
    change: ListChange = column("变化 / What became of it")
    entry: Node = node_column("需求或能力 / The need or capability", label="Entity")


@types.row("两个版本的差异 / What changed between two versions of a list")
class ListDifference(Page[ListChanged]):
    """Relay's connection."""

    earlier: ListVersion | None = node_column(
        "较早的版本；那时还没有清单时为空 / The earlier version; null where there was none yet",
        label="ListVersion",
    )
    later: ListVersion | None = node_column("较晚的版本 / The later version", label="ListVersion")
    added: int = column("新增几项 / How many were added")
    removed: int = column("移除几项 / How many were removed")
    stayed: int = column("保留几项 / How many stayed")
    unresolved: list[str] = column(
        "没有找到的名称、业务键或版本号 / Names, keys or numbers that nothing was found for"
    )


@types.row("本社区无人提供的目录事项 / An item of the catalogue that nobody offers here")
class CatalogueGap:
    """An item, and who offers it elsewhere."""

    id: strawberry.ID = column("业务键 / Its key")
    number: int = column("序号 / Number in the catalogue")
    item: CatalogueItem = node_column("目录事项 / The item", label="CatalogueItem")
    classified: bool = column(
        "是否已归入类目；未归入者无从判断 / Whether it comes under a service term; if not, nothing can be said"
    )
    offers: int = column("别处有几项能力可提供 / How many capabilities elsewhere provide it")
    elsewhere: list[Capability] = node_column(
        "别处的能力，至多三项 / Some of them, three at most", label="Capability"
    )


@types.row("本社区无人提供的目录事项 / Items of the catalogue that nobody offers in a community")
class CatalogueGaps(Page[CatalogueGap]):
    """Relay's connection."""

    community: Community | None = node_column(
        "商务社区；没有找到时为空 / The community; null where none, or more than one, goes by the name",
        label="Community",
    )


live_list_field = statement(
    "live_list",
    "社区一张清单此刻的内容：未解决的需求，或在用的能力 / A community's list as it is live: open needs at places in it, or active capabilities of who is in it, serves it or lives there and consents",
    rows="listed",
    order=(("id", False),),
    arguments={"community": COMMUNITY, "kind": (ServiceListKind, "哪张清单 / Which list"), **AS_OF},
    prepare=on_day,
)
list_difference_field = statement(
    "list_difference",
    "一张清单两个版本之间的差异 / What was added to, removed from, or stayed on a list between any two of its versions",
    rows="changed",
    order=(("change", False), ("id", False)),
    arguments={
        "from": (strawberry.ID | None, "较早版本的业务键 / Key of the earlier version"),
        "to": (strawberry.ID | None, "较晚版本的业务键 / Key of the later version"),
        "community": (
            str | None,
            "不用业务键时：商务社区的名称或业务键 / Without keys: the community, by name or key",
        ),
        "kind": (ServiceListKind | None, "不用业务键时：哪张清单 / Without keys: which list"),
        "fromNumber": (
            int | None,
            "较早的版本号，默认为前一版 / Number of the earlier version; the one before, by default",
        ),
        "toNumber": (
            int | None,
            "较晚的版本号，默认为最近一版 / Number of the later version; the latest by default",
        ),
        "since": (
            Date | None,
            "自哪天以来：较早版本取当天结束时的一版 / Since when: the earlier version is the one that stood at the end of that day",
        ),
        **AS_OF,
        "changes": (list[ListChange] | None, "只看哪些变化 / Changes of these kinds only"),
    },
    prepare=compared,
)
catalogue_gaps_field = statement(
    "catalogue_gaps",
    "本社区无人提供的目录事项 / Items of the district's catalogue that nobody in the community offers, nor anybody whose service area holds it",
    rows="gaps",
    order=(("unknown", False), ("number", False), ("id", False)),
    arguments={"community": COMMUNITY, **AS_OF},
    prepare=on_day,
)
