"""Kill -9 in the middle of a thousand writes: what was acknowledged is there, nothing is half there, and nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import pytest

from graph import Graph
from graph.audit import audit
from graph.engine import hold
from graph.migrations import migrate
from loaders import load

WRITES, CLIENTS = 1_000, 16
SOURCE = "mutation ($input: RecordNeedInput!) { recordNeed(input: $input) { errors { code } need { id } events { sequence } } }"
TABLES = {
    "places": "id,kind,name,synthetic\nbuilding:a,building,示例楼甲,true\n",
    "organizations": "id,name,kind,located_in,synthetic\n"
    + "".join(f"enterprise:{n},示例公司{n},enterprise,building:a,true\n" for n in range(10)),
}
HALVES = """
    MATCH (n:Need)
    WHERE n.grams IS NULL OR n.keys IS NULL OR n.version IS NULL
       OR NOT EXISTS { (n)-[:RAISED_BY]->() } OR NOT EXISTS { (n)-[:BENEFITS]->() } OR NOT EXISTS { (n)-[:AT]->() }
       OR COUNT { (n)<-[:CHANGED]-(:Event {kind: 'CREATED'}) } <> 1
    RETURN n.id AS id
    UNION ALL
    MATCH (k:MutationKey) WHERE k.answer IS NULL RETURN k.key AS id
"""


def body(number: int) -> dict[str, object]:
    given = {
        "text": f"示例需求 {number}",
        "raisedBy": f"enterprise:{number % 10}",
        "place": "building:a",
        "clientMutationKey": f"k{number}",
    }
    return {"query": SOURCE, "variables": {"input": given}}


@contextmanager
def serving(data: Path) -> Generator[tuple[subprocess.Popen[bytes], str]]:
    """A `lianlou serve` of its own on the folder, and its address; killed at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from lianlou.cli import main; main()", "serve", "--port", str(port)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LIANLOU_NEO4J")}
    environment |= {"LIANLOU_DATA": str(data), "LIANLOU_PLAN_AHEAD": "false"}
    with (data.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(900):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                    break
            except httpx.TransportError:
                assert process.poll() is None, (data.parent / "serve.log").read_text("utf-8")[-2_000:]
            time.sleep(0.1)
        else:
            raise AssertionError((data.parent / "serve.log").read_text("utf-8")[-2_000:])
        yield process, f"http://127.0.0.1:{port}/graphql"
    finally:
        process.kill()
        process.wait()


class Writers:
    """Clients that send what nobody acknowledged yet, and keep what the server says."""

    def __init__(self) -> None:
        self.acknowledged: dict[int, str] = {}

    async def write(self, address: str, pid: int | None = None, after: int = 0) -> None:
        """Send all; kill -9 a process once so many more are acknowledged, and go on until nobody answers."""
        rest = iter([each for each in range(WRITES) if each not in self.acknowledged])
        mark = len(self.acknowledged) + after

        async def client() -> None:
            async with httpx.AsyncClient(timeout=60) as asking:
                for number in rest:
                    try:
                        answer = (await asking.post(address, json=body(number))).json()
                    except httpx.TransportError:
                        return
                    payload = (answer.get("data") or {}).get("recordNeed")
                    if payload is None:
                        return
                    assert payload["errors"] == []
                    self.acknowledged[number] = payload["need"]["id"]
                    if pid and len(self.acknowledged) == mark:
                        os.kill(pid, signal.SIGKILL)

        await asyncio.gather(*(client() for _ in range(CLIENTS)))


async def whole(graph: Graph, acknowledged: dict[int, str]) -> int:
    """How many needs there are; each that was acknowledged among them, none by halves, events without a gap."""
    needs = {row["id"] for row in await graph.read("MATCH (n:Need) RETURN n.id AS id")}
    assert set(acknowledged.values()) <= needs
    assert await graph.read(HALVES) == []
    (row,) = await graph.read(
        "MATCH (e:Event) RETURN count(e) AS n, count(DISTINCT e.sequence) AS of, min(e.sequence) AS first, max(e.sequence) AS last"
    )
    assert (row["of"], row["first"], row["last"]) == (row["n"], 1, row["n"])
    assert await audit(graph) == []
    return len(needs)


async def test_what_is_acknowledged_outlives_the_server_and_the_engine_and_a_retry_does_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("killed")
    data, writers = folder / "data", Writers()
    for name, table in TABLES.items():
        (folder / f"{name}.csv").write_text(table, "utf-8")
    with hold(data) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            await migrate(graph)
            assert not (await load(graph, [folder / f"{name}.csv" for name in TABLES])).refusals
        with serving(data) as (server, address):
            await writers.write(address, server.pid, after=250)
        first = len(writers.acknowledged)
        assert 250 <= first < WRITES
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            assert first <= await whole(graph, writers.acknowledged) <= first + CLIENTS
        with serving(data) as (_, address):
            await writers.write(address, engine.pid, after=250)
    second = len(writers.acknowledged)
    assert first + 250 <= second < WRITES
    with hold(data) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            assert second <= await whole(graph, writers.acknowledged) <= second + 2 * CLIENTS
            with serving(data) as (_, address):
                cut(address, body(WRITES))  # nobody waits for the answer
                await writers.write(address)
                async with httpx.AsyncClient(timeout=60) as asking:
                    again = (await asking.post(address, json=body(0))).json()["data"]["recordNeed"]
                    late = (await asking.post(address, json=body(WRITES))).json()["data"]["recordNeed"]
            assert again["need"]["id"] == writers.acknowledged[0]
            assert len(writers.acknowledged) == WRITES
            writers.acknowledged[WRITES] = late["need"]["id"]
            assert (
                await whole(graph, writers.acknowledged)
                == len(set(writers.acknowledged.values()))
                == WRITES + 1
            )


def cut(address: str, asked: dict[str, object]) -> None:
    """Send a request and hang up at once."""
    url, content = httpx.URL(address), orjson.dumps(asked)
    head = f"POST {url.path} HTTP/1.1\r\nHost: 127.0.0.1:{url.port}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.sendall(head.encode() + content)
