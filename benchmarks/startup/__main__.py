"""`python -m benchmarks.startup DATA`: from the command to the first answer, and the first request of each saved operation beside its later ones.

The engine is stopped before each start. Cold: without Java's start-up cache; warm: with it, which an earlier start has
made. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import psutil

from benchmarks.machine import machine
from benchmarks.ours import served
from benchmarks.shapes.client import Connection, asked
from graph.engine import aot
from graph.engine.jars import cache_folder
from graph.engine.launch import stop
from lianlou.web import operations

LONG = 20_000.0
"""Milliseconds after which an operation is asked no more."""
QUIET = 3.0
"""Seconds without work of the engine after which all is planned."""


def main() -> None:
    """Start, ask, stop, print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--without", nargs="*", default=[], metavar="KEY", help="saved operations not asked")
    given = options.parse_args()
    print(
        f"{machine()}\n\n| start | answers after, s | server, MB | engine, MB | all is planned after, s |\n|---|---|---|---|---|"
    )
    for each in range(given.runs):
        with _without_cache():
            asyncio.run(_start(given.data, "cold"))
        last = each == given.runs - 1
        asyncio.run(_start(given.data, "warm", given.without if last else None))


@contextmanager
def _without_cache() -> Iterator[None]:
    """Java's start-up cache is out of the way, and taken for one that is being made already."""
    file = aot.file_in(cache_folder())
    if not file.exists():
        raise SystemExit(f"There is no {file} yet: start an engine, and wait a minute.")
    away = file.rename(file.with_suffix(".away"))
    claim = file.with_suffix(".making")
    claim.touch()
    try:
        yield
    finally:
        claim.unlink()
        away.rename(file)


async def _start(data: Path, how: str, without: list[str] | None = None) -> None:
    """One start, and if it is said which are left out, the saved operations after it."""
    stop(data)
    began = time.perf_counter()
    async with served(data) as (process, port):
        up = time.perf_counter() - began
        engine = psutil.Process(_engine(data))
        planned = await _idle(engine) - began
        server, java = (each.memory_info().rss / 2**20 for each in (psutil.Process(process.pid), engine))
        print(f"| {how} | {up:.1f} | {server:.0f} | {java:.0f} | {planned:.1f} |", flush=True)
        if without is not None:
            await _operations(Connection(port), without)


def _engine(data: Path) -> int:
    return int(orjson.loads((data / "engine.json").read_bytes())["pid"])


async def _idle(engine: psutil.Process) -> float:
    """When the engine last worked before it was quiet."""
    busy = time.perf_counter()
    while time.perf_counter() - busy < QUIET:
        if await asyncio.to_thread(engine.cpu_percent, 0.5) > 10:
            busy = time.perf_counter()
    return busy


async def _operations(connection: Connection, without: list[str]) -> None:
    print("\n| saved operation | first, ms | later, ms | ratio |\n|---|---|---|---|")
    ratios: list[float] = []
    for each in operations():
        if not each.writes and each.key not in without:
            name, first, later = await _operation(connection, each)
            ratios.append(first / later)
            print(f"| {name} | {first:.1f} | {later:.1f} | {first / later:.2f} |", flush=True)
    print(f"\nratio: median {statistics.median(ratios):.2f}, most {max(ratios):.2f}")


async def _operation(connection: Connection, each: Any) -> tuple[str, float, float]:
    document = {"query": each.query, "variables": each.examples[0].variables, "operationName": each.name}
    body = asked(document | {"extensions": {"synthetic": True}})  # as the page asks
    ms: list[float] = []
    while len(ms) < 2 or (len(ms) < 8 and sum(ms) < LONG):
        start = time.perf_counter()
        await connection.post(body)
        ms.append((time.perf_counter() - start) * 1000)
    return each.key, ms[0], statistics.median(ms[1:])


if __name__ == "__main__":
    main()
