"""One row model per table: its columns, their types, and where in the graph each goes.

Column headers are the field's name, its English label or its Chinese one. An empty cell says nothing:
what is in the graph stays. Several values in a cell are separated by `;`, `；` or `、`. A cell that
names other things takes their ids or their exact, unique names.
"""

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from loaders import cells
from loaders.columns import Chooses, Column, Fills, Names, Qualifies, Table, Tie
from loaders.kinds import ORGANIZATIONS, PLACES

Ids = tuple[str, ...]


class Row(BaseModel):
    """What every table's rows share."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: ClassVar[Table]

    @field_validator("*", mode="before")
    @classmethod
    def _cell(cls, value: Any, info: ValidationInfo) -> Any:
        return cells.read(cls.columns()[info.field_name or ""].marker, value)

    @classmethod
    @cache
    def columns(cls) -> dict[str, Column]:
        """The table's columns by name, in order."""
        return {
            name: Column(name, next(each for each in field.metadata), field.is_required())
            for name, field in cls.model_fields.items()
        }


class Node(Row):
    """A row that is a node."""

    source: Annotated[str | None, Fills("Entity.source")] = None
    synthetic: Annotated[bool | None, Fills("Entity.synthetic", ("示例数据", "示例"))] = None


class Thing(Node):
    """A row whose node needs an id."""

    id: Annotated[str, Fills("Entity.id", ("编号", "业务键", "标识"))]


class Named(Thing):
    """A row whose thing has a name."""

    name: Annotated[str, Fills("Place.name", ("名称", "姓名"))]
    name_en: Annotated[str | None, Fills("Place.nameEn")] = None


class Place(Named):
    """Districts, communities, areas, micro-grids, buildings; subdistricts, roads, public spaces."""

    table = Table("places", "地点", tuple(label for label, _ in PLACES.values()), "Where things are", PLACES)
    kind: Annotated[str | None, Chooses()] = None
    address: Annotated[str | None, Fills("Building.address")] = None
    floors: Annotated[int | None, Fills("Building.floors")] = None
    square_metres: Annotated[float | None, Fills("PublicSpace.squareMetres", ("面积",))] = None
    seats: Annotated[int | None, Fills("PublicSpace.seats")] = None
    part_of: Annotated[Ids, Names("PART_OF", ("属于", "上级地点", "所属"), one=True)] = ()
    on_road: Annotated[Ids, Names("ON", ("位于道路", "道路"), one=True)] = ()
    subdistrict: Annotated[Ids, Names("IN_SUBDISTRICT", ("所在街道", "街道"), one=True)] = ()


class Organization(Named):
    """Enterprises, shops, stallholders, and everyone who serves them."""

    table = Table(
        "organizations", "组织", tuple(label for label, _ in ORGANIZATIONS.values()),
        "Who needs, offers or serves", ORGANIZATIONS, {"Enterprise": {"kind": "ENTERPRISE"}, "VolunteerTeam": {"status": "ACTIVE"}},
    )  # fmt: skip
    kind: Annotated[str | None, Chooses()] = None
    note: Annotated[str | None, Fills("Organization.note", ("说明", "备注"))] = None
    uscc: Annotated[str | None, Fills("Enterprise.uscc", ("统一社会信用代码", "信用代码"))] = None
    size: Annotated[str | None, Fills("Enterprise.size")] = None
    headcount: Annotated[int | None, Fills("Enterprise.headcount", ("职工数", "人数"))] = None
    status: Annotated[str | None, Fills("VolunteerTeam.status")] = None
    tier: Annotated[str | None, Fills("PartyOrganization.tier")] = None
    competence: Annotated[str | None, Fills("Department.competence")] = None
    partner_kind: Annotated[str | None, Fills("PartnerOrganization.kind", ("共建单位类别",))] = None
    located_in: Annotated[Ids, Names("LOCATED_IN", ("位于", "所在地", "所在楼宇"))] = ()
    serves: Annotated[Ids, Names("SERVES", ("服务于", "服务范围"))] = ()
    industry: Annotated[Ids, Names("IN_INDUSTRY", ("所属行业", "行业"))] = ()
    parent: Annotated[Ids, Names("SUBORDINATE_TO", ("隶属", "上级党组织"), one=True)] = ()
    established_in: Annotated[Ids, Names("ESTABLISHED_IN", ("建立于",), one=True)] = ()
    partners_with: Annotated[Ids, Names("PARTNERS_WITH", ("共建",))] = ()
    manages: Annotated[Ids, Names("MANAGES", ("管理", "管理楼宇"))] = ()
    belongs_to: Annotated[Ids, Names("BELONGS_TO", ("加入社团",))] = ()
    owns: Annotated[Ids, Names("OWNS", ("拥有", "拥有资源"))] = ()
    funds: Annotated[Ids, Names("FUNDS", ("出资",))] = ()


