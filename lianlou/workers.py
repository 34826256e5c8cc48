"""Several processes behind one socket: started, watched, begun anew when one ends, and ended together.

They share the engine and all that is in the graph; each has plans and documents of its own in memory.
"""

from __future__ import annotations

import fcntl
import logging
import multiprocessing
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from anyio import to_thread

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes keep their counts, so that each tells the sums of all (prometheus_client's variable)."""
YOUNG = 30.0
"""Seconds: one that ends sooner after its start was not well."""
MOST_YOUNG = 3
GRACE = 15.0

log = logging.getLogger(__name__)

Work = Callable[[socket.socket], None]
"""What one process does until it is told to end (SIGTERM); it can be pickled."""


def run(work: Work, listening: socket.socket, many: int) -> int:
    """Run `many` processes until SIGINT or SIGTERM; the exit code: 1 where they would not stay alive."""
    context = multiprocessing.get_context("spawn")
    ending = threading.Event()
    woken, waker = socket.socketpair()

    def end(*_: object) -> None:
        ending.set()
        waker.send(b"x")

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, end)
    started: dict[BaseProcess, float] = {}

    def start() -> None:
        process = context.Process(target=_worker, args=(work, listening))
        process.start()
        started[process] = time.monotonic()

    young = 0
    with tempfile.TemporaryDirectory(prefix="lianlou-counts-") as counts:
        os.environ[COUNTS] = counts
        for _ in range(many):
            start()
        while not ending.is_set():
            wait([woken, *(each.sentinel for each in started)])
            for each in [each for each in started if not each.is_alive()]:
                young = young + 1 if time.monotonic() - started.pop(each) < YOUNG else 0
                if ending.is_set():
                    break
                log.warning("a worker ended with %s; another is started", each.exitcode)
                if young >= MOST_YOUNG:
                    ending.set()
                else:
                    start()
        _end(list(started))
        del os.environ[COUNTS]
    return int(young >= MOST_YOUNG)


@asynccontextmanager
async def in_turn() -> AsyncGenerator[None]:
    """A block that one worker at a time is in; at once where one process serves alone."""
    if COUNTS not in os.environ:
        yield
        return
    with (Path(os.environ[COUNTS]) / "turn").open("w") as turn:
        await to_thread.run_sync(fcntl.flock, turn, fcntl.LOCK_EX, abandon_on_cancel=True)
        yield


def _end(processes: list[BaseProcess]) -> None:
    for each in processes:
        each.terminate()
    last = time.monotonic() + GRACE
    for each in processes:
        each.join(max(0.0, last - time.monotonic()))
        if each.is_alive():
            each.kill()


def _worker(work: Work, listening: socket.socket) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the parent says when to end
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - this is its child
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    work(listening)


def _end_with(parent: int) -> None:
    """A parent that was killed takes its workers with it."""
    wait([parent])
    os.kill(os.getpid(), signal.SIGTERM)
