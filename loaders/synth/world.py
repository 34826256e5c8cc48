"""What every table knows: the frame, the days, the vocabulary, and which numbers are whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from loaders.synth.counts import Counts, counts
from loaders.synth.district import District
from loaders.synth.draw import Draw, Weighed, zipf
from loaders.synth.rhythm import Rhythm
from loaders.synth.spread import Spread
from loaders.synth.vocabulary import Vocabulary, vocabulary

KINDS = ("staff", "talents", "riders", "elders", "residents", "employees")
"""People in the order of their numbers."""
ENTERPRISES = Weighed(("enterprise", 0.78), ("shop", 0.16), ("stallholder", 0.06))
SIZES = Weighed(("MICRO", 0.55), ("SMALL", 0.32), ("MEDIUM", 0.1), ("LARGE", 0.03))
HEADCOUNTS = {"MICRO": (1, 9), "SMALL": (10, 60), "MEDIUM": (61, 299), "LARGE": (300, 2400)}


@dataclass(frozen=True)
class Enterprise:
    """What other tables may want to know of an enterprise."""

    id: str
    kind: str
    size: str | None
    headcount: int
    industry: tuple[str, str]
    building: int
    since: date
    """When it moved in."""


class World:
    """One synthetic district: a scale, a seed and a day decide everything."""

    def __init__(self, scale: float, seed: int, as_of: date) -> None:
        self.seed = seed
        self.as_of = as_of
        self.counts: Counts = counts(scale)
        self.rhythm = Rhythm(as_of)
        self.district = District(self.counts, self.draw("district"))
        self.vocabulary: Vocabulary = vocabulary(self.draw("vocabulary"))

    def draw(self, *key: str | int) -> Draw:
        """The random numbers of a key."""
        return Draw(self.seed, *key)

    @property
    def communities(self) -> range:
        """The communities' numbers."""
        return range(self.counts.communities)

    # enterprises

    @cached_property
    def tenants(self) -> Spread:
        """Enterprises over buildings."""
        return Spread(self.counts.enterprises, self.district.weights)

    def tenants_of(self, community: int) -> range:
        """The enterprises of a community."""
        return self.tenants.over(self.district.buildings_of(community))

    def enterprise(self, number: int) -> Enterprise:
        """An enterprise's facts."""
        draw = self.draw("enterprise", number)
        kind = draw.weighed(ENTERPRISES)
        size = None if kind == "stallholder" else "MICRO" if kind == "shop" else draw.weighed(SIZES)
        return Enterprise(
            enterprise_id(number),
            kind,
            size,
            draw.between(*HEADCOUNTS[size or "MICRO"]),
            draw.weighed(self.vocabulary.industries),
            self.tenants.part(number),
            self.as_of - timedelta(days=draw.skewed(3600) + 1),
        )

    def some_enterprise(self, community: int, draw: Draw) -> int:
        """An enterprise of a community; a few of them are drawn again and again."""
        here = self.tenants_of(community)
        return here.start + draw.skewed(len(here)) * 7919 % len(here)

    # people

    @cached_property
    def _people(self) -> dict[str, Spread]:
        weights = [share + 0.01 for share in self.district.shares]
        return {
            kind: Spread(
                getattr(self.counts, kind), self.district.weights if kind == "employees" else weights
            )
            for kind in KINDS
        }

    @cached_property
    def _first_of_kind(self) -> dict[str, int]:
        first, found = 0, dict[str, int]()
        for kind in KINDS:
            found[kind] = first
            first += getattr(self.counts, kind)
        return found

    def kind_of(self, person: int) -> str:
        """What a person is known as."""
        return next(kind for kind in reversed(KINDS) if person >= self._first_of_kind[kind])

    def people_of(self, kind: str, community: int) -> range:
        """The people of a kind in a community."""
        spread = self._people[kind]
        here = (
            spread.over(self.district.buildings_of(community))
            if kind == "employees"
            else spread.of(community)
        )
        first = self._first_of_kind[kind]
        return range(first + here.start, first + here.stop)

    def home_of(self, person: int) -> tuple[int, int | None]:
        """A person's community, and the building of one who works in one."""
        kind = self.kind_of(person)
        part = self._people[kind].part(person - self._first_of_kind[kind])
        return (self.district.community_of(part), part) if kind == "employees" else (part, None)

    def employer_of(self, person: int) -> int:
        """The enterprise of an employee: one in the building, the large ones more often."""
        _, building = self.home_of(person)
        here = self.tenants.of(building or 0)
        return here.start + self.draw("employer", person).skewed(len(here)) if here else 0

    # capabilities and needs

    @cached_property
    def supply(self) -> Spread:
        """Capabilities over terms and communities."""
        return Spread(self.counts.capabilities, self._crossed("supply"))

    @cached_property
    def demand(self) -> Spread:
        """Needs over communities."""
        return Spread(self.counts.needs, [share + 0.005 for share in self.district.shares])

    @cached_property
    def asked(self) -> Weighed[int]:
        """The terms' numbers by how often they are asked for."""
        return Weighed(*enumerate(zipf(len(self.vocabulary.terms), 2)))

    def _crossed(self, name: str) -> list[float]:
        """Weights of each term in each community: a few terms are common, and each community has its gaps."""
        draw = self.draw(name)
        terms = zipf(len(self.vocabulary.terms), 6)
        return [
            term * share * (0.0 if draw.chance(0.12) else 0.4 + draw.unit())
            for term in terms
            for share in self.district.shares
        ]

    def capability_place(self, number: int) -> tuple[int, int]:
        """A capability's term and community."""
        return divmod(self.supply.part(number), self.counts.communities)

    def capabilities_of(self, term: int, community: int) -> range:
        """The capabilities of a term in a community."""
        return self.supply.of(term * self.counts.communities + community)


def enterprise_id(number: int) -> str:
    """The key of an enterprise."""
    return f"enterprise:synth-{number + 1:06d}"


def person_id(number: int) -> str:
    """The key of a person."""
    return f"person:synth-{number + 1:06d}"
