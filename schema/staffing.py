"""Staff: what each has to do, and where few serve many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import column, node_column, statement
from queries.planner.scalars import Date
from schema.base import Node, types
from schema.centers import PostingPath
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.organizations import Organization
    from schema.people import Person
    from schema.places import Community


@types.row("一个社区的人手与企业 / A community's staff and enterprises")
class StaffLoad:
    """How many enterprises there are to each member of staff."""

    community: Community = node_column("社区 / The community", label="Community")
    staff: int = column("派驻人数 / Staff posted there")
    social_workers: int = column("专职社工 / Full-time social workers")
    economic_officials: int = column("经济干部 / Economic officials")
    talents: int = column("“双一流”人才 / Talents")
    enterprises: int = column("经营主体数 / Enterprises")
    enterprises_per_staff: float | None = column(
        "人均经营主体；无人派驻时为空 / Enterprises to each; null where nobody is posted"
    )


staff_loads_field = statement(
    "staff_loads",
    "哪里小马拉大车：各社区人均经营主体，无人派驻的在最前 / Where the pony pulls the biggest cart: enterprises to each member of staff; those with no staff first",
    rows="communities",
    order=(("cart", True), ("id", False)),
    arguments=AS_OF,
)


@types.row("一名工作人员手上的事 / What a member of staff has to do")
class StaffWork:
    """A posting, and what is assigned to the person and not done."""

    person: Person = node_column("人员 / The person", label="Person")
    at: Organization = node_column("派驻单位 / Where", label="Organization")
    path: PostingPath | None = column("途径 / By which path")
    since: Date | None = column("派驻自 / Posted since", "from")
    until: Date | None = column("派驻至 / Posted until")
    open: int = column("未办结的事 / What is to be done")
    overdue: int = column("其中逾期的 / Of these, overdue")
    tasks: list[Node] = node_column("未办结的事，前五十件 / The first 50 of them", label="Entity")


staff_work_field = statement(
    "staff_work",
    "一个社区每名工作人员手上的事，多的在前 / What each member of a community's staff has to do, the most first",
    rows="members",
    order=(("open", True), ("id", False)),
    arguments={"community": (str, "社区名称 / The community's name"), **AS_OF},
)