class Person(Thing):
    """People, each once, whatever their roles."""

    table = Table("people", "人员", ("Person",), "Who lives, works and helps here")
    name: Annotated[str, Fills("Person.name", ("姓名", "名称"))]
    kind: Annotated[str | None, Fills("Person.kind", ("身份", "类别"))] = None
    phone: Annotated[str | None, Fills("Person.phone", ("电话", "手机"))] = None
    address: Annotated[str | None, Fills("Person.address")] = None
    birth_year: Annotated[int | None, Fills("Person.birthYear")] = None
    lives_near: Annotated[Ids, Names("LIVES_NEAR", ("住在周边", "居住地"))] = ()
    works_at: Annotated[Ids, Names("WORKS_AT", ("任职于", "单位"))] = ()
    role: Annotated[str | None, Qualifies("works_at", "WORKS_AT.role")] = None
    volunteers_in: Annotated[Ids, Names("VOLUNTEERS_IN", ("参加志愿队", "志愿队伍"))] = ()
    belongs_to: Annotated[Ids, Names("BELONGS_TO", ("加入社团", "社团"))] = ()
    member_of: Annotated[Ids, Names("MEMBER_OF", ("党员", "党组织"), one=True)] = ()
    standing: Annotated[str | None, Qualifies("member_of", "MEMBER_OF.standing", ("党员身份",))] = None
    posted_to: Annotated[Ids, Names("POSTED_TO", ("派驻",))] = ()
    path: Annotated[str | None, Qualifies("posted_to", "POSTED_TO.path", ("途径", "派驻途径"))] = None
    holds: Annotated[Ids, Names("HOLDS", ("持有", "资质"))] = ()
    holds_from: Annotated[date | None, Qualifies("holds", "HOLDS.from", ("持有自", "发证日期"))] = None
    holds_until: Annotated[date | None, Qualifies("holds", "HOLDS.until", ("持有至", "资质有效至"))] = None
    paired_with: Annotated[Ids, Names("PAIRED_WITH", ("结对",))] = ()


class Term(Named):
    """The service taxonomy (SKOS): what can be asked for and provided."""

    table = Table(
        "terms",
        "服务类目",
        ("ServiceTerm",),
        "What can be asked for",
        defaults={"ServiceTerm": {"ringPolicy": "RINGS"}},
    )
    synonyms: Annotated[tuple[str, ...] | None, Fills("ServiceTerm.synonyms", ("同义词", "别名"))] = None
    ring_policy: Annotated[str | None, Fills("ServiceTerm.ringPolicy")] = None
    competence: Annotated[str | None, Fills("ServiceTerm.competence", ("职权部门", "职权"))] = None
    broader: Annotated[Ids, Names("BROADER", ("上位", "上位类目"))] = ()
    related: Annotated[Ids, Names("RELATED", ("相关", "相关类目"))] = ()
    decomposes_into: Annotated[Ids, Names("DECOMPOSES_INTO", ("分解为",))] = ()


