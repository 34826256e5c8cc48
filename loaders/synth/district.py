"""The district's frame: communities, areas, buildings, and which things are in which of them.

Only this frame is held (some kilobytes a hundred buildings); whatever is in the buildings is a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.synth.counts import Counts
from loaders.synth.draw import Draw, shuffled, zipf
from loaders.synth.named import COMMUNITIES, NamedBuilding, NamedCommunity
from loaders.synth.spread import Spread, apportioned

AREAS = 4
"""Areas of a community."""


@dataclass(frozen=True)
class Community:
    """A business community."""

    code: str
    name: str
    name_en: str
    named: NamedCommunity | None

    @property
    def id(self) -> str:
        """Its key."""
        return f"community:{self.code}"


@dataclass(frozen=True)
class Area:
    """An area of a community."""

    id: str
    name: str
    name_en: str
    community: int


@dataclass(frozen=True)
class Building:
    """A building; `part_of` is its micro-grid, its area, or its community."""

    id: str
    name: str
    name_en: str
    area: int
    part_of: str
    named: NamedBuilding | None


@dataclass(frozen=True)
class MicroGrid:
    """A micro-grid with a level of its own."""

    id: str
    name: str
    name_en: str
    area: int


class District:
    """The frame at one scale."""

    def __init__(self, counts: Counts, draw: Draw) -> None:
        self.communities = _communities(counts)
        self.areas = _areas(self.communities)
        self.shares = _shares(self.communities, counts)
        self._buildings_of = _over_communities(self.communities, counts, self.shares)
        self.microgrids: list[MicroGrid] = []
        self.buildings: list[Building] = []
        for number in range(len(self.communities)):
            self._build(number)
        self.weights = self._tenants(draw)
        """Each building's part of the district's tenants."""

    def community_of(self, building: int) -> int:
        """The community of a building."""
        return self.areas[self.buildings[building].area].community

    def buildings_of(self, community: int) -> range:
        """The buildings of a community."""
        return self._buildings_of.of(community)

    def _build(self, number: int) -> None:
        named = known.buildings if (known := self.communities[number].named) else ()
        here = self._buildings_of.of(number)
        within = Spread(len(here), zipf(AREAS, 3), least=1)
        grids = self._grids(number, within)
        for at in range(len(here)):
            area = AREAS * number + within.part(at)
            if at < len(named):
                one = named[at]
                self.buildings.append(Building(one.id, one.name, one.name_en, area, one.part_of, one))
                continue
            serial = here.start + at + 1
            part_of = grids.get(at) or self.areas[area].id
            self.buildings.append(
                Building(
                    f"building:synth-{serial:04d}",
                    f"示例楼宇{serial:04d}",
                    f"Example building {serial:04d}",
                    area,
                    part_of,
                    None,
                )
            )

    def _grids(self, number: int, within: Spread) -> dict[int, str]:
        """The micro-grid of each building that has one: as many as are known, else half the buildings by threes."""
        named = self.communities[number].named
        at = len(named.buildings) if named else 0
        free = within.total - at
        known = min(named.microgrids if named else 0, free)
        groups = apportioned(free, [1.0] * known) if known else [3] * (free // 6)
        found: dict[int, str] = {}
        for size in groups:
            area = AREAS * number + within.part(at)
            serial = len(self.microgrids) + 1
            grid = MicroGrid(
                f"microgrid:synth-{serial:03d}",
                f"示例微网格{serial:03d}",
                f"Example micro-grid {serial:03d}",
                area,
            )
            self.microgrids.append(grid)
            found |= dict.fromkeys(range(at, at + size), grid.id)
            at += size
        return found

    def _tenants(self, draw: Draw) -> list[float]:
        weights: list[float] = []
        for number, share in enumerate(self.shares):
            ranks = shuffled(zipf(len(self.buildings_of(number)), 2), draw)
            whole = sum(ranks)
            weights += [share * each / whole for each in ranks]
        return weights


def _communities(counts: Counts) -> list[Community]:
    found = [Community(each.code, each.name, each.name_en, each) for each in COMMUNITIES[: counts.named]]
    for number in range(6, 6 + counts.communities - counts.named):
        code = f"example-{number:02d}"
        found.append(
            Community(code, f"示例商务社区{number:02d}", f"Example business community {number:02d}", None)
        )
    return found


def _areas(communities: Sequence[Community]) -> list[Area]:
    found: list[Area] = []
    for number, community in enumerate(communities):
        known = community.named.areas if community.named else ()
        for each in range(AREAS):
            serial = len(found) + 1
            if each < len(known):
                digits = known[each].rpartition("-")[2]
                found.append(Area(known[each], f"示例片区{digits}", f"Example area {digits}", number))
            else:
                found.append(
                    Area(
                        f"area:synth-{serial:03d}",
                        f"示例片区{serial:03d}",
                        f"Example area {serial:03d}",
                        number,
                    )
                )
    return found


def _shares(communities: Sequence[Community], counts: Counts) -> list[float]:
    """Each community's part of the district's enterprises: the named ones have no more in a larger district."""
    beyond = max(1.0, counts.enterprises / Counts().enterprises)
    known = sum(each.named.share for each in communities if each.named) / beyond
    others = zipf(sum(not each.named for each in communities), 4)
    rest = (1 - known) / sum(others) if others else 0.0
    ranks = iter(others)
    return [each.named.share / beyond if each.named else rest * next(ranks) for each in communities]


def _over_communities(communities: Sequence[Community], counts: Counts, shares: Sequence[float]) -> Spread:
    """The buildings over the communities: as many as are known, the rest by share, at least one an area."""
    known = [each.named.buildings_in_all if each.named else 0 for each in communities]
    if sum(known) > counts.buildings // 2 or counts.named < len(COMMUNITIES):
        return Spread(counts.buildings, shares, least=AREAS)
    rest = [0.0 if number else share for share, number in zip(shares, known, strict=True)]
    others = apportioned(counts.buildings - sum(known), [each + 0.02 if each else 0.0 for each in rest])
    return Spread(counts.buildings, [number or other for number, other in zip(known, others, strict=True)])
