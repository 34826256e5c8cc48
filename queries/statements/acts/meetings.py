"""Meetings: who is invited for which need and why, and what was agreed, with the capabilities that it brings about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries import supposing
from queries.planner.values import today
from queries.statements import text
from queries.statements.acts.acting import AGENTS, Act, act, declined

OFFERED = ("titleEn", *supposing.PROPERTIES)
"""Fields of an agreed capability that are its properties as they are given."""
TIED = {
    "covers": ("COVERS", "Place"),
    "terms": ("PROVIDES", "ServiceTerm"),
    "uses": ("USES", "Resource"),
}
"""Those that name what it is tied to: the relationship, and what stands at its end."""


async def _invite(doing: Act) -> Mapping[str, Any]:
    given = doing.given
    need = given["need"]
    await doing.lock([need, given.get("meeting")])
    doing.step("Need", need, "DISCUSS", "need", need=need)
    await doing.own(need)
    doing.unchanged(need, need=need)
    guest = await _guest(doing)
    meeting = given.get("meeting") or await _called(doing)
    doing.there(meeting, ["Meeting"], "meeting")
    await doing.own(meeting)
    there = {each["id"]: each for each in await doing.ties(meeting, "INVITED")}
    before, reason = there.get(guest, {}), given["reason"]
    said = before.get("reason") or ""
    if reason not in said:
        said = f"{said}；{reason}" if said else reason
    invited = {"id": guest, "reason": said, "via": before.get("via") or given["via"]}
    await doing.tie(meeting, "DISCUSSES", [{"id": need}])
    await doing.tie(meeting, "INVITED", [invited])
    return {"meeting": meeting, "need": need}


async def _guest(doing: Act) -> str:
    """The organization that is invited: the one named, or the one that offers the capability named."""
    organization, capability = doing.given.get("organization"), doing.given.get("capability")
    if organization and not capability:
        await doing.know([organization])
        doing.there(organization, ["Organization"], "organization")
        return organization
    if organization or not capability:
        raise declined(
            "INVALID",
            "organization",
            "填组织或能力其中之一。",
            "Give either the organization, or the capability whose provider is invited.",
        )
    await doing.know([capability])
    doing.there(capability, ["Capability", "Activity"], "capability")
    providers = (await doing.tx.run(text("providers"), {"id": capability}))[0]["organizations"]
    if len(providers) != 1:
        raise declined(
            "INVALID",
            "capability",
            f"{capability} 不由一个组织提供：直接填写受邀组织。",
            f"{capability!r} is not offered by one organization: name the one to invite.",
        )
    return providers[0]


async def _called(doing: Act) -> str:
    """A meeting that is called for this."""
    given = doing.given
    committee, place = given.get("heldBy"), given.get("heldIn")
    if not committee:
        raise declined(
            "INVALID",
            "meeting",
            "填会议，或填召集的楼委会以召开新会议。",
            "Name the meeting, or the building committee that convenes a new one.",
        )
    await doing.know([committee, place])
    convened = doing.there(committee, ["BuildingCommittee"], "heldBy")
    if place:
        doing.there(place, ["Place"], "heldIn")
    await doing.own(committee)
    held = given.get("heldOn") or today()
    meeting = await doing.create(
        "Meeting",
        {
            "title": given.get("title") or f"议事会 {held}",
            "heldOn": held,
            "synthetic": bool(convened.get("synthetic")),
        },
        {"HELD_BY": [{"id": committee}], "HELD_IN": [{"id": place}] if place else []},
    )
    await doing.know([meeting])
    return meeting


async def _resolve(doing: Act) -> Mapping[str, Any]:
    given = doing.given
    meeting = given["meeting"]
    agreed: list[dict[str, Any]] = given.get("creates") or []
    assigned = list(dict.fromkeys(given.get("assignedTo") or ()))
    await doing.lock([meeting])
    await doing.know([*assigned, *(name for each in agreed for name in _names(each))])
    held = doing.there(meeting, ["Meeting"], "meeting")
    await doing.own(meeting)
    for i, each in enumerate(assigned):
        doing.there(each, AGENTS, f"assignedTo.{i}")
    if not given["title"].strip():
        raise declined("INVALID", "title", "写下议定了什么。", "Write what was agreed.", meeting=meeting)
    synthetic = bool(held.get("synthetic"))
    created = [await _agreed(doing, each, f"creates.{i}.", synthetic) for i, each in enumerate(agreed)]
    resolution = await doing.create(
        "Resolution",
        {
            "title": given["title"].strip(),
            "text": given.get("text"),
            "dueOn": given.get("dueOn"),
            "doneOn": given.get("doneOn"),
            "synthetic": synthetic,
        },
        {
            "ASSIGNED_TO": [{"id": each} for each in assigned],
            "CREATED": [{"id": each} for each in created],
        },
    )
    await doing.tie(meeting, "ADOPTED", [{"id": resolution}])
    if created:
        await supposing.tell(doing.tx, created)
    return {"resolution": resolution, "meeting": meeting, "capabilities": created}


def _names(agreed: Mapping[str, Any]) -> list[str | None]:
    return [agreed["offeredBy"], *(name for field in TIED for name in agreed.get(field) or ())]


async def _agreed(doing: Act, given: Mapping[str, Any], path: str, synthetic: bool) -> str:
    """A capability that was agreed on, ready to be matched."""
    provider = given["offeredBy"]
    doing.there(provider, AGENTS, f"{path}offeredBy")
    consented = {"consented": True} if given.get("consented") else {}
    ties: dict[str, list[dict[str, Any]]] = {"OFFERED_BY": [{"id": provider, **consented}]}
    for field, (type_, label) in TIED.items():
        ends = list(dict.fromkeys(given.get(field) or ()))
        for i, each in enumerate(ends):
            doing.there(each, [label], f"{path}{field}.{i}")
        ties[type_] = [{"id": each} for each in ends]
    properties = {
        **{name: given.get(name) for name in OFFERED},
        "status": "ACTIVE",
        "synthetic": synthetic,
    }
    if not given["title"].strip():
        raise declined("INVALID", f"{path}title", "写下能力的名称。", "Give the capability a title.")
    return await doing.create("Capability", properties, ties, path)


invite_to_meeting = act("inviteToMeeting", _invite)
record_resolution = act("recordResolution", _resolve)
