"""Organizations, their posts, and industries."""

from datetime import date
from typing import Annotated

from loaders.columns import Chooses, Fills, Names, Qualifies, Table
from loaders.kinds import ORGANIZATIONS
from loaders.rows.base import Ids, Named


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
    daily_quota: Annotated[int | None, Fills("VisitingTeam.dailyQuota", ("每日走访数",))] = None
    established_in: Annotated[Ids, Names("ESTABLISHED_IN", ("建立于",), one=True)] = ()
    partners_with: Annotated[Ids, Names("PARTNERS_WITH", ("共建",))] = ()
    manages: Annotated[Ids, Names("MANAGES", ("管理", "管理楼宇"))] = ()
    belongs_to: Annotated[Ids, Names("BELONGS_TO", ("加入社团",))] = ()
    owns: Annotated[Ids, Names("OWNS", ("拥有", "拥有资源"))] = ()
    party_to: Annotated[Ids, Names("PARTY_TO", ("签约方", "共建协议"))] = ()
    drawn_from: Annotated[Ids, Names("DRAWN_FROM", ("来自联络群",))] = ()
    of_brand: Annotated[Ids, Names("OF_BRAND", ("品牌",))] = ()
    handles: Annotated[Ids, Names("HANDLES", ("受理事项",))] = ()
    funds: Annotated[Ids, Names("FUNDS", ("出资",))] = ()


class Industry(Named):
    """Industries of GB/T 4754-2017, and the terms whoever is in them could provide."""

    table = Table("industries", "行业", ("Industry",), "GB/T 4754-2017")
    code: Annotated[str, Fills("Industry.code", ("代码", "行业代码"))]
    broader: Annotated[Ids, Names("BROADER", ("上位", "上位行业"))] = ()
    suggests: Annotated[Ids, Names("SUGGESTS", ("可能提供",))] = ()
    strength: Annotated[float | None, Qualifies("suggests", "SUGGESTS.strength")] = None


class Post(Named):
    """Posts in organizations: roles, whoever holds them."""

    table = Table("posts", "岗位", ("Post",), "Roles in organizations, whoever holds them")
    kind: Annotated[str, Fills("Post.kind", ("岗位类别", "类别"))]
    post_in: Annotated[Ids, Names("POST_IN", ("设于", "组织"), one=True)] = ()
    held_by: Annotated[Ids, Names("HOLDS_POST", ("担任者",), reverse=True)] = ()
    held_from: Annotated[date | None, Qualifies("held_by", "HOLDS_POST.from", ("任职自",))] = None
    held_until: Annotated[date | None, Qualifies("held_by", "HOLDS_POST.until", ("任职至",))] = None
