"""`python -m benchmarks.load`: `lianlou load FOLDER` beside bare statements that write the same graph.

Each run has a new, empty, migrated engine. Ours is the whole command: start of Python, reading, checks,
writing, text statistics. The peer's lists are ready in memory before its clock starts. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.load import raw
from benchmarks.load.made import Made, made
from benchmarks.machine import machine
from graph import MODEL, Graph
from graph.engine import hold
from graph.migrations import migrate

ROOT = Path(__file__).parents[2]
SAME = """
CYPHER 25
MATCH (n:Entity&!Event)
RETURN head([label IN coll.sort(labels(n)) WHERE NOT label IN $p.endLabels]) AS kind, count(*) AS many, sum(size([key IN keys(n) WHERE NOT key IN ['grams', 'gramCounts', 'gramWeights', 'likened']])) AS properties
UNION ALL
MATCH ()-[r:!CHANGED]->()
RETURN type(r) AS kind, count(*) AS many, sum(size(keys(r))) AS properties
"""


def main() -> None:
    """Run both, in turns, and print the table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    options.add_argument("--size", type=int, default=20_000, help="nodes; three relationships come to each")
    options.add_argument("--runs", type=int, default=2, help="runs of each side, in turns")
    options.add_argument("--again", action="store_true", help="load once more over what is there, too")
    options.add_argument("--only", choices=("raw", "lianlou"), help="one side alone")
    asked = options.parse_args()
    district = made(asked.size)
    nodes, ties = district.sizes
    sides = [asked.only] if asked.only else ["raw", "lianlou"]
    runs: dict[str, list[dict[str, Any]]] = {each: [] for each in sides}
    holds: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        tables.mkdir()
        district.write(tables)
        for number in range(asked.runs):
            for side in sides:
                with tempfile.TemporaryDirectory() as data:
                    told = asyncio.run(_run(side, Path(data), tables, district, asked.again))
                    holds.append(told.pop("holds"))
                    runs[side].append(told)
                    print(f"<!-- run {number + 1} {side}: {told} -->", flush=True)
    assert all(each == holds[0] for each in holds), "the two sides wrote different graphs"  # noqa: S101 - a benchmark of unlike things is none
    print(_table(runs, nodes, ties))


async def _run(side: str, data: Path, tables: Path, district: Made, again: bool) -> dict[str, Any]:
    with hold(data) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            await migrate(graph)
            if side == "raw":
                for_nodes, for_ties = await asyncio.to_thread(
                    raw.write, engine.uri, (engine.user, engine.password), district
                )
                told: dict[str, Any] = {"seconds": for_nodes + for_ties, "nodes": for_nodes, "ties": for_ties}
            else:
                told = await asyncio.to_thread(_lianlou, data, tables)
                if again:
                    told["again"] = (await asyncio.to_thread(_lianlou, data, tables))["seconds"]
            labels = list(MODEL.end_labels.values())
            told["holds"] = sorted(map(str, await graph.read(SAME, {"endLabels": labels}, timeout=600)))
            return told


def _lianlou(data: Path, tables: Path) -> dict[str, Any]:
    started = time.perf_counter()
    report = data / "report.json"
    command = [
        str(Path(sys.executable).with_name("lianlou")),
        "load",
        str(tables),
        "--data",
        str(data),
        "--report",
        str(report),
    ]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"lianlou load ended with {child.returncode}")
    seconds = time.perf_counter() - started
    stages = json.loads(report.read_text("utf-8")).get("stages", {})
    return {
        "seconds": seconds,
        "peak": used.ru_maxrss * 1024,
        "cpu": used.ru_utime + used.ru_stime,
        "stages": stages,
    }


def _table(runs: dict[str, list[dict[str, Any]]], nodes: int, ties: int) -> str:
    def middle(side: str, what: str) -> float:
        return statistics.median(run[what] for run in runs[side])

    facts = (
        f"{nodes:,} nodes, {ties:,} relationships; {machine()}; "
        f"median of {len(next(iter(runs.values())))} runs in turns"
    )
    lines = [
        facts,
        "",
        "| | seconds | nodes and relationships a second | of bare statements | peak memory of the loader |",
        "|---|---|---|---|---|",
    ]
    for side, name in (("raw", "bare `UNWIND … CREATE`"), ("lianlou", "`lianlou load FOLDER`")):
        if side in runs:
            seconds = middle(side, "seconds")
            ratio = f"{middle('raw', 'seconds') / seconds:.2f}" if "raw" in runs else "–"
            peak = "–" if side == "raw" else f"{middle(side, 'peak') / 2**20:.0f} MB"
            lines.append(f"| {name} | {seconds:.1f} | {(nodes + ties) / seconds:,.0f} | {ratio} | {peak} |")
    if "raw" in runs:
        lines += [
            "",
            f"Bare nodes {nodes / middle('raw', 'nodes'):,.0f}/s, relationships {ties / middle('raw', 'ties'):,.0f}/s.",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
