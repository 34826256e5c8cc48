"""A `lianlou serve` of its own, for a benchmark that asks it."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.shapes.client import Connection, asked
from lianlou.http.server import listen


@asynccontextmanager
async def served(data: Path, **settings: str) -> AsyncGenerator[tuple[Process, int]]:
    """Its process and port from its first answer on; ended at the end."""
    with listen(0) as free:
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("lianlou")),
        "serve",
        "--port",
        str(port),
        "--data",
        str(data),
    ]
    environment = os.environ | {"LIANLOU_EMBEDDINGS": "off"} | settings
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL, env=environment)
    try:
        await _answers(port)
        yield process, port
    finally:
        process.terminate()
        await process.wait()


async def _answers(port: int) -> None:
    connection = Connection(port)
    while True:
        try:
            await connection.post(asked({"query": "{ needs(first: 1) { nodes { id } } }"}))
        except (OSError, asyncio.IncompleteReadError):
            connection.close()
            await asyncio.sleep(0.05)
        else:
            break
    connection.close()