class Industry(Named):
    """Industries of GB/T 4754-2017, and the terms whoever is in them could provide."""

    table = Table("industries", "行业", ("Industry",), "GB/T 4754-2017")
    code: Annotated[str, Fills("Industry.code", ("代码", "行业代码"))]
    broader: Annotated[Ids, Names("BROADER", ("上位", "上位行业"))] = ()
    suggests: Annotated[Ids, Names("SUGGESTS", ("可能提供",))] = ()
    strength: Annotated[float | None, Qualifies("suggests", "SUGGESTS.strength")] = None


class Capability(Node):
    """What an organization or a person can do for others (社区所能)."""

    table = Table(
        "capabilities", "能力", ("Capability",), "What somebody can do for others",
        defaults={"Capability": {"status": "ACTIVE"}}, told=("text", "title"),
    )  # fmt: skip
    id: Annotated[str | None, Fills("Entity.id", ("编号", "业务键", "标识"))] = None
    title: Annotated[str | None, Fills("Capability.title", ("标题", "名称"))] = None
    title_en: Annotated[str | None, Fills("Capability.titleEn")] = None
    text: Annotated[str | None, Fills("Capability.text", ("内容", "能力", "描述"))] = None
    status: Annotated[str | None, Fills("Capability.status")] = None
    valid_from: Annotated[date | None, Fills("Capability.validFrom")] = None
    valid_until: Annotated[date | None, Fills("Capability.validUntil")] = None
    capacity: Annotated[float | None, Fills("Capability.capacity")] = None
    reserved: Annotated[float | None, Fills("Capability.reserved")] = None
    minimum: Annotated[float | None, Fills("Capability.minimum")] = None
    unit: Annotated[str | None, Fills("Capability.unit")] = None
    weekdays: Annotated[tuple[int, ...] | None, Fills("Capability.weekdays")] = None
    eligible_kinds: Annotated[tuple[str, ...] | None, Fills("Capability.eligibleKinds")] = None
    eligible_sizes: Annotated[tuple[str, ...] | None, Fills("Capability.eligibleSizes")] = None
    eligible_industries: Annotated[tuple[str, ...] | None, Fills("Capability.eligibleIndustries")] = None
    members_only: Annotated[bool | None, Fills("Capability.membersOnly")] = None
    min_age: Annotated[int | None, Fills("Capability.minAge")] = None
    max_age: Annotated[int | None, Fills("Capability.maxAge")] = None
    first_answer_hours: Annotated[float | None, Fills("Capability.firstAnswerHours", ("首次响应",))] = None
    offered_by: Annotated[Ids, Names("OFFERED_BY", one=True)] = ()
    consented: Annotated[bool | None, Qualifies("offered_by", "OFFERED_BY.consented")] = None
    provides: Annotated[Ids, Names("PROVIDES", ("提供类目", "类目"))] = ()
    covers: Annotated[Ids, Names("COVERS")] = ()
    uses: Annotated[Ids, Names("USES", ("使用", "使用资源"))] = ()
    requires: Annotated[Ids, Names("REQUIRES", ("要求资质", "资质"))] = ()


