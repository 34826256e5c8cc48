"""The community's own work: meetings, visits, lists, cases, trainings, calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import connection, many, one
from queries.planner.paging import Connection
from schema.base import Agent, Node, types
from schema.rows import Page
from schema.trainings import Trained, outcomes_field

if TYPE_CHECKING:
    from schema.matching import Activity, Capability, Need, ServiceTerm
    from schema.organizations import BuildingCommittee, Organization
    from schema.people import Person, Qualification
    from schema.places import Building, Community, Place


@types.node("Meeting")
class Meeting(Node):
    """A meeting."""

    held_by: BuildingCommittee | None = one("(this)-[:HELD_BY]->(that)", "召集者 / Who convened it")
    held_in: Place | None = one("(this)-[:HELD_IN]->(that)", "召开地 / Where it took place")
    discusses: list[Need] = many("(this)-[:DISCUSSES]->(that)", "议题 / Needs on its agenda")
    invited: Connection[Organization] = connection(
        "(this)-[:INVITED]->(that:Organization)", "受邀者 / Who was invited, and why"
    )
    attended_by: list[Agent] = many("(this)<-[:ATTENDED]-(that)", "出席者 / Who took part")
    adopted: list[Resolution] = many("(this)-[:ADOPTED]->(that)", "通过的决议 / Resolutions")


@types.node("Resolution")
class Resolution(Node):
    """A resolution."""

    adopted_by: Meeting | None = one(
        "(this)<-[:ADOPTED]-(that)", "通过它的会议 / The meeting that adopted it"
    )
    assigned_to: list[Agent] = many("(this)-[:ASSIGNED_TO]->(that)", "责任人 / Who sees to it")
    created_capabilities: list[Capability] = many(
        "(this)-[:CREATED]->(that)", "促成的能力 / What it brought about"
    )


@types.node("Visit")
class Visit(Node):
    """A visit."""

    visited: Agent | None = one("(this)-[:VISITED]->(that)", "走访对象 / Whom it was to")
    made_by: list[Agent] = many("(this)-[:MADE_BY]->(that)", "走访者 / Who made it")
    heard: list[Need] = many("(this)-[:HEARD]->(that)", "听到的需求 / Needs that were heard")


@types.node("ServiceList")
class ServiceList(Node):
    """One of the three lists."""

    community: Community | None = one(
        "(this)-[:LIST_OF]->(that)", "所属社区 / The community whose list it is"
    )
    versions: Connection[ListVersion] = connection(
        "(this)<-[:VERSION_OF]-(that:ListVersion)", "历次版本 / Its versions"
    )


@types.node("ListVersion")
class ListVersion(Node):
    """A version of a list."""

    version_of: ServiceList | None = one(
        "(this)-[:VERSION_OF]->(that)", "所属清单 / The list it is a version of"
    )
    entries: Connection[Node] = connection("(this)-[:LISTS]->(that:Entity)", "列出的事项 / What is on it")


@types.node("CatalogueItem")
class CatalogueItem(Node):
    """An item of the catalogue."""

    classified_as: list[ServiceTerm] = many(
        "(this)-[:CLASSIFIED_AS]->(that)", "归入的类目 / Service terms it comes under"
    )


@types.node("Matter")
class Matter(Node):
    """A matter."""

    classified_as: list[ServiceTerm] = many(
        "(this)-[:CLASSIFIED_AS]->(that)", "归入的类目 / Service terms it comes under"
    )
    handled_by: Connection[Organization] = connection(
        "(this)<-[:HANDLES]-(that:Organization)", "受理者 / Where it can be taken"
    )
    cases: Connection[Case] = connection("(this)<-[:CONCERNS]-(that:Case)", "办件 / Cases of it")


@types.node("Case")
class Case(Node):
    """A case."""

    matter: Matter | None = one("(this)-[:CONCERNS]->(that)", "所办事项 / The matter it is about")
    raised_by: Agent | None = one("(this)-[:RAISED_BY]->(that)", "申请人 / Who brought it")
    handled_by: Organization | None = one("(this)-[:HANDLED_BY]->(that)", "经办 / Where it is dealt with now")
    handed_over: Connection[Organization] = connection(
        "(this)-[:HANDED_OVER]->(that:Organization)", "移交 / Hand-overs"
    )
    steps: Connection[CaseStep] = connection("(this)<-[:STEP_OF]-(that:CaseStep)", "步骤 / Its steps")
    assigned_to: list[Agent] = many("(this)-[:ASSIGNED_TO]->(that)", "承办 / Who sees to it")


@types.node("CaseStep")
class CaseStep(Node):
    """A step of a case."""

    case: Case | None = one("(this)-[:STEP_OF]->(that)", "所属办件 / The case it is a step of")
    assigned_to: list[Agent] = many("(this)-[:ASSIGNED_TO]->(that)", "承办 / Who sees to it")


@types.node("Brand")
class Brand(Node):
    """A brand."""

    activities: Connection[Activity] = connection(
        "(this)<-[:OF_BRAND]-(that:Activity)", "品牌活动 / Activities that go by it"
    )
    organizations: Connection[Organization] = connection(
        "(this)<-[:OF_BRAND]-(that:Organization)", "使用它的组织 / Organizations that go by it"
    )


@types.node("Training")
class Training(Node):
    """A training session."""

    offered_by: Agent | None = one("(this)-[:OFFERED_BY]->(that)", "主办者 / Who holds it")
    held_in: Place | None = one("(this)-[:HELD_IN]->(that)", "举办地 / Where it takes place")
    participants: Connection[Person] = connection(
        "(this)<-[:TRAINED_IN]-(that:Person)", "参加者 / Who took part"
    )
    outcomes: Page[Trained] = outcomes_field()
    grants: list[Qualification] = many("(this)-[:GRANTS]->(that)", "授予的资质 / Qualifications it grants")


@types.node("Call")
class Call(Node):
    """A call."""

    called_from: Building | None = one(
        "(this)-[:CALLED_FROM]->(that)", "呼叫楼宇 / The building it came from"
    )
    alerted: list[Agent] = many("(this)-[:ALERTED]->(that)", "通知的人 / Who was alerted")
    answered_by: Agent | None = one("(this)-[:ANSWERED_BY]->(that)", "首先响应者 / Who answered first")
