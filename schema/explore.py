"""Exploring: what stands around a thing, and how two things are tied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from graph.model import MODEL
from queries import exploring, told
from queries.planner.declare import Arguments, column, computed, node_column, statement
from schema.base import Node, types
from schema.enums import EXPLORING

RelationshipType = EXPLORING["RelationshipType"]

UNRESOLVED = "没有找到的名称或业务键 / Names or keys that nothing was found for"
TYPES: Arguments = {
    "types": (
        list[RelationshipType] | None,
        "只走这些关系，默认全部 / Only relationships of these types; all by default",
    ),
    "excluding": (list[RelationshipType] | None, "不走这些关系 / No relationships of these types"),
}
NAMED = "业务键，或名称、标题（个人只认业务键） / Key, or name or title (a person by key alone)"


def _tie(at: int) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: told.TIES[row["type"]][at]


def _property(row: Mapping[str, Any]) -> Any:
    return next(each for each in MODEL.by_type[row["type"]].properties if each.name == row["name"])


@types.row("关系的一项属性 / A property of a relationship")
class RelationshipProperty:
    """A property, as text."""

    name: str = column("属性名 / Its name in the model")
    label: str = computed("名称 / Its name in Chinese", ("type", "name"), lambda row: _property(row).zh)
    label_en: str = computed("英文名 / Its name in English", ("type", "name"), lambda row: _property(row).en)
    value: str | None = column("值；列表不显示 / Its value; null for a list")


@types.row("图中的一条关系 / A relationship in the graph, in its own direction")
class GraphRelationship:
    """An edge."""

    type: RelationshipType = column("类型 / Its type")
    label: str = computed("类型名称 / What it says, in Chinese", ("type",), _tie(0))
    label_en: str = computed("类型英文名 / What it says, in English", ("type",), _tie(1))
    start: strawberry.ID = column("起点业务键 / Key of the node it starts from")
    end: strawberry.ID = column("终点业务键 / Key of the node it leads to")
    start_node: Node = node_column("起点 / The node it starts from", label="Entity")
    end_node: Node = node_column("终点 / The node it leads to", label="Entity")
    properties: list[RelationshipProperty] = column(
        "属性；涉及个人的关系只显示起止 / Its properties; of a person's ties only the period"
    )


@types.row("周围的一个实体 / Something around a thing")
class Neighbor:
    """A node, how far and how much it tells."""

    node: Node = node_column("实体 / The node", label="Entity")
    distance: int = column("隔几步 / Steps from the start")
    relevance: float = column(
        "相关度，0 至 1：沿途各关系的权重，除以所到实体的关系数的对数 / In (0, 1]: weights of the ties on the way, each divided by 1 + log10(relationships of the node it leads to)"
    )
    degree: int = column("共有多少条关系 / How many relationships it has in all")
    expands: bool = column(
        "是否继续展开；枢纽（区、行业、类目、关系过多者）不展开 / Whether it is gone through; hubs (a district, an industry, a term, what has over 100 relationships) are not"
    )


@types.row("一个实体的周围 / What stands around a thing")
class Neighborhood:
    """Nodes and edges, bounded."""

    start: Node | None = node_column(
        "中心；没有找到时为空 / The thing; null where there is none", label="Entity"
    )
    nodes: list[Neighbor] = column(
        "周围的实体，近者在前，同距离者少见的在前 / Nodes around it: nearer first, then the more relevant",
        "around",
    )
    relationships: list[GraphRelationship] = column(
        "它们之间的关系 / Relationships among these nodes and the start"
    )
    more: bool = column("是否还有更多 / Whether there are more than `first`")
    unresolved: list[str] = column(UNRESOLVED)


@types.row("一条路径 / A path")
class GraphPath:
    """Nodes and relationships in order."""

    length: int = column("几步 / How many relationships")
    relevance: float = column(
        "相关度：各关系权重之积，除以途经实体的关系数的对数 / Product of the ties' weights, divided by 1 + log10(relationships) of each node on the way"
    )
    sentence: str = computed(
        "说明 / The path, in Chinese", ("names", "relationships"), lambda row: _told(row)[0]
    )
    sentence_en: str = computed(
        "英文说明 / The path, in English", ("names", "relationships"), lambda row: _told(row)[1]
    )
    nodes: list[Node] = node_column("依次经过的实体 / Its nodes, in order", label="Entity")
    relationships: list[GraphRelationship] = column("依次经过的关系 / Its relationships, in order")


def _told(row: Mapping[str, Any]) -> tuple[str, str]:
    return told.path(row)


@types.row("两个实体之间的路径 / Paths between two things")
class Paths:
    """The shortest, and how they run."""

    origin: Node | None = node_column("起点；没有找到时为空 / From; null where there is none", label="Entity")
    target: Node | None = node_column("终点；没有找到时为空 / To; null where there is none", label="Entity")
    paths: list[GraphPath] = column("路径，短者在前 / Paths, the shortest first, then the more relevant")
    unresolved: list[str] = column(UNRESOLVED)


neighborhood_field = statement(
    "neighborhood",
    "一个实体的周围：近者在前，枢纽不展开 / What stands around a thing, nearest first; never through a hub",
    arguments={
        "id": (strawberry.ID, NAMED),
        "depth": (int | None, "最远几步，1 至 3，默认 2 / At most so many steps, 1 to 3; 2 by default"),
        "first": (
            int | None,
            "最多几个实体，1 至 200，默认 30 / At most so many nodes, 1 to 200; 30 by default",
        ),
        **TYPES,
    },
    prepare=exploring.around,
)
paths_field = statement(
    "paths",
    "两个实体之间最短的路径，不经过枢纽 / The shortest paths between two things, through no hub",
    arguments={
        "from": (strawberry.ID, f"起点：{NAMED}"),
        "to": (strawberry.ID, f"终点：{NAMED}"),
        "maxLength": (int | None, "最多几步，1 至 6，默认 4 / At most so many steps, 1 to 6; 4 by default"),
        "first": (int | None, "最多几条，1 至 20，默认 3 / At most so many paths, 1 to 20; 3 by default"),
        **TYPES,
    },
    prepare=exploring.between,
)
