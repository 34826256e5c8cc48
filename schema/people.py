"""People: each once, whatever their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import connection, many
from queries.planner.paging import Connection
from schema.base import Agent, Node, types

if TYPE_CHECKING:
    from schema.matching import Activity, Need
    from schema.organizations import Organization, Post, Society, VisitingTeam, VolunteerTeam
    from schema.places import Place
    from schema.work import Training, Visit


@types.node("Person")
class Person(Agent):
    """A person."""

    works_at: list[Organization] = many("(this)-[:WORKS_AT]->(that)", "任职单位 / Employers")
    volunteers_in: list[VolunteerTeam] = many(
        "(this)-[:VOLUNTEERS_IN]->(that)", "所在志愿队 / Volunteer teams"
    )
    belongs_to: list[Society] = many(
        "(this)-[:BELONGS_TO]->(that)", "加入的社团 / Societies the person belongs to"
    )
    posted_to: list[Organization] = many(
        "(this)-[:POSTED_TO]->(that)", "派驻单位 / Where the person is posted"
    )
    posts: list[Post] = many("(this)-[:HOLDS_POST]->(that)", "担任的岗位 / Posts held")
    serves_on: list[VisitingTeam] = many("(this)-[:SERVES_ON]->(that)", "参加的走访队 / Visiting teams")
    assigned: Connection[Node] = connection(
        "(this)<-[:ASSIGNED_TO]-(that:Entity)", "承办的事 / What is assigned to the person"
    )
    signed_up: Connection[Activity] = connection(
        "(this)-[:SIGNED_UP]->(that:Activity)", "报名的活动 / Activities the person signed up for"
    )
    helps: Connection[Person] = connection(
        "(this)-[:PAIRED_WITH]->(that:Person)", "结对帮助的人 / Whom the person helps, as paired"
    )
    helped_by: Connection[Person] = connection(
        "(this)<-[:PAIRED_WITH]-(that:Person)", "结对的帮助者 / Who helps the person, as paired"
    )
    visits: Connection[Visit] = connection("(this)<-[:VISITED]-(that:Visit)", "受访 / Visits to the person")
    practises: list[Occupation] = many(
        "(this)-[:PRACTISES {consented: true}]->(that)",
        "同意被推荐的职业 / Occupations that the person consents to be recommended for",
    )
    lives_near: list[Place] = many("(this)-[:LIVES_NEAR]->(that)", "居住周边 / Where the person lives around")
    qualifications: list[Qualification] = many("(this)-[:HOLDS]->(that)", "持有资质 / Qualifications held")


@types.node("Qualification")
class Qualification(Node):
    """A qualification."""

    holders: Connection[Person] = connection("(this)<-[:HOLDS]-(that:Person)", "持有者 / Who holds it")
    granted_by: list[Training] = many("(this)<-[:GRANTS]-(that)", "授予它的培训 / Trainings that grant it")


@types.node("Occupation")
class Occupation(Node):
    """An occupation."""

    needs: Connection[Need] = connection(
        "(this)<-[:FOR_OCCUPATION]-(that:Need)", "招聘需求 / Needs that seek it"
    )
    candidates: Connection[Person] = connection(
        "(this)<-[:PRACTISES {consented: true}]-(that:Person)",
        "同意被推荐的从业者 / Who works in it and consents to be recommended",
    )
