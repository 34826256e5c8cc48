"""What a load changes: its rows against what is in the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph import Graph
from loaders.columns import Qualifies
from loaders.plan import Item, comparable
from loaders.resolve import Edge, Key, Known, chunks, key_of, labels_of
from loaders.rows import ROWS
from loaders.spells import over, spells_told
from loaders.wrong import Wrong, wrong
from queries.statements import load as statements

NOT_MORE = (
    ("reserved", "capacity"), ("minimum", "quantity"), ("minimum", "capacity"), ("minAge", "maxAge"),
    ("validFrom", "validUntil"), ("neededFrom", "neededUntil"), ("startsAt", "endsAt"),
)  # fmt: skip
"""Properties whose first is never more than the second, wherever each was told."""


@dataclass
class There:
    """What the graph holds of what the load speaks of."""

    nodes: dict[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    ties: dict[Key, Mapping[str, Any]] = field(default_factory=dict[Key, Mapping[str, Any]])
    around: dict[tuple[str, str, bool], set[Key]] = field(
        default_factory=lambda: defaultdict[tuple[str, str, bool], set[Key]](set)
    )
    """Ties by node, type and whether they end there."""
    spells: dict[tuple[str, str, str], list[Key]] = field(
        default_factory=lambda: defaultdict[tuple[str, str, str], list[Key]](list)
    )
    """Ties of types with a key, by start, type and end."""

    def add(self, type_: str, tie: Mapping[str, Any]) -> Key:
        """Note a tie; its key."""
        key = key_of(tie["start"], type_, tie["end"], tie["properties"])
        if key[3] and key not in self.ties:
            self.spells[key[:3]].append(key)
        self.ties[key] = tie["properties"]
        return key


@dataclass(slots=True)
class Change:
    """What one row changes; empty where it changes nothing."""

    item: Item
    node: dict[str, Any] | None = None
    """Properties to set; with `labels`, and the row's defaults beneath them, where the node is new."""
    labels: tuple[str, ...] = ()
    ties: list[Edge] = field(default_factory=list[Edge])
    gone: dict[Key, Mapping[str, Any]] = field(default_factory=dict[Key, Mapping[str, Any]])
    """Relationships that it removes, with their properties."""
    created: bool = False
    shared: bool = False
    """A relationship that it asks for changes, and is written with another row that asks for it."""
    before: Mapping[str, Any] | None = None
    """What `node` changes, as it was."""

    @property
    def outcome(self) -> str:
        """What the report counts the row as."""
        if self.created:
            return "created"
        return "updated" if self.node or self.ties or self.gone or self.shared else "unchanged"


async def there(graph: Graph, items: Iterable[Item], edges: Mapping[Key, Edge], among: Known) -> There:
    """Read the load's nodes and the ties around them, in a few statements."""
    found = There()
    ids = [item.id for item in items if item.id in among.present]
    for some in chunks(ids):
        found.nodes |= await statements.existing_nodes(graph, some)
    spoken: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for item in items:
        if item.id in among.present:
            for each in item.spoken:
                spoken[each.type, each.reverse].add(item.id)
    for (type_, reverse), nodes in spoken.items():
        for some in chunks(nodes):
            ties = await (statements.ties_into if reverse else statements.ties_of)(graph, type_, some)
            for tie in ties:
                key = found.add(type_, tie)
                found.around[tie["end"] if reverse else tie["start"], type_, reverse].add(key)
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in edges if among.present else ():
        start, type_, end, _ = key
        if key not in found.ties and start in among.present and end in among.present:
            pairs[type_].append((start, end))
    for type_, some_pairs in pairs.items():
        for some in chunks(some_pairs):
            for tie in await statements.ties_between(graph, type_, some):
                found.add(type_, tie)
    return found


def leaving(items: Iterable[Item], edges: Mapping[Key, Edge], has: There) -> dict[Key, Item]:
    """Ties in the graph that filled cells no longer name, and the row that says so.

    Only such as the column itself could have made: one with further properties (a period, a weight)
    came from the ties table or from elsewhere, and stays. So does a spell that was over before another
    that the cell names began.
    """
    gone: dict[Key, Item] = {}
    told = spells_told(edges, has.spells)
    for item in items if has.around else ():
        if item.id not in has.nodes:
            continue
        for each in item.spoken:
            around = has.around.get((item.id, each.type, each.reverse), ())
            own = _qualities(item.table, each.column) if around else frozenset[str]()
            for key in around:
                if key not in edges and has.ties[key].keys() <= own and not over(key, has.ties, told):
                    gone[key] = item
    return gone


def _qualities(table: str, column: str) -> frozenset[str]:
    markers = (each.marker for each in ROWS[table].columns().values())
    return frozenset(
        each.property.name for each in markers if isinstance(each, Qualifies) and each.column == column
    )


def changes(items: Iterable[Item], edges: Mapping[Key, Edge], has: There) -> list[Change]:
    """What each row changes, in the order of the rows."""
    found = {id(item): Change(item) for item in items}
    for change in found.values():
        item = change.item
        if item.tie:
            continue
        before = has.nodes.get(item.id)
        if before is None:
            change.created = True
            change.labels = labels_of(item.label)
            change.node = item.properties
        else:
            change.node = _differing(item.properties, before) or None
            change.before = {name: before.get(name) for name in change.node or ()}
    for key, edge in edges.items():
        before = has.ties.get(key)
        if before is not None:
            differing = _differing(edge.properties, before)
            if not differing:
                continue
            edge.before = {name: before.get(name) for name in differing}
        for owner, _ in edge.owners if before is None else ():
            if owner.tie:
                found[id(owner)].created = True
        found[id(edge.item)].ties.append(edge)
        for owner, _ in edge.others:
            found[id(owner)].shared = True
    for key, item in leaving(items, edges, has).items():
        found[id(item)].gone[key] = has.ties[key]
    return list(found.values())


def _differing(wanted: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in wanted.items() if comparable(before.get(name)) != comparable(value)
    }


def at_odds(items: Iterable[Item], has: There) -> Iterator[tuple[Item, str, Any, Wrong]]:
    """Rows whose cells don't go with what the graph holds of the same node: row, property, value, what is wrong."""
    for item in items:
        before = has.nodes.get(item.id)
        if before is None:
            continue
        for low, high in NOT_MORE:
            less, more = (comparable({**before, **item.properties}.get(each)) for each in (low, high))
            told = [each for each in (low, high) if item.properties.get(each) is not None]
            if less is not None and more is not None and less > more and len(told) == 1:
                other = high if told[0] == low else low
                value = comparable(before[other])
                yield (
                    item,
                    told[0],
                    item.properties[told[0]],
                    wrong(
                        "at_odds",
                        f"与图中已有的 {other}（{value}）不符",
                        f"doesn't go with the {other} in the graph ({value})",
                        f"在同一行填写 {other}",
                        f"give {other} in the same row",
                    ),
                )
