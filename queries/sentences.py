"""Why, in a sentence: matches and gates told in Chinese and English from the facts that a statement gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from queries.labels import COMPETENCES, KINDS, RINGS, SIZES, Labels, ring

Facts = Mapping[str, Any]
Both = tuple[str, str]
"""The same in Chinese and in English."""

WEEKDAYS: Both = ("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")


def number(value: float | None, unit: str | None = None) -> str:
    """An amount as people write it: 200000.0 -> 200,000."""
    if value is None:
        return "?"
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return f"{text} {unit}" if unit else text


def _named(labels: Labels, codes: Sequence[str]) -> Both:
    found = [labels.get(code, (code, code)) for code in codes]
    return "、".join(zh for zh, _ in found), ", ".join(en for _, en in found)


def _days(days: Sequence[int]) -> Both:
    return "、".join(f"周{WEEKDAYS[0][day - 1]}" for day in days), ", ".join(
        WEEKDAYS[1].split()[day - 1] for day in days
    )


def evidence(gate: str, state: str, fact: Facts) -> Both | None:
    """What a gate found, or None where there is nothing to say."""
    if state == "UNKNOWN":
        return _asked(gate, fact)
    if state == "PASS":
        return _passed(gate, fact)
    match gate:
        case "INACTIVE":
            return _inactive(fact)
        case "NOT_COVERING":
            zh, en = _places(fact)
            return f"服务范围是{zh}，不含需求所在地", f"It serves {en}, and not where it is needed"
        case "NOT_ELIGIBLE":
            return _ineligible(fact)
        case "NOT_QUALIFIED":
            return _unqualified(fact)
        case "NO_CONSENT":
            if fact["asked"]:
                return "本人未同意", "The person has not agreed"
            return "尚未征得本人同意", "Nobody has asked the person yet"
        case "OUT_OF_SCHEDULE":
            if fact.get("on"):
                return (
                    f"时间是 {fact['on']}，不在需要的期间",
                    f"It is on {fact['on']}, outside the days asked",
                )
            zh, en = _days(fact["weekdays"])
            return f"只在{zh}提供", f"Only on {en}"
        case "PARKED":
            reason = fact.get("reason")
            zh, en = (f"：{reason}", f": {reason}") if reason else ("", "")
            return (
                f"已谢绝，{fact['until']} 前不再推荐{zh}",
                f"Declined; not offered again before {fact['until']}{en}",
            )
        case _:
            free, useful = number(fact["free"], fact["unit"]), number(fact["useful"], fact["unit"])
            return f"余量 {free}，至少要 {useful}", f"{free} free; the smallest useful amount is {useful}"


def _places(fact: Facts) -> Both:
    """A service area: its first places, and how many there are in all."""
    zh, en = "、".join(fact["places"]), ", ".join(fact["places"])
    more = fact["many"] - len(fact["places"])
    return (f"{zh}等 {fact['many']} 处", f"{en} and {more} more") if more else (zh, en)


def _passed(gate: str, fact: Facts) -> Both | None:
    if gate == "NO_CAPACITY" and fact.get("free") is not None:
        free = number(fact["free"], fact["unit"])
        if fact.get("partial"):
            asked = number(fact["quantity"])
            return f"余量 {free}，只够所需 {asked} 的一部分", f"{free} free, a part of the {asked} asked"
        return f"余量 {free}", f"{free} free"
    if gate == "OUT_OF_SCHEDULE" and fact.get("shared"):
        zh, en = _days(fact["shared"])
        return f"只在{zh}可以", f"Only on {en} of the days asked"
    return None


def _inactive(fact: Facts) -> Both:
    if until := fact.get("until"):
        return f"{until} 已结束", f"It ended on {until}"
    if start := fact.get("from"):
        return f"{start} 才开始", f"It begins only on {start}"
    if fact.get("provider"):
        return "提供者已停止活动", "The provider has closed"
    return {
        "HELD": ("已经举办", "It has been held"),
        "CANCELLED": ("已经取消", "It was cancelled"),
    }.get(fact.get("status") or "", ("已关闭", "It is closed"))


def _ineligible(fact: Facts) -> Both:
    match fact["of"]:
        case "KIND":
            (zh, en), (is_zh, is_en) = _named(KINDS, fact["may"]), _named(KINDS, [fact["is"]])
            return f"只面向{zh}，受益者是{is_zh}", f"Only for {en}; this is for {is_en}"
        case "SIZE":
            (zh, en), (is_zh, is_en) = _named(SIZES, fact["may"]), _named(SIZES, [fact["is"]])
            return f"只面向{zh}，受益者是{is_zh}", f"Only for {en} entities; this one is {is_en}"
        case "INDUSTRY":
            may = "、".join(fact["may"])
            return (
                f"只面向行业 {may}，受益者属 {fact['is']}",
                f"Only for industries {may}; this one is in {fact['is']}",
            )
        case "AGE":
            zh, en = _ages(fact)
            return f"只面向{zh}", f"Only for ages {en}"
        case _:
            return "仅限其成员", "Only for its members"


def _ages(fact: Facts) -> Both:
    least, most = fact.get("least"), fact.get("most")
    if most is None:
        return f"{least} 岁及以上", f"{least} and over"
    return f"{least or 0} 至 {most} 岁", f"{least or 0} to {most}"


def _unqualified(fact: Facts) -> Both:
    if authority := fact.get("authority"):
        zh, en = COMPETENCES[authority]
        return f"这是{zh}的职权", f"Only {en} may do it"
    name = fact["qualification"]
    if until := fact.get("until"):
        return f"“{name}”已于 {until} 到期", f"“{name}” ended on {until}"
    if fact["team"]:
        return f"没有成员持有“{name}”", f"None of its members holds “{name}”"
    return f"未持有“{name}”", f"“{name}” is not held"


def _asked(gate: str, fact: Facts) -> Both:
    """What to ask, where the graph doesn't know."""
    if gate == "NOT_COVERING":
        if fact.get("places"):
            zh, en = _places(fact)
            return f"需求在哪里？服务范围是{zh}", f"Where is it needed? It serves {en}"
        return "能否服务到需求所在地？", "Could it serve the place where it is needed?"
    if gate == "NOT_ELIGIBLE":
        match fact.get("of"):
            case "SIZE":
                zh, en = _named(SIZES, fact["may"])
                return f"受益者规模是多少？只面向{zh}", f"What size is it? Only for {en} entities"
            case "INDUSTRY":
                return "受益者属哪个行业？", "Which industry is it in?"
            case "AGE":
                zh, en = _ages(fact)
                return f"受益者多大年纪？只面向{zh}", f"How old are they? Only for ages {en}"
            case _:
                return "受益者是谁？", "Who is it for?"
    if fact.get("wanted"):
        return (
            f"以“{fact['unit']}”计，如何折算成“{fact['wanted']}”？",
            f"It is counted in {fact['unit']}: how much is that in {fact['wanted']}?",
        )
    if fact.get("quantity") is None:
        return "能提供多少？", "How much could it give?"
    wanted = number(fact["quantity"], fact.get("unit"))
    return f"能提供多少？需要 {wanted}", f"How much could it give? {wanted} are asked"


