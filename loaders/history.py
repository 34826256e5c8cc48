"""What a load's changes are in the history: events of the labels that keep one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.model import MODEL
from loaders.columns import properties_of
from loaders.compare import Change
from queries.statements.history import Happened

KEPT = {node.label for node in MODEL.nodes if node.history}
"""Labels whose every change is an event."""
KEPT_OUT = {"id", "source"}
"""Properties that an event says itself: which node, and the reason."""
ACTOR = "load"


def happened(changes: Iterable[Change]) -> list[Happened]:
    """An event for each node created or changed; its reason is the file that said so."""
    return list(_happened(changes))


def _happened(changes: Iterable[Change]) -> Iterator[Happened]:
    for change in changes:
        item = change.item
        if item.label not in KEPT or not item.id or not change.node:
            continue
        declared = properties_of(item.label)
        told = {**item.defaults, **change.node} if change.created else change.node
        after = {
            name: value
            for name, value in told.items()
            if name in declared and not declared[name].internal and name not in KEPT_OUT
        }
        if change.created:
            yield Happened(item.id, "CREATED", None, after, item.where.file)
        else:
            yield Happened(item.id, "CHANGED", change.before, after, item.where.file)
