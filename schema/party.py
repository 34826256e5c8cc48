"""Party organizations: their members by standing, and buildings without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import column, node_column, statement
from queries.questions import counted
from schema.base import types
from schema.rows import AS_OF
from schema.visiting import IN_PLACE

if TYPE_CHECKING:
    from schema.organizations import Enterprise, PartyOrganization
    from schema.places import Building


@types.row("党组织及其人数 / A party organization and how many are in it")
class PartyStrength:
    """Members of one organization, not of those below it."""

    organization: PartyOrganization = node_column("党组织 / The organization", label="PartyOrganization")
    depth: int = column("在其下第几层 / How many levels below the one asked")
    in_register: int = column("在册党员数 / Members in register")
    floating: int = column("流动党员数 / Floating members")
    applicants: int = column("入党积极分子数 / Activists applying")


party_strength_field = statement(
    "party_strength",
    "一个党组织及其下级，当日的人数 / A party organization and those below it, with their members on the day",
    rows="organizations",
    order=(("depth", False), ("id", False)),
    arguments={"organization": (str, "党组织名称 / The organization's name"), **AS_OF},
)


@types.row("没有党组织的楼宇 / A building without a party organization")
class PartyGap:
    """A building that no building-level organization covers, its own or its micro-grid's."""

    building: Building = node_column("楼宇 / The building", label="Building")
    enterprises: int = column("楼内经营主体数 / Enterprises in it")
    without_organization: int = column("其中自己没有党组织的 / Those with no organization of their own")
    some: list[Enterprise] = node_column("其中前二十家 / The first 20 of those", label="Enterprise")


party_gaps_field = statement(
    "party_gaps",
    "经营主体多而没有楼宇党组织的楼宇，多的在前 / Buildings with many enterprises and no building-level party organization, the largest first",
    rows="buildings",
    order=(("enterprises", True), ("id", False)),
    arguments={
        **IN_PLACE,
        "moreThan": (int, "多于几家 / More enterprises than this"),
        **AS_OF,
    },
    prepare=counted("moreThan"),
)
