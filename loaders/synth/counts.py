"""How many of everything there are: the real district's orders of magnitude at scale 1."""

from __future__ import annotations

from dataclasses import dataclass, field, fields


def _about(at_one: int, least: int = 1) -> int:
    """So many at scale 1, in proportion at others, but never fewer than `least`."""
    return field(default=at_one, metadata={"least": least})


@dataclass(frozen=True)
class Counts:
    """Counts at one scale. What is in the report's figures stands with its number there."""

    communities: int = _about(20)
    named: int = _about(5, 0)
    """Of the communities, how many are the report's."""
    buildings: int = _about(236, 6)
    roads: int = _about(60, 3)
    subdistricts: int = _about(18)
    spaces: int = _about(300, 6)
    enterprises: int = _about(20_000, 40)
    societies: int = _about(116, 3)
    teams: int = _about(17, 2)
    partners: int = _about(80, 4)
    managers: int = _about(60, 2)
    employees: int = _about(48_000, 100)
    residents: int = _about(5_000, 10)
    elders: int = _about(3_500, 12)
    riders: int = _about(1_500, 8)
    talents: int = _about(1_819, 4)
    staff: int = _about(181, 3)
    volunteers: int = _about(1_640, 12)
    society_members: int = _about(5_400, 20)
    resources: int = _about(4_000, 10)
    capabilities: int = _about(30_000, 60)
    needs: int = _about(12_000, 30)
    activities: int = _about(2_700, 12)
    brands: int = _about(24, 2)
    cases: int = _about(22_000, 40)
    calls: int = _about(50_000, 60)
    trainings: int = _about(230, 4)
    lines: int = _about(24)
    """Credit lines of banks."""
    loans: int = _about(640, 8)

    @property
    def people(self) -> int:
        """People, whatever they are known as."""
        return self.employees + self.residents + self.elders + self.riders + self.talents + self.staff


MOST_NAMED = 5


def counts(scale: float) -> Counts:
    """The counts at a scale.

    Raises:
        ValueError: the scale is not above 0.
    """
    if not scale > 0:
        raise ValueError(f"scale {scale} is not above 0")
    whole = Counts()
    found = {
        each.name: max(each.metadata["least"], int(getattr(whole, each.name) * scale + 0.5))
        for each in fields(whole)
    }
    found["named"] = min(found["named"], found["communities"], MOST_NAMED)
    return Counts(**found)
