"""Needs: recorded from their words, their terms confirmed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries import embedding
from queries.planner.values import today
from queries.statements import text
from queries.statements.acts.acting import AGENTS, Act, act, declined
from queries.text import counted

TITLE = 40
"""Characters of the text that make the title of a need that has none."""
GIVEN = (
    "titleEn", "text", "list", "quantity", "minimum", "unit", "weekdays", "neededFrom", "neededUntil", "raisedOn",
)  # fmt: skip
"""Fields of the input that are properties of a need as they are given."""


def names(given: Mapping[str, Any]) -> list[str | None]:
    """Keys that the input of a need names."""
    terms: list[dict[str, Any]] = given.get("terms") or []
    return [
        given.get("raisedBy"),
        given.get("place"),
        *(given.get("benefits") or ()),
        *(each["term"] for each in terms),
    ]


async def recorded(doing: Act, given: Mapping[str, Any], path: str = "") -> str:
    """Create a need of an input at a path (which ends with a point), whose names are known; its key."""
    text_: str = given["text"]
    title = (given.get("title") or text_.strip().partition("\n")[0][:TITLE]).strip()
    if not title:
        raise declined(
            "INVALID", f"{path}text", "内容为空：写下需求的原话。", "The text is empty: write what is needed."
        )
    raised_by, place = given["raisedBy"], given.get("place")
    benefits: list[str] = given.get("benefits") or [raised_by]
    terms: list[dict[str, Any]] = given.get("terms") or []
    raiser = doing.there(raised_by, AGENTS, f"{path}raisedBy")
    for i, each in enumerate(benefits):
        doing.there(each, AGENTS, f"{path}benefits.{i}")
    if place:
        doing.there(place, ["Place"], f"{path}place")
    for i, each in enumerate(terms):
        doing.there(each["term"], ["ServiceTerm"], f"{path}terms.{i}.term")
    await doing.own(place, raised_by)
    properties = {
        "title": title,
        "raisedOn": today(),
        **{name: given[name] for name in GIVEN if given.get(name) is not None},
        "status": "OPEN",
        **counted(each for each in (title, given.get("titleEn"), text_) if each),
        "synthetic": bool(raiser.get("synthetic")),
    }
    ties = {
        "RAISED_BY": [{"id": raised_by}],
        "BENEFITS": [{"id": each} for each in dict.fromkeys(benefits)],
        "AT": [{"id": place}] if place else [],
        "ASKS_FOR": _terms(terms),
    }
    return await doing.create("Need", properties, ties, path)


async def _record(doing: Act) -> Mapping[str, Any]:
    await doing.know(names(doing.given))
    need = await recorded(doing, doing.given)
    await embedding.told(doing.tx, [need])
    return {"need": need}


async def _confirm(doing: Act) -> Mapping[str, Any]:
    need, terms = doing.given["need"], doing.given["terms"]
    await doing.lock([need])
    await doing.know(each["term"] for each in terms)
    doing.step("Need", need, "CONFIRM_TERMS", "need", need=need)
    await doing.own(need)
    doing.unchanged(need, need=need)
    for i, each in enumerate(terms):
        doing.there(each["term"], ["ServiceTerm"], f"terms.{i}.term")
    before = await doing.ties(need, "ASKS_FOR")
    after = _terms(terms)
    await doing.tx.run(text("set_terms"), {"id": need, "now": doing.now, "terms": after})
    doing.changed_ties(need, "ASKS_FOR", before, after)
    return {"need": need}


async def _withdraw(doing: Act) -> Mapping[str, Any]:
    need = doing.given["need"]
    await doing.lock([need])
    after = doing.step("Need", need, "WITHDRAW", "need", need=need)
    await doing.own(need)
    doing.unchanged(need, need=need)
    waiting = (await doing.tx.run(text("need_done"), {"id": need}))[0]["open"]
    if waiting:
        raise declined(
            "ILLEGAL_STEP",
            "need",
            f"{need} 还有未办结的转介 {'、'.join(waiting)}：先办结或取消。",
            f"{need!r} has referrals under way ({', '.join(waiting)}): end them first.",
            state="OPEN",
            need=need,
        )
    await doing.change(need, {"status": after})
    return {"need": need}


def _terms(terms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    unique = {each["term"]: each for each in terms}
    return [
        {"id": term, **{k: each[k] for k in ("weight", "quantity") if each.get(k) is not None}}
        for term, each in unique.items()
    ]


record_need = act("recordNeed", _record)
confirm_terms = act("confirmTerms", _confirm)
withdraw_need = act("withdrawNeed", _withdraw)
