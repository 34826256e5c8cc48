"""The embedded engine's life: who holds it, who kills it, and what is left."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from graph import Graph, client
from graph.client import Transaction
from graph.engine import EngineOptions, Holding, hold
from graph.engine.launch import joined, stop
from graph.errors import GraphError, Unavailable

OPTIONS = EngineOptions(heap_mb=512, pagecache_mb=32, aot=True)
HOLDER = """
import sys
from pathlib import Path
from graph.engine import EngineOptions, hold
with hold(Path(sys.argv[1]), EngineOptions(heap_mb=512, pagecache_mb=32)) as engine:
    print(engine.pid, engine.uri, flush=True)
    sys.stdin.read()
"""


def holder(data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(process: subprocess.Popen[str]) -> tuple[int, str]:
    assert process.stdout is not None
    pid, uri = process.stdout.readline().split()
    return int(pid), uri


def ended(pid: int) -> None:
    try:
        psutil.Process(pid).wait(20)
    except psutil.NoSuchProcess:
        return


def graph_of(engine: Holding) -> Graph:
    return Graph(engine.uri, engine.user, engine.password)


async def test_two_processes_that_start_at_once_share_one_engine_which_ends_with_the_last(
    tmp_path: Path,
) -> None:
    first, second = holder(tmp_path), holder(tmp_path)
    with ThreadPoolExecutor() as pool:
        (pid, uri), (other, same) = pool.map(told, (first, second))
    assert (pid, uri) == (other, same)
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600

    first.kill()
    first.wait()
    with hold(tmp_path, OPTIONS) as engine:
        assert engine.pid == pid
        async with graph_of(engine) as graph:
            assert await graph.read("RETURN 1 AS one") == [{"one": 1}]
    second.kill()
    second.wait()
    ended(pid)
    assert not psutil.pid_exists(pid)
    assert joined(tmp_path) is None
    assert not (tmp_path / "engine.json").exists(), "it shut down cleanly"


async def test_a_killed_engine_loses_nothing_acknowledged_and_the_next_start_recovers(tmp_path: Path) -> None:
    acknowledged = 0
    with hold(tmp_path, OPTIONS) as engine:
        async with graph_of(engine) as graph:
            try:
                for number in range(10_000):
                    await graph.write(lambda t, n=number: t.run("CREATE (:Row {n: $p.n})", {"n": n}))
                    acknowledged = number + 1
                    if number == 50:
                        os.kill(engine.pid, signal.SIGKILL)
            except GraphError:
                pass
    assert acknowledged >= 51
    with hold(tmp_path, OPTIONS) as again:
        assert again.pid != engine.pid
        async with graph_of(again) as graph:
            rows = await graph.read("MATCH (r:Row) RETURN count(r) AS n")
            assert acknowledged <= rows[0]["n"] <= acknowledged + 1
            again.keep()
    with hold(tmp_path, OPTIONS) as kept:
        assert kept.pid == again.pid
        assert kept.kept
    assert stop(tmp_path)
    assert not stop(tmp_path)


async def test_a_stopped_engine_is_not_waited_for_and_answers_once_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "GRACE", 0.5)
    for name in ("PLANNING", "COMMAND"):
        monkeypatch.setattr(client, name, 0.5)

    one = "RETURN 1 AS one"
    with hold(tmp_path, OPTIONS) as engine:

        async def stopping(transaction: Transaction) -> object:
            await transaction.run(one)
            os.kill(engine.pid, signal.SIGSTOP)
            return await transaction.run(one)

        async def stopping_first(asked: Callable[[], Awaitable[object]]) -> object:
            os.kill(engine.pid, signal.SIGSTOP)
            return await asked()

        async with graph_of(engine) as graph:
            for asked in (
                lambda: graph.write(stopping, timeout=0.5),
                lambda: graph.reading(stopping, timeout=0.5),
                lambda: graph.supposing(stopping, timeout=0.5),
                lambda: stopping_first(lambda: graph.read(one, timeout=0.5)),
                lambda: stopping_first(lambda: graph.prepare(one)),
                lambda: stopping_first(lambda: graph.command(one)),
            ):
                await asyncio.gather(*(graph.read(one) for _ in range(3)))  # open connections
                try:
                    async with asyncio.timeout(5):  # opening one has a limit of its own, of ten seconds
                        with pytest.raises(Unavailable):
                            await asked()
                finally:
                    os.kill(engine.pid, signal.SIGCONT)
            assert await graph.read(one) == [{"one": 1}]


async def test_a_java_that_cannot_start_is_told_with_its_log(tmp_path: Path) -> None:
    from graph.errors import EngineStartFailed

    with pytest.raises(EngineStartFailed, match=r"engine\.log"):
        hold(tmp_path, EngineOptions(heap_mb=0, aot=False))
