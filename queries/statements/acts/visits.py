"""Visits: recorded with the needs that were heard, those that are known already and those that are new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries import embedding
from queries.planner.values import today
from queries.statements.acts import needs
from queries.statements.acts.acting import Act, act, declined


async def _record(doing: Act) -> Mapping[str, Any]:
    given = doing.given
    visited, makers = given["visited"], list(dict.fromkeys(given.get("madeBy") or ()))
    heard: list[dict[str, Any]] = [
        {**each, "raisedBy": each.get("raisedBy") or visited} for each in given.get("heard") or ()
    ]
    known = [each.get("need") for each in heard]
    await doing.know([visited, *makers, *known, *(name for each in heard for name in needs.names(each))])
    whom = doing.there(visited, ["Enterprise", "Person"], "visited")
    person = "Person" in doing.labels[visited]
    if person and whom["kind"] != "ELDER":
        raise declined(
            "INVALID",
            "visited",
            f"{visited} 不是老人：走访经营主体或老人。",
            f"{visited!r} is no elder: visits are to enterprises and to elders.",
        )
    await doing.own(visited)
    for i, each in enumerate(makers):
        doing.there(each, ["VisitingTeam", "VolunteerTeam", "Person"], f"madeBy.{i}")
    ids: list[str] = []
    for i, each in enumerate(heard):
        if each.get("need"):
            doing.there(each["need"], ["Need"], f"heard.{i}.need")
            ids.append(each["need"])
            continue
        if not each.get("text"):
            raise declined(
                "INVALID",
                f"heard.{i}.text",
                "写下需求的原话，或给出已登记需求的业务键。",
                "Write what was heard, or give the key of a need that is known.",
            )
        ids.append(await needs.recorded(doing, each, f"heard.{i}."))
    visit = await doing.create(
        "Visit",
        {
            "kind": "ELDER" if person else "ENTERPRISE",
            "visitedOn": given.get("visitedOn") or today(),
            "text": given.get("text"),
            "synthetic": bool(whom.get("synthetic")),
        },
        {
            "VISITED": [{"id": visited}],
            "MADE_BY": [{"id": each} for each in makers],
            "HEARD": [{"id": each} for each in dict.fromkeys(ids)],
        },
    )
    await embedding.told(doing.tx, [id_ for id_ in ids if id_ not in known])
    return {"visit": visit, "needs": list(dict.fromkeys(ids))}


record_visit = act("recordVisit", _record)
