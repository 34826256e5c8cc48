"""The root: where a question may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import by_id, by_ids, connection
from queries.planner.paging import Connection
from schema.base import Node, types

if TYPE_CHECKING:
    from schema.matching import Activity, Capability, Figure, Need, Resource, ServiceTerm
    from schema.organizations import Enterprise, Organization, Person
    from schema.places import Building, Community, Place


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
    figures: Connection[Figure] = connection("(that:Figure)", "有出处的数字 / Sourced figures")
