"""Capabilities: 社区所能, mostly of enterprises; a few are busy, most have room, some are closed or over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from loaders.synth.draw import Draw, Weighed
from loaders.synth.named import DEPARTMENTS, DISTRICT
from loaders.synth.phrases import OFFERS, PHRASES, SHORT, WHERE_OFFERED, Phrases
from loaders.synth.spread import Spread
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import (
    MADE_UP_DEPARTMENTS,
    center_id,
    manager_id,
    manager_of,
    society_id,
)
from loaders.synth.tables.resources import resource_id, spread
from loaders.synth.vocabulary import Term
from loaders.synth.world import World, enterprise_id, person_id

PROVIDERS = Weighed(
    ("enterprise", 0.72),
    ("center", 0.08),
    ("person", 0.1),
    ("property", 0.05),
    ("society", 0.03),
    ("department", 0.02),
)
OFFICIAL = Weighed(("center", 0.45), ("property", 0.35), ("department", 0.2))
"""Who provides what a department is competent for."""
PEOPLE = Weighed(("talents", 0.45), ("riders", 0.3), ("residents", 0.25))
STATUS = Weighed(("ACTIVE", 0.9), ("CLOSED", 0.1))
WEEKDAYS = Weighed(("1;2;3;4;5", 0.75), ("1;2;3;4;5;6;7", 0.15), ("6;7", 0.1))


@dataclass(frozen=True)
class Capability:
    """What other tables may want to know of a capability."""

    id: str
    term: Term
    community: int
    building: int
    provider: str
    kind: str
    """The kind of its provider."""
    open: bool


def capability_id(number: int) -> str:
    """The key of a capability."""
    return f"capability:synth-{number + 1:06d}"


def capability(world: World, number: int) -> Capability:
    """A capability's facts."""
    at, community = world.capability_place(number)
    term = world.vocabulary.terms[at]
    draw = world.draw("capability", number)
    kind = draw.weighed(OFFICIAL if term.policy == "DEPARTMENT" else PROVIDERS)
    here = world.district.buildings_of(community)
    building = here.start + draw.below(len(here))
    provider = ""
    if kind == "enterprise":
        enterprise = world.some_enterprise(community, draw)
        building, provider = world.tenants.part(enterprise), enterprise_id(enterprise)
    elif kind == "center":
        provider = center_id(world, community)
    elif kind == "property":
        provider = manager_id(manager_of(world, building))
    elif kind == "society":
        provider = society_id(world, draw.skewed(world.counts.societies))
    elif kind == "department":
        departments = (*DEPARTMENTS, *MADE_UP_DEPARTMENTS)
        competent = [each for each in departments if each[3] == term.competence] or departments
        provider = draw.pick(competent)[0]
    else:
        people = world.people_of(draw.weighed(PEOPLE), community)
        provider = (
            person_id(people.start + draw.below(len(people))) if people else center_id(world, community)
        )
        kind = "person" if people else "center"
    return Capability(
        capability_id(number), term, community, building, provider, kind, draw.weighed(STATUS) == "ACTIVE"
    )


def rows(world: World) -> Iterator[Cells]:
    """Every capability."""
    resources = spread(world)
    for number in range(world.counts.capabilities):
        yield _row(world, number, capability(world, number), resources)


def _row(world: World, number: int, one: Capability, resources: Spread) -> Cells:
    draw = world.draw("capability", number, "row")
    title, text = _told(world, one, draw)
    row: dict[str, object] = {
        "id": one.id, "title": title, "text": text, "status": "ACTIVE" if one.open else "CLOSED", "offered_by": one.provider,
        "provides": one.term.id, "covers": _covers(world, one, draw), "synthetic": True,
    }  # fmt: skip
    if draw.chance(0.02):
        row["title_en"] = f"{one.term.name_en} (example)"
    if one.kind == "person":
        row["consented"] = draw.chance(0.85) if draw.chance(0.95) else None
    unit, least, most = (PHRASES.get(one.term.code) or Phrases(())).much or ("", 0, 0)
    if (unit and draw.chance(0.85)) or draw.chance(0.2):
        capacity = draw.between(max(1, least), max(most, 5)) * (
            1 if one.kind == "person" else draw.between(1, 6)
        )
        row |= {"capacity": capacity, "reserved": int(capacity * _taken(draw)), "unit": unit or "次/周"}
        if least > 1 and draw.chance(0.15):
            row["minimum"] = min(least, capacity)
    if draw.chance(0.35):
        row["weekdays"] = draw.weighed(WEEKDAYS)
    if draw.chance(0.3):
        since = world.rhythm.before(draw, 2)
        row |= {"valid_from": since, "valid_until": since + timedelta(days=365 * draw.between(1, 4))}
    if draw.chance(0.1):
        row["eligible_kinds"] = draw.pick(("ENTERPRISE", "ENTERPRISE;SHOP;STALLHOLDER", "PERSON"))
    if draw.chance(0.06):
        row["eligible_sizes"] = draw.pick(("MICRO;SMALL", "MICRO;SMALL;MEDIUM", "MEDIUM;LARGE"))
    if draw.chance(0.02):
        row["members_only"] = True
    if draw.chance(0.5):
        row["first_answer_hours"] = draw.pick((1, 2, 4, 8, 24, 48, 72))
    here = resources.of(one.community)
    if here and draw.chance(0.12):
        row["uses"] = resource_id(here.start + draw.below(len(here)))
    if one.kind == "person" and one.term.code in {"elder-errands", "first-aid"}:
        row["requires"] = "qualification:super-lifeguard"
    return row


def _told(world: World, one: Capability, draw: Draw) -> tuple[str, str]:
    """The title and the text: often in words other than the term's label."""
    label = draw.pick((one.term.name, *one.term.labels))
    where = world.district.buildings[one.building].name
    own = PHRASES.get(one.term.code)
    offer = (
        draw.pick(own.offers)
        if own and own.offers and draw.chance(0.8)
        else draw.pick(OFFERS).format(t=label)
    )
    short = draw.pick(SHORT).format(t=label, who="楼内单位", where=where)
    return f"示例·{short}", f"{offer}{draw.pick(WHERE_OFFERED).format(where=where)}"


def _taken(draw: Draw) -> float:
    """How much of a capability is taken: of the busy few nearly all, of most little."""
    return 0.8 + 0.2 * draw.unit() if draw.chance(0.15) else 0.5 * draw.unit() * draw.unit()


def _covers(world: World, one: Capability, draw: Draw) -> object:
    """Where it is given: mostly the building, the area or the community; a department's in all of the district."""
    if one.kind == "department":
        return DISTRICT[0]
    frame = world.district
    if one.kind in {"center", "society", "person"} or draw.chance(0.35):
        return frame.communities[one.community].id
    if draw.chance(0.5):
        return frame.areas[frame.buildings[one.building].area].id
    here = frame.buildings_of(one.community)
    more = (
        [frame.buildings[here.start + each].id for each in draw.several(0, 3, len(here))]
        if draw.chance(0.3)
        else []
    )
    return [*dict.fromkeys([frame.buildings[one.building].id, *more])]


COLUMNS = (
    "id", "title", "title_en", "text", "status", "valid_from", "valid_until", "capacity", "reserved", "minimum", "unit", "weekdays",
    "eligible_kinds", "eligible_sizes", "members_only", "first_answer_hours", "offered_by", "consented", "provides", "covers", "uses",
    "requires", "synthetic",
)  # fmt: skip
TABLES = (SynthTable("capabilities", COLUMNS, rows),)
