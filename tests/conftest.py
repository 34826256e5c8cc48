"""The real Neo4j for every test: one embedded engine a run, emptied before each test that asks for `graph`."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
import typer
from typer.testing import CliRunner, Result

from graph import Graph

PATIENT = 120.0
"""Seconds for a statement: a cold, busy server plans the matching ones for longer than a page would wait."""
os.environ["LIANLOU_EMBEDDINGS"] = "off"  # installed or not: tests of meaning turn it on
STORIES = Path(__file__).parents[1] / "data" / "stories"


@dataclass(frozen=True)
class Server:
    uri: str
    user: str = "neo4j"
    password: str | None = None
    plannings_socket: Path | None = None

    def plannings(self) -> int:
        """How many patterns Neo4j has planned so far: it stays while no statement is planned."""
        if self.plannings_socket is None:
            pytest.skip("only the run's own engine tells how often it planned")
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(self.plannings_socket))
            return int(asking.makefile().read())


@dataclass(frozen=True)
class Sent:
    """A statement that a test's graph was asked to read, with its values and what it answered."""

    statement: str
    p: Any
    rows: list[dict[str, Any]]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """All reads from here on, in their order."""
    sent: list[Sent] = []
    read = Graph.read

    async def watched(self: Graph, statement: str, p: Any = None, **more: Any) -> Any:
        rows = await read(self, statement, p, **more)
        sent.append(Sent(statement, p, rows))
        return rows

    monkeypatch.setattr(Graph, "read", watched)
    return sent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With LIANLOU_REQUIRE_ALL=1 (CI), what is skipped has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("LIANLOU_REQUIRE_ALL") == "1":
        report.outcome = "failed"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What reads the stories runs first, then the community: each is loaded once, and what the server planned over it holds."""
    order = ("stories", "community")
    items.sort(
        key=lambda item: next(
            (at for at, name in enumerate(order) if name in getattr(item, "fixturenames", ())), len(order)
        )
    )


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """One server for the run; LIANLOU_TEST_URI names one that is already there (it is emptied!)."""
    if uri := os.environ.get("LIANLOU_TEST_URI"):
        yield Server(uri, password=os.environ.get("LIANLOU_TEST_PASSWORD"))
        return
    from graph.engine import hold, launch

    data = tmp_path_factory.mktemp("engine")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(launch, "CHILD", Path(__file__).with_name("engine.py"))
        engine = hold(data)
    told = launch.socket_of(data)
    with engine:
        yield Server(engine.uri, engine.user, engine.password, told.with_name(f"{told.name}.plannings"))


Command = Callable[..., Awaitable[Result]]


@pytest.fixture
def commands(server: Server) -> Callable[..., Command]:
    """`commands(register, "load")` is the command `lianlou load` on the run's server: `await command("--help")`."""

    def registered(register: Callable[[typer.Typer], None], *first: str, columns: int = 240) -> Command:
        app = typer.Typer()
        register(app)
        app.command("other")(lambda: None)  # with one command alone typer leaves its name out
        environment = {
            "LIANLOU_NEO4J_URI": server.uri,
            "LIANLOU_NEO4J_USER": server.user,
            "COLUMNS": str(columns),
        }
        if server.password:
            environment["LIANLOU_NEO4J_PASSWORD"] = server.password

        async def run(*words: object) -> Result:
            invoke = partial(CliRunner().invoke, app, [*first, *map(str, words)], env=environment)
            return await anyio.to_thread.run_sync(invoke)

        return run

    return registered


_holds: dict[str, str] = {}
"""What each server's database holds now: `stories`, or anything."""


async def _emptied(graph: Graph) -> None:
    from graph.migrations import migrate

    await graph.command(
        "MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
    )
    await migrate(graph)


@pytest.fixture
async def graph(server: Server) -> AsyncGenerator[Graph]:
    """A migrated graph with nothing in it."""
    _holds.pop(server.uri, None)
    async with Graph(server.uri, server.user, server.password, timeout=PATIENT) as opened:
        await _emptied(opened)
        yield opened


@pytest.fixture
async def stories(server: Server) -> AsyncGenerator[Graph]:
    """A graph with data/stories, loaded when it is not there yet; tests that use it only read."""
    async with Graph(server.uri, server.user, server.password, timeout=PATIENT) as opened:
        if _holds.get(server.uri) != "stories":
            from loaders import load

            await _emptied(opened)
            report = await load(opened, [STORIES])
            assert not report.refusals, report.refusals[:3]
            _holds[server.uri] = "stories"
        yield opened


@pytest.fixture
async def community(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Graph]:
    """A graph with data/stories and a small synthetic community, as the demo has; tests that use it only read."""
    async with Graph(server.uri, server.user, server.password, timeout=PATIENT) as opened:
        if _holds.get(server.uri) != "community":
            from loaders import load
            from loaders.synth import write_folder

            folder = tmp_path_factory.mktemp("community")
            write_folder(folder, scale=0.01, seed=7, as_of=date(2026, 11, 24))
            await _emptied(opened)
            report = await load(opened, [STORIES, folder])
            assert not report.refusals, report.refusals[:3]
            _holds[server.uri] = "community"
        yield opened


@pytest.fixture
async def line(graph: Graph, tmp_path: Path) -> Graph:
    """A credit line of 1,000 yuan, and a shop."""
    from loaders import load

    (tmp_path / "resources.csv").write_text(
        "id,name,kind,capacity,unit,synthetic\nresource:line,示例额度,FUND,1000,元,true\n", "utf-8"
    )
    (tmp_path / "organizations.csv").write_text(
        "id,name,kind,synthetic\nenterprise:example,示例小店,shop,true\n", "utf-8"
    )
    assert not (await load(graph, [tmp_path])).refusals
    return graph
