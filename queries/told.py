"""Paths and gaps told in Chinese and English, from the facts that a statement gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import MODEL
from queries.labels import Labels, ring
from queries.sentences import Both, Facts, number

TIES: Labels = {each.type: (each.zh, each.en) for each in MODEL.relationships}
"""What each type of relationship says of its start."""
PEOPLE: Labels = {
    "EMPLOYEE": ("一位职工", "an employee"), "RIDER": ("一位骑手", "a rider"), "ELDER": ("一位老人", "an elder"),
    "RESIDENT": ("一位居民", "a resident"), "STAFF": ("一位工作人员", "a member of staff"), "TALENT": ("一位人才", "a talent"),
}  # fmt: skip
"""A person in a sentence, whoever reads it."""


def _called(thing: Facts) -> Both:
    """What a thing is called; a person by what the person is known as, what has no name by its kind and key."""
    if thing["name"]:
        return thing["name"], thing["nameEn"] or thing["name"]
    node = MODEL.by_prefix[thing["id"].partition(":")[0]]
    if node.label == "Person":
        return PEOPLE.get(thing["kind"] or "", ("一个人", "a person"))
    return f"{node.zh} {thing['id']}", f"{node.label} {thing['id']}"


def path(row: Facts) -> Both:
    """A path: how many steps, and each as its relationship says it, from start to end."""
    called = {thing["id"]: _called(thing) for thing in row["names"]}
    ends = [called[row["names"][at]["id"]] for at in (0, -1)]
    steps = [(called[r["start"]], TIES[r["type"]], called[r["end"]]) for r in row["relationships"]]
    zh = "；".join(f"{start[0]} —{tie[0]}→ {end[0]}" for start, tie, end in steps)
    en = "; ".join(f"{start[1]} —{tie[1][:1].lower()}{tie[1][1:]}→ {end[1]}" for start, tie, end in steps)
    many = "step" if len(steps) == 1 else "steps"
    return (
        f"从{ends[0][0]}到{ends[1][0]}，{len(steps)} 步：{zh}。",
        f"From {ends[0][1]} to {ends[1][1]} in {len(steps)} {many}: {en}.",
    )


def gap(row: Facts) -> Both:
    """What is asked, and what there is, ring by ring until it is enough."""
    zh, en = _demand(row)
    for held in row["rings"]:
        if held["ring"] > 3:
            break
        told_zh, told_en, enough = _held(held, row)
        zh, en = f"{zh}；{told_zh}", f"{en}; {told_en}"
        if enough:
            break
    return f"{zh}。", f"{en}."


def _demand(row: Facts) -> Both:
    many, unit = row["needCount"], row["unit"]
    if not many:
        return "无人提出", "Nobody asks for it"
    zh, en = f"{many} 条需求", f"{many} {'need' if many == 1 else 'needs'}"
    if row["quantity"] is not None:
        total = number(row["quantity"], unit)
        zh, en = f"{zh}，共 {total}", f"{en} for {total}"
    elif row["unquantified"] < many:
        return f"{zh}，单位不一致，不能相加", f"{en} in units that can't be added"
    if row["unquantified"] == many:
        return f"{zh}，未说明数量", f"{en}, no quantity said"
    if row["unquantified"]:
        zh, en = (
            f"{zh}（{row['unquantified']} 条未说明数量）",
            f"{en} ({row['unquantified']} of them say no quantity)",
        )
    return zh, en


def _held(held: Facts, row: Facts) -> tuple[str, str, bool]:
    near, near_en = ring(held["ring"])
    if not held["answers"]:
        return f"{near}没有", f"none in {near_en}", False
    zh, en = f"{near}有 {held['answers']} 项", f"{held['answers']} in {near_en}"
    if held["supply"] is not None:
        free = number(held["supply"], row["unit"])
        zh, en = f"{zh}，可用 {free}", f"{en}, {free} free"
    if held["unknown"]:
        zh, en = f"{zh}（{held['unknown']} 项余量不详）", f"{en} ({held['unknown']} of unknown capacity)"
    if held["shortfall"]:
        lacking = number(held["shortfall"])
        return f"{zh}，缺 {lacking}", f"{en}, {lacking} short", False
    return zh, en, held["shortfall"] is not None or row["quantity"] is None


def units_differ(row: Mapping[str, Any]) -> bool:
    """Whether the quantities of needs and supply are in units that can't be compared."""
    units: Sequence[str] = row["units"]
    return len(units) > 1
