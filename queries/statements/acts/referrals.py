"""Referrals: asked of a capability, and answered; what is accepted is reserved until it is over.

Accepting reserves on the capability and on every resource in the same unit that it uses. Completing consumes: what was reserved stays taken,
as it is served for as long as the capability runs. Failing and cancelling release it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from queries.planner.values import today
from queries.statements import text
from queries.statements.acts.acting import Act, act, declined

PARKED_DAYS = 90
"""How long a declined pair is parked where no day is given."""


async def _refer(doing: Act) -> Mapping[str, Any]:
    given = doing.given
    need, capability = given["need"], given["capability"]
    await doing.lock([need])
    await doing.know([capability])
    doing.step("Need", need, "REFER", "need", need=need)
    await doing.own(need)
    doing.step("Capability", capability, "REFER", "capability", need=need)
    doing.unchanged(need, need=need)
    quantity = given.get("quantity")
    if quantity is not None and quantity <= 0:
        raise declined("INVALID", "quantity", "数量须大于 0。", "A quantity is more than 0.", need=need)
    one, other = doing.things[need], doing.things[capability]
    if one.get("unit") and other.get("unit") and one["unit"] != other["unit"]:
        raise declined(
            "UNIT_DIFFERS",
            "capability",
            f"需求以“{one['unit']}”计，能力以“{other['unit']}”计：先统一单位。",
            f"The need is in {one['unit']}, the capability in {other['unit']}: bring them to one unit.",
            need=need,
        )
    referral = await doing.create(
        "Referral",
        {
            "status": "REQUESTED",
            "quantity": one.get("quantity") if quantity is None else quantity,
            "raisedOn": today(),
            "reason": given.get("reason"),
            "synthetic": bool(one.get("synthetic")),
        },
        {"FOR_NEED": [{"id": need}], "REFERRED_TO": [{"id": capability}]},
    )
    return {"referral": referral, "need": need}


async def _respond(doing: Act) -> Mapping[str, Any]:
    given = doing.given
    referral, answer = given["referral"], given["answer"]
    found = await doing.tx.run(text("referral_ends"), {"id": referral})
    ends: dict[str, Any] = found[0] if found else {"need": None, "target": None, "resources": []}
    await doing.lock([referral, ends["need"], ends["target"], *ends["resources"]])
    shown: dict[str, Any] = {"referral": referral, "need": ends["need"]}
    state = doing.there(referral, ["Referral"], "referral")["status"]
    await doing.own(ends["need"], ends["target"])
    after = doing.step("Referral", referral, answer, "answer", **shown)
    doing.unchanged(referral, **shown)
    taken = doing.things[referral].get("quantity") or 0.0
    changes: dict[str, Any] = {"status": after}
    if answer == "ACCEPT":
        if ends["need"]:
            doing.step("Need", ends["need"], "REFER", "referral", **shown)
        await _reserve(doing, ends, taken, shown)
    else:
        changes["closedOn"] = today()
    if answer == "DECLINE":
        if not given.get("declineReason"):
            raise declined(
                "INVALID", "declineReason", "谢绝须说明理由。", "A refusal needs its reason.", **shown
            )
        until = given.get("parkedUntil")
        parked = date.fromisoformat(until) if until else today() + timedelta(days=PARKED_DAYS)
        said = [given["declineReason"], given.get("reason")]
        changes |= {"parkedUntil": parked, "reason": "：".join(each for each in said if each)}
    if state == "ACCEPTED" and answer in {"FAIL", "CANCEL"}:
        await _reserve(doing, ends, -taken, shown)
    await doing.change(referral, changes)
    if answer == "COMPLETE" and doing.things.get(ends["need"], {}).get("status") == "OPEN":
        done = (await doing.tx.run(text("need_done"), {"id": ends["need"]}))[0]
        if done["quantity"] is None or done["completed"] >= done["quantity"]:
            await doing.change(ends["need"], {"status": "MET"})
    return shown


async def _reserve(doing: Act, ends: Mapping[str, Any], taken: float, shown: dict[str, Any]) -> None:
    """Take so much, or give it back, of the capability and of what it uses in the same unit; all are locked."""
    if not {"Capability", "Activity"} & set(doing.labels.get(ends["target"], ())):
        return  # an office, or nobody yet: there is nothing to count
    need = doing.things.get(ends["need"], {})
    unit = doing.things[ends["target"]].get("unit") or need.get("unit")
    for id_ in sorted({ends["target"], *ends["resources"]}):
        held = doing.things[id_]
        if id_ != ends["target"] and held.get("unit") not in {None, unit}:
            continue
        if id_ != ends["target"] and held.get("capacity") is None:
            continue
        reserved = (held.get("reserved") or 0.0) + taken
        if taken > 0 and held.get("capacity") is not None and reserved > held["capacity"]:
            left = held["capacity"] - reserved + taken
            raise declined(
                "OVER_CAPACITY",
                "referral",
                f"{id_} 只剩 {left:g}，不够 {taken:g}。",
                f"{left:g} are left of {id_!r}, fewer than {taken:g}.",
                state=doing.things[shown["referral"]]["status"],
                may=["DECLINE", "CANCEL"],
                **shown,
            )
        if taken:
            await doing.change(id_, {"reserved": max(reserved, 0.0)})


refer = act("refer", _refer)
respond = act("respond", _respond)
