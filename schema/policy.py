"""The one policy table: which role reads and does what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from graph.errors import InputError
from queries.planner.viewer import Personal, Viewer


class Role(Enum):
    """Whom a token is for."""

    STAFF = "staff"
    PLANNER = "planner"
    INTEGRATION = "integration"


AREAS: Mapping[str, frozenset[str]] = {
    "people": frozenset({"Person"}),
    "party": frozenset({"PartyOrganization"}),
    "money": frozenset({"CreditLine", "Loan", "Repayment", "Agreement"}),
    "history": frozenset({"Event"}),
}
"""What an integration's scope names: the labels that it reads besides what everybody reads."""
ALL = frozenset[str]().union(*AREAS.values())

LOCAL_STAFF = Viewer("local staff", Personal.EVERYBODY, permissions=None)
"""This machine's own user, over the loopback."""


def viewer(role: Role, name: str, communities: Iterable[str] = (), areas: Iterable[str] = ()) -> Viewer:
    """What a token's role makes of whoever sends it.

    Args:
        role: Its role.
        name: Under which events are kept of what it does: the token's name.
        communities: Keys of the communities of a member of staff.
        areas: Of an integration, names of `AREAS`.

    Raises:
        InputError: an area has no such name.
    """
    own = frozenset(communities)
    match role:
        case Role.STAFF:
            return Viewer(name, Personal.OWN, permissions=None, places=own)
        case Role.PLANNER:
            return Viewer(name)
        case Role.INTEGRATION:
            if unknown := sorted(set(areas) - AREAS.keys()):
                raise InputError(
                    f"没有范围 {'、'.join(unknown)}；有：{'、'.join(AREAS)}。 · There is no area {', '.join(unknown)}; there are: {', '.join(AREAS)}."
                )
            read = frozenset[str]().union(*(AREAS[each] for each in areas))
            return Viewer(name, hidden=ALL - read)
