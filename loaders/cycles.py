"""Cycles in what must have none: places within places, terms under terms, parties under parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from graph import Graph
from graph.model import MODEL
from loaders.resolve import Edge, Key, chunks, key_of
from loaders.wrong import Wrong, wrong
from queries.statements import load as statements

ACYCLIC = tuple(each.type for each in MODEL.relationships if each.acyclic)


async def in_cycles(
    graph: Graph, edges: Mapping[Key, Edge], present: Collection[str], leaving: Collection[Key]
) -> dict[Key, Wrong]:
    """The load's relationships that would close a cycle, with what is wrong with each.

    Args:
        graph: Where further steps of a cycle may stand already.
        edges: What the load asks for.
        present: Ids that are in the graph.
        leaving: Relationships in the graph that this load replaces, and that close nothing any more.
    """
    found: dict[Key, Wrong] = {}
    for type_ in ACYCLIC:
        ours = [key for key in edges if key[1] == type_]
        if not ours:
            continue
        onward: dict[str, set[str]] = defaultdict(set)
        for start, _, end, _ in ours:
            onward[start].add(end)
        seen: set[str] = set()
        frontier = {end for ends in onward.values() for end in ends} & set(present)
        while frontier:
            seen |= frontier
            reached: set[str] = set()
            for ids in chunks(frontier):
                for tie in await statements.ties_of(graph, type_, ids):
                    if key_of(tie["start"], type_, tie["end"], tie["properties"]) not in leaving:
                        onward[tie["start"]].add(tie["end"])
                        reached.add(tie["end"])
            frontier = reached - seen
        circle = {node: members for members in _components(onward) if len(members) > 1 for node in members}
        for key in ours:
            if key[2] in circle.get(key[0], ()):
                rows = sorted(
                    {
                        str(owner.where)
                        for other in ours
                        if other[0] in circle[key[0]] and other[2] in circle[key[0]]
                        for owner, _ in edges[other].owners
                    }
                )
                nodes = "、".join(sorted(circle[key[0]])[:6])
                found[key] = wrong(
                    "cycle",
                    f"{type_} 形成循环：{nodes}（见 {'、'.join(rows[:6])}）",
                    f"closes a cycle of {type_}",
                    "断开其中一处",
                    "break it at one of these rows",
                )
    return found


def _components(onward: Mapping[str, set[str]]) -> list[set[str]]:
    """Strongly connected components (Tarjan 1972), without recursion."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    components: list[set[str]] = []
    for root in list(onward):
        if root in order:
            continue
        work = [(root, iter(onward.get(root, ())))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, following = work[-1]
            for each in following:
                if each not in order:
                    order[each] = low[each] = len(order)
                    stack.append(each)
                    on_stack.add(each)
                    work.append((each, iter(onward.get(each, ()))))
                    break
                if each in on_stack:
                    low[node] = min(low[node], order[each])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    members: set[str] = set()
                    while node not in members:
                        members.add(stack.pop())
                    on_stack -= members
                    components.append(members)
    return components
