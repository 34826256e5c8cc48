"""What is asked for and what is offered: terms, needs, capabilities, resources, referrals."""

from datetime import date
from typing import Annotated

from loaders.columns import Fills, Names, Qualifies, Table
from loaders.rows.base import Ids, Named, Node, Thing


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
    examples: Annotated[tuple[str, ...] | None, Fills("ServiceTerm.examples", ("例句", "常见说法"))] = None
    ring_policy: Annotated[str | None, Fills("ServiceTerm.ringPolicy")] = None
    competence: Annotated[str | None, Fills("ServiceTerm.competence", ("职权部门", "职权"))] = None
    broader: Annotated[Ids, Names("BROADER", ("上位", "上位类目"))] = ()
    related: Annotated[Ids, Names("RELATED", ("相关", "相关类目"))] = ()
    decomposes_into: Annotated[Ids, Names("DECOMPOSES_INTO", ("分解为",))] = ()


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
    for_occupation: Annotated[Ids, Names("FOR_OCCUPATION", ("招聘职业", "职业"))] = ()
    assigned_to: Annotated[Ids, Names("ASSIGNED_TO", ("承办", "承办人"))] = ()
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


class Referral(Thing):
    """Matches acted on."""

    table = Table(
        "referrals", "转介", ("Referral",), "Matches acted on", defaults={"Referral": {"status": "REQUESTED"}}
    )
    status: Annotated[str | None, Fills("Referral.status")] = None
    quantity: Annotated[float | None, Fills("Referral.quantity")] = None
    parked_until: Annotated[date | None, Fills("Referral.parkedUntil")] = None
    reason: Annotated[str | None, Fills("Referral.reason")] = None
    raised_on: Annotated[date | None, Fills("Referral.raisedOn")] = None
    closed_on: Annotated[date | None, Fills("Referral.closedOn")] = None
    for_need: Annotated[Ids, Names("FOR_NEED", ("针对需求", "需求"), one=True)]
    referred_to: Annotated[Ids, Names("REFERRED_TO", ("转介给",))]
    assigned_to: Annotated[Ids, Names("ASSIGNED_TO", ("承办", "承办人"))] = ()
