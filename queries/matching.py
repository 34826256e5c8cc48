"""The settings of matching: weights, thresholds and bounds, as every matching statement takes them (docs/matching.md)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Weights:
    """Weight of each part of the score; a part that can't apply to a need is out of force."""

    fit: float = 1.0
    kin: float = 0.15
    words: float = 0.5
    ties: float = 0.15
    readiness: float = 0.1
    nearness: float = 0.1


@dataclass(frozen=True)
class Ties:
    """Weight in (0, 1) of each kind of path between raiser and provider; together 1 - product(1 - weight)."""

    PARTY: float = 0.4
    PARTNERSHIP: float = 0.5
    SOCIETY: float = 0.3
    REFERRAL: float = 0.6


@dataclass(frozen=True)
class Thresholds:
    """Below these a match is weak: the best degree of a term, or the cosine where the need has no terms."""

    fit: float = 0.6
    words: float = 0.12


@dataclass(frozen=True)
class Limits:
    """Bounds of what is looked at before anything expands."""

    terms: int = 12
    few: int = 3
    """With fewer candidates by traversal than this, the words of the need are searched too."""
    text: int = 50
    candidates: int = 400
    shown: int = 200
    similar: int = 10


@dataclass(frozen=True)
class Matching:
    """All of them, and how one question is asked."""

    as_of: date | None = None
    """The day of the question; today in Shanghai by default."""
    from_ring: int = 0
    """Search the rings up to this one at once."""
    to_ring: int | None = None
    """Widen to this ring even where a nearer one is enough."""
    all_rings: bool = False
    """Rank all rings together, nearness being part of the score."""
    weights: Weights = field(default_factory=Weights)
    ties: Ties = field(default_factory=Ties)
    thresholds: Thresholds = field(default_factory=Thresholds)
    limits: Limits = field(default_factory=Limits)

    def arguments(self) -> dict[str, Any]:
        """The `$args` of the matching statements."""
        day = self.as_of or datetime.now(SHANGHAI).date()
        return {
            "asOf": day.isoformat(),
            "fromRing": self.from_ring,
            "toRing": self.to_ring,
            "allRings": self.all_rings,
            "weights": asdict(self.weights),
            "ties": asdict(self.ties),
            "thresholds": asdict(self.thresholds),
            "limits": asdict(self.limits),
        }
