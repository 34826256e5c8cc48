"""Where a matter is taken, and who covers a building."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import column, node_column, statement
from queries.questions import worded
from schema.base import types
from schema.enums import ENUMS
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.organizations import (
        ContactGroup,
        Organization,
        PartyOrganization,
        PropertyManager,
        ServiceCenter,
        VisitingTeam,
    )
    from schema.people import Person
    from schema.places import Building
    from schema.work import Matter

PostingPath = ENUMS["SOCIAL_WORKER", "ECONOMIC_OFFICIAL", "TALENT"]


@types.row("一个事项及其受理处 / A matter, and where it is taken")
class MatterDesk:
    """A matter and its desks."""

    matter: Matter = node_column("事项 / The matter", label="Matter")
    at: list[Organization] = node_column(
        "受理处，近的在前 / Who takes it, nearest first", label="Organization"
    )


@types.row("一名派驻人员 / Somebody posted here")
class Posting:
    """Who is posted where, and how they came."""

    person: Person = node_column("人员 / The person", label="Person")
    path: PostingPath | None = column("途径 / By which path")
    at: Organization = node_column("派驻单位 / Where", label="Organization")


@types.row("办事指引 / Where to take a matter, and who covers a building")
class Guide:
    """Everybody who covers a building, nearest first."""

    building: Building | None = node_column(
        "楼宇；没有找到时为空 / The building; null where none is named so", label="Building"
    )
    matters: list[MatterDesk] = column("对上的事项，最像的在前 / Matters like the words, the likest first")
    centers: list[ServiceCenter] = node_column("综合服务中心 / Service centers", label="ServiceCenter")
    managers: list[PropertyManager] = node_column("物业 / Property managers", label="PropertyManager")
    parties: list[PartyOrganization] = node_column("党组织 / Party organizations", label="PartyOrganization")
    teams: list[VisitingTeam] = node_column("走访队 / Visiting teams", label="VisitingTeam")
    groups: list[ContactGroup] = node_column("联络群 / Contact groups", label="ContactGroup")
    staff: list[Posting] = column("派驻人员 / Posted staff")


guide_field = statement(
    "guide",
    "这件事到哪里办，谁管这幢楼 / Where to take a matter, and who covers the building",
    arguments={
        "building": (str, "楼宇名称 / The building's name"),
        "matter": (str, "要办的事，几个字即可 / The matter, in a few words"),
        **AS_OF,
    },
    prepare=worded,
)
