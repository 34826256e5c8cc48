"""Places, from near to far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import connection, many, one
from queries.planner.paging import Connection
from schema.base import Agent, Node, types

if TYPE_CHECKING:
    from schema.matching import Need
    from schema.organizations import Enterprise, Organization, PartyOrganization, PropertyManager
    from schema.people import Person
    from schema.work import Call, ServiceList


@types.interface("Place")
class Place(Node):
    """A place."""

    part_of: Place | None = one(
        "(this)-[:PART_OF]->(that:Place)", "所属上级地点 / The larger place it lies in"
    )
    parts: Connection[Place] = connection("(this)<-[:PART_OF]-(that:Place)", "下级地点 / Places in it")
    organizations: Connection[Organization] = connection(
        "(this)<-[:PART_OF]-{0,4}()<-[:LOCATED_IN]-(that:Organization)",
        "其中的组织 / Organizations in it, at any depth", distinct=True,
    )  # fmt: skip
    needs: Connection[Need] = connection("(this)<-[:AT]-(that:Need)", "此处的需求 / Needs here")
    served_by: Connection[Organization] = connection(
        "(this)<-[:SERVES]-(that:Organization)", "服务它的组织 / Organizations that serve it"
    )
    residents: Connection[Person] = connection(
        "(this)<-[:LIVES_NEAR]-(that:Person)", "住在周边的人 / People who live around it"
    )
    party_organizations: list[PartyOrganization] = many(
        "(this)<-[:ESTABLISHED_IN]-(that)", "党组织 / Party organizations established in it"
    )


@types.node("District")
class District(Place):
    """A district."""


@types.node("Community")
class Community(Place):
    """A business community."""

    subdistrict: Subdistrict | None = one("(this)-[:IN_SUBDISTRICT]->(that)", "所在街道 / Its subdistrict")
    lists: list[ServiceList] = many("(this)<-[:LIST_OF]-(that)", "三张清单 / Its three lists")


@types.node("Area")
class Area(Place):
    """An area."""


@types.node("MicroGrid")
class MicroGrid(Place):
    """A micro-grid."""


@types.node("Building")
class Building(Place):
    """A building."""

    tenants: Connection[Enterprise] = connection(
        "(this)<-[:LOCATED_IN]-(that:Enterprise)", "楼内经营主体 / Business entities in it"
    )
    roads: list[Road] = many("(this)-[:ON]->(that)", "沿街道路 / Roads it stands on")
    managers: list[PropertyManager] = many("(this)<-[:MANAGES]-(that)", "物业 / Who manages it")
    calls: Connection[Call] = connection("(this)<-[:CALLED_FROM]-(that:Call)", "呼叫 / Calls from it")


@types.node("Subdistrict")
class Subdistrict(Place):
    """A subdistrict."""


@types.node("Road")
class Road(Place):
    """A road."""


@types.node("PublicSpace")
class PublicSpace(Place):
    """A public space."""

    schedules: list[Schedule] = many("(this)-[:HAS_SCHEDULE]->(that)", "开放时间 / Opening hours")
    bookings: Connection[Booking] = connection("(this)<-[:BOOKS]-(that:Booking)", "预订 / Its bookings")


@types.node("Schedule")
class Schedule(Node):
    """Opening hours."""


@types.node("Booking")
class Booking(Node):
    """A booking."""

    space: PublicSpace | None = one("(this)-[:BOOKS]->(that)", "预订的空间 / The space it takes")
    booked_by: Agent | None = one("(this)-[:BOOKED_BY]->(that)", "预订者 / Who booked")