class Need(Node):
    """What somebody needs or hopes for (企业所需, 职工所盼)."""

    table = Table(
        "needs", "需求", ("Need",), "What somebody needs",
        defaults={"Need": {"status": "OPEN"}}, told=("text", "title"),
    )  # fmt: skip
    id: Annotated[str | None, Fills("Entity.id", ("编号", "业务键", "标识"))] = None
    title: Annotated[str | None, Fills("Need.title", ("标题", "名称"))] = None
    title_en: Annotated[str | None, Fills("Need.titleEn")] = None
    text: Annotated[str | None, Fills("Need.text", ("内容", "需求", "描述"))] = None
    status: Annotated[str | None, Fills("Need.status")] = None
    list: Annotated[str | None, Fills("Need.list")] = None
    quantity: Annotated[float | None, Fills("Need.quantity")] = None
    minimum: Annotated[float | None, Fills("Need.minimum")] = None
    unit: Annotated[str | None, Fills("Need.unit")] = None
    weekdays: Annotated[tuple[int, ...] | None, Fills("Need.weekdays")] = None
    raised_on: Annotated[date | None, Fills("Need.raisedOn")] = None
    needed_from: Annotated[date | None, Fills("Need.neededFrom")] = None
    needed_until: Annotated[date | None, Fills("Need.neededUntil")] = None
    raised_by: Annotated[Ids, Names("RAISED_BY", one=True)] = ()
    benefits: Annotated[Ids, Names("BENEFITS")] = ()
    asks_for: Annotated[Ids, Names("ASKS_FOR", ("需要类目", "类目"))] = ()
    at: Annotated[Ids, Names("AT", ("所在地", "地点"), one=True)] = ()


class Resource(Named):
    """Spaces, funds, equipment and quotas that capabilities draw on."""

    table = Table("resources", "资源", ("Resource",), "What capabilities draw on")
    kind: Annotated[str, Fills("Resource.kind")]
    capacity: Annotated[float | None, Fills("Resource.capacity")] = None
    reserved: Annotated[float | None, Fills("Resource.reserved")] = None
    unit: Annotated[str | None, Fills("Resource.unit")] = None
    owned_by: Annotated[Ids, Names("OWNS", ("拥有者",), reverse=True)] = ()
    funded_by: Annotated[Ids, Names("FUNDS", ("出资者",), reverse=True)] = ()
    suggests: Annotated[Ids, Names("SUGGESTS", ("可能提供",))] = ()
    strength: Annotated[float | None, Qualifies("suggests", "SUGGESTS.strength")] = None


class Qualification(Named):
    """Certificates and qualifications."""

    table = Table("qualifications", "资质", ("Qualification",), "Certificates")


class Activity(Thing):
    """Activities that people can sign up for."""

    table = Table(
        "activities",
        "活动",
        ("Activity",),
        "What people can sign up for",
        defaults={"Activity": {"status": "PLANNED"}},
    )
    title: Annotated[str, Fills("Activity.title", ("标题", "名称"))]
    title_en: Annotated[str | None, Fills("Activity.titleEn")] = None
    text: Annotated[str | None, Fills("Activity.text", ("内容", "描述"))] = None
    status: Annotated[str | None, Fills("Activity.status")] = None
    starts_at: Annotated[datetime | None, Fills("Activity.startsAt", ("开始", "开始时间"))] = None
    ends_at: Annotated[datetime | None, Fills("Activity.endsAt", ("结束", "结束时间"))] = None
    capacity: Annotated[float | None, Fills("Activity.capacity")] = None
    reserved: Annotated[float | None, Fills("Activity.reserved")] = None
    unit: Annotated[str | None, Fills("Activity.unit")] = None
    offered_by: Annotated[Ids, Names("OFFERED_BY", ("提供者", "主办"))] = ()
    consented: Annotated[bool | None, Qualifies("offered_by", "OFFERED_BY.consented")] = None
    provides: Annotated[Ids, Names("PROVIDES", ("提供类目", "类目"))] = ()
    held_in: Annotated[Ids, Names("HELD_IN", one=True)] = ()


class Meeting(Thing):
    """Meetings of committees."""

    table = Table("meetings", "会议", ("Meeting",), "Meetings of committees")
    title: Annotated[str, Fills("Meeting.title", ("标题", "名称"))]
    held_on: Annotated[date | None, Fills("Meeting.heldOn")] = None
    held_in: Annotated[Ids, Names("HELD_IN", one=True)] = ()
    held_by: Annotated[Ids, Names("HELD_BY", one=True)] = ()
    discusses: Annotated[Ids, Names("DISCUSSES")] = ()
    invited: Annotated[Ids, Names("INVITED")] = ()
    invited_reason: Annotated[str | None, Qualifies("invited", "INVITED.reason", ("邀请理由",))] = None
    adopted: Annotated[Ids, Names("ADOPTED")] = ()


