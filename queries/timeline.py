"""The life of an entity, each thing that happened in a sentence, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graph.model import MODEL
from graph.model.declare import Relationship
from queries.labels import Labels
from queries.sentences import Both, Facts, number

ENTRY: Labels = {
    "RAISED": ("提出", "Raised"),
    "HEARD": ("走访", "Visited"),
    "LISTED": ("列入清单", "Put on a list"),
    "DISCUSSED": ("上会", "Discussed"),
    "RESOLVED": ("决议", "Resolved"),
    "REFERRED": ("转介", "Referred"),
    "CARRIED_OUT": ("决议办结", "Carried out"),
    "BROUGHT_ABOUT": ("促成", "Brought about"),
    "REFERRAL_ENDED": ("转介办结", "Referral ended"),
    "REPAID": ("还款", "Repaid"),
    "EVENT": ("变更记录", "Change"),
}
"""What happened."""

STATUS: Labels = {
    "REQUESTED": ("已提出", "requested"), "ACCEPTED": ("已接受", "accepted"), "REJECTED": ("已谢绝", "rejected"),
    "COMPLETED": ("已完成", "completed"), "FAILED": ("未成", "failed"), "CANCELLED": ("已取消", "cancelled"),
}  # fmt: skip
CHANGE: Labels = {
    "CREATED": ("登记", "entered"),
    "CHANGED": ("修改", "changed"),
    "REMOVED": ("删除", "removed"),
    "LOADED": ("载入", "loaded"),
}
Tie = Mapping[str, Any]
"""A relationship in an event: its far end's `id`, and properties."""
SOMEBODY: Both = ("有人", "somebody")


def said(kind: str, fact: Facts) -> Both:
    """One thing that happened; a person is somebody, for a sentence can't be masked."""
    zh, en = SOMEBODY
    if who := fact.get("who"):
        zh = en = who
    match kind:
        case "RAISED":
            return f"{zh}提出", f"Raised by {en}"
        case "HEARD":
            visited = fact.get("visited")
            return (
                f"{zh}走访{visited or '时'}{'，' if visited else ''}听到",
                f"Heard by {en} on a visit" + (f" to {visited}" if visited else ""),
            )
        case "LISTED":
            return (
                f"列入“{fact['list']}”第 {fact['number']} 版",
                f"On version {fact['number']} of “{fact['list']}”",
            )
        case "DISCUSSED":
            return _discussed(fact)
        case "RESOLVED":
            due = fact.get("due")
            return (
                f"决议：{fact['title']}" + (f"，{due} 前完成" if due else ""),
                f"Resolved: {fact['title']}" + (f", by {due}" if due else ""),
            )
        case "CARRIED_OUT":
            return f"决议办结：{fact['title']}", f"Carried out: {fact['title']}"
        case "BROUGHT_ABOUT":
            return f"促成“{fact['title']}”，由{zh}提供", f"“{fact['title']}” came of it, offered by {en}"
        case "REPAID":
            return f"还款 {number(fact['amount'], '元')}", f"{number(fact['amount'])} yuan repaid"
        case "EVENT":
            return _changed(fact)
        case _:
            return _referred(kind, fact)


def _discussed(fact: Facts) -> Both:
    zh, en = f"上会讨论：{fact['meeting']}", f"Discussed at: {fact['meeting']}"
    if not fact["invited"]:
        return zh, en
    return f"{zh}，邀请{'、'.join(fact['invited'])}", f"{en}; invited: {', '.join(fact['plain'])}"


def _referred(kind: str, fact: Facts) -> Both:
    to = fact.get("to")
    to_zh, to_en = (f"“{to}”", f"“{to}”") if to else SOMEBODY
    if kind == "REFERRED":
        return f"转介给{to_zh}", f"Referred to {to_en}"
    zh, en = STATUS.get(fact["status"], (fact["status"], fact["status"]))
    reason = fact.get("reason")
    return (
        f"给{to_zh}的转介{zh}" + (f"：{reason}" if reason else ""),
        f"The referral to {to_en} was {en}" + (f": {reason}" if reason else ""),
    )


def _changed(fact: Facts) -> Both:
    zh, en = CHANGE[fact["kind"]]
    before, after = _properties(fact.get("before")), _properties(fact.get("after"))
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    changed.sort(key=MODEL.by_type.__contains__)
    if fact["kind"] == "CHANGED" and changed:
        chinese, ends = _chinese(fact["labels"]), {id_: (zh, en) for id_, zh, en in fact.get("names") or ()}
        told = [
            _tied(name, before.get(name) or [], after.get(name) or [], ends)
            if name in MODEL.by_type
            else _value(name, chinese.get(name, name), before, after)
            for name in changed
        ]
        zh += "：" + "，".join(each for each, _ in told)
        en += ": " + ", ".join(each for _, each in told)
    why_zh, why_en = (f"（{fact['reason']}）", f" ({fact['reason']})") if fact.get("reason") else ("", "")
    return f"{fact['actor']} {zh}{why_zh}", f"{fact['actor']} {en}{why_en}"


def _value(name: str, chinese: str, before: Tie, after: Tie) -> Both:
    change = f"{_told(before, name)} → {_told(after, name)}"
    return f"{chinese} {change}", f"{name} {change}"


def _tied(
    type_: str, before: list[Tie], after: list[Tie], ends: Mapping[str, tuple[str | None, str | None]]
) -> Both:
    """Relationships of one type that came (+), went (−) or changed; a person is somebody here, too."""
    declared = MODEL.by_type[type_]
    was, now = ({_key(declared, each): each for each in side} for side in (before, after))
    names = {each.name: each.zh for each in declared.properties}
    told: list[Both] = []
    for key in {**was, **now}:
        zh, en = ends.get(key[0], (key[0], None))
        zh, en = (zh, en or zh) if zh else SOMEBODY
        if key in was and key in now:
            properties = {
                name: None for name in (*was[key], *now[key]) if was[key].get(name) != now[key].get(name)
            }
            values = [_value(name, names.get(name, name), was[key], now[key]) for name in properties]
            told.append(
                (
                    f"{zh} {'、'.join(each for each, _ in values)}",
                    f"{en} {', '.join(each for _, each in values)}",
                )
            )
        else:
            sign = "+" if key in now else "−"
            told.append((f"{sign}{zh}", f"{sign}{en}"))
    return (
        f"{declared.zh} {'、'.join(each for each, _ in told)}",
        f"{type_} {', '.join(each for _, each in told)}",
    )


def _key(declared: Relationship, tie: Tie) -> tuple[str, ...]:
    return tie["id"], *(str(tie.get(name)) for name in declared.key)


def _chinese(labels: Sequence[str]) -> dict[str, str]:
    """What the properties of a node with these labels are called in Chinese."""
    nodes = [MODEL.by_label[label] for label in labels if label in MODEL.by_label]
    return {prop.name: prop.zh for node in nodes for prop in node.properties if prop.zh}


def _properties(json: str | None) -> dict[str, Any]:
    return orjson.loads(json) if json else {}


def _told(properties: Tie, name: str) -> str:
    value = properties.get(name)
    return "—" if value is None else str(value)
