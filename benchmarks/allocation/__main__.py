"""How long planAllocation takes for a whole district: `python -m benchmarks.allocation DATA [--open]`.

DATA is a loaded data folder; with `--open`, of a copy of it in which every need is open.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import orjson

import schema
from benchmarks.machine import machine
from graph import MODEL, Graph
from graph.engine import hold
from graph.keys import SETTLE_ALL
from queries.planner.execute import Planner
from queries.solvers import planned
from queries.solvers.allocation import Plan

ASKED = """query ($place: String!) { planAllocation(place: $place, first: 50) {
  needs notServed fulfilled bound gap exact totalCount nodes { need { id } candidate { __typename } reason } } }"""
OPENED = "MATCH (n:Need) WHERE n.status <> 'OPEN' SET n.status = 'OPEN'"


async def measured(graph: Graph, *, opened: bool) -> None:
    """Print one line a plan: seconds of all of it and of its solver, and what the plan says of itself."""
    if opened:
        await graph.command(OPENED)
        await graph.command(SETTLE_ALL)
    (district,) = await graph.read("MATCH (d:District) RETURN d.id AS id LIMIT 1")
    solving: list[float] = []
    allocate = planned.allocate

    def timed(*given: Any) -> Plan:
        began = time.perf_counter()
        plan = allocate(*given)
        solving.append(time.perf_counter() - began)
        return plan

    planned.allocate = timed
    planner = Planner(schema.build(), MODEL)
    for kind in ("first", "later"):
        began = time.perf_counter()
        body = orjson.loads((await planner.execute(graph, ASKED, {"place": district["id"]})).body)
        seconds = time.perf_counter() - began
        if "errors" in body:
            sys.exit(str(body["errors"]))
        found = body["data"]["planAllocation"]
        print(
            f"{kind}: {seconds:.1f} s, {solving[-1]:.1f} of them solving; {found['needs']} needs, "
            f"{found['totalCount']} assignments, {found['notServed']} not served, gap {found['gap']:.4%}"
        )


async def run(data: Path, *, opened: bool) -> None:
    """Measure a folder, or a copy that is thrown away after."""
    with tempfile.TemporaryDirectory() as folder:
        if opened:
            data = Path(
                shutil.copytree(data, Path(folder) / "data", ignore=shutil.ignore_patterns("engine.*"))
            )
        print(machine())
        with hold(data) as engine:
            graph = Graph(engine.uri, engine.user, engine.password)
            try:
                await measured(graph, opened=opened)
            finally:
                await graph.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--open", action="store_true", dest="opened")
    given = parser.parse_args()
    asyncio.run(run(given.data, opened=given.opened))
