"""Closed sets as GraphQL enums, named here and described in Chinese and English."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, cast

import strawberry

from graph import MODEL
from graph.model import Node
from queries import exploring, labels, timeline, told
from queries.solvers import labels as solvers

_NAMES: Mapping[str, tuple[str, dict[str, str]]] = {
    "EnterpriseKind": (
        "经营主体类别 / Kind of business entity",
        {"ENTERPRISE": "企业 / Enterprise", "SHOP": "商家 / Shop", "STALLHOLDER": "摊主 / Stallholder"},
    ),
    "EligibleKind": (
        "适用主体 / Who may receive",
        {
            "ENTERPRISE": "企业 / Enterprise",
            "SHOP": "商家 / Shop",
            "STALLHOLDER": "摊主 / Stallholder",
            "PERSON": "个人 / Person",
        },
    ),
    "EnterpriseSize": (
        "企业规模 / Size class",
        {
            "MICRO": "微型 / Micro",
            "SMALL": "小型 / Small",
            "MEDIUM": "中型 / Medium",
            "LARGE": "大型 / Large",
        },
    ),
    "ActiveStatus": ("在用状态 / In force or not", {"ACTIVE": "在用 / Active", "CLOSED": "已关闭 / Closed"}),
    "PartyTier": (
        "党组织层级 / Tier of a party organization",
        {
            "COMMUNITY": "社区 / Community",
            "AREA": "片区 / Area",
            "BUILDING": "楼宇 / Building",
            "ENTERPRISE": "企业 / Enterprise",
        },
    ),
    "Competence": (
        "职权 / What a department alone has the authority for",
        {
            "TRAFFIC_POLICE": "交警 / Traffic police",
            "URBAN_MANAGEMENT": "城管 / Urban management",
            "MARKET_REGULATION": "市场监管 / Market regulation",
            "LABOUR": "人社 / Labour",
            "FIRE": "消防 / Fire safety",
            "CIVIL_AFFAIRS": "民政 / Civil affairs",
        },
    ),
    "PartnerKind": (
        "共建单位类别 / Kind of partner",
        {
            "BANK": "银行 / Bank",
            "RESCUE": "救援 / Rescue",
            "CHARITY": "公益 / Charity",
            "SCHOOL": "学校 / School",
            "OTHER": "其他 / Other",
        },
    ),
    "PersonKind": (
        "人员身份 / What a person is known as here",
        {
            "EMPLOYEE": "职工 / Employee",
            "RIDER": "骑手 / Rider",
            "ELDER": "老人 / Elder",
            "RESIDENT": "居民 / Resident",
            "STAFF": "社区工作人员 / Community staff",
            "TALENT": "人才 / Talent",
        },
    ),
    "RingPolicy": (
        "就近规则 / How nearness counts for a term",
        {
            "RINGS": "由近及远 / Ring by ring",
            "ANYWHERE": "不分远近 / Anywhere alike",
            "DEPARTMENT": "职权部门 / The competent department",
        },
    ),
    "NeedStatus": (
        "需求状态 / State of a need",
        {"OPEN": "待办 / Open", "MET": "已满足 / Met", "WITHDRAWN": "已撤回 / Withdrawn"},
    ),
    "NeedList": (
        "所属清单 / List of needs",
        {
            "ENTERPRISE_NEEDS": "企业所需 / Enterprises need",
            "EMPLOYEE_HOPES": "职工所盼 / Employees hope for",
        },
    ),
    "ResourceKind": (
        "资源类别 / Kind of resource",
        {
            "SPACE": "空间 / Space",
            "FUND": "资金 / Fund",
            "EQUIPMENT": "设备 / Equipment",
            "QUOTA": "额度 / Quota",
        },
    ),
    "ActivityStatus": (
        "活动状态 / State of an activity",
        {"PLANNED": "计划中 / Planned", "HELD": "已举办 / Held", "CANCELLED": "已取消 / Cancelled"},
    ),
    "ReferralStatus": (
        "转介状态 / State of a referral (FHIR Task)",
        {
            "REQUESTED": "已转介 / Requested",
            "ACCEPTED": "已受理 / Accepted",
            "REJECTED": "已谢绝 / Rejected",
            "COMPLETED": "已完成 / Completed",
            "FAILED": "未办成 / Failed",
            "CANCELLED": "已取消 / Cancelled",
        },
    ),
    "BookingStatus": (
        "预订状态 / State of a booking",
        {"CONFIRMED": "已确认 / Confirmed", "CANCELLED": "已取消 / Cancelled"},
    ),
    "PostKind": (
        "岗位类别 / Kind of post",
        {
            "SECRETARY": "书记 / Secretary",
            "DEPUTY_SECRETARY": "副书记 / Deputy secretary",
            "DIRECTOR": "主任 / Director",
            "COMMITTEE_MEMBER": "委员 / Committee member",
            "OFFICER": "干事 / Officer",
        },
    ),
    "VisitKind": (
        "走访对象 / Whom a visit is to",
        {"ENTERPRISE": "企业 / Enterprise", "ELDER": "老人 / Elder"},
    ),
    "ServiceListKind": (
        "三张清单 / The three lists",
        {
            "ENTERPRISE_NEEDS": "企业所需 / What enterprises need",
            "EMPLOYEE_HOPES": "职工所盼 / What employees hope for",
            "COMMUNITY_CAN": "社区所能 / What the community can do",
        },
    ),
    "MatterKind": (
        "事项类别 / Kind of government matter",
        {
            "MARKET_ACCESS": "市场准入 / Market access",
            "LABOUR": "劳动 / Labour",
            "TAX": "税务 / Tax",
            "SOCIAL_INSURANCE": "社保 / Social insurance",
            "PERMITS": "许可证照 / Permits",
            "CONSULTATION": "政策咨询 / Consultation",
        },
    ),
    "CaseStatus": (
        "办件状态 / State of a case",
        {"OPEN": "办理中 / Open", "CLOSED": "已办结 / Closed", "WITHDRAWN": "已撤回 / Withdrawn"},
    ),
    "TrainingTheme": (
        "培训主题 / Theme of a training",
        {
            "ECONOMIC_KNOWLEDGE": "经济知识 / Economic knowledge",
            "POLICY": "政策解读 / Policy",
            "SERVICE_SKILLS": "服务技能 / Service skills",
        },
    ),
    "LoanStatus": (
        "贷款状态 / State of a loan",
        {
            "APPLIED": "已申请 / Applied for",
            "LENT": "已放款 / Lent",
            "REFUSED": "未批准 / Refused",
            "REPAID": "已还清 / Repaid",
        },
    ),
    "EventKind": (
        "变更类别 / What happened",
        {
            "CREATED": "新建 / Created",
            "CHANGED": "变更 / Changed",
            "REMOVED": "删除 / Removed",
            "LOADED": "载入 / A load's transaction",
        },
    ),
    "PartyStanding": (
        "党员身份 / Standing of a party member",
        {
            "IN_REGISTER": "在册党员 / In register",
            "FLOATING": "流动党员 / Floating",
            "APPLICANT": "入党积极分子 / Activist applying",
        },
    ),
    "PostingPath": (
        "派驻途径 / By which path staff are posted",
        {
            "SOCIAL_WORKER": "专职社工 / Full-time social worker",
            "ECONOMIC_OFFICIAL": "经济干部 / Economic official",
            "TALENT": "“双一流”人才 / Talent",
        },
    ),
    "SignUpStatus": (
        "报名状态 / State of a sign-up",
        {
            "SIGNED_UP": "已报名 / Signed up",
            "ATTENDED": "已参加 / Attended",
            "ABSENT": "缺席 / Absent",
            "CANCELLED": "已取消 / Cancelled",
        },
    ),
    "InvitedVia": (
        "因何匹配而受邀 / How the match was found that somebody was invited for",
        {"DIRECT": "直接匹配 / Direct", "POTENTIAL": "潜在提供者 / Potential", "TEXT": "文字匹配 / By text"},
    ),
    "Counted": (
        "图中对应的计数 / What the graph counts of the same thing",
        {
            "COMMUNITIES": "商务社区 / Business communities",
            "SERVICE_CENTERS": "综合服务中心 / Service centers",
            "BUILDINGS": "楼宇 / Buildings",
            "ENTERPRISES": "经营主体 / Business entities",
            "SPACE_SQUARE_METRES": "公共空间面积 / Public space, square metres",
            "STAFF": "社区工作力量 / Community staff",
            "VOLUNTEER_TEAMS": "志愿队伍 / Volunteer teams",
            "VOLUNTEERS": "志愿者 / Volunteers",
            "SOCIETIES": "社团 / Societies",
            "SOCIETY_MEMBERS": "社团成员 / Members of societies",
            "ACTIVITIES": "一年内的活动 / Activities within a year",
            "VISITS": "企业走访 / Visits to enterprises",
            "TRAININGS": "培训 / Trainings",
            "NEEDS_MET": "已解决的需求 / Needs met",
            "CATALOGUE_ITEMS": "目录事项 / Catalogue items",
            "TALENTS": "人才 / Talents",
            "AREAS": "片区 / Areas",
            "MICRO_GRIDS": "楼宇微网格 / Micro-grids",
            "BORROWERS": "借款主体 / Borrowers",
            "BORROWED_IN_TOTAL": "累计借款（元） / Borrowed in total, yuan",
            "CREDIT_LINE": "授信额度（元） / Credit line, yuan",
            "PAIRED_RIDERS": "结对骑手 / Riders paired",
            "PAIRED_ELDERS": "结对老人 / Elders paired",
            "BUILDINGS_COVERED": "服务覆盖的楼宇 / Buildings that a service covers",
        },
    ),
    "Qualifier": (
        "数字修饰 / How the source qualifies a figure",
        {"OVER": "超过 / Over", "NEARLY": "近 / Nearly", "EXACTLY": "为 / Exactly"},
    ),
}


def _enum(name: str, description: str, values: Mapping[str, str]) -> type[Enum]:
    members = {key: strawberry.enum_value(key, description=text) for key, text in values.items()}
    made = cast("Any", Enum)(name, members)
    return strawberry.enum(made, description=description)


def _told(*closed: tuple[str, str, labels.Labels]) -> Mapping[str, type[Enum]]:
    """Enums by name, of (name, description, code -> what it is called in Chinese and English)."""
    return {
        name: _enum(name, description, {code: " / ".join(label) for code, label in values.items()})
        for name, description, values in closed
    }


ENUMS: Mapping[tuple[str, ...], type[Enum]] = {
    tuple(values): _enum(name, description, values) for name, (description, values) in _NAMES.items()
}
"""Closed set of the model -> its enum."""


MATCHING: Mapping[str, type[Enum]] = _told(
    ("MatchVia", "候选的来路 / How a candidate was found", labels.VIA),
    ("MatchAction", "下一步 / What to do next", labels.ACTION),
    ("Gate", "匹配条件 / What a candidate must pass", labels.GATE),
    ("GateState", "条件的结果 / What a gate says", labels.STATE),
    ("Feature", "评分项 / A part of the score", labels.FEATURE),
    ("TermRelation", "类目之间的关系 / How two terms are related", labels.RELATION),
    ("PathKind", "路径种类 / What a path leads from and to", labels.PATH),
    ("NeedChange", "一条需求会怎样变 / What would become of a need", labels.CHANGE),
    ("Absence", "不在结果中的原因 / Why a candidate is not among the matches", labels.ABSENCE),
)
"""Closed sets of matching, by name."""


def _labels(name: str, description: str, nodes: Iterable[Node]) -> type[Enum]:
    """An enum whose values are labels of the model."""
    members = {
        re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.label).upper(): strawberry.enum_value(
            node.label, description=f"{node.zh} / {node.en}"
        )
        for node in nodes
    }
    return strawberry.enum(cast("Any", Enum)(name, members), description=description)


ProviderKind = _labels(
    "ProviderKind",
    "提供者的种类 / What kind of organization provides, or a person",
    [
        each
        for each in MODEL.nodes
        if each.prefix and ("Organization" in each.parents or each.label == "Person")
    ],
)


PLANS: Mapping[str, type[Enum]] = _told(
    ("PairPart", "结对价值的一项 / A part of a pair's value", solvers.PART),
    ("UnpairedReason", "老人没有配上的原因 / Why an elder is not served", solvers.UNPAIRED),
    ("UnservedReason", "需求没有满足的原因 / Why a need is not served, or not wholly", solvers.UNSERVED),
    ("IdleReason", "队员没有配上的原因 / Why a member has no elder", solvers.IDLE),
)
"""Closed sets of pairs and plans, by name."""


MECHANISMS: Mapping[str, type[Enum]] = _told(
    ("TrainingOutcome", "培训结果 / What came of a training for a person", labels.TRAINED),
    ("TimelineKind", "发生了什么 / What happened", timeline.ENTRY),
)
"""Closed sets of what the community's own work is asked about, by name."""


EXPLORING: Mapping[str, type[Enum]] = {
    "RelationshipType": _enum(
        "RelationshipType",
        "关系类型 / Type of a relationship in the graph",
        {name: " / ".join(told.TIES[name]) for name in exploring.explored()},
    ),
    "NeedDimension": _enum(
        "NeedDimension",
        "需求的统计维度 / What needs are counted by",
        {
            "TERM": "需要的类目 / The term asked for; a need that asks for several counts under each",
            "COMMUNITY": "商务社区 / The community where it is needed",
            "AREA": "片区 / The area where it is needed",
            "BUILDING": "楼宇 / The building where it is needed",
            "STATUS": "状态 / State",
            "LIST": "清单 / List",
            "MONTH": "提出月份 / Month in which it was raised",
            "RAISER_KIND": "提出者类别 / What kind of agent asked",
        },
    ),
    "RaiserKind": _enum(
        "RaiserKind",
        "提出者类别 / What kind of agent asked",
        {code: " / ".join(label) for code, label in labels.KINDS.items()},
    ),
}
"""Closed sets of exploring, by name."""
