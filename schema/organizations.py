"""Organizations: who needs, offers and serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import connection, many, one
from queries.planner.paging import Connection
from schema.base import Agent, Node, types

if TYPE_CHECKING:
    from schema.matching import Capability, Need, Resource, ServiceTerm
    from schema.places import Place


@types.interface("Organization")
class Organization(Agent):
    """An organization."""

    located_in: list[Place] = many("(this)-[:LOCATED_IN]->(that)", "所在地 / Its premises")
    serves: list[Place] = many("(this)-[:SERVES]->(that)", "服务范围 / Places it serves")
    capabilities: Connection[Capability] = connection(
        "(this)<-[:OFFERED_BY]-(that:Capability)", "能提供的服务 / What it offers"
    )
    needs: Connection[Need] = connection("(this)<-[:RAISED_BY]-(that:Need)", "提出的需求 / Needs it raised")
    resources: list[Resource] = many("(this)-[:OWNS]->(that)", "拥有的资源 / Resources it holds")


@types.node("Enterprise")
class Enterprise(Organization):
    """A business entity."""

    industries: list[Industry] = many("(this)-[:IN_INDUSTRY]->(that)", "所属行业 / Its industries")


@types.node("Society")
class Society(Organization):
    """A society."""


@types.node("VolunteerTeam")
class VolunteerTeam(Organization):
    """A volunteer team."""

    members: Connection[Person] = connection("(this)<-[:VOLUNTEERS_IN]-(that:Person)", "队员 / Its members")


@types.node("PartyOrganization")
class PartyOrganization(Organization):
    """A party organization."""

    superior: PartyOrganization | None = one(
        "(this)-[:SUBORDINATE_TO]->(that)", "上级党组织 / The one it is under"
    )
    subordinates: Connection[PartyOrganization] = connection(
        "(this)<-[:SUBORDINATE_TO]-(that:PartyOrganization)", "下级党组织 / Those under it"
    )


@types.node("BuildingCommittee")
class BuildingCommittee(Organization):
    """A building governance committee."""


@types.node("ServiceCenter")
class ServiceCenter(Organization):
    """A comprehensive service center."""


@types.node("Department")
class Department(Organization):
    """A government department."""


@types.node("PartnerOrganization")
class PartnerOrganization(Organization):
    """A partner organization."""


@types.node("PropertyManager")
class PropertyManager(Organization):
    """A property manager."""


@types.node("Industry")
class Industry(Node):
    """An industry."""

    broader: Industry | None = one("(this)-[:BROADER]->(that:Industry)", "上位行业 / The broader industry")
    suggests: list[ServiceTerm] = many(
        "(this)-[:SUGGESTS]->(that)", "可能提供的类目 / Terms it could provide"
    )


@types.node("Person")
class Person(Agent):
    """A person."""

    works_at: list[Organization] = many("(this)-[:WORKS_AT]->(that)", "任职单位 / Employers")
    volunteers_in: list[VolunteerTeam] = many(
        "(this)-[:VOLUNTEERS_IN]->(that)", "所在志愿队 / Volunteer teams"
    )
    lives_near: list[Place] = many("(this)-[:LIVES_NEAR]->(that)", "居住周边 / Where the person lives around")
    qualifications: list[Qualification] = many("(this)-[:HOLDS]->(that)", "持有资质 / Qualifications held")


@types.node("Qualification")
class Qualification(Node):
    """A qualification."""
