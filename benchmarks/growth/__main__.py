"""`python -m benchmarks.growth SMALL LARGE`: the shapes' questions on two graphs, in turns: db hits and milliseconds of each.

SMALL and LARGE are data folders that are loaded already, such as by `lianlou synth --scale 1 --load --data SMALL`. Prints
Markdown. Whatever is paged or matched should follow its answer, not the graph: a ratio of about 1.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schema
from benchmarks.machine import machine
from benchmarks.shapes.shapes import CURSOR, Shape, shapes
from graph import MODEL, Graph
from graph.engine import hold
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF

MATCHED = "matches, explained"


@dataclass
class Cost:
    """Of one question on one graph."""

    hits: list[int] = field(default_factory=list[int])
    ms: list[float] = field(default_factory=list[float])


def main() -> None:
    """Hold both, ask both, print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    options.add_argument("small", type=Path)
    options.add_argument("large", type=Path)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--needs", type=int, default=40, help="matched, drawn at random in each graph")
    given = options.parse_args()
    with ExitStack() as stack:
        engines = [stack.enter_context(hold(each)) for each in (given.small, given.large)]
        graphs = [Graph(each.uri, each.user, each.password, timeout=120) for each in engines]
        asyncio.run(_run(graphs, given.rounds, given.needs))


async def _run(graphs: list[Graph], rounds: int, needs: int) -> None:
    planner = Planner(schema.build(), MODEL)
    sizes = [(await each.read("MATCH (n:Entity) RETURN count(n) AS nodes"))[0]["nodes"] for each in graphs]
    print(f"{machine()}; {sizes[0]:,} and {sizes[1]:,} nodes, {rounds} rounds in turns.\n")
    print("| shape | db hits | at the larger | ms | at the larger | ratio |\n|---|---|---|---|---|---|")
    both = [await shapes(each) for each in graphs]
    for pair in zip(*both, strict=True):
        asked = [
            await _asked(planner, graph, shape, needs) for graph, shape in zip(graphs, pair, strict=True)
        ]
        costs = [Cost(), Cost()]
        for graph, each, cost in zip(graphs, asked, costs, strict=True):
            for variables in each:
                told = await planner.execute(
                    graph, pair[0].query, variables, viewer=LOCAL_STAFF, explain=True
                )
                explained = json.loads(told.body)["extensions"]["explain"]
                cost.hits.append(
                    explained["dbHits"] + sum(one["dbHits"] for one in explained.get("before", ()))
                )
        for turn in range(rounds + 3):
            for graph, each, cost in zip(graphs, asked, costs, strict=True):
                start = time.perf_counter()
                await planner.execute(graph, pair[0].query, each[turn % len(each)], viewer=LOCAL_STAFF)
                if turn >= 3:
                    cost.ms.append((time.perf_counter() - start) * 1000)
        hits = [statistics.median(cost.hits) for cost in costs]
        ms = [statistics.median(cost.ms) for cost in costs]
        print(
            f"| {pair[0].name} | {hits[0]:,.0f} | {hits[1]:,.0f} | {ms[0]:.2f} | {ms[1]:.2f} | {ms[1] / ms[0]:.2f} |",
            flush=True,
        )
    for each in graphs:
        await each.close()


async def _asked(planner: Planner, graph: Graph, shape: Shape, needs: int) -> list[dict[str, Any]]:
    """The variables, or, for matches, those of many needs."""
    variables = dict(shape.values)
    if deep := variables.pop("deep", None):
        told = json.loads((await planner.execute(graph, CURSOR, {"id": deep["id"]})).body)
        variables["after"] = told["data"]["enterprises"]["edges"][0]["cursor"]
    if shape.name != MATCHED:
        return [variables]
    found = await graph.read("MATCH (n:Need {status: 'OPEN'}) RETURN n.id AS id ORDER BY id")
    drawn = random.Random(3).sample([row["id"] for row in found], needs)
    return [{"need": each} for each in drawn]


if __name__ == "__main__":
    main()
