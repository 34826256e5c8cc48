"""`python -m benchmarks.matching`: what a match reads at a district's size, and a new selection beside a known one.

Loads a synthetic district (or takes the graph of `--data`), matches open needs drawn at random and one of each of
the terms with the most capabilities, and prints Markdown: db hits, rows and seconds; then what planning costs, for
the statement of a match alone, for an operation never seen before, and for the same one again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import schema
from graph import MODEL, Graph
from graph.engine import hold
from lianlou.opening import open_graph
from lianlou.settings import Settings
from queries.planner.execute import Planner

PATIENT = 300.0
MATCHES = """query ($need: ID!) { need(id: $need) { matches(first: 20) {
  totalCount ringsTried { ring candidates enough whole }
  nodes { id score ring reason contributions { feature points } paths { nodes { id } } } } } }"""
NEVER_SEEN = """query ($need: ID!) { need(id: $need) { title matches(first: 20) {
  nodes { id provider { name } reasonEn gates { gate state } candidate { id ... on Capability { title } } } } } }"""
COMMON = """CYPHER 25
MATCH (term:ServiceTerm)
WITH term, COUNT { (term)<-[:PROVIDES]-() } AS many ORDER BY many DESC, term.id LIMIT 25
CALL (term) {
  MATCH (term)<-[:ASKS_FOR]-(need:Need {status: 'OPEN'})
  RETURN need.id AS id ORDER BY id LIMIT 1
}
RETURN id"""


def main() -> None:
    """Load, match, and print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    options.add_argument(
        "--scale", type=float, default=0.1, help="of the synthetic district; 1 is the whole one"
    )
    options.add_argument("--needs", type=int, default=40, help="how many, drawn at random")
    options.add_argument("--data", type=Path, help="a graph that is there already, instead of a new one")
    asked = options.parse_args()
    if asked.data:
        asyncio.run(_run(asked.data, asked.needs))
        return
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with hold(data):
            asyncio.run(_loaded(data, asked.scale))
            asyncio.run(_run(data, asked.needs))


async def _loaded(data: Path, scale: float) -> None:
    lianlou = str(Path(sys.executable).with_name("lianlou"))
    command = [lianlou, "synth", "--scale", str(scale), "--load", "--data", str(data)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    if await process.wait():
        raise SystemExit("the synthetic district could not be loaded.")


async def _run(data: Path, many: int) -> None:
    async with open_graph(Settings(data=data), timeout=PATIENT) as graph:
        needs = [
            row["id"]
            for row in await graph.read("MATCH (n:Need {status: 'OPEN'}) RETURN n.id AS id ORDER BY id")
        ]
        common = [row["id"] for row in await graph.read(COMMON)]
        drawn = random.Random(3).sample(needs, min(many, len(needs)))
        planner = Planner(schema.build(), MODEL)
        await _planning(graph, planner, drawn[0])
        print("| open needs | db hits, median | 9 of 10 | most | ms, median | most | matches, median |")
        print("|---|---|---|---|---|---|---|")
        for name, ids in (
            (f"{len(drawn)} at random", drawn),
            (f"one of each of the {len(common)} commonest terms", common),
        ):
            told = [await _matched(graph, planner, each) for each in ids]
            hits = sorted(each["hits"] for each in told)
            seconds = [each["ms"] for each in told]
            found = statistics.median(each["matches"] for each in told)
            print(
                f"| {name} | {statistics.median(hits):,.0f} | {hits[int(len(hits) * 0.9)]:,} | {hits[-1]:,} "
                f"| {statistics.median(seconds):.0f} | {max(seconds):.0f} | {found:.0f} |"
            )


async def _planning(graph: Graph, planner: Planner, need: str) -> None:
    print("| asked | ms |\n|---|---|")
    for name, source in (
        ("the first match on a server just started", MATCHES),
        ("a selection never seen", NEVER_SEEN),
        ("the same again", NEVER_SEEN),
    ):
        start = time.perf_counter()
        await planner.execute(graph, source, {"need": need})
        print(f"| {name} | {(time.perf_counter() - start) * 1000:,.0f} |")
    print()


async def _matched(graph: Graph, planner: Planner, need: str) -> dict[str, Any]:
    start = time.perf_counter()
    await planner.execute(graph, MATCHES, {"need": need})
    took = (time.perf_counter() - start) * 1000
    answer = json.loads((await planner.execute(graph, MATCHES, {"need": need}, explain=True)).body)
    told = answer["extensions"]["explain"]
    return {
        "ms": took,
        "hits": told["dbHits"] + sum(each["dbHits"] for each in told["before"]),
        "matches": answer["data"]["need"]["matches"]["totalCount"],
    }


if __name__ == "__main__":
    main()
