"""Seeded randomness that is addressed, not consumed: what a row draws depends on its key alone.

So a table's rows are the same whatever other tables there are, and any table can draw another's facts
again instead of remembering them. Only integers and IEEE multiplication, division and addition are used:
the same bytes on every platform.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Draw:
    """The random numbers of one key, in order (splitmix64 from a hash of the key)."""

    __slots__ = ("_state",)

    def __init__(self, *key: str | int) -> None:
        name = "/".join(map(str, key)).encode()
        self._state = int.from_bytes(blake2b(name, digest_size=8).digest(), "big")

    def bits(self) -> int:
        """64 random bits."""
        self._state = state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        return state ^ (state >> 31)

    def unit(self) -> float:
        """A number in [0, 1)."""
        return (self.bits() >> 11) * 2.0**-53

    def chance(self, of: float) -> bool:
        """True in `of` of all cases."""
        return self.unit() < of

    def below(self, n: int) -> int:
        """A whole number in [0, n)."""
        return (self.bits() * n) >> 64

    def between(self, low: int, high: int) -> int:
        """A whole number in [low, high]."""
        return low + self.below(high - low + 1)

    def skewed(self, n: int) -> int:
        """A whole number in [0, n), half of them in the lowest eighth: the busy few and the idle many."""
        u = self.unit()
        return int(n * (u * u * u))

    def pick(self, among: Sequence[T]) -> T:
        """One of them, each as likely."""
        return among[self.below(len(among))]

    def weighed(self, among: Weighed[T]) -> T:
        """One of them, by weight."""
        return among.values[bisect_right(among.sums, self.unit() * among.sums[-1])]

    def several(self, low: int, high: int, n: int) -> list[int]:
        """`low` to `high` different whole numbers in [0, n), in the order drawn; fewer where n is small."""
        wanted = min(self.between(low, high), n)
        found: dict[int, None] = {}
        while len(found) < wanted:
            found.setdefault(self.below(n))
        return list(found)


class Weighed(Sequence[T]):
    """Values with their weights, ready to be drawn from."""

    def __init__(self, *pairs: tuple[T, float]) -> None:
        self.values = [value for value, _ in pairs]
        self.sums = list(accumulate(weight for _, weight in pairs))

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, index: int) -> T:  # pyright: ignore[reportIncompatibleMethodOverride] - no slices
        return self.values[index]


def zipf(n: int, flat: float = 0.0) -> list[float]:
    """Weights 1/(rank + flat) of n ranks."""
    return [1.0 / (rank + 1 + flat) for rank in range(n)]


def shuffled(among: Sequence[T], draw: Draw) -> list[T]:
    """Them in a random order (Fisher-Yates)."""
    found = list(among)
    for last in range(len(found) - 1, 0, -1):
        other = draw.below(last + 1)
        found[last], found[other] = found[other], found[last]
    return found
