"""From a place's open needs and who could serve them to the answer of `planAllocation`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from queries.solvers.allocation import LEAST, STARVED, Demand, Option, Plan, allocate

SHOWN = 500
"""Needs that are told as not served, at most."""
Rows = Sequence[Mapping[str, Any]]


def allocation(row: Mapping[str, Any], args: Mapping[str, Any]) -> dict[str, Any] | None:
    """The plan: who serves what with how much, how good that is, and why some needs are not served."""
    if row["place"] is None:
        return None
    needs = sorted(row["needs"], key=lambda each: each["id"])
    demands = {
        f"{each['id']}|{at}": (each, at, _demand(each, at, args))
        for each in needs
        for at in range(len(each["terms"]))
    }
    options = {
        (f"{each['id']}|{at}", _offer(each, option)): option
        for each in needs
        for option in each["options"]
        for at in sorted(set(option["terms"]))
    }
    plan = allocate(
        [demand for _, _, demand in demands.values()],
        [
            Option(*key, option["tier"], option["score"], option["minimum"] or 0.0)
            for key, option in options.items()
        ],
        _free(needs),
        _pools(row["pools"], {offer: option for (_, offer), option in options.items()}),
        args["share"],
    )
    served: Counter[str] = Counter()
    for (key, _), amount in plan.taken.items():
        need, _, demand = demands[key]
        served[need["id"]] += amount / demand.quantity / len(need["terms"])  # pyright: ignore[reportArgumentType] - a Counter of shares
    unserved = [
        {"need": each["id"], "served": float(served[each["id"]]), **_why_not(each, served[each["id"]])}
        for each in needs
        if served[each["id"]] < 1.0 - LEAST
    ]
    return {
        "place": row["place"], "needs": len(needs), "fulfilled": round(plan.fulfilled, 6), "bound": round(plan.bound, 6),
        "gap": plan.gap, "exact": plan.exact, "unresolved": row["unresolved"],
        "assignments": _assignments(plan, demands, options),
        "unserved": unserved[:SHOWN], "notServed": len(unserved),
    }  # fmt: skip


def _demand(need: Mapping[str, Any], at: int, args: Mapping[str, Any]) -> Demand:
    """A term of a need; where no quantity is asked, it is one. A need's priority is shared out over its terms."""
    quantity = need["terms"][at]["quantity"] or 1.0
    minimum = need["minimum"] or 0.0 if need["terms"][at]["quantity"] else 0.0
    priority = args["priorities"].get(need["list"], 1.0) / len(need["terms"])
    if need["raised"] and dt.date.fromisoformat(args["asOf"]) - dt.date.fromisoformat(
        need["raised"]
    ) > dt.timedelta(days=args["waitDays"]):
        priority *= STARVED
    return Demand(f"{need['id']}|{at}", quantity, min(minimum, quantity), priority)


def _comparable(need: Mapping[str, Any], option: Mapping[str, Any]) -> bool:
    return need["unit"] is None or option["unit"] is None or need["unit"] == option["unit"]


def _offer(need: Mapping[str, Any], option: Mapping[str, Any]) -> str:
    """The offer's key; one whose unit can't be compared with the need's has no limit that is known."""
    return option["id"] if _comparable(need, option) else f"{option['id']}|{need['unit']}"


def _free(needs: Rows) -> dict[str, float]:
    free: dict[str, float] = {}
    for need in needs:
        for each in need["options"]:
            if each["free"] is not None and _comparable(need, each):
                free[each["id"]] = min(free.get(each["id"], each["free"]), each["free"])
    return free


def _pools(pools: Rows, offers: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[float, list[str]]]:
    """What each resource has, and which offers draw on it in its unit."""
    found: dict[str, tuple[float, list[str]]] = {}
    for each in sorted(pools, key=lambda each: (each["id"], each["user"])):
        offer = offers.get(each["user"])
        if offer and (each["unit"] is None or offer["unit"] is None or each["unit"] == offer["unit"]):
            found.setdefault(each["id"], (max(0.0, each["free"]), []))[1].append(each["user"])
    return found


def _assignments(
    plan: Plan,
    demands: Mapping[str, tuple[Mapping[str, Any], int, Demand]],
    options: Mapping[tuple[str, str], Mapping[str, Any]],
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for key, amount in sorted(plan.taken.items()):
        need, at, demand = demands[key[0]]
        option = options[key]
        rows.append(
            {
                "id": f"{need['id']}+{need['terms'][at]['id']}+{option['id']}", "rank": len(rows) + 1,
                "need": need["id"], "term": need["terms"][at]["id"], "candidate": option["id"],
                "provider": option["provider"], "quantity": round(amount, 6), "unit": need["unit"] or option["unit"],
                "share": amount / demand.quantity, "ring": option["ring"], "score": option["score"],
                "check": option["check"], "starved": demand.priority * len(need["terms"]) >= STARVED,
                "only": len(need["options"]) == 1,
            }
        )  # fmt: skip
    return rows


def _why_not(need: Mapping[str, Any], share: float) -> dict[str, Any]:
    gates: Counter[str] = Counter()
    for some in need["excluded"]:
        for each in some:
            gates[each["gate"]] += each["count"]
    gate = min(gates, key=lambda name: (-gates[name], name)) if gates else None
    if share > LEAST:
        return {"reason": "PARTLY", "gate": None}
    if need["options"]:
        return {"reason": "TAKEN", "gate": None}
    if gate:
        return {"reason": "EXCLUDED", "gate": gate}
    return {"reason": "WEAK" if need["found"] else "NO_CANDIDATE", "gate": None}
