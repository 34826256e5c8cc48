"""`python -m benchmarks.odd DATA`: what known questions take while somebody asks odd ones, twenty new shapes a second.

Known questions are asked by four clients, in turns with and without the odd ones beside them. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import orjson

from benchmarks.machine import machine
from benchmarks.ours import served
from benchmarks.shapes.client import Connection, asked, p95

KNOWN = (
    "{ enterprises(first: 50, orderBy: [{name: ASC}]) { nodes { id name kind size headcount } } }",
    "{ buildings(first: 5) { nodes { name needs(first: 5) { totalCount nodes { id title } } } } }",
)
FIELDS = [
    "id",
    "name",
    "nameEn",
    "note",
    "kind",
    "uscc",
    "size",
    "headcount",
    "source",
    "synthetic",
    "created",
    "updated",
]
ODD_A_SECOND = 20
CLIENTS = 4


def main() -> None:
    """Serve, ask, print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.odd", description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--turns", type=int, default=4)
    options.add_argument("--seconds", type=float, default=8.0, help="of each turn, with and without")
    asyncio.run(_run(options.parse_args()))


def odd() -> Iterator[bytes]:
    """Questions of which each becomes a statement that was never sent: other fields at two levels."""
    for outer in combinations(FIELDS, 5):
        for inner in combinations(FIELDS, 3):
            query = f"{{ enterprises(first: 5) {{ nodes {{ {' '.join(outer)} needs(first: 2) {{ nodes {{ raisedBy {{ ... on Enterprise {{ {' '.join(inner)} }} }} }} }} }} }} }}"
            yield asked({"query": query})


async def _run(given: argparse.Namespace) -> None:
    shapes, told = odd(), Counter[str]()
    alone, beside = list[float](), list[float]()
    async with served(given.data, LIANLOU_PLAN_AHEAD="false") as (_, port):
        await _known(port, 20)
        for _ in range(given.turns):
            alone += await _known(port, given.seconds)
            asking = asyncio.create_task(_odd(port, shapes, told))
            beside += await _known(port, given.seconds)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
    print(f"{machine()}\n\n| known questions | asked | p50, ms | p95, ms |\n|---|---|---|---|")
    for name, ms in (("alone", alone), ("beside odd ones", beside)):
        print(f"| {name} | {len(ms)} | {statistics.median(ms):.2f} | {p95(ms):.2f} |")
    print(
        f"\nbeside / alone: p50 {statistics.median(beside) / statistics.median(alone):.2f}, p95 {p95(beside) / p95(alone):.2f}"
    )
    print(f"Odd ones: {', '.join(f'{many} {name}' for name, many in told.most_common())}.")


async def _known(port: int, seconds: float) -> list[float]:
    """What each request took, in ms."""
    ms: list[float] = []
    end = time.perf_counter() + seconds

    async def one(number: int) -> None:
        connection, body = Connection(port), asked({"query": KNOWN[number % len(KNOWN)]})
        while (start := time.perf_counter()) < end:
            await connection.post(body)
            ms.append((time.perf_counter() - start) * 1000)
        connection.close()

    await asyncio.gather(*map(one, range(CLIENTS)))
    return ms


async def _odd(port: int, shapes: Iterator[bytes], told: Counter[str]) -> None:
    """Ask new shapes, twenty a second, whether or not the last are answered."""

    async def one(body: bytes) -> None:
        connection = Connection(port)
        try:
            answer = orjson.loads(await connection.post(body))
            told["answered" if "data" in answer else answer["errors"][0]["extensions"]["code"]] += 1
        except RuntimeError as error:
            told[str(error)[:60]] += 1
        finally:
            connection.close()

    async with asyncio.TaskGroup() as tasks:
        while True:
            tasks.create_task(one(next(shapes)))
            await asyncio.sleep(1 / ODD_A_SECOND)


if __name__ == "__main__":
    main()
