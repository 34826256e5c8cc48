"""Organizations: who needs, offers and serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import connection, many, one
from queries.planner.paging import Connection
from schema.base import Agent, Node, types

if TYPE_CHECKING:
    from schema.matching import Activity, Capability, Need, Resource, ServiceTerm
    from schema.money import Agreement, Loan
    from schema.people import Person
    from schema.places import Building, Place, Schedule
    from schema.work import Brand, Case, Matter, Meeting, Visit


@types.interface("Organization")
class Organization(Agent):
    """An organization."""

    located_in: list[Place] = many("(this)-[:LOCATED_IN]->(that)", "所在地 / Its premises")
    serves: list[Place] = many("(this)-[:SERVES]->(that)", "服务范围 / Places it serves")
    capabilities: Connection[Capability] = connection(
        "(this)<-[:OFFERED_BY]-(that:Capability)", "能提供的服务 / What it offers"
    )
    needs: Connection[Need] = connection("(this)<-[:RAISED_BY]-(that:Need)", "提出的需求 / Needs it raised")
    agreements: list[Agreement] = many("(this)-[:PARTY_TO]->(that)", "共建协议 / Agreements it is a party to")
    partners: Connection[Organization] = connection(
        "(this)-[:PARTNERS_WITH]-(that:Organization)",
        "共建单位 / Organizations it partners with",
        distinct=True,
    )
    party_organizations: list[PartyOrganization] = many(
        "(this)<-[:ESTABLISHED_IN]-(that)", "党组织 / Party organizations established in it"
    )
    posts: list[Post] = many("(this)<-[:POST_IN]-(that)", "岗位 / Posts in it")
    staff: Connection[Person] = connection(
        "(this)<-[:POSTED_TO]-(that:Person)", "派驻人员 / Staff posted to it"
    )
    employees: Connection[Person] = connection("(this)<-[:WORKS_AT]-(that:Person)", "职工 / Who works in it")
    resources: list[Resource] = many("(this)-[:OWNS]->(that)", "拥有的资源 / Resources it holds")


@types.node("Enterprise")
class Enterprise(Organization):
    """A business entity."""

    industries: list[Industry] = many("(this)-[:IN_INDUSTRY]->(that)", "所属行业 / Its industries")
    societies: list[Society] = many("(this)-[:BELONGS_TO]->(that)", "加入的社团 / Societies it belongs to")
    visits: Connection[Visit] = connection("(this)<-[:VISITED]-(that:Visit)", "走访 / Visits to it")
    loans: Connection[Loan] = connection("(this)<-[:BORROWED_BY]-(that:Loan)", "贷款 / Its loans")
    cases: Connection[Case] = connection(
        "(this)<-[:RAISED_BY]-(that:Case)", "办件 / Cases it brought to the window"
    )


@types.node("Society")
class Society(Organization):
    """A society."""

    members: Connection[Agent] = connection("(this)<-[:BELONGS_TO]-(that)", "成员 / Its members")
    activities: Connection[Activity] = connection(
        "(this)<-[:OFFERED_BY]-(that:Activity)", "举办的活动 / Activities it holds"
    )


@types.node("VolunteerTeam")
class VolunteerTeam(Organization):
    """A volunteer team."""

    members: Connection[Person] = connection("(this)<-[:VOLUNTEERS_IN]-(that:Person)", "队员 / Its members")
    drawn_from: list[ContactGroup] = many(
        "(this)-[:DRAWN_FROM]->(that)", "来自的联络群 / Contact groups it draws from"
    )


@types.node("PartyOrganization")
class PartyOrganization(Organization):
    """A party organization."""

    superior: PartyOrganization | None = one(
        "(this)-[:SUBORDINATE_TO]->(that)", "上级党组织 / The one it is under"
    )
    subordinates: Connection[PartyOrganization] = connection(
        "(this)<-[:SUBORDINATE_TO]-(that:PartyOrganization)", "下级党组织 / Those under it"
    )
    members: Connection[Person] = connection("(this)<-[:MEMBER_OF]-(that:Person)", "党员 / Its members")
    established_in: list[Node] = many("(this)-[:ESTABLISHED_IN]->(that)", "建立于 / Where it is established")


@types.node("BuildingCommittee")
class BuildingCommittee(Organization):
    """A building governance committee."""

    meetings: Connection[Meeting] = connection("(this)<-[:HELD_BY]-(that:Meeting)", "会议 / Its meetings")


@types.node("ServiceCenter")
class ServiceCenter(Organization):
    """A comprehensive service center."""

    matters: list[Matter] = many("(this)-[:HANDLES]->(that)", "受理的事项 / Matters it takes")
    schedules: list[Schedule] = many("(this)-[:HAS_SCHEDULE]->(that)", "开放时间 / Opening hours")
    brands: list[Brand] = many("(this)-[:OF_BRAND]->(that)", "品牌 / Brands it goes by")
    cases: Connection[Case] = connection("(this)<-[:HANDLED_BY]-(that:Case)", "办件 / Cases it deals with")


@types.node("Department")
class Department(Organization):
    """A government department."""

    matters: list[Matter] = many("(this)-[:HANDLES]->(that)", "受理的事项 / Matters it takes")
    cases: Connection[Case] = connection("(this)<-[:HANDLED_BY]-(that:Case)", "办件 / Cases it deals with")


@types.node("PartnerOrganization")
class PartnerOrganization(Organization):
    """A partner organization."""


@types.node("PropertyManager")
class PropertyManager(Organization):
    """A property manager."""

    manages: list[Building] = many("(this)-[:MANAGES]->(that)", "管理的楼宇 / Buildings it manages")


@types.node("VisitingTeam")
class VisitingTeam(Organization):
    """A visiting team."""

    officers: Connection[Person] = connection("(this)<-[:SERVES_ON]-(that:Person)", "走访员 / Its officers")
    visits: Connection[Visit] = connection("(this)<-[:MADE_BY]-(that:Visit)", "走访 / Visits it made")


@types.node("ContactGroup")
class ContactGroup(Organization):
    """A contact group."""

    members: Connection[Person] = connection("(this)<-[:IN_GROUP]-(that:Person)", "群成员 / Its members")


@types.node("Post")
class Post(Node):
    """A post."""

    post_in: Organization | None = one("(this)-[:POST_IN]->(that)", "设于 / The organization it is in")
    held_by: Connection[Person] = connection("(this)<-[:HOLDS_POST]-(that:Person)", "担任者 / Who holds it")


@types.node("Industry")
class Industry(Node):
    """An industry."""

    broader: Industry | None = one("(this)-[:BROADER]->(that:Industry)", "上位行业 / The broader industry")
    suggests: list[ServiceTerm] = many(
        "(this)-[:SUGGESTS]->(that)", "可能提供的类目 / Terms it could provide"
    )
