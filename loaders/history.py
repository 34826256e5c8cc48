"""What a load's changes are in the history: one event for the load, one for each thing it changes.

What is new is told by itself where its label keeps a history; elsewhere the load's event tells of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graph.model import MODEL
from loaders.columns import properties_of
from loaders.compare import Change
from loaders.resolve import Edge, Key
from queries.statements.history import Happened, shown

KEPT = {node.label for node in MODEL.nodes if node.history}
"""Labels whose nodes' creation is an event too, and that of every relationship that starts there."""
KEPT_OUT = {"id", "source"}
"""Properties that an event says itself: which node, and the reason."""
_KEPT = tuple(f"{MODEL.by_label[label].prefix}:" for label in KEPT)
_PERSON = f"{MODEL.by_label['Person'].prefix}:"
"""What a person belongs to is personal: no event tells it."""


@dataclass(frozen=True)
class Signed:
    """Who loads, and why; each event's reason is the file that said so where none is given."""

    actor: str = "load"
    reason: str | None = None
    present: Collection[str] = frozenset()
    """Ids that were in the graph before the load."""


@dataclass
class _Told:
    reason: str
    created: bool = False
    before: dict[str, Any] = field(default_factory=dict[str, Any])
    after: dict[str, Any] = field(default_factory=dict[str, Any])


def loaded(changes: Iterable[Change], ties: Iterable[Edge]) -> Happened:
    """The event of the transaction as a whole: rows by file, and relationships; of no one thing.

    What the transaction wrote has the event's own time as its `updated`, whether it keeps a history or not.
    """
    files: dict[str, Counter[str]] = defaultdict(Counter)
    found = Counter[str]()
    for change in changes:
        files[change.item.where.file][change.outcome] += 1
        found["removed"] += len(change.gone)
    for edge in ties:
        found["created" if edge.before is None else "updated"] += 1
    after = {"files": files, "relationships": {name: many for name, many in found.items() if many}}
    return Happened(None, "LOADED", None, after, "、".join(files))


def happened(
    changes: Iterable[Change], ties: Iterable[Edge], present: Collection[str] = ()
) -> list[Happened]:
    """One event for each node that is changed, or one of whose relationships is; of those that keep a history, for new ones too.

    Relationships stand under their type, as lists of the far end's key (`id`) and the properties that changed.
    """
    found: dict[str, _Told] = {}
    for change in changes:
        if change.node and change.item.id and (change.item.label in KEPT or not change.created):
            found[change.item.id] = _node(change)
        for key, before in change.gone.items():
            if not key[0].startswith(_PERSON):
                told = found.setdefault(key[0], _Told(change.item.where.file))
                told.before.setdefault(key[1], []).append(_tie(key, before))
    for edge in ties:
        told_here = edge.start.startswith(_KEPT) or edge.before is not None or edge.start in present
        if told_here and not edge.start.startswith(_PERSON):
            told = found.setdefault(edge.start, _Told(edge.item.where.file))
            after = edge.properties
            if edge.before is not None:
                after = {name: after[name] for name in edge.before}
                told.before.setdefault(edge.type, []).append(_tie(edge.key, edge.before))
            told.after.setdefault(edge.type, []).append(_tie(edge.key, after))
    return [
        Happened(id_, "CREATED", None, each.after, each.reason)
        if each.created
        else Happened(id_, "CHANGED", each.before, each.after, each.reason)
        for id_, each in found.items()
    ]


def _node(change: Change) -> _Told:
    item, node = change.item, change.node or {}
    told = {**item.defaults, **node} if change.created else node
    names = _open(item.label)
    after = {name: value for name, value in told.items() if name in names}
    before = {name: value for name, value in (change.before or {}).items() if name in names}
    return _Told(item.where.file, change.created, before, after)


def _tie(key: Key, properties: Mapping[str, Any]) -> dict[str, Any]:
    type_ = MODEL.by_type[key[1]]
    names = shown(type_.properties)
    told = dict(zip(type_.key, key[3], strict=True)) | dict(properties)
    return {"id": key[2]} | {
        name: value for name, value in told.items() if name in names and value not in (None, "")
    }


@cache
def _open(label: str) -> frozenset[str]:
    """Properties of a label that an event may tell."""
    return shown(properties_of(label).values()) - KEPT_OUT
