"""`python -m benchmarks.shapes`: one question after the other, to five ways of answering it, in turns.

The floor is a bare endpoint with hand-written Cypher and orjson; beside it the driver alone within this process, ours
over HTTP, Strawberry with data loaders, and @neo4j/graphql where it is installed (README.md). All answers are compared
before anything is timed. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import strawberry

import schema
from benchmarks.machine import machine
from benchmarks.shapes import stock
from benchmarks.shapes.client import Connection, asked, p95, rate
from benchmarks.shapes.floor import answer
from benchmarks.shapes.shapes import CURSOR, Shape, shapes
from graph import MODEL, Graph, tallied
from graph.engine import hold
from lianlou.http.server import listen
from queries.planner.execute import Planner
from queries.planner.values import today
from schema.policy import LOCAL_STAFF

PEER = Path(__file__).with_name("peer")
SIDES = ("floor", "ours", "stock", "peer")
WAYS = ("driver", *SIDES)
"""The driver alone is asked within this process, one question at a time."""
OF_TIMES = ("ours / floor", "stock / ours", "peer / ours")
"""Ratios of times."""
OF_RATES = ("ours / floor", "ours / stock", "ours / peer")
"""Ratios of requests a second."""
TURNS = 5
"""In which each side's requests a second are taken."""
CLIENTS = (1, 8)
"""How many ask at once for them."""
START = 180.0


@dataclass
class Measured:
    """What one side took for one shape."""

    ms: list[float] = field(default_factory=list[float])
    size: int = 0
    rates: dict[int, list[float]] = field(default_factory=lambda: {clients: [] for clients in CLIENTS})
    """Requests a second of each turn, by how many clients asked."""

    def rate(self, clients: int) -> float:
        """Requests a second: the median of the turns."""
        return statistics.median(self.rates[clients])

    @property
    def p50(self) -> float:
        """Median, in ms."""
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        """Of twenty, the slowest but one, in ms."""
        return p95(self.ms)


