"""Needs in people's words, over two years; what became of each is drawn with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.synth.draw import Draw, Weighed
from loaders.synth.phrases import CLOSINGS, ENGLISH, OPENINGS, PHRASES, WISHES, Phrases
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id
from loaders.synth.vocabulary import Term
from loaders.synth.world import World, enterprise_id, person_id

RAISERS = Weighed(("enterprise", 0.8), ("employee", 0.12), ("center", 0.05), ("elder", 0.03))
FATES = Weighed(("MET", 0.66), ("OPEN", 0.26), ("WITHDRAWN", 0.08))
FRESH = Weighed(("MET", 0.12), ("OPEN", 0.85), ("WITHDRAWN", 0.03))
"""What has become of a need of the last six weeks."""
IN_ENGLISH = 0.04
HIRING = {"hiring", "finance-hiring", "temp-staff", "job-fair"}
"""Terms by which people are sought."""


@dataclass(frozen=True)
class Need:
    """What other tables may want to know of a need."""

    id: str
    at: int
    """Its term's number."""
    term: Term
    community: int
    building: int
    raised_on: date
    raiser: str
    kind: str
    """The kind of its raiser."""
    status: str
    quantity: int | None
    list: str | None
    closed_on: date | None
    """The day it was met or withdrawn."""


def need_id(number: int) -> str:
    """The key of a need."""
    return f"need:synth-{number + 1:06d}"


def for_elders(term: Term) -> bool:
    """Whether a term is for elders."""
    return "老" in term.name or "老" in term.broader


def raised(world: World, number: int) -> date:
    """The day a need was raised: within a community, in the order of the numbers."""
    here = world.demand.of(world.demand.part(number))
    return world.rhythm.nth(number - here.start, len(here), world.draw("need", number, "day"))


def need(world: World, number: int) -> Need:
    """A need's facts."""
    draw = world.draw("need", number)
    community = world.demand.part(number)
    at = draw.weighed(world.asked)
    term = world.vocabulary.terms[at]
    enterprise = world.some_enterprise(community, draw)
    building, kind = world.tenants.part(enterprise), draw.weighed(RAISERS)
    kind = "employee" if kind == "elder" and not for_elders(term) else kind
    raiser = enterprise_id(enterprise)
    if kind == "enterprise" and world.enterprise(enterprise).kind != "enterprise":
        kind = "shop"
    if kind == "center":
        raiser = center_id(world, community)
    elif kind in {"employee", "elder"}:
        people = world.people_of(f"{kind}s", community)
        raiser = person_id(people.start + draw.below(len(people))) if people else raiser
    day = raised(world, number)
    status = draw.weighed(FRESH if (world.as_of - day).days < 42 else FATES)
    phrases = PHRASES.get(term.code) or Phrases(())
    much = phrases.much
    quantity = None
    if much and draw.chance(0.7):
        quantity = draw.between(much[1], much[2])
        quantity -= quantity % 1000 if quantity > 10_000 else 0
    listed = None
    if kind in {"enterprise", "shop", "employee"}:
        hoped = kind == "employee" or phrases.hoped or draw.chance(0.1)
        listed = "EMPLOYEE_HOPES" if hoped else "ENTERPRISE_NEEDS"
    closed = None if status == "OPEN" else min(world.as_of, day + timedelta(days=2 + draw.skewed(200)))
    return Need(
        need_id(number), at, term, community, building, day, raiser, kind, status, quantity, listed, closed
    )  # fmt: skip


def rows(world: World) -> Iterator[Cells]:
    """Every need."""
    for number in range(world.counts.needs):
        yield _row(world, number, need(world, number))


def _row(world: World, number: int, one: Need) -> Cells:
    draw = world.draw("need", number, "row")
    phrases = PHRASES.get(one.term.code) or Phrases(())
    text = _text(world, one, phrases, draw)
    row: dict[str, object] = {
        "id": one.id, "text": text, "status": one.status, "list": one.list, "raised_on": one.raised_on, "raised_by": one.raiser, "benefits": _beneficiaries(world, one, draw),
        "asks_for": one.term.id, "at": world.district.buildings[one.building].id, "synthetic": True,
    }  # fmt: skip
    if one.quantity is not None and phrases.much:
        row |= {"quantity": one.quantity, "unit": phrases.much[0]}
        if draw.chance(0.3):
            row["minimum"] = max(1, one.quantity // draw.between(2, 5))
    if draw.chance(0.2):
        row["weekdays"] = draw.pick(("1;2;3;4;5", "2;4", "6;7", "5"))
    if draw.chance(0.15):
        start = one.raised_on + timedelta(days=draw.below(30))
        row |= {"needed_from": start, "needed_until": start + timedelta(days=draw.between(7, 300))}
    occupations = world.vocabulary.occupations
    if one.term.code in HIRING and occupations and draw.chance(0.9):
        row["for_occupation"] = draw.pick(occupations)
    if draw.chance(0.25):
        staff = world.people_of("staff", one.community)
        row["assigned_to"] = (
            person_id(staff.start + draw.below(len(staff))) if staff else center_id(world, one.community)
        )
    if draw.chance(0.02):
        row["asks_for"] = [
            *dict.fromkeys((one.term.id, world.vocabulary.terms[draw.weighed(world.asked)].id))
        ]
    return row


def _text(world: World, one: Need, phrases: Phrases, draw: Draw) -> str:
    label = draw.pick(one.term.labels)
    much = f"{one.quantity or draw.between(*(phrases.much or ('', 2, 20))[1:])}"
    if one.term.name_en and draw.chance(IN_ENGLISH):
        return draw.pick(phrases.english or ENGLISH).format(
            n=much, t=one.term.name_en[0].lower() + one.term.name_en[1:]
        )
    wish = draw.pick(phrases.wishes) if phrases.wishes and draw.chance(0.85) else draw.pick(WISHES)
    opening = draw.pick(OPENINGS[one.kind]).format(where=world.district.buildings[one.building].name)
    return f"{opening}{wish.format(n=much, t=label)}{draw.pick(CLOSINGS)}"


def _beneficiaries(world: World, one: Need, draw: Draw) -> object:
    """Whoever asked; sometimes its staff, and for a center's wish elders nearby."""
    if one.kind == "center" and for_elders(one.term):
        elders = world.people_of("elders", one.community)
        found = [person_id(elders.start + each) for each in draw.several(1, 6, len(elders))]
        return found or one.raiser
    if one.kind == "enterprise" and draw.chance(0.12):
        staff = world.people_of("employees", one.community)
        return [one.raiser, *(person_id(staff.start + each) for each in draw.several(1, 3, len(staff)))]
    return one.raiser


COLUMNS = (
    "id", "text", "status", "list", "quantity", "minimum", "unit", "weekdays", "raised_on", "needed_from", "needed_until", "raised_by",
    "benefits", "asks_for", "for_occupation", "assigned_to", "at", "synthetic",
)  # fmt: skip
TABLES = (SynthTable("needs", COLUMNS, rows),)
