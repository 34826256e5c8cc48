"""References: from the words in cells to ids, of this load's own rows or of what is in the graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from graph import Graph
from graph.model import MODEL
from loaders.plan import Item, Where, comparable
from loaders.report import Refusal
from loaders.wrong import Wrong, shown, wrong
from queries.statements import load as statements

T = TypeVar("T")
AT_ONCE = 5_000
"""Ids or names asked for in one statement."""
_ID = re.compile(r"([a-z]+):\S+")
RANK = {"Building": 0.0, "MicroGrid": 0.5, "Area": 1.0, "Community": 2.0, "District": 3.0}
"""PART_OF leads from the smaller to the larger."""
Key = tuple[str, str, str, tuple[str, ...]]
"""Start, type, end, and the values of the type's own key as text (`""` for null): what makes a relationship one."""


@dataclass(slots=True)
class Edge:
    """A relationship that rows of the load ask for, and which rows those are, each with its column."""

    key: Key
    properties: Mapping[str, Any]
    item: Item
    column: str
    others: tuple[tuple[Item, str], ...] = ()
    """Further rows that ask for it."""
    before: Mapping[str, Any] | None = None
    """Its properties that change, as they were; None where it is new."""

    @property
    def owners(self) -> tuple[tuple[Item, str], ...]:
        """Every row that asks for it, with the column that does."""
        return ((self.item, self.column), *self.others)

    @property
    def start(self) -> str:
        """Id of the node it starts at."""
        return self.key[0]

    @property
    def type(self) -> str:
        """Its type."""
        return self.key[1]

    @property
    def end(self) -> str:
        """Id of the node it ends at."""
        return self.key[2]


@cache
def _keyed(type_: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = MODEL.by_type[type_].key
    return names, ("",) * len(names)


def key_of(start: str, type_: str, end: str, properties: Mapping[str, Any]) -> Key:
    """The key of a relationship with these properties."""
    names, untold = _keyed(type_)
    if not names or not properties:
        return start, type_, end, untold
    values = (comparable(properties.get(each)) for each in names)
    return start, type_, end, tuple("" if each is None else str(each) for each in values)


@dataclass
class Known:
    """What references may point to: the load's own rows, and what is in the graph."""

    rows: dict[str, Item] = field(default_factory=dict[str, Item])
    present: set[str] = field(default_factory=set[str])
    """Ids in the graph, among those that the load speaks of."""
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict[str, set[str]](set))
    refused: dict[str, Where] = field(default_factory=dict[str, Where])
    """Ids of rows of this load that were refused."""

    def there(self, id_: str) -> bool:
        """Whether a reference may point to the id."""
        return id_ in self.rows or id_ in self.present