class Resolution(Thing):
    """What meetings decided."""

    table = Table("resolutions", "决议", ("Resolution",), "What meetings decided")
    title: Annotated[str, Fills("Resolution.title", ("标题", "名称"))]
    text: Annotated[str | None, Fills("Resolution.text")] = None
    due_on: Annotated[date | None, Fills("Resolution.dueOn")] = None
    brought_about: Annotated[Ids, Names("CREATED", ("促成",))] = ()


class Referral(Thing):
    """Matches acted on."""

    table = Table(
        "referrals", "转介", ("Referral",), "Matches acted on", defaults={"Referral": {"status": "REQUESTED"}}
    )
    status: Annotated[str | None, Fills("Referral.status")] = None
    quantity: Annotated[float | None, Fills("Referral.quantity")] = None
    parked_until: Annotated[date | None, Fills("Referral.parkedUntil")] = None
    reason: Annotated[str | None, Fills("Referral.reason")] = None
    for_need: Annotated[Ids, Names("FOR_NEED", ("针对需求", "需求"), one=True)]
    referred_to: Annotated[Ids, Names("REFERRED_TO", ("转介给",))]


class Source(Thing):
    """Where figures are claimed."""

    table = Table("sources", "来源", ("Source",), "Where figures are claimed")
    title: Annotated[str, Fills("Source.title", ("标题", "名称"))]


class Figure(Thing):
    """Figures as their source claims them."""

    table = Table("figures", "数字", ("Figure",), "What a source claims")
    title: Annotated[str, Fills("Figure.title", ("标题", "名称"))]
    title_en: Annotated[str | None, Fills("Figure.titleEn")] = None
    qualifier: Annotated[str, Fills("Figure.qualifier")]
    value: Annotated[float, Fills("Figure.value")]
    unit: Annotated[str | None, Fills("Figure.unit")] = None
    scope: Annotated[str | None, Fills("Figure.scope")] = None
    about: Annotated[Ids, Names("ABOUT")] = ()
    claimed_in: Annotated[Ids, Names("FROM", one=True)] = ()


class TieRow(Row):
    """Relationships of any type, with their properties."""

    table = Table("ties", "关系", (), "Relationships of any type, with their properties")
    start: Annotated[str, Tie("start", ("起点",))]
    type: Annotated[str, Tie("type", ("关系", "类型"))]
    end: Annotated[str, Tie("end", ("终点",))]
    from_: Annotated[date | None, Tie("from", ("起", "自"))] = None
    until: Annotated[date | None, Tie("until", ("止", "至"))] = None
    standing: Annotated[str | None, Tie("standing", ("身份", "党员身份"))] = None
    role: Annotated[str | None, Tie("role", ("岗位",))] = None
    path: Annotated[str | None, Tie("path", ("途径",))] = None
    consented: Annotated[bool | None, Tie("consented", ("本人同意",))] = None
    strength: Annotated[float | None, Tie("strength", ("强度",))] = None
    weight: Annotated[float | None, Tie("weight", ("权重",))] = None
    quantity: Annotated[float | None, Tie("quantity", ("数量",))] = None
    amount: Annotated[float | None, Tie("amount", ("金额",))] = None
    reason: Annotated[str | None, Tie("reason", ("理由",))] = None
    scope: Annotated[str | None, Tie("scope", ("范围",))] = None


ROWS: dict[str, type[Row]] = {
    row.table.name: row
    for row in (
        Place, Industry, Term, Qualification, Organization, Person, Resource, Capability, Need,
        Activity, Meeting, Resolution, Referral, Source, Figure, TieRow,
    )
}  # fmt: skip
"""Row models by table name."""
