"""Removing what nothing depends on any more: its relationships go with it, an event stays as its tombstone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph import MODEL, Graph, Transaction
from graph.errors import InputError
from graph.keys import KEYING, settle
from queries import forgetting
from queries.statements import load, text
from queries.statements.history import Happened, append, shown

LOOSE = frozenset(
    {"RELATED", "SUGGESTS", "OWNS", "FUNDS", "PARTY_TO", "PARTNERS_WITH", "MANAGES", "HANDLES", "PAIRED_WITH", "ATTENDED"}
)  # fmt: skip
"""Types of relationships that simply end with what they lead to; by any other, what starts it depends on the end."""
LOOSE_OF_A_PERSON = LOOSE | {"ASSIGNED_TO", "VISITED", "MADE_BY", "BOOKED_BY", "ALERTED", "ANSWERED_BY"}
"""What was done with or by a person stays on record without them, so that they can be forgotten."""
COUNTED: Mapping[str, Collection[str]] = {
    "Referral": {"ACCEPTED", "COMPLETED"},
    "Loan": {"LENT", "REPAID"},
    "Repayment": {""},
}
"""Statuses in which something counts in what is reserved or lent, and stays (`""` where it has none)."""
NAMED_AT_MOST = 10
_OWN = {"id", "source", "created", "updated", "version"}
"""Properties that tell nothing once it is gone."""


@dataclass(frozen=True)
class Removed:
    """What a removal found: keys that it removed, and keys that were removed before, which change nothing."""

    keys: tuple[str, ...]
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Tie:
    """A relationship around what is removed: `out` where it starts there."""

    key: str
    type: str
    out: bool
    far: str
    labels: Sequence[str]
    properties: Mapping[str, Any]

    def told(self, end: str) -> dict[str, Any]:
        """The relationship as an event tells it."""
        names = shown(MODEL.by_type[self.type].properties)
        return {"id": end, **{name: value for name, value in self.properties.items() if name in names}}


@dataclass(frozen=True)
class _Going:
    """Something to be removed."""

    id: str
    node: Mapping[str, Any]
    ties: Sequence[_Tie]

    @property
    def label(self) -> str:
        """Its own label."""
        return MODEL.by_prefix[self.id.partition(":")[0]].label

    @property
    def is_person(self) -> bool:
        """Whether nothing of it may stay."""
        return self.label == "Person"

    def depending(self) -> Iterator[_Tie]:
        """The relationships by which others depend on it."""
        loose = LOOSE_OF_A_PERSON if self.is_person else LOOSE
        return (tie for tie in self.ties if not tie.out and tie.type not in loose)


async def remove(graph: Graph, keys: Sequence[str], *, actor: str, reason: str) -> Removed:
    """Remove things, all of them or none, in one transaction; what was removed already changes nothing.

    Of a person nothing personal stays in any event: their own lose what they tell, others no longer name them.

    Args:
        graph: A migrated graph.
        keys: Business keys of what is removed; what depends on each other goes together.
        actor: Who does it: a role or an office.
        reason: Why; the events keep it.

    Raises:
        InputError: no reason; a key that stands for nothing; something else depends on it, or it counts in what
            is reserved or lent. The message names what, and what to do first.
        Conflict: something was tied to it at the same moment.
    """
    if not reason.strip():
        raise InputError("没有写明理由 · No `reason`: a removal says why.")
    wanted = sorted({key.strip() for key in keys if key.strip()})

    async def work(tx: Transaction) -> Removed:
        going, earlier = await _found(tx, wanted)
        _check(going)
        if going:
            await _remove(tx, going, actor.strip(), reason.strip())
        return Removed(tuple(going), earlier)

    return await graph.write(work)


async def _found(tx: Transaction, wanted: list[str]) -> tuple[dict[str, _Going], tuple[str, ...]]:
    await tx.run(text("lock_nodes"), {"ids": wanted})
    rows = await tx.run(text("to_remove"), {"ids": wanted})
    going = {row["id"]: _Going(row["id"], row["node"], [_Tie(**tie) for tie in row["ties"]]) for row in rows}
    missing = [key for key in wanted if key not in going]
    earlier = tuple(row["id"] for row in await tx.run(text("removed_earlier"), {"ids": missing}))
    if unknown := [key for key in missing if key not in earlier]:
        raise InputError(
            f"没有 {'、'.join(unknown)}：核对业务键，什么都没有删除。 · Nothing has the key {', '.join(unknown)}: check it; "
            "nothing was removed."
        )
    return going, earlier


def _check(going: Mapping[str, _Going]) -> None:
    """See that nothing stands against the removal.

    Raises:
        InputError: something does.
    """
    for each in going.values():
        if MODEL.by_label[each.label].bookkeeping:
            raise InputError(
                f"{each.id} 是变更记录，不能删除。 · {each.id!r} is part of the history, which is never removed."
            )
        status = each.node.get("status") or ""
        if status in COUNTED.get(each.label, ()):
            told = f"{each.id} {status}".strip()
            raise InputError(
                f"{told} 计入已预留或已放款的数量：转介先取消（respond CANCEL），办成的、放出的留作记录。 · {told} counts in "
                "what is reserved or lent: cancel a referral first (`respond` CANCEL); what was completed or lent "
                "stays on record."
            )
        if others := [tie for tie in each.depending() if tie.far not in going]:
            named = "、".join(f"{tie.far} ({tie.type})" for tie in others[:NAMED_AT_MOST])
            more = "" if len(others) <= NAMED_AT_MOST else f" … {len(others)}"
            raise InputError(
                f"还有 {len(others)} 项依赖 {each.id}：{named}{more}。先让它们改指别处（lianlou load），或写在同一条命令里一并删除。 · "
                f"{len(others)} depend on {each.id!r}: {named}{more}. Lead them elsewhere first (lianlou load), or name them "
                "in the same command."
            )


async def _remove(tx: Transaction, going: Mapping[str, _Going], actor: str, reason: str) -> None:
    now = datetime.now(UTC)
    persons = [each for each in going.values() if each.is_person]
    words = forgetting.words([each.node for each in persons])
    ties = [tie for each in going.values() for tie in each.ties]
    happened = [*_changed(going), *map(_removed, going.values())]
    around = {tie.far for each in persons for tie in each.ties}
    starts = {tie.far: tie for tie in ties if not tie.out and tie.far not in going}
    keyed = {tie.far for tie in ties if tie.far in starts and not tie.out and tie.type in KEYING}
    await tx.run(text("remove_nodes"), {"ids": list(going), "ties": [tie.key for tie in ties]})
    await load.touch_nodes(tx, now, sorted(starts))
    await settle(tx, keyed)
    gone = {each.id for each in persons}
    if gone:
        await forgetting.forget(tx, gone, sorted(around), words)
    told = [forgetting.told(each, gone, words) for each in happened]
    await append(tx, now, actor, forgetting.masked(reason, words), told)


def _changed(going: Mapping[str, _Going]) -> Iterator[Happened]:
    """What stays, and loses a relationship that started there; of a person nothing is told, at either end."""
    lost: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for each in going.values():
        for tie in each.ties:
            if not (tie.out or tie.far in going or "Person" in tie.labels or each.is_person):
                lost.setdefault(tie.far, {}).setdefault(tie.type, []).append(tie.told(each.id))
    return (Happened(id_, "CHANGED", before, {}) for id_, before in sorted(lost.items()))


def _removed(each: _Going) -> Happened:
    if each.is_person:
        return Happened(each.id, "REMOVED", synthetic=each.node.get("synthetic"))
    names = shown(MODEL.properties_of(each.label).values()) - _OWN
    before: dict[str, Any] = {name: value for name, value in each.node.items() if name in names}
    for tie in each.ties:
        if tie.out:
            before.setdefault(tie.type, []).append(tie.told(tie.far))
    return Happened(each.id, "REMOVED", before, synthetic=each.node.get("synthetic"))
