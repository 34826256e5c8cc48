"""Who asks: what they may read, of whom they see personal data, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Personal(Enum):
    """Of whom personal properties are read in full; of others they are masked."""

    NOBODY = "NOBODY"
    OWN = "OWN"
    """Of people of the viewer's own places."""
    EVERYBODY = "EVERYBODY"


@dataclass(frozen=True)
class Viewer:
    """One who asks.

    Args:
        name: Under which the events are kept of what it does.
        personal: Of whom personal properties are read in full.
        hidden: Labels of nodes that are not there for it: neither shown, nor counted, nor filtered by.
        permissions: What it may do; None is anything.
        places: Keys of the places that are its own: where it may write; None is everywhere.
    """

    name: str
    personal: Personal = Personal.NOBODY
    hidden: frozenset[str] = frozenset()
    permissions: frozenset[str] | None = frozenset()
    places: frozenset[str] | None = None

    def may(self, permission: str) -> bool:
        """Whether it is allowed."""
        return self.permissions is None or permission in self.permissions

    @property
    def reads(self) -> tuple[Personal, frozenset[str]]:
        """On what a plan depends: viewers that read alike share plans."""
        return self.personal, self.hidden
