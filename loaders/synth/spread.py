"""So many things over so many parts, by weight: contiguous ranges, held as one list of starts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Spread:
    """`total` things numbered from 0, the first ones in the first part.

    Where a thing belongs and which things a part has are both arithmetic, so nothing is kept per thing.
    """

    def __init__(self, total: int, weights: Sequence[float], *, least: int = 0) -> None:
        self.total = total
        self._starts = [0, *accumulate(apportioned(total, weights, least))]

    def part(self, thing: int) -> int:
        """The part that has the thing."""
        return bisect_right(self._starts, thing) - 1

    def of(self, part: int) -> range:
        """The things of a part."""
        return range(self._starts[part], self._starts[part + 1])

    def over(self, parts: range) -> range:
        """The things of neighbouring parts."""
        return range(self._starts[parts.start], self._starts[parts.stop])

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return len(self._starts) - 1


def apportioned(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Whole numbers that sum to `total`, by weight (largest remainder), none below `least` where there is enough."""
    floor = min(least, total // len(weights))
    rest, whole = total - floor * len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    found = [int(each) for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda part: (found[part] - exact[part], part))
    for part in by_remainder[: rest - sum(found)]:
        found[part] += 1
    return [floor + each for each in found]
