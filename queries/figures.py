"""How the graph counts each kind of figure: what `Figure.counts` names, as the statement `figure_count` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.days import on_day

PLACE = ["Place"]
HOW: Mapping[str, Mapping[str, Any]] = {
    "COMMUNITIES": {"by": "PLACE", "about": PLACE, "label": "Community"},
    "AREAS": {"by": "PLACE", "about": PLACE, "label": "Area"},
    "MICRO_GRIDS": {"by": "PLACE", "about": PLACE, "label": "MicroGrid", "lone": True},
    "BUILDINGS": {"by": "PLACE", "about": PLACE, "label": "Building"},
    "SPACE_SQUARE_METRES": {"by": "PLACE", "about": PLACE, "label": "PublicSpace", "sum": "squareMetres"},
    "SERVICE_CENTERS": {"by": "ORGANIZATION", "about": PLACE, "label": "ServiceCenter"},
    "ENTERPRISES": {"by": "ORGANIZATION", "about": PLACE, "label": "Enterprise"},
    "VOLUNTEER_TEAMS": {"by": "ORGANIZATION", "about": PLACE, "label": "VolunteerTeam"},
    "SOCIETIES": {"by": "ORGANIZATION", "about": PLACE, "label": "Society"},
    "STAFF": {"by": "PERSON", "about": PLACE, "types": ["POSTED_TO"]},
    "VOLUNTEERS": {"by": "PERSON", "about": PLACE, "types": ["VOLUNTEERS_IN"]},
    "SOCIETY_MEMBERS": {"by": "PERSON", "about": PLACE, "types": ["BELONGS_TO"]},
    "TALENTS": {"by": "PERSON", "about": PLACE, "types": ["LIVES_NEAR", "WORKS_AT"], "kind": "TALENT"},
    "ACTIVITIES": {"by": "HAPPENED", "about": PLACE, "label": "Activity", "years": 1},
    "VISITS": {"by": "HAPPENED", "about": PLACE, "label": "Visit"},
    "TRAININGS": {"by": "HAPPENED", "about": PLACE, "label": "Training"},
    "NEEDS_MET": {"by": "NEED", "about": PLACE},
    "CATALOGUE_ITEMS": {"by": "CATALOGUE", "about": ["District"]},
    "BORROWERS": {"by": "LINE", "about": ["Capability", "Resource"], "label": "Enterprise"},
    "BORROWED_IN_TOTAL": {"by": "LINE", "about": ["Capability", "Resource"], "label": "Loan", "sum": "amount"},
    "CREDIT_LINE": {"by": "LINE", "about": ["Capability", "Resource"], "label": "Resource", "sum": "capacity"},
    "PAIRED_RIDERS": {"by": "PAIR", "about": ["VolunteerTeam"], "kind": "RIDER"},
    "PAIRED_ELDERS": {"by": "PAIR", "about": ["VolunteerTeam"], "kind": "ELDER"},
    "BUILDINGS_COVERED": {"by": "COVERED", "about": ["Capability"]},
}  # fmt: skip
"""By kind: which branch of the statement counts, what the figure must be about, and what is counted or summed.

A building that lies in no micro-grid of several buildings is a micro-grid of its own.
"""

WHY: Mapping[str, tuple[str, str]] = {
    "NOT_NAMED": (
        "未写明图中哪项计数与它对应",
        "It doesn't say which count of the graph is of the same thing",
    ),
    "NOT_ABOUT": (
        "它所关于的对象不是可以这样计数的",
        "What it is about is nothing that this can be counted for",
    ),
}
"""Why there is no count beside a figure."""


def counted(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The `$args` of figure_count."""
    return {**on_day(arguments), "how": HOW}
