"""Several processes behind one port: they share the engine and their counts, are begun anew when killed, and end together."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from graph import Graph
from lianlou.http.server import listen
from lianlou.workers import COUNTS, in_turn
from tests.conftest import Server

ASKED = {"query": "{ needs { totalCount } }"}
PATIENCE = 180.0


@asynccontextmanager
async def serving(server: Server, many: int) -> AsyncGenerator[tuple[asyncio.subprocess.Process, int]]:
    with listen(0) as free:
        port = free.getsockname()[1]
    where = {"URI": server.uri, "USER": server.user, "PASSWORD": server.password or ""}
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("lianlou"), "serve", "--port", str(port), "--workers", str(many),
        env=os.environ | {f"LIANLOU_NEO4J_{name}": value for name, value in where.items()},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        if many > 1:  # one alone serves itself
            await until(lambda: len(children(process)) == many)
        yield process, port
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def children(process: asyncio.subprocess.Process) -> list[psutil.Process]:
    """The workers; not multiprocessing's own helper."""
    return [
        each
        for each in psutil.Process(process.pid).children()
        if any("spawn_main" in word for word in each.cmdline())
    ]


async def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if true():
                return
        except psutil.Error:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("it did not come to that")


async def ask(port: int) -> int:
    """On a connection of its own."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        answer = await client.post(f"http://127.0.0.1:{port}/graphql", json=ASKED)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["data"]["needs"]["totalCount"])


async def counted(port: int) -> float:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        told = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
    return sum(
        float(line.split()[-1])
        for line in told.splitlines()
        if line.startswith('lianlou_requests_total{path="/graphql"')
    )


async def test_two_workers_answer_count_together_are_begun_anew_and_end_together(
    server: Server, stories: Graph
) -> None:
    (known,) = await stories.read("MATCH (n:Need) RETURN count(n) AS many")
    async with serving(server, 2) as (process, port):
        assert {*await asyncio.gather(*(ask(port) for _ in range(40)))} == {known["many"]}
        assert await counted(port) == 40
        assert await counted(port) == 40, "whichever worker is asked"
        first = children(process)
        first[0].kill()
        await until(lambda: bool({each.pid for each in children(process)} - {each.pid for each in first}))
        await until(lambda: len(children(process)) == 2)
        assert {*await asyncio.gather(*(ask(port) for _ in range(10)))} == {known["many"]}
        last = children(process)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
        assert not any(each.is_running() for each in last)


async def test_workers_end_with_a_parent_that_is_killed(server: Server, stories: Graph) -> None:
    async with serving(server, 2) as (process, port):
        await ask(port)
        left = children(process)
        process.kill()
        await process.wait()
        await until(
            lambda: not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in left)
        )


async def test_workers_that_cannot_stay_alive_end_the_server(server: Server, stories: Graph) -> None:
    async with serving(server, 2) as (process, port):
        await ask(port)
        for _ in range(3):
            each = next(iter(children(process)))
            each.kill()
            await until(lambda each=each: not each.is_running() or each.status() == psutil.STATUS_ZOMBIE)
            if process.returncode is not None:
                break
            await asyncio.sleep(0.5)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 1


async def test_what_workers_do_in_turn_one_at_a_time_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = most = 0

    async def work() -> None:
        nonlocal inside, most
        async with in_turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(work() for _ in range(4)))
    assert most == 4, "a process alone waits for nobody"
    most = 0
    monkeypatch.setenv(COUNTS, str(tmp_path))
    await asyncio.gather(*(work() for _ in range(4)))
    assert most == 1
    async with in_turn():
        waiting = asyncio.create_task(work())
        await asyncio.sleep(0.05)
        waiting.cancel()  # a server that ends does not wait for its turn
        with pytest.raises(asyncio.CancelledError):
            await waiting
