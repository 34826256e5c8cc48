"""Needs: recorded from their words, their terms confirmed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from queries import embedding
from queries.planner.values import today
from queries.statements import text
from queries.statements.acts.acting import Act, act, declined
from queries.text import counted

TITLE = 40
"""Characters of the text that make the title of a need that has none."""


async def _record(doing: Act) -> Mapping[str, Any]:
    given = doing.given
    title = (given.get("title") or given["text"].strip().partition("\n")[0][:TITLE]).strip()
    if not title:
        raise declined(
            "INVALID", "text", "内容为空：写下需求的原话。", "The text is empty: write what is needed."
        )
    benefits: list[str] = given.get("benefits") or [given["raisedBy"]]
    terms: list[dict[str, Any]] = given.get("terms") or []
    await doing.lock([given["raisedBy"], *benefits, given.get("place"), *(each["term"] for each in terms)])
    raiser = doing.there(given["raisedBy"], ["Organization", "Person"], "raisedBy")
    for i, each in enumerate(benefits):
        doing.there(each, ["Organization", "Person"], f"benefits.{i}")
    if place := given.get("place"):
        doing.there(place, ["Place"], "place")
    for i, each in enumerate(terms):
        doing.there(each["term"], ["ServiceTerm"], f"terms.{i}.term")
    need = await doing.create(
        "Need",
        "need",
        {
            "title": title,
            **{
                k: given.get(k)
                for k in ("titleEn", "text", "list", "quantity", "minimum", "unit", "weekdays")
            },
            **{k: _day(given.get(k)) for k in ("neededFrom", "neededUntil")},
            "raisedOn": _day(given.get("raisedOn")) or today(),
            "status": "OPEN",
            **counted(each for each in (title, given.get("titleEn"), given["text"]) if each),
            "synthetic": bool(raiser.get("synthetic")),
        },
        {
            "RAISED_BY": [{"id": given["raisedBy"]}],
            "BENEFITS": [{"id": each} for each in dict.fromkeys(benefits)],
            "AT": [{"id": place}] if place else [],
            "ASKS_FOR": _terms(terms),
        },
    )
    await embedding.told(doing.tx, [need])
    return {"need": need}


async def _confirm(doing: Act) -> Mapping[str, Any]:
    need, terms = doing.given["need"], doing.given["terms"]
    await doing.lock([need, *(each["term"] for each in terms)])
    doing.step("Need", need, "CONFIRM_TERMS", "need", need=need)
    doing.unchanged(need, need=need)
    for i, each in enumerate(terms):
        doing.there(each["term"], ["ServiceTerm"], f"terms.{i}.term")
    before = (await doing.tx.run(text("need_terms"), {"id": need}))[0]["rows"]
    after = _terms(terms)
    await doing.tx.run(text("set_terms"), {"id": need, "now": doing.now, "terms": after})
    doing.changed_ties(need, "ASKS_FOR", before, after)
    return {"need": need}


async def _withdraw(doing: Act) -> Mapping[str, Any]:
    need = doing.given["need"]
    await doing.lock([need])
    after = doing.step("Need", need, "WITHDRAW", "need", need=need)
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


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None


record_need = act("recordNeed", _record)
confirm_terms = act("confirmTerms", _confirm)
withdraw_need = act("withdrawNeed", _withdraw)
