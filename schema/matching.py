"""Needs, capabilities, terms and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.matching import answerable, asked
from queries.planner.declare import apart, connection, many, one
from queries.planner.paging import Connection
from schema.base import Agent, Node, types
from schema.credit import Credit, EligibleEnterprise, credit_field, eligible_field
from schema.joint import JointAnswerConnection, joint_answers_field
from schema.matches import (
    ANSWERABLE,
    CANDIDATE,
    QUESTION,
    SHOWN,
    MatchConnection,
    NeedMatch,
    WhyNot,
    matches_field,
    why_not,
)
from schema.rows import Page
from schema.similar import LikeNeed, similar_needs_field
from schema.suggesting import TermSuggestions, suggested_terms_field
from schema.talents import Candidate, candidates_field
from schema.timeline import TimelineEntry, timeline_field

if TYPE_CHECKING:
    from schema.money import Agreement, Loan
    from schema.organizations import Organization
    from schema.people import Occupation, Person, Qualification
    from schema.places import Place
    from schema.work import Brand, CatalogueItem, ListVersion, Meeting, Resolution, Visit


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
    catalogue_items: list[CatalogueItem] = many(
        "(this)<-[:CLASSIFIED_AS]-(that:CatalogueItem)", "归入此类目的目录事项 / Catalogue items under it"
    )


@types.node("Need")
class Need(Node):
    """A need."""

    raised_by: Agent | None = one("(this)-[:RAISED_BY]->(that)", "提出者 / Who asked")
    benefits: Connection[Agent] = connection("(this)-[:BENEFITS]->(that)", "受益者 / Whose wish it is")
    asks_for: list[ServiceTerm] = many("(this)-[:ASKS_FOR]->(that)", "需要的类目 / Terms it asks for")
    at: Place | None = one("(this)-[:AT]->(that)", "所在地 / Where it is needed")
    assigned_to: list[Agent] = many("(this)-[:ASSIGNED_TO]->(that)", "承办 / Who sees to it")
    heard_in: list[Visit] = many("(this)<-[:HEARD]-(that)", "听到它的走访 / Visits in which it was heard")
    meetings: list[Meeting] = many("(this)<-[:DISCUSSES]-(that)", "议过它的会议 / Meetings that discussed it")
    referrals: list[Referral] = many("(this)<-[:FOR_NEED]-(that)", "转介 / Its referrals")
    listed_in: Connection[ListVersion] = connection(
        "(this)<-[:LISTS]-(that:ListVersion)", "在哪些清单版本上 / Versions of lists that it is on"
    )
    occupations: list[Occupation] = many(
        "(this)-[:FOR_OCCUPATION]->(that)", "招聘的职业 / Occupations sought"
    )
    timeline: Page[TimelineEntry] = timeline_field("timeline", "经过 / Its life, in order")
    matches: MatchConnection = matches_field(
        "matches_of_need", "匹配，由近及远，附理由 / Matches, nearer rings first, with reasons", SHOWN, asked
    )
    similar_needs: Page[LikeNeed] = similar_needs_field("needs_like")
    suggested_terms: TermSuggestions = suggested_terms_field
    joint_answers: JointAnswerConnection = joint_answers_field
    candidates: Page[Candidate] = candidates_field
    why_not: WhyNot = apart(
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
    created_by: list[Resolution] = many(
        "(this)<-[:CREATED]-(that)", "促成它的决议 / Resolutions that brought it about"
    )
    promised_in: list[Agreement] = many(
        "(this)<-[:PROMISES]-(that)", "承诺它的协议 / Agreements that promise it"
    )
    referrals: list[Referral] = many("(this)<-[:REFERRED_TO]-(that)", "收到的转介 / Referrals to it")
    requires: list[Qualification] = many("(this)-[:REQUIRES]->(that)", "要求的资质 / Qualifications it needs")
    timeline: Page[TimelineEntry] = timeline_field("timeline", "经过 / Its life, in order")
    eligible: Page[EligibleEnterprise] = eligible_field()
    matches: Page[NeedMatch] = matches_field(
        "needs_for",
        "可以回应的需求，由近及远 / Open needs that it could answer, nearest first",
        ANSWERABLE,
        answerable,
    )


@types.node("Resource")
class Resource(Node):
    """A resource."""

    owned_by: list[Organization] = many("(this)<-[:OWNS]-(that)", "拥有者 / Who holds it")
    funded_by: list[Organization] = many("(this)<-[:FUNDS]-(that)", "出资者 / Who funds it")
    used_by: list[Capability] = many("(this)<-[:USES]-(that)", "用到它的能力 / Capabilities that draw on it")
    loans: Connection[Loan] = connection(
        "(this)<-[:DRAWS_ON]-(that:Loan)", "占用额度的贷款 / Loans that draw on it"
    )
    credit: Credit = credit_field()


@types.node("Activity")
class Activity(Node):
    """An activity."""

    offered_by: Agent | None = one("(this)-[:OFFERED_BY]->(that)", "主办者 / Who holds it")
    provides: list[ServiceTerm] = many("(this)-[:PROVIDES]->(that)", "相关类目 / Terms it answers")
    held_in: Place | None = one("(this)-[:HELD_IN]->(that)", "举办地 / Where it takes place")
    brands: list[Brand] = many("(this)-[:OF_BRAND]->(that)", "所属品牌 / Brands it goes by")
    sign_ups: Connection[Person] = connection("(this)<-[:SIGNED_UP]-(that:Person)", "报名者 / Who signed up")
    matches: Page[NeedMatch] = matches_field(
        "needs_for",
        "可以回应的需求，由近及远 / Open needs that it could answer, nearest first",
        ANSWERABLE,
        answerable,
    )


@types.node("Referral")
class Referral(Node):
    """A referral."""

    need: Need | None = one("(this)-[:FOR_NEED]->(that)", "针对的需求 / The need")
    referred_to: list[Node] = many(
        "(this)-[:REFERRED_TO]->(that)",
        "转介给 / The capability, activity or organization it was referred to",
    )
    assigned_to: list[Agent] = many("(this)-[:ASSIGNED_TO]->(that)", "承办 / Who sees to it")