def chunks(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in lists of `size`."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def is_id(text: str) -> bool:
    """Whether a cell's word is an id; else it is a name."""
    match = _ID.fullmatch(text)
    return bool(match and match[1] in MODEL.by_prefix)


@cache
def labels_of(label: str) -> tuple[str, ...]:
    """Every label of such a node; the model computes it anew each time."""
    return MODEL.labels_of(label)


def label_of(id_: str) -> str:
    """The label that an id's kind stands for."""
    return MODEL.by_prefix[id_.partition(":")[0]].label


async def known(graph: Graph, items: list[Item], refused: dict[str, Where]) -> Known:
    """Look up, in a few statements, everything that the rows speak of."""
    found = Known({item.id: item for item in items if item.id}, refused=refused)
    words = {each for item in items for each in _words(item)}
    asked = {each for each in words if not is_id(each)}
    for item in items if asked else ():
        name = item.properties.get("name") or item.properties.get("title")
        if name in asked:
            found.named[name].add(item.id)
    if not await statements.how_many(graph):
        return found
    for ids in chunks((words - asked) | found.rows.keys()):
        found.present |= await statements.existing_ids(graph, ids)
    for names in chunks(asked):
        for name, id_ in await statements.nodes_by_name(graph, names):
            own = found.rows.get(id_)
            if own is None or (own.properties.get("name") or own.properties.get("title") or name) == name:
                found.named[name].add(id_)
                found.present.add(id_)
    return found


def _words(item: Item) -> Iterator[str]:
    if item.tie:
        yield item.tie[0]
        yield item.tie[2]
    for each in item.wanted:
        yield each.text


def resolve(items: list[Item], among: Known) -> tuple[list[Item], dict[Key, Edge], list[Refusal]]:
    """Every row whose references all resolve, the relationships asked for, and the refusals.

    A row that points to a refused row that isn't in the graph either is refused with it.
    """
    edges: dict[Key, Edge] = {}
    kept: list[Item] = []
    refusals: list[Refusal] = []
    for item in items:
        made, wrongs = _edges(item, among, edges)
        if wrongs:
            refusals += wrongs
            continue
        for edge in made:
            kept_edge = edges.setdefault(edge.key, edge)
            if kept_edge is not edge:
                joined(kept_edge, edge)
        kept.append(item)
    return kept, edges, refusals


def joined(first: Edge, second: Edge) -> None:
    """Make the first what both rows ask for."""
    first.properties = {**first.properties, **second.properties}
    first.others += second.owners


def _edges(item: Item, among: Known, sofar: dict[Key, Edge]) -> tuple[list[Edge], list[Refusal]]:
    made: list[Edge] = []
    wrongs: list[Refusal] = []
    if item.tie:
        first, type_, last = item.tie
        tie = MODEL.by_type[type_]
        ends: list[str] = []
        for column, word, targets in (("start", first, tie.start), ("end", last, tie.end)):
            try:
                ends.append(_one(word, targets, among))
            except Wrong as error:
                wrongs.append(item.refusal(error, column, word))
        if not wrongs:
            try:
                made.append(_edge(item, "type", ends[0], type_, ends[1], item.properties))
                _not_twice(made[0], sofar)
            except Wrong as error:
                wrongs.append(item.refusal(error, "end", last))
    for each in item.wanted:
        tie = MODEL.by_type[each.type]
        try:
            other = _one(each.text, tie.start if each.reverse else tie.end, among)
            start, end = (other, item.id) if each.reverse else (item.id, other)
            made.append(_edge(item, each.column, start, each.type, end, each.properties))
        except Wrong as error:
            wrongs.append(item.refusal(error, each.column, each.text))
    return made, wrongs


@cache
def _prefixes(targets: tuple[str, ...]) -> frozenset[str]:
    """What stands in front of the ids of such nodes."""
    return frozenset(node.prefix for label in targets for node in MODEL.concrete(label))


def _one(word: str, targets: tuple[str, ...], among: Known) -> str:
    """The id that a word means.

    Raises:
        Wrong: nothing, several things, or a thing of another kind goes by it.
    """
    prefix = word.partition(":")[0]
    if prefix in _prefixes(targets) and among.there(word):
        return word
    wanted = "、".join(f"{MODEL.by_label[each].zh}" for each in targets)
    wanted_en = " or ".join(targets)
    ids = {word} if is_id(word) else {each for each in among.named.get(word, ()) if among.there(each)}
    ids = {each for each in ids if among.there(each)}
    if not ids:
        if where := among.refused.get(word):
            raise wrong(
                "refers_to_refused",
                f"所指的行被拒绝（{where}）",
                f"refers to a row that was refused ({where})",
                "先改正那一行",
                "mend that row first",
            )
        raise wrong(
            "unknown_reference",
            f"找不到“{shown(word)}”",
            f"there is no {shown(word)}",
            f"填已有的编号或准确名称（{wanted}），或把它加入表中",
            f"give the id or exact name of a {wanted_en}, or add it to its table",
        )
    fitting = {each for each in ids if set(targets) & set(labels_of(label_of(each)))}
    if not fitting:
        actual = MODEL.by_label[label_of(min(ids))]
        raise wrong(
            "wrong_kind",
            f"“{shown(word)}”是{actual.zh}，此处应为{wanted}",
            f"{shown(word)} is a {actual.label}; a {wanted_en} is meant here",
            "改为该类的编号或名称",
            "give one of that kind",
        )
    if len(fitting) > 1:
        raise wrong(
            "ambiguous",
            f"“{shown(word)}”有 {len(fitting)} 个",
            f"{shown(word)} is the name of {len(fitting)}",
            f"改填编号：{'、'.join(sorted(fitting)[:10])}",
            "give one of these ids instead",
        )
    return fitting.pop()


def _edge(item: Item, column: str, start: str, type_: str, end: str, properties: Mapping[str, Any]) -> Edge:
    if start == end:
        raise wrong(
            "self_reference",
            "指向了自己",
            "refers to itself",
            "改为另一个，或清空",
            "name another, or empty the cell",
        )
    if error := _unfit(type_, label_of(start), label_of(end)):
        raise error
    return Edge(key_of(start, type_, end, properties), properties, item, column)


@cache
def _unfit(type_: str, start: str, end: str) -> Wrong | None:
    """Why no relationship of the type can lead from one label to the other, if it can't."""
    tie = MODEL.by_type[type_]
    for label, allowed, side in zip((start, end), (tie.start, tie.end), ("起点", "终点"), strict=True):
        if not set(allowed) & set(labels_of(label)):
            words = "、".join(MODEL.by_label[each].zh for each in allowed)
            return wrong(
                "wrong_ends",
                f"{type_} 的{side}不能是{MODEL.by_label[label].zh}",
                f"{type_} can't have a {label} there",
                f"应为{words}",
                f"it takes {' or '.join(allowed)}",
            )
    if len(tie.start) > 1 and tie.start == tie.end and start != end:
        return wrong(
            "wrong_ends",
            f"{type_} 两端须为同一类",
            f"both ends of {type_} are of one kind",
            "改为同类",
            "name one of the same kind",
        )
    if type_ == "PART_OF":
        small, large = RANK.get(start), RANK.get(end)
        if small is not None and (large is None or small >= large):
            return wrong(
                "not_larger",
                f"{MODEL.by_label[end].zh}不比{MODEL.by_label[start].zh}大",
                f"a {start} is not part of a {end}",
                "填更大的地点",
                "name a larger place",
            )
    return None


def _not_twice(edge: Edge, sofar: dict[Key, Edge]) -> None:
    earlier = sofar.get(edge.key)
    for owner, _ in earlier.owners if earlier else ():
        if owner.tie:
            raise wrong(
                "duplicate_key",
                f"与 {owner.where} 重复",
                f"stands already in {owner.where}",
                "删去其中一行",
                "delete one of the two rows",
            )
