"""`python -m benchmarks.own DATA`: what a request costs one core beside the database, whose answers are replayed: ours and the floor.

Whole requests, HTTP's own parsing aside: each is handed to the application as its server would. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import pickle
import time
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, cast

import orjson
from starlette.types import ASGIApp

import schema
from benchmarks.machine import machine
from benchmarks.shapes import floor
from benchmarks.shapes.client import asked
from benchmarks.shapes.shapes import shapes
from graph import MODEL, Graph
from graph.engine import hold
from lianlou import logs
from lianlou.app import create_app
from lianlou.lasting import keep
from lianlou.settings import Settings
from queries.planner.execute import Planner
from queries.planner.novel import Novelty
from schema.policy import OWN

HEADERS = {"host": "127.0.0.1", "accept": "*/*", "content-type": "application/json", "user-agent": "own"}
TURNS = 5


class Replayed:
    """A graph that answers from memory what it was asked before: each time anew, as the driver does it, in
    less time; that is counted of both sides."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.known: dict[str, bytes] = {}

    async def read(self, statement: str, p: Any = None, **more: Any) -> Any:
        """The rows of a statement."""
        if statement not in self.known:
            self.known[statement] = pickle.dumps(await self._graph.read(statement, p, **more))
        return pickle.loads(self.known[statement])  # noqa: S301 - made above

    def __getattr__(self, name: str) -> Any:
        return getattr(self._graph, name)


def main() -> None:
    """Ask both, print."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.own", description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument(
        "--requests", type=int, default=200, help="of each side for each shape, in each turn"
    )
    given = options.parse_args()
    with hold(given.data) as engine:
        asyncio.run(_run(Graph(engine.uri, engine.user, engine.password, timeout=120), given.requests))


async def _run(graph: Graph, requests: int) -> None:
    settings, remembered = Settings(), Replayed(graph)
    replayed = cast("Graph", remembered)
    logs.configure("json", to=io.StringIO())
    planner = Planner(
        schema.build(), MODEL, limits=settings.limits(), marked="synthetic", own=OWN, novelty=Novelty()
    )
    sides = {"ours": create_app(replayed, planner, settings), "floor": await floor.application(replayed)}
    keep()
    print(f"{machine()}\n\n| shape | ours, ms | the floor's, ms |\n|---|---|---|")
    for shape in await shapes(graph):
        if "deep" in shape.values:  # its cursor is made by a request of its own
            continue
        remembered.known.clear()  # two shapes may be one text with other values
        bodies = {
            "ours": asked({"query": shape.query, "variables": shape.values}),
            "floor": asked({"shape": shape.name, "variables": shape.values}),
        }
        least = dict.fromkeys(sides, float("inf"))
        for turn in range(TURNS + 1):
            for side, app in sides.items():
                start = time.process_time()
                for _ in range(requests if turn else 5):
                    await _ask(app, bodies[side])
                if turn:
                    least[side] = min(least[side], (time.process_time() - start) / requests * 1000)
        print(f"| {shape.name} | {least['ours']:.3f} | {least['floor']:.3f} |", flush=True)
    await graph.close()


async def _ask(app: ASGIApp, body: bytes) -> None:
    """One request; it has to be answered with data."""
    told = bytearray()

    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> MutableMapping[str, Any]:
        if (message := next(messages, None)) is None:
            await asyncio.Event().wait()  # the client stays, and sends nothing more
        return message or {}

    async def send(message: MutableMapping[str, Any]) -> None:
        told.extend(message.get("body", b""))

    headers = {**HEADERS, "content-length": str(len(body))}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/graphql", "raw_path": b"/graphql",
        "query_string": b"", "root_path": "", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "state": {},
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    await app(scope, receive, send)
    if not told.startswith(b'{"data":'):
        raise SystemExit(orjson.loads(bytes(told)))


if __name__ == "__main__":
    main()
