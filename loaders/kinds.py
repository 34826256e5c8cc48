"""The words for closed sets: what a `kind` cell chooses, and the Chinese names of enum values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Kinds = Mapping[str, tuple[str, Mapping[str, Any]]]
"""A word of a `kind` column -> the label it stands for, and the properties it gives the node."""

PLACES: Kinds = {
    "district": ("District", {"level": 3}),
    "community": ("Community", {"level": 2}),
    "area": ("Area", {"level": 1}),
    "microgrid": ("MicroGrid", {"level": 0}),
    "building": ("Building", {"level": 0}),
    "subdistrict": ("Subdistrict", {}),
    "road": ("Road", {}),
    "space": ("PublicSpace", {}),
}

ORGANIZATIONS: Kinds = {
    "enterprise": ("Enterprise", {"kind": "ENTERPRISE"}),
    "shop": ("Enterprise", {"kind": "SHOP"}),
    "stallholder": ("Enterprise", {"kind": "STALLHOLDER"}),
    "society": ("Society", {}),
    "team": ("VolunteerTeam", {}),
    "party": ("PartyOrganization", {}),
    "committee": ("BuildingCommittee", {}),
    "center": ("ServiceCenter", {}),
    "department": ("Department", {}),
    "partner": ("PartnerOrganization", {}),
    "property": ("PropertyManager", {}),
    "visiting": ("VisitingTeam", {}),
    "group": ("ContactGroup", {}),
}

CHINESE: Mapping[str, tuple[str, ...]] = {
    # places and organizations
    "district": ("区",), "community": ("商务社区", "社区"), "area": ("片区", "专属网格"),
    "microgrid": ("楼宇微网格", "微网格"), "building": ("楼宇",), "subdistrict": ("街道",),
    "road": ("道路",), "space": ("公共空间",),
    "enterprise": ("企业",), "shop": ("商家", "商铺"), "stallholder": ("摊主",), "society": ("社团",),
    "team": ("志愿队伍", "志愿队"), "party": ("党组织",), "committee": ("楼宇治理委员会", "楼委会"),
    "center": ("综合服务中心", "服务中心"), "department": ("政府部门", "部门"), "partner": ("共建单位",),
    "property": ("物业", "楼宇物业"), "visiting": ("走访队",), "group": ("联络群", "群"),
    # enum values of graph/model
    "ENTERPRISE": ("企业",), "SHOP": ("商家",), "STALLHOLDER": ("摊主",), "PERSON": ("个人",),
    "MICRO": ("微型",), "SMALL": ("小型",), "MEDIUM": ("中型",), "LARGE": ("大型",),
    "ACTIVE": ("有效", "活跃", "启用"), "CLOSED": ("已关闭", "关闭", "停办", "已办结"),
    "COMMUNITY": ("社区", "社区级"), "AREA": ("片区", "片区级"), "BUILDING": ("楼宇", "楼宇级"),
    "TRAFFIC_POLICE": ("交警",), "URBAN_MANAGEMENT": ("城管",), "MARKET_REGULATION": ("市场监管",),
    "LABOUR": ("劳动", "人社"), "FIRE": ("消防",), "CIVIL_AFFAIRS": ("民政",),
    "BANK": ("银行",), "RESCUE": ("救援",), "CHARITY": ("公益",), "SCHOOL": ("学校",), "OTHER": ("其他",),
    "EMPLOYEE": ("职工",), "RIDER": ("骑手",), "ELDER": ("老人", "独居老人"), "RESIDENT": ("居民",),
    "STAFF": ("工作人员", "社区工作者"), "TALENT": ("人才", "双一流人才"),
    "IN_REGISTER": ("在册党员", "在册"), "FLOATING": ("流动党员", "流动"), "APPLICANT": ("入党积极分子", "积极分子"),
    "SOCIAL_WORKER": ("专职社工", "社工"), "ECONOMIC_OFFICIAL": ("经济干部",),
    "RINGS": ("就近", "由近及远"), "ANYWHERE": ("不限远近",), "DEPARTMENT": ("主管部门",),
    "OPEN": ("待办", "未解决", "办理中"), "MET": ("已解决", "已满足"), "WITHDRAWN": ("已撤回",),
    "ENTERPRISE_NEEDS": ("企业所需",), "EMPLOYEE_HOPES": ("职工所盼",),
    "SPACE": ("空间", "场地"), "FUND": ("资金",), "EQUIPMENT": ("设备",), "QUOTA": ("额度", "名额"),
    "PLANNED": ("计划", "即将举办"), "HELD": ("已举办",), "CANCELLED": ("已取消",),
    "REQUESTED": ("已提出",), "ACCEPTED": ("已接受",), "REJECTED": ("已拒绝",), "COMPLETED": ("已完成",),
    "CONFIRMED": ("已确认",), "SIGNED_UP": ("已报名",), "ATTENDED": ("已出席", "已参加"), "ABSENT": ("缺席",),
    "SECRETARY": ("书记",), "DEPUTY_SECRETARY": ("副书记",), "DIRECTOR": ("主任",), "COMMITTEE_MEMBER": ("委员",), "OFFICER": ("干事", "专员"),
    "COMMUNITY_CAN": ("社区所能",), "MARKET_ACCESS": ("市场准入",), "TAX": ("税务",), "SOCIAL_INSURANCE": ("社保",),
    "PERMITS": ("许可证照", "许可"), "CONSULTATION": ("政策咨询", "咨询"),
    "ECONOMIC_KNOWLEDGE": ("经济知识",), "POLICY": ("政策解读",), "SERVICE_SKILLS": ("服务技能",),
    "APPLIED": ("已申请",), "LENT": ("已放款",), "REFUSED": ("未批准",), "REPAID": ("已还清",),
    "CREATED": ("新建",), "CHANGED": ("变更",), "REMOVED": ("删除",), "LOADED": ("载入",),
    "PLANNER": ("规划人员",), "INTEGRATION": ("外部系统",),
    "DIRECT": ("直接匹配", "直接"), "POTENTIAL": ("潜在",), "TEXT": ("文字",),
    "COMMUNITIES": ("商务社区数",), "SERVICE_CENTERS": ("服务中心数",), "BUILDINGS": ("楼宇数",), "ENTERPRISES": ("企业数",),
    "SPACE_SQUARE_METRES": ("公共空间面积",), "VOLUNTEER_TEAMS": ("志愿队伍数",), "VOLUNTEERS": ("志愿者数",),
    "SOCIETIES": ("社团数",), "SOCIETY_MEMBERS": ("社团成员数",), "ACTIVITIES": ("活动数",), "VISITS": ("走访数",),
    "TRAININGS": ("培训数",), "NEEDS_MET": ("解决问题数",), "CATALOGUE_ITEMS": ("目录事项数",), "TALENTS": ("人才数",),
    "AREAS": ("片区数",), "MICRO_GRIDS": ("微网格数",), "BORROWERS": ("借款人数",), "BORROWED_IN_TOTAL": ("累计借款",),
    "CREDIT_LINE": ("授信额度",), "PAIRED_RIDERS": ("结对骑手数",), "PAIRED_ELDERS": ("结对老人数",), "BUILDINGS_COVERED": ("覆盖楼宇数",),
    "FAILED": ("未成",), "OVER": ("超过", "余"), "NEARLY": ("近", "将近"), "EXACTLY": ("恰为", "正好"),
}  # fmt: skip
"""Chinese names of a value; English ones are the value itself, in any case."""
