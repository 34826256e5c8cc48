"""The one policy table: which role reads and does what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from graph.errors import InputError
from queries.planner.viewer import Personal, Reads, Viewer


class Role(Enum):
    """Whom a token is for."""

    STAFF = "staff"
    PLANNER = "planner"
    INTEGRATION = "integration"


NEW_SHAPES = {Role.STAFF: 120, Role.PLANNER: 120, Role.INTEGRATION: 30}
"""Statements a minute that the database has not planned yet, by role: a program asks the same each time."""


@dataclass(frozen=True)
class Area:
    """What an integration's scope names: the nodes that it reads besides what everybody reads, and the answers that are worked out over them."""

    zh: str
    en: str
    labels: frozenset[str]
    fields: frozenset[str] = frozenset()
    """As `Type.field`; a field that draws on several areas stands in each."""


AREAS: Mapping[str, Area] = {
    "people": Area(
        "人员（姓名等仍脱敏）",
        "people, still masked",
        frozenset({"Person"}),
        frozenset(
            {
                "Figure.inGraph", "Need.candidates", "Training.outcomes", "Query.compare", "Query.eldersShort", "Query.guide",
                "Query.partyStrength", "Query.planPairs", "Query.staffLoads", "Query.staffWork", "Query.teamsAble",
            }
        ),
    ),
    "work": Area(
        "社区工作",
        "the community's own work",
        frozenset({"Visit", "Case", "CaseStep", "Call", "Meeting", "Resolution"}),
        frozenset(
            {
                "Figure.inGraph", "Query.callTimes", "Query.eldersShort", "Query.overdueCases", "Query.planPairs",
                "Query.staffWork", "Query.unvisited", "Query.visitingQuotas",
            }
        ),
    ),
    "money": Area(
        "资金与协议",
        "money and agreements",
        frozenset({"Loan", "Repayment", "Agreement"}),
        frozenset({"Figure.inGraph", "Capability.eligible", "Resource.credit", "Query.unaskedPromises"}),
    ),
    "history": Area("变更与经过，须连同其余各范围", "events and timelines; with all other areas alone", frozenset({"Event"})),
}  # fmt: skip
"""Everything else is read by whoever has a token: places, organizations, terms, resources, needs, what others can do."""
EXPLORING = frozenset(
    {
        "Capability.timeline", "Need.timeline", "Query.neighborhood", "Query.paths", "Query.search", "Query.timeline",
    }
)  # fmt: skip
"""Fields that show anything: for those who read all areas."""
JUDGED = frozenset(
    {
        "Activity.matches", "Capability.matches", "Need.jointAnswers", "Need.matches", "Need.similarNeeds", "Need.whyNot",
        "Query.catalogueGaps", "Query.coverage", "Query.gaps", "Query.liveList", "Query.matchCapability", "Query.matchNeed",
        "Query.needsSummary", "Query.planAllocation", "Query.similarNeeds", "Query.whatIf", "Query.whyNot",
    }
)  # fmt: skip
"""Fields that are worked out over people and meetings, too, and are open to everybody: they tell that somebody consents or
that two are tied, as everybody's match has to say why, and never who; a path through what is hidden is left out."""

LOCAL_STAFF = Viewer("local staff", Reads(Personal.EVERYBODY), permissions=None)
"""This machine's own user, over the loopback."""


def viewer(role: Role, name: str, communities: Iterable[str] = (), areas: Iterable[str] = ()) -> Viewer:
    """What a token's role makes of whoever sends it.

    Args:
        role: Its role.
        name: Under which events are kept of what it does: the token's name.
        communities: Keys of the communities of a member of staff.
        areas: Of an integration, names of `AREAS`.

    Raises:
        InputError: an area has no such name, or takes others as well.
    """
    match role:
        case Role.STAFF:
            own = frozenset(communities)
            return Viewer(
                name, Reads(Personal.OWN), permissions=None, places=own, new_shapes=NEW_SHAPES[role]
            )
        case Role.PLANNER:
            return Viewer(name, new_shapes=NEW_SHAPES[role])
        case Role.INTEGRATION:
            return Viewer(name, _scope(frozenset(areas)), new_shapes=NEW_SHAPES[role])


def _scope(areas: frozenset[str]) -> Reads:
    if unknown := sorted(areas - AREAS.keys()):
        raise InputError(
            f"没有范围 {'、'.join(unknown)}；有：{'、'.join(AREAS)}。 · "
            f"There is no area {', '.join(unknown)}; there are: {', '.join(AREAS)}."
        )
    if "history" in areas and (missing := sorted(AREAS.keys() - areas)):
        raise InputError(
            f"变更记录涉及一切：history 须连同 {'、'.join(missing)}。 · Events tell of everything: history takes {', '.join(missing)} as well."
        )
    out = [area for name, area in AREAS.items() if name not in areas]
    hidden = frozenset[str]().union(*(area.labels for area in out))
    closed = frozenset[str]().union(*(area.fields for area in out))
    return Reads(hidden=hidden, closed=closed | EXPLORING if out else closed)


OWN = """EXISTS {
  MATCH (this)-[tie:LIVES_NEAR|WORKS_AT|VOLUNTEERS_IN|POSTED_TO|SERVES_ON|MEMBER_OF WHERE coalesce(tie.until >= $p.today, true)]->()
    -[on:LOCATED_IN|SERVES|PART_OF WHERE coalesce(on.until >= $p.today, true)]->{0,8}(own:Place)
  WHERE own.id IN $p.own
}"""
"""That a person lives, works or serves in one of the viewer's own places today, or will."""
