"""`open_graph`: the graph that the settings name, migrated, for as long as the block runs."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial

import anyio.to_thread

from graph import Graph
from graph.client import connected
from graph.engine import hold
from graph.engine.jars import Progress
from graph.migrations import migrate
from lianlou.settings import Settings


@asynccontextmanager
async def open_graph(
    settings: Settings | None = None, *, progress: Progress | None = None, timeout: float | None = None
) -> AsyncGenerator[Graph]:
    """Connect to `neo4j_uri` where it is set; else join or start the embedded engine of `data`.

    `timeout` is how many seconds a statement may take, planning included (the setting by default): a command that asks a server
    just started something large needs more than a page that many wait for.
    """
    settings = settings or Settings()
    if settings.neo4j_uri:
        secret = settings.neo4j_password
        password = secret.get_secret_value() if secret else None
        async with connected(
            settings.neo4j_uri,
            settings.neo4j_user,
            password,
            database=settings.database,
            timeout=timeout or settings.statement_timeout,
        ) as graph:
            await migrate(graph)
            yield graph
        return
    holding = await anyio.to_thread.run_sync(partial(hold, settings.data, progress=progress))
    with holding:
        async with connected(
            holding.uri, holding.user, holding.password, timeout=timeout or settings.statement_timeout
        ) as graph:
            await migrate(graph)
            yield graph