def main() -> None:
    """Serve, compare, measure, print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.shapes", description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="of the synthetic district")
    options.add_argument("--data", type=Path, help="a graph that is there already, instead of a new one")
    options.add_argument(
        "--rounds", type=int, default=60, help="requests of each side for each shape, in turns"
    )
    options.add_argument(
        "--seconds",
        type=float,
        default=5.0,
        help="that each side is asked by one client, and by eight together; 0 leaves it out",
    )
    options.add_argument("--workers", type=int, default=1, help="of ours; the others have one process")
    options.add_argument("--only", help="shapes whose names contain this")
    options.add_argument("--peer", type=Path, default=PEER, help="folder of the peer, with its node_modules")
    given = options.parse_args()
    with ExitStack() as stack:
        data = given.data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = stack.enter_context(hold(data))
        where = {
            "LIANLOU_NEO4J_URI": engine.uri,
            "LIANLOU_NEO4J_USER": engine.user,
            "LIANLOU_NEO4J_PASSWORD": engine.password,
        }
        environment = os.environ | where | {"LIANLOU_EMBEDDINGS": "off", "LIANLOU_PLAN_AHEAD": "false"}
        if not given.data:
            command = [_lianlou(), "synth", "--scale", str(given.scale), "--load"]
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        ports = _served(stack, environment, given.peer, given.workers)
        asyncio.run(_run(Graph(engine.uri, engine.user, engine.password, timeout=120), ports, given))


def _lianlou() -> str:
    return str(Path(sys.executable).with_name("lianlou"))


def _served(stack: ExitStack, environment: dict[str, str], peer: Path, workers: int) -> dict[str, int]:
    ports: dict[str, int] = {}
    for side in SIDES:
        with listen(0) as free:
            port = free.getsockname()[1]
        command = {
            "ours": [_lianlou(), "serve", "--port", str(port), "--workers", str(workers)],
            "peer": ["node", "server.mjs", str(port)],
        }.get(side, [sys.executable, "-m", f"benchmarks.shapes.{side}", str(port)])
        if side == "peer" and not (peer / "node_modules").exists():
            print(f"The peer is not installed: `npm install` in {peer}.\n", file=sys.stderr)
            continue
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=peer if side == "peer" else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if side == "ours" else None,  # it logs each request; that is its cost
        )
        stack.callback(process.wait)
        stack.callback(process.terminate)
        ports[side] = port
    return ports


async def _run(graph: Graph, ports: dict[str, int], given: Any) -> None:
    await asyncio.gather(*(_up(port) for port in ports.values()))
    print(f"{machine()}, {today()}\n")
    (many,) = await graph.read("MATCH (n:Entity) RETURN count(n) AS nodes, COUNT { (:Enterprise) } AS firms")
    print(f"{many['nodes']:,} nodes, {many['firms']:,} enterprises; {given.rounds} rounds.\n")
    chosen = [each for each in await shapes(graph) if not given.only or given.only in each.name]
    for shape in chosen:  # Java compiles what is used
        await _shape(graph, shape, ports, 15, given.seconds / 4)
    planner, stocked = Planner(schema.build(), MODEL), strawberry.Schema(stock.Query)
    table: list[tuple[Shape, dict[str, Measured], list[int]]] = []
    try:
        for shape in chosen:
            told = await _shape(graph, shape, ports, given.rounds, given.seconds)
            table.append((shape, told, await _statements(graph, planner, stocked, shape, ports["ours"])))
            print(f"{shape.name}: {told['ours'].p50 / told['floor'].p50:.2f} of the floor", file=sys.stderr)
    finally:
        await graph.close()
        _latency(table)
        if given.seconds:
            _rates(table)


def _latency(table: Sequence[tuple[Shape, dict[str, Measured], list[int]]]) -> None:
    print(f"| shape | bytes | statements, ours and stock | {' | '.join(WAYS)} | {' | '.join(OF_TIMES)} |")
    print("|---" * (3 + len(WAYS) + len(OF_TIMES)) + "|")
    kept: dict[str, list[float]] = {each: [] for each in OF_TIMES}
    for shape, told, statements in table:
        ms = [f"{told[side].p50:.2f} · {told[side].p95:.2f}" if side in told else "–" for side in WAYS]
        ratios = _ratios(OF_TIMES, {side: each.p50 for side, each in told.items()}, kept)
        _row(shape.name, f"{told['ours'].size:,}", " ".join(map(str, statements)), *ms, *ratios)
    _sums(kept)


def _rates(table: Sequence[tuple[Shape, dict[str, Measured], list[int]]]) -> None:
    print(f"| shape | {' | '.join(SIDES)} | {' | '.join(OF_RATES)} |")
    print("|---" * (1 + len(SIDES) + len(OF_RATES)) + "|")
    kept: dict[int, dict[str, list[float]]] = {
        clients: {each: [] for each in OF_RATES} for clients in CLIENTS
    }
    for shape, told, _ in table:
        rates = {
            clients: {side: told[side].rate(clients) for side in SIDES if side in told} for clients in CLIENTS
        }
        cells = [
            " · ".join(f"{rates[clients][side]:,.0f}" for clients in CLIENTS) if side in told else "–"
            for side in SIDES
        ]
        ratios = zip(*(_ratios(OF_RATES, rates[clients], kept[clients]) for clients in CLIENTS), strict=True)
        _row(shape.name, *cells, *("–" if "–" in each else " · ".join(each) for each in ratios))
    for clients in CLIENTS:
        print(f"\n{clients} at once:")
        _sums(kept[clients])


def _ratios(names: Sequence[str], told: Mapping[str, float], kept: Mapping[str, list[float]]) -> list[str]:
    """What the last columns of a row say, each `one / other`; they are kept too."""
    cells: list[str] = []
    for name in names:
        one, _, other = name.partition(" / ")
        if one in told and other in told:
            kept[name].append(told[one] / told[other])
            cells.append(f"{kept[name][-1]:.2f}")
        else:
            cells.append("–")
    return cells


def _row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |")


def _sums(kept: Mapping[str, list[float]]) -> None:
    print()
    for name, values in kept.items():
        if values:
            middle = statistics.median(values)
            print(f"- {name}: median {middle:.2f}, least {min(values):.2f}, most {max(values):.2f}")
    print()


async def _up(port: int) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.2)
        else:
            writer.close()
            return
    raise SystemExit(f"Nothing answers on {port}.")


async def _shape(
    graph: Graph, shape: Shape, ports: dict[str, int], rounds: int, seconds: float
) -> dict[str, Measured]:
    bodies = {
        "floor": asked({"shape": shape.name, "variables": shape.values}),
        "ours": asked(await _ours(shape, ports["ours"])),
    }
    if shape.stock and "stock" in ports:
        bodies["stock"] = asked({"query": shape.query, "variables": _plain(shape, "\n".join)})
    if shape.peer and "peer" in ports:
        variables = _plain(shape, lambda _: base64.b64encode(b"arrayconnection:15000").decode())
        if "$today" in shape.peer:
            variables["today"] = today().isoformat()
        bodies["peer"] = asked({"query": shape.peer, "variables": variables})
    connections = {side: Connection(ports[side]) for side in bodies}

    async def driven() -> bytes:
        return orjson.dumps({"data": await answer(graph, shape, dict(shape.values))})

    ways: dict[str, Callable[[], Awaitable[bytes]]] = {"driver": driven}
    for side, body in bodies.items():
        ways[side] = lambda side=side, body=body: connections[side].post(body)
    answers = {side: orjson.loads(await way()) for side, way in ways.items()}
    if answers.get("peer", {}).get("errors"):
        print(f"{shape.name}, the peer: {answers['peer']['errors'][0]['message'][:300]}", file=sys.stderr)
        del answers["peer"], ways["peer"], bodies["peer"]
    for side, told in answers.items():
        if told.get("errors"):
            raise SystemExit(f"{shape.name}, {side}: {told['errors'][:2]}")
        data = _reshaped(told["data"]) if side == "peer" else told["data"]
        if _rounded(data) != _rounded(answers["floor"]["data"]):
            raise SystemExit(
                f"{shape.name}: the floor says {str(answers['floor']['data'])[:1500]}\n{side} says {str(data)[:1500]}"
            )
    measured = {side: Measured() for side in ways}
    for each in range(rounds + 5):
        for side in _turned(list(ways), each):
            start = time.perf_counter()
            body = await ways[side]()
            if each >= 5:
                measured[side].ms.append((time.perf_counter() - start) * 1000)
                measured[side].size = len(body)
    for each in connections.values():
        each.close()
    for each in range(TURNS if seconds else 0):
        for clients in CLIENTS:
            for side in _turned(list(bodies), each):
                taken = await rate(ports[side], bodies[side], clients, seconds / TURNS)
                measured[side].rates[clients].append(taken)
    return measured


def _turned(sides: list[str], nth: int) -> list[str]:
    """The sides, each turn beginning with the next one."""
    return sides[nth % len(sides) :] + sides[: nth % len(sides)]


async def _statements(
    graph: Graph, planner: Planner, stocked: strawberry.Schema, shape: Shape, port: int
) -> list[int]:
    """How many statements ours and stock send for it."""
    variables = (await _ours(shape, port))["variables"]
    with tallied() as ours:
        await planner.execute(graph, shape.query, variables, viewer=LOCAL_STAFF)
    if not shape.stock:
        return [ours.statements]
    with tallied() as theirs:
        await stocked.execute(shape.query, _plain(shape, "\n".join), context_value=stock.Loaders(graph))
    return [ours.statements, theirs.statements]


async def _ours(shape: Shape, port: int) -> dict[str, Any]:
    variables = dict(shape.values)
    if deep := variables.pop("deep", None):
        connection = Connection(port)
        told = orjson.loads(await connection.post(asked({"query": CURSOR, "variables": {"id": deep["id"]}})))
        connection.close()
        variables["after"] = told["data"]["enterprises"]["edges"][0]["cursor"]
    return {"query": shape.query, "variables": variables}


def _plain(shape: Shape, cursor: Callable[[tuple[str, str]], str | None]) -> dict[str, Any]:
    variables = dict(shape.values)
    if deep := variables.pop("deep", None):
        variables["after"] = cursor((deep["name"], deep["id"]))
    return variables


def _reshaped(told: Any) -> Any:
    """The peer's answer in our shape: it has lists where ours has one or a page, and edges where ours may have nodes."""
    if isinstance(told, list):
        return [_reshaped(each) for each in told]
    if not isinstance(told, dict):
        return told
    if "edges" in told:
        nodes = {"nodes": [_reshaped(edge["node"]) for edge in told["edges"]]}
        return {name: value for name, value in told.items() if name != "edges"} | nodes
    if "node" in told:  # of an aggregate
        return {"count": told["one_count"]["nodes"], **told["node"]}
    made: dict[str, Any] = {}
    for name, value in told.items():
        way, _, rest = name.partition("_")
        new = _reshaped(value)
        if way == "one" and rest:
            made[rest] = new[0] if new else None
        elif way == "nodes" and rest:
            made[rest] = {"nodes": new}
        elif way == "list" and rest:
            made[rest] = new["nodes"]
        else:
            made[name] = new
    return made


def _rounded(told: Any) -> Any:
    if isinstance(told, list):
        return [_rounded(each) for each in told]
    if isinstance(told, dict):
        return {name: _rounded(value) for name, value in told.items()}
    return round(float(told), 6) if isinstance(told, int | float) and not isinstance(told, bool) else told


if __name__ == "__main__":
    main()
