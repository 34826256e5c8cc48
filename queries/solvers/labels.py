"""What staff see of pairs' and plans' closed sets, in Chinese and English: code -> (Chinese, English)."""

from queries.labels import GATE, Labels

PART: Labels = {
    "SKILLS": ("所求所能相合", "Offers what the elder asks"),
    "LANGUAGE": ("语言相通", "A language in common"),
    "VISITS": ("走访次数够不够", "Days for the visits asked"),
    "DISTANCE": ("远近", "Nearness"),
    "LOAD": ("余力", "Room left"),
    "CONTINUITY": ("熟悉", "Knows the elder already"),
}
"""The first three are the elder's side, the others the rider's."""

UNSERVED: Labels = {
    "NO_CANDIDATE": ("没有人提供", "Nobody offers it"),
    "EXCLUDED": ("提供者都被条件排除", "Whoever offers it fails a gate"),
    "WEAK": ("只有契合较弱的提供者", "Only weak matches"),
    "TAKEN": ("余量已分给别的需求", "What there is goes to other needs"),
    "PARTLY": ("只满足了一部分，余量不够", "Served in part: there is not enough"),
}

UNPAIRED: Labels = {
    "CONSENT_UNKNOWN": ("老人是否同意尚不清楚，先问本人", "Not known whether the elder consents: ask first"),
    "CONSENT_WITHDRAWN": ("老人不同意，或已撤回同意", "The elder doesn't consent, or has withdrawn it"),
    "ALL_FULL": ("合适的队员名额都已用完", "Whoever fits has no room left"),
    "NOBODY_FITS": ("没有合适的队员", "No member fits"),
}
IDLE: Labels = {
    **{code: (f"不符合：{zh}", f"A gate excludes: {en}") for code, (zh, en) in GATE.items()},
    "NO_CAPACITY": ("名额已满", "No room left"),
    "NOT_OFFERED": ("没有登记可提供的服务", "Offers nothing yet"),
    "NOT_NEEDED": ("没有需要配对的老人", "No elder is left for them"),
}
