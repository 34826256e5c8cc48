"""The settings of matching: weights, thresholds and bounds, as every matching statement takes them (docs/matching.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from graph.errors import InputError
from queries import meaning
from queries.planner.values import today
from queries.text import grams


@dataclass(frozen=True)
class Weights:
    """Weight of each part of the score; a part that can't apply to a need is out of force."""

    fit: float = 1.0
    kin: float = 0.15
    words: float = 0.5
    meaning: float = 0.25
    """Where there is an embedding model (queries/meaning.py)."""
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
    """Below these a match is weak: the best degree of a term, or both cosines where the need has no terms."""

    fit: float = 0.6
    words: float = 0.08
    meaning: float = 0.3


@dataclass(frozen=True)
class Limits:
    """Bounds of what is looked at before anything expands."""

    terms: int = 12
    few: int = 3
    """With fewer candidates by traversal than this, the words of the need are searched too."""
    text: int = 50
    likely: int = 10
    """Of more offers from anywhere than are looked at, those whose words or meaning are most like the need's."""
    candidates: int = 40
    """Candidates that a lookup brings, nearest first; half as many more for two terms, twice as many for more."""
    barred: int = 6
    """Of those that are closed, over or serve other places, which only tell why they are not among the matches."""
    nearly: int = 10
    """Of offers of a term that only means nearly the same, with an embedding model."""
    invited: int = 12
    """Organizations that could, nearest first."""
    ties: int = 1_000
    """Paths from the raiser to whom it is tied."""
    shown: int = 200
    similar: int = 10
    needs: int = 50


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
    only: tuple[str, ...] | None = None
    """Show candidates with one of these labels only; what the search tried stays the same."""
    providers: tuple[str, ...] | None = None
    """Likewise of providers with one of these labels."""
    terms: tuple[str, ...] | None = None
    """Likewise of those that provide one of these terms, by key or name."""
    asking: tuple[str, ...] | None = None
    """Likewise of needs that ask for one of these terms, where a capability asks which needs it could answer."""
    rings: tuple[int, ...] | None = None
    minimum_score: float = 0.0

    def arguments(self) -> dict[str, Any]:
        """The `$args` of the matching statements."""
        day = self.as_of or today()
        return {
            "asOf": day.isoformat(),
            "fromRing": self.from_ring,
            "toRing": self.to_ring,
            "allRings": self.all_rings,
            "weights": asdict(self.weights),
            "ties": asdict(self.ties),
            "thresholds": asdict(self.thresholds),
            "limits": asdict(self.limits),
            "only": self.only,
            "providers": self.providers,
            "terms": self.terms,
            "asking": self.asking,
            "rings": self.rings,
            "minimumScore": self.minimum_score,
        }


FARTHEST = 4


def asked(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The `$args` of a matching statement, from the arguments of a question in GraphQL.

    Raises:
        InputError: a ring that does not exist, or a day that is none.
    """
    for name in ("fromRing", "toRing"):
        value = arguments.get(name)
        if value is not None and not 0 <= value <= FARTHEST:
            raise InputError(
                f"`{name}` is {value}; rings go from 0, the building, to {FARTHEST}, beyond the district."
            )
    day = arguments.get("asOf")
    return Matching(
        as_of=date.fromisoformat(day) if day else None,
        from_ring=arguments.get("fromRing") or 0,
        to_ring=arguments.get("toRing"),
        all_rings=bool(arguments.get("allRings")),
        only=arguments.get("only"),
        providers=arguments.get("providers"),
        terms=arguments.get("terms"),
        asking=arguments.get("asking"),
        rings=arguments.get("rings"),
        minimum_score=arguments.get("minimumScore") or 0.0,
    ).arguments()


def answerable(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As `asked`, for the needs of a capability: `terms` are what they ask for.

    Raises:
        InputError: as for `asked`.
    """
    return asked({**arguments, "terms": None, "asking": arguments.get("terms")})


def drafted(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As `asked`, with a draft's words counted.

    Raises:
        InputError: as for `asked`, or a draft that says nothing to match by.
    """
    draft = dict(arguments["draft"])
    counted = grams(" ".join(draft.get(key) or "" for key in ("title", "text")))
    sense = meaning.drafted(meaning.said(draft))
    if not counted and not draft.get("terms"):
        raise InputError("`draft` says nothing to match by: give `text`, `title` or `terms`.")
    told = {
        "grams": list(counted),
        "counts": list(counted.values()),
        "terms": draft.get("terms") or [],
        "place": draft.get("place"),
        "raiser": draft.get("raisedBy"),
        "beneficiaries": draft.get("benefits") or [],
        "from": draft.get("neededFrom"),
        "until": draft.get("neededUntil"),
        **{key: draft.get(key) for key in ("quantity", "minimum", "unit", "weekdays")},
        **sense,
    }
    return {**asked(arguments), "draft": told}


def searched(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The `$args` of `search`: the text as terms that the index knows, so that none of it can be an operator."""
    counted = grams(arguments["text"])
    terms = [gram for gram in counted if len(gram) > 1] or list(counted)
    return {"query": " ".join(terms), "most": 200}
