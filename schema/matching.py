"""Needs, capabilities, terms and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.matching import asked
from queries.planner.declare import connection, many, one, statement
from queries.planner.paging import Connection
from schema.base import Agent, Node, types
from schema.matches import (
    CANDIDATE,
    QUESTION,
    MatchConnection,
    NeedMatchConnection,
    WhyNot,
    matches_field,
    why_not,
)

if TYPE_CHECKING:
    from schema.organizations import Organization, Qualification
    from schema.places import Place


@types.node("ServiceTerm")
class ServiceTerm(Node):
    """A term of the taxonomy."""

    broader: ServiceTerm | None = one(
        "(this)-[:BROADER]->(that:ServiceTerm)", "上位类目 / Broader term (SKOS)"
    )
    narrower: Connection[ServiceTerm] = connection(
        "(this)<-[:BROADER]-(that:ServiceTerm)", "下位类目 / Narrower terms (SKOS)"
    )
    related: list[ServiceTerm] = many("(this)-[:RELATED]-(that)", "相关类目 / Related terms (SKOS)")
    decomposes_into: list[ServiceTerm] = many(
        "(this)-[:DECOMPOSES_INTO]->(that)", "分解为 / What solves it together"
    )
    capabilities: Connection[Capability] = connection(
        "(this)<-[:PROVIDES]-(that:Capability)", "提供此类目的能力 / Capabilities that provide it"
    )
    needs: Connection[Need] = connection(
        "(this)<-[:ASKS_FOR]-(that:Need)", "需要此类目的需求 / Needs that ask for it"
    )


@types.node("Need")
class Need(Node):
    """A need."""

    raised_by: Agent | None = one("(this)-[:RAISED_BY]->(that)", "提出者 / Who asked")
    benefits: Connection[Agent] = connection("(this)-[:BENEFITS]->(that)", "受益者 / Whose wish it is")
    asks_for: list[ServiceTerm] = many("(this)-[:ASKS_FOR]->(that)", "需要的类目 / Terms it asks for")
    at: Place | None = one("(this)-[:AT]->(that)", "所在地 / Where it is needed")
    matches: MatchConnection = matches_field(
        "matches_of_need", "匹配，由近及远，附理由 / Matches, nearer rings first, with reasons", {}, asked
    )
    why_not: WhyNot = statement(
        "why_not",
        "某个候选为什么（不）在结果中 / Why a candidate is, or is not, among the matches",
        arguments={"candidate": CANDIDATE, **QUESTION},
        prepare=why_not,
    )


@types.node("Capability")
class Capability(Node):
    """A capability."""

    offered_by: Agent | None = one("(this)-[:OFFERED_BY]->(that)", "提供者 / Who offers it")
    provides: list[ServiceTerm] = many("(this)-[:PROVIDES]->(that)", "提供的类目 / Terms it provides")
    covers: list[Place] = many("(this)-[:COVERS]->(that)", "覆盖范围 / Its service area")
    uses: list[Resource] = many("(this)-[:USES]->(that)", "使用的资源 / Resources it draws on")
    requires: list[Qualification] = many("(this)-[:REQUIRES]->(that)", "要求的资质 / Qualifications it needs")
    matches: NeedMatchConnection = matches_field(
        "needs_for", "可以回应的需求，由近及远 / Open needs that it could answer, nearest first", {}, asked
    )


@types.node("Resource")
class Resource(Node):
    """A resource."""

    owned_by: list[Organization] = many("(this)<-[:OWNS]-(that)", "拥有者 / Who holds it")
    funded_by: list[Organization] = many("(this)<-[:FUNDS]-(that)", "出资者 / Who funds it")


@types.node("Activity")
class Activity(Node):
    """An activity."""

    offered_by: Agent | None = one("(this)-[:OFFERED_BY]->(that)", "主办者 / Who holds it")
    provides: list[ServiceTerm] = many("(this)-[:PROVIDES]->(that)", "相关类目 / Terms it answers")
    held_in: Place | None = one("(this)-[:HELD_IN]->(that)", "举办地 / Where it takes place")
    matches: NeedMatchConnection = matches_field(
        "needs_for", "可以回应的需求，由近及远 / Open needs that it could answer, nearest first", {}, asked
    )


@types.node("Meeting")
class Meeting(Node):
    """A meeting."""

    discusses: list[Need] = many("(this)-[:DISCUSSES]->(that)", "议题 / Needs on its agenda")
    adopted: list[Resolution] = many("(this)-[:ADOPTED]->(that)", "通过的决议 / Resolutions")


@types.node("Resolution")
class Resolution(Node):
    """A resolution."""

    created_capabilities: list[Capability] = many(
        "(this)-[:CREATED]->(that)", "促成的能力 / What it brought about"
    )


@types.node("Referral")
class Referral(Node):
    """A referral."""

    need: Need | None = one("(this)-[:FOR_NEED]->(that)", "针对的需求 / The need")


@types.node("Source")
class Source(Node):
    """A source of figures."""


@types.node("Figure")
class Figure(Node):
    """A figure as its source claims it."""

    sources: list[Source] = many("(this)-[:FROM]->(that)", "出处 / Where it is claimed")