def reason(said: Facts) -> Both:
    """Why this match: who, what, how near, and what remains to be asked."""
    zh, en = _found(said)
    near_zh, near_en = ring(said["ring"])
    if said["ring"] is not None:
        home, home_en = said["home"], said["homeEn"]
        zh += f"，{near_zh}" + (f"（{home}）" if home else "")
        en += f", in {near_en}" + (f" ({home_en})" if home_en else "")
    if said["free"] is not None:
        free = number(said["free"], said["unit"])
        zh, en = f"{zh}，余量 {free}", f"{en}, {free} free"
    zh, en = f"{zh}。", f"{en}."
    if said["via"] == "POTENTIAL":
        zh, en = f"{zh}可邀请到楼委会会议上商谈。", f"{en} Invite it to the committee's meeting."
    elif said["weak"]:
        zh, en = f"{zh}契合较弱，仅供参考。", f"{en} A weak match, for reference."
    if said["unknown"] and said["via"] != "POTENTIAL":
        zh, en = f"{zh}有 {len(said['unknown'])} 项待核实。", f"{en} {len(said['unknown'])} to be checked."
    return zh, en


def _found(said: Facts) -> Both:
    """Who offers what, and how that is linked with what is asked."""
    who = said["provider"] or "提供者不详"
    who_en = said["providerEn"] or "Provider not known"
    asked, asked_en, by, by_en = said["asked"], said["askedEn"], said["by"], said["byEn"]
    if said["via"] == "TEXT":
        words = "、".join(said["words"])
        like, like_en = (
            (f"文字相近（{words}）", f"shares words with the need ({words})")
            if words
            else ("相近", "comes near what the need says")
        )
        return f"{who}的“{said['candidate']}”与所述{like}", f"“{said['candidateEn']}” of {who_en} {like_en}"
    part, part_en = "", ""
    if said["parts"] > 1:
        part = f"“{said['whole']}”需要 {said['parts']} 项合力，其中"
        part_en = f"One of {said['parts']} parts of “{said['wholeEn']}”: "
    if said["via"] == "POTENTIAL":
        trade, trade_en = said["through"], said["throughEn"]
        why, why_en = (f"属{trade}，", f" is in {trade_en} and") if trade else ("", "")
        return (
            f"{part}{who}{why}还没有提供“{asked}”，但有条件提供",
            f"{part_en}{who_en}{why_en} doesn't offer “{asked_en}” yet, but could",
        )
    link, link_en = {
        "BROADER": (f"，是“{asked}”的上位类目", f", which is broader than “{asked_en}”"),
        "NARROWER": (f"，属于“{asked}”", f", a kind of “{asked_en}”"),
        "RELATED": (f"，与“{asked}”只是相关", f", which is only related to “{asked_en}”"),
        "NEAR": (f"，与“{asked}”意思相近", f", which means nearly the same as “{asked_en}”"),
        "WHOLE": (f"，包含“{asked}”", f", which “{asked_en}” is a part of"),
    }.get(said["relation"], ("", ""))
    return (
        f"{part}{who}的“{said['candidate']}”提供“{by}”{link}",
        f"{part_en}“{said['candidateEn']}” of {who_en} provides “{by_en}”{link_en}",
    )


def ring_tried(row: Facts) -> Both:
    """What a ring held, told."""
    near, near_en = RINGS[5 if row["ring"] is None else row["ring"]]
    if row["ring"] is None:
        near, near_en = "不分远近", "all rings alike"
    supply = number(row["supply"])
    asked = f" / {number(row['asked'])}" if row["asked"] is not None else ""
    end, end_en = ("，已足够", ", enough") if row["enough"] else ("，不够", ", not enough")
    return (
        f"{near}：{row['candidates']} 个候选，可用 {supply}{asked}{end}",
        f"{near_en}: {row['candidates']} candidates, supply {supply}{asked}{end_en}",
    )
