"""Organizations: enterprises and everyone who serves them."""

from graph.model.declare import Kind, Node, Property, Relationship
from graph.model.entity import COMPETENCES, KEYED, NAMED, PERIOD, PERIODIC

BY_NAME = (("name", "id"),)

NODES = (
    Node("Organization", "组织", "A body that needs, offers or serves", parents=("Entity",),
         properties=(*NAMED, Property("note", zh="说明", en="Note"), KEYED), indexes=BY_NAME, searched=("name", "nameEn"), lookups=(("supply", "keys"),)),
    Node("Enterprise", "企业（经营主体）", "Business entity: enterprise, shop or stallholder", "enterprise", ("Organization",),
         (Property("kind", zh="类别", en="Enterprise, shop or stallholder", required=True, values=("ENTERPRISE", "SHOP", "STALLHOLDER")),
          Property("uscc", zh="统一社会信用代码", en="Unified Social Credit Code, GB 32100-2015"),
          Property("size", zh="规模", en="Size class", values=("MICRO", "SMALL", "MEDIUM", "LARGE")),
          Property("headcount", Kind.INTEGER, "职工数", "Employees", minimum=0)), unique=("uscc",), indexes=BY_NAME),
    Node("Society", "社团", "Society", "society", ("Organization",), indexes=BY_NAME),
    Node("VolunteerTeam", "志愿队伍", "Volunteer team", "team", ("Organization",),
         (Property("status", zh="状态", en="Active or closed", values=("ACTIVE", "CLOSED")),), indexes=BY_NAME),
    Node("PartyOrganization", "党组织", "Party organization", "party", ("Organization",),
         (Property("tier", zh="层级", en="Community, area, building or enterprise", required=True, values=("COMMUNITY", "AREA", "BUILDING", "ENTERPRISE")),), indexes=BY_NAME),
    Node("BuildingCommittee", "楼宇治理委员会（楼委会）", "Building governance committee", "committee", ("Organization",), indexes=BY_NAME),
    Node("ServiceCenter", "综合服务中心", "Comprehensive service center", "center", ("Organization",), indexes=BY_NAME),
    Node("Department", "政府部门", "Government department", "department", ("Organization",),
         (Property("competence", zh="职权", en="What it alone has the authority for", values=COMPETENCES),), indexes=BY_NAME),
    Node("PartnerOrganization", "共建单位", "Partner organization, banks among them", "partner", ("Organization",),
         (Property("kind", zh="类别", en="Kind", values=("BANK", "RESCUE", "CHARITY", "SCHOOL", "OTHER")),), indexes=BY_NAME),
    Node("PropertyManager", "物业", "Property manager", "property", ("Organization",), indexes=BY_NAME),
    Node("VisitingTeam", "走访队", "Team of officers that visits enterprises", "visiting", ("Organization",),
         (Property("dailyQuota", Kind.INTEGER, "每日走访数", "Enterprises to visit on a working day", minimum=0),), indexes=BY_NAME),
    Node("ContactGroup", "联络群", "Contact group of a building's call network", "group", ("Organization",), indexes=BY_NAME),
    Node("Post", "岗位", "A post in an organization: a role, whoever holds it", "post", ("Entity",),
         (*NAMED, Property("kind", zh="岗位类别", en="Kind of post", required=True, values=("SECRETARY", "DEPUTY_SECRETARY", "DIRECTOR", "COMMITTEE_MEMBER", "OFFICER"))), indexes=BY_NAME),
    Node("Industry", "行业", "Industry, GB/T 4754-2017", "industry", ("Entity",),
         (*NAMED, Property("code", zh="代码", en="GB/T 4754-2017 code", required=True)), unique=("code",), indexes=BY_NAME),
)  # fmt: skip

RELATIONSHIPS = (
    Relationship("LOCATED_IN", ("Organization",), ("Place",), "位于", "Has its premises in", PERIOD, **PERIODIC),
    Relationship("SERVES", ("Organization",), ("Place",), "服务于", "Serves the place"),
    Relationship("IN_INDUSTRY", ("Organization",), ("Industry",), "所属行业", "Works in the industry"),
    Relationship("SUBORDINATE_TO", ("PartyOrganization",), ("PartyOrganization",), "隶属", "Is under, in the party tree", acyclic=True, end_label="Superior"),
    Relationship("ESTABLISHED_IN", ("PartyOrganization",), ("Organization", "Place"), "建立于", "Is the party organization of"),
    Relationship("PARTNERS_WITH", ("Organization",), ("Organization",), "共建", "Agreement to build together", (*PERIOD, Property("scope", zh="范围", en="What it is about")), **PERIODIC),
    Relationship("POST_IN", ("Post",), ("Organization",), "设于", "Is a post in"),
    Relationship("DRAWN_FROM", ("VolunteerTeam",), ("ContactGroup",), "来自联络群", "Draws its members from the call network"),
    Relationship("MANAGES", ("PropertyManager",), ("Building",), "管理", "Manages the building"),
)  # fmt: skip
