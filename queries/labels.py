"""What staff see of matching's closed sets, in Chinese and English: code -> (Chinese, English)."""

from collections.abc import Mapping

Labels = Mapping[str, tuple[str, str]]

VIA: Labels = {
    "DIRECT": ("直接提供", "Offers it"),
    "POTENTIAL": ("有潜力提供", "Could offer it"),
    "TEXT": ("文字相近", "Found by its words"),
}
ACTION: Labels = {
    "REFER": ("转介", "Refer"),
    "INVITE": ("邀请参加楼委会会议", "Invite to the committee's meeting"),
    "SIGN_UP": ("报名", "Sign up"),
    "CHECK": ("待核实后转介", "Check, then refer"),
}
GATE: Labels = {
    "INACTIVE": ("有效期", "In force"),
    "NOT_COVERING": ("服务范围", "Service area"),
    "NOT_ELIGIBLE": ("适用条件", "Eligibility"),
    "NOT_QUALIFIED": ("资质", "Qualification"),
    "NO_CONSENT": ("本人同意", "Consent"),
    "OUT_OF_SCHEDULE": ("时间", "Schedule"),
    "PARKED": ("搁置", "Parked"),
    "NO_CAPACITY": ("余量", "Capacity"),
}
"""What each gate looks at; its code names the failure."""
STATE: Labels = {
    "PASS": ("通过", "Passed"),
    "FAIL": ("不通过", "Failed"),
    "UNKNOWN": ("待核实", "To be checked"),
}
FEATURE: Labels = {
    "FIT": ("类目契合", "Fit of terms"),
    "KIN": ("同一大类", "Same top-level terms"),
    "WORDS": ("文字相近", "Shared words"),
    "MEANING": ("意思相近", "Similar meaning"),
    "TIES": ("已有联系", "Ties between raiser and provider"),
    "READINESS": ("响应条件", "Readiness"),
    "NEARNESS": ("远近", "Nearness"),
}
RELATION: Labels = {
    "EXACT": ("正是此类目", "The very term"),
    "WHOLE": ("包含此类目", "The problem that it is a part of"),
    "BROADER": ("上位类目", "A broader term"),
    "NARROWER": ("下位类目", "A narrower term"),
    "RELATED": ("相关类目", "A related term"),
    "NEAR": ("意思相近的类目", "A term that means nearly the same"),
    "SUGGESTED": ("行业或资源提示", "Suggested by industry or resource"),
}
PATH: Labels = {
    "NEED_TO_CANDIDATE": ("需求到候选", "From the need to the candidate"),
    "RAISER_TO_PROVIDER": ("提出者到提供者", "From who asked to who provides"),
}
ABSENCE: Labels = {
    "MATCHED": ("在匹配结果中", "It is among the matches"),
    "EXCLUDED": ("被条件排除", "A gate excludes it"),
    "FARTHER_RING": ("更近处已经足够", "A nearer ring was enough"),
    "NOT_LINKED": ("图中没有路径相连", "No path leads to it"),
    "UNKNOWN": ("没有这个候选", "There is no such candidate"),
}
CHANGE: Labels = {
    "NO_LONGER_MET": ("不再有匹配", "It has no match any more"),
    "NEWLY_MET": ("从无到有", "It has a match now, and had none"),
    "WORSE": ("更远或更弱", "Its first match is farther or weaker"),
    "BETTER": ("更近或更强", "Its first match is nearer or stronger"),
    "AS_GOOD": ("首选换了或数量变了，远近得分相当", "Another first match as good, or others behind it"),
}
"""What becomes of a need's matches."""
RINGS: tuple[tuple[str, str], ...] = (
    ("本楼", "the building"),
    ("本片区", "the area"),
    ("本社区", "the community"),
    ("本区", "the district"),
    ("区外", "beyond the district"),
    ("地点不详", "place not known"),
)
"""By ring, 0 the nearest; the last stands for no ring."""

SIZES: Labels = {
    "MICRO": ("微型", "micro"), "SMALL": ("小型", "small"),
    "MEDIUM": ("中型", "medium"), "LARGE": ("大型", "large"),
}  # fmt: skip
KINDS: Labels = {
    "ENTERPRISE": ("企业", "enterprises"), "SHOP": ("商家", "shops"), "STALLHOLDER": ("摊主", "stallholders"),
    "PERSON": ("个人", "persons"), "ORGANIZATION": ("其他组织", "other organizations"),
}  # fmt: skip
COMPETENCES: Labels = {
    "TRAFFIC_POLICE": ("交警", "the traffic police"),
    "URBAN_MANAGEMENT": ("城管", "urban management"),
    "MARKET_REGULATION": ("市场监管部门", "market regulation"),
    "LABOUR": ("人社部门", "the labour department"),
    "FIRE": ("消防部门", "the fire department"),
    "CIVIL_AFFAIRS": ("民政部门", "civil affairs"),
}

TRAINED: Labels = {
    "QUALIFIED": ("合格且持证有效", "Passed, and holds it in force"),
    "NOT_GRANTED_YET": ("合格，尚未发证", "Passed, and does not hold it yet"),
    "ENDED": ("合格，证书已到期", "Passed, and it has ended since"),
    "PASSED": ("合格，此培训不发证", "Passed; the training grants nothing"),
    "NOT_PASSED": ("未合格", "Did not pass"),
    "NOT_KNOWN": ("结果未登记", "Not known whether passed"),
}
"""What came of a training for one person."""


def ring(number: int | None) -> tuple[str, str]:
    """Label of a ring; None is a place not known."""
    return RINGS[5 if number is None else min(number, 5)]
