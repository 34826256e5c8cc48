"""Who asks: what they may read, of whom they see personal data, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from graph.errors import InputError


class Personal(Enum):
    """Of whom personal properties are read in full; of others they are masked."""

    NOBODY = "NOBODY"
    OWN = "OWN"
    """Of people of the viewer's own places."""
    EVERYBODY = "EVERYBODY"


class Forbidden(InputError):
    """Whoever asks may not read or do this."""

    code = "FORBIDDEN"


@dataclass(frozen=True)
class Reads:
    """What a viewer reads: all that a plan depends on, so that those who read alike share plans."""

    personal: Personal = Personal.NOBODY
    hidden: frozenset[str] = frozenset()
    """Labels of nodes that are not there for it: neither shown, nor counted, nor filtered by."""
    closed: frozenset[str] = frozenset()
    """Fields that it may not ask for, as `Type.field`."""

    def hides(self, labels: Iterable[str]) -> bool:
        """Whether a node with these labels is hidden."""
        return not self.hidden.isdisjoint(labels)


@dataclass(frozen=True)
class Viewer:
    """One who asks.

    Args:
        name: Under which the events are kept of what it does.
        reads: What it reads.
        permissions: What it may do; None is anything.
        places: Keys of the places that are its own, where it may write, and whose people it sees where
            `reads.personal` says so; None is everywhere.
        new_shapes: Statements that the database has not planned yet which it may bring in a minute; None is any number.
    """

    name: str
    reads: Reads = Reads()
    permissions: frozenset[str] | None = frozenset()
    places: frozenset[str] | None = None
    new_shapes: int | None = None

    def may(self, permission: str) -> bool:
        """Whether it is allowed."""
        return self.permissions is None or permission in self.permissions


NOBODY = Viewer("nobody")
"""Reads all that is not personal, and writes nothing."""
