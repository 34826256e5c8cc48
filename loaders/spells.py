"""Spells: relationships of one type between the same two nodes that the type's key tells apart, most often by their first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.model import MODEL
from loaders.plan import Item, comparable
from loaders.resolve import Edge, Key, joined
from loaders.wrong import Wrong, wrong

Pair = tuple[str, str, str]
"""Start, type, end."""
Ties = Mapping[Key, Mapping[str, Any]]
"""Relationships in the graph: their properties by key."""
Spells = Mapping[Pair, Sequence[Key]]
"""Those of types with a key, by pair."""


def settle(edges: dict[Key, Edge], ties: Ties, there: Spells) -> Iterator[tuple[Item, str, Wrong]]:
    """Let each row that names a thing without telling the key mean the one spell there is, told or in the graph.

    Where there is none, it stays what it is: a relationship with an open beginning. Where there are several, a row that
    says nothing more of the relationship says nothing new; one that does is yielded with what is wrong.
    """
    told: dict[Pair, list[Key]] = defaultdict(list)
    for key in edges:
        if any(key[3]):
            told[key[:3]].append(key)
    for pair in {**told, **there}:
        untold: Key = (*pair, ("",) * len(MODEL.by_type[pair[1]].key))
        edge = edges.get(untold)
        if edge is None or untold in ties:
            continue
        spells = {*told.get(pair, ()), *there.get(pair, ())}
        if len(spells) > 1 and edge.properties:
            days = "、".join(sorted("/".join(each[3]) or "–" for each in spells)[:6])
            keys = ", ".join(MODEL.by_type[pair[1]].key)
            for item, column in edge.owners:
                yield (
                    item,
                    column,
                    wrong(
                        "ambiguous",
                        f"同样两端之间有 {len(spells)} 段 {pair[1]}（{days}）",
                        f"there are {len(spells)} spells of {pair[1]} between the two",
                        "在“关系”表（ties）中写明是哪一段（起）",
                        f"say which in the ties table, by its {keys}",
                    ),
                )
            continue
        del edges[untold]
        edge.key = max(spells)
        if (other := edges.setdefault(edge.key, edge)) is not edge:
            joined(other, edge)


def spells_told(edges: Mapping[Key, Edge], there: Spells) -> Mapping[Pair, Sequence[Edge]]:
    """What the load says of pairs between which the graph holds spells."""
    found: dict[Pair, list[Edge]] = defaultdict(list)
    for key, edge in edges.items() if there else ():
        if key[3] and key[:3] in there:
            found[key[:3]].append(edge)
    return found


def over(key: Key, ties: Ties, told: Mapping[Pair, Sequence[Edge]]) -> bool:
    """Whether a spell in the graph that a row's cell does not name stays beside those that it does.

    It does unless one of them tells its key and shares a day with it: then the cell mends the spell.
    """
    beside = told.get(key[:3], ())
    telling = [each for each in beside if MODEL.by_type[each.type].key[0] in each.properties]
    return bool(beside) and not any(
        _share_a_day(key[1], ties[key], {**ties.get(each.key, {}), **each.properties}) for each in telling
    )


def _share_a_day(type_: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    first, last = MODEL.by_type[type_].period or ("", "")
    return all(
        str(comparable(begun.get(first)) or "") <= str(comparable(ended.get(last)) or "~")
        for begun, ended in ((one, other), (other, one))
    )
