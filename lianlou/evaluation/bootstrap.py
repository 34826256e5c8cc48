"""How far a mean over a few needs can be trusted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

SAMPLES = 2_000


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


def estimate(values: Sequence[float], *, seed: int = 0, samples: int = SAMPLES) -> Estimate:
    """The mean of values, with the percentile bootstrap's interval (Efron 1979) over `samples` draws.

    The same values and seed always give the same interval.
    """
    draw = random.Random(seed)  # noqa: S311 - repeatable, and no secret
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(samples))
    return Estimate(sum(values) / len(values), means[int(samples * 0.025)], means[int(samples * 0.975) - 1])
