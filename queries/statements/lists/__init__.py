"""The statements that take versions of lists: one .cypher file each, and a same-named function."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph import Transaction
from queries.statements import text


@dataclass(frozen=True)
class Taken:
    """A version that was taken."""

    kind: str
    list: str
    """Key of the list."""
    version: str
    """Key of the version."""
    number: int
    entries: int
    added: int
    """Entries that the version before had not; all of the first."""
    removed: int
    """Entries of the version before that this one has not."""

    @property
    def unchanged(self) -> bool:
        """Whether it lists just what the version before lists."""
        return self.number > 1 and not self.added and not self.removed


async def lock_community(tx: Transaction, community: str) -> list[tuple[str, str]]:
    """Key and name of the communities that go by a key or a name; they stay locked until the transaction ends."""
    rows = await tx.run(text("lock_community"), {"community": community})
    return [(row["id"], row["name"]) for row in rows]


async def some_communities(tx: Transaction) -> list[str]:
    """Names of the first communities."""
    return [row["name"] for row in await tx.run(text("some_communities"))]


async def take_list(
    tx: Transaction,
    community: str,
    kind: str,
    *,
    label: str,
    as_of: str,
    now: datetime,
    by: str,
    reason: str,
) -> Taken:
    """Take the next version of a list of a locked community, making the list where it is not there yet."""
    given = {"community": community, "kind": kind, "label": label, "asOf": as_of, "now": now}
    rows = await tx.run(text("take_list"), {**given, "by": by, "reason": reason})
    return Taken(kind=kind, **rows[0])
