"""What every server of the benchmark has in common: the graph's address from the environment, and one way to serve."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp

from graph import Graph
from lianlou.http.server import listen, server


def serve(application: Callable[[Graph], Awaitable[ASGIApp]]) -> None:
    """Serve on `PORT` with the same uvicorn as ours has."""

    async def run() -> None:
        where = {name: os.environ[f"LIANLOU_NEO4J_{name}"] for name in ("URI", "USER", "PASSWORD")}
        async with Graph(where["URI"], where["USER"], where["PASSWORD"], timeout=120) as graph:
            app = await application(graph)
            with listen(int(sys.argv[1])) as listening:
                await server(app).serve(sockets=[listening])

    asyncio.run(run())
