"""A real server on a free port, in the test's own event loop."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

import schema
from graph import MODEL, Graph
from lianlou.app import create_app
from lianlou.http.server import listen, server
from lianlou.settings import Settings
from queries.planner.execute import Planner
from schema.policy import OWN

BROWSER = Path(__file__).with_name("browser")
Serving = Callable[..., AbstractAsyncContextManager[int]]


@pytest.fixture(scope="session")
def planner() -> Planner:
    return Planner(schema.build(), MODEL, marked="synthetic", own=OWN)


@pytest.fixture
def serving(planner: Planner) -> Serving:
    """`async with serving(graph, head_timeout=…) as port:` a server of the whole application."""

    @asynccontextmanager
    async def serve(graph: Graph, **settings: object) -> AsyncGenerator[int]:
        chosen = Settings.model_validate(settings)
        with listen(0, chosen.host) as listening:
            running = server(create_app(graph, planner, chosen), head_timeout=chosen.head_timeout)
            task = asyncio.create_task(running.serve(sockets=[listening]))
            try:
                while not running.started:
                    await asyncio.sleep(0.01)
                yield listening.getsockname()[1]
            finally:
                running.should_exit = True
                await task

    return serve


@pytest.fixture
def chromium() -> Path:
    found = shutil.which("chromium")
    missing = "chromium" if found is None else "node" if shutil.which("npm") is None else None
    if missing or found is None:
        pytest.skip(f"{missing} IS MISSING: the browser test is skipped · 缺少 {missing}，浏览器测试被跳过")
    if not (BROWSER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=BROWSER, check=True, capture_output=True)
    return Path(found)
