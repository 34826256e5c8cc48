"""A load that is killed in the middle: what was acknowledged is there, nothing is half there, and a rerun completes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from graph import Graph
from loaders import load

ROWS = 16_000
"""Nine batches: when three are acknowledged, most are still to come."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Needs that each name a raiser and a term; raisers that each name a building; all in one load."""
    (tmp_path / "places.csv").write_text(
        "id,name\n" + "".join(f"building:k{i},楼{i}\n" for i in range(100)), "utf-8"
    )
    (tmp_path / "terms.csv").write_text(
        "id,name\n" + "".join(f"term:k{i},类目{i}\n" for i in range(100)), "utf-8"
    )
    (tmp_path / "organizations.csv").write_text(
        "id,name,located_in\n"
        + "".join(f"enterprise:k{i},示例企业{i},building:k{i % 100}\n" for i in range(1_000)),
        "utf-8",
    )
    (tmp_path / "needs.csv").write_text(
        "id,text,raised_by,asks_for\n"
        + "".join(f"need:k{i},需要第{i}件事,enterprise:k{i % 1_000},term:k{i % 100}\n" for i in range(ROWS)),
        "utf-8",
    )
    return tmp_path


def started(uri: str, user: str, password: str | None, folder: Path) -> subprocess.Popen[str]:
    """A process that loads the folder."""
    environment = {**os.environ, "LOADING_URI": uri, "LOADING_USER": user, "LOADING_PASSWORD": password or ""}
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "loading_process.py"), str(folder)],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def acknowledged(process: subprocess.Popen[str], batches: int) -> int:
    """Rows that the graph had acknowledged when the process had told so `batches` times."""
    assert process.stdout is not None
    return int([process.stdout.readline() for _ in range(batches)][-1].split()[0])


async def nodes(graph: Graph) -> int:
    return (await graph.read("MATCH (n:Entity&!Event) RETURN count(n) AS n"))[0]["n"]


async def events(graph: Graph) -> tuple[int, int, int]:
    """How many there are of needs, of how many needs, and how many numbers are missing."""
    (row,) = await graph.read(
        """
        MATCH (e:Event)
        WITH count(e) AS all, max(e.sequence) AS last
        MATCH (e:Event)-[:CHANGED]->(n:Need)
        RETURN count(e) AS n, count(DISTINCT n) AS of, last - all AS missing
        """
    )
    return row["n"], row["of"], row["missing"]


async def halves(graph: Graph) -> list[str]:
    """Rows whose node is there without what its row says of it."""
    rows = await graph.read(
        """
        MATCH (n:Need|Enterprise)
        WHERE (n:Need AND (n.grams IS NULL OR NOT EXISTS { (n)-[:RAISED_BY]->() } OR NOT EXISTS { (n)-[:ASKS_FOR]->() }))
           OR (n:Enterprise AND NOT EXISTS { (n)-[:LOCATED_IN]->() })
        RETURN n.id AS id
        """
    )
    return [row["id"] for row in rows]


async def test_a_load_whose_process_is_killed_leaves_whole_rows_and_a_rerun_completes_it(
    graph: Graph, server: Any, folder: Path
) -> None:
    with started(server.uri, server.user, server.password, folder) as process:
        told = acknowledged(process, 3)
        process.kill()

    there = await nodes(graph)
    assert told <= there < ROWS + 1_200
    assert not await halves(graph)

    report = await load(graph, [folder])
    assert report.exit_code == 0
    assert report.total("created") + report.total("unchanged") == ROWS + 1_200
    assert report.total("unchanged") >= told
    assert await nodes(graph) == ROWS + 1_200
    assert await events(graph) == (ROWS, ROWS, 0), "each need's entry is told once, without a gap"
    assert not await halves(graph)
    assert not (await load(graph, [folder])).changed


def listening(uri: str) -> int:
    """The process that listens where `uri` points."""
    port = int(uri.rpartition(":")[2])
    for each in psutil.net_connections("tcp"):
        if each.status == psutil.CONN_LISTEN and each.laddr.port == port and each.pid:
            return each.pid
    raise LookupError(uri)


async def test_a_load_whose_engine_is_killed_says_so_and_a_rerun_completes_it(
    tmp_path_factory: pytest.TempPathFactory, folder: Path
) -> None:
    from graph.engine import hold
    from graph.migrations import migrate

    data = tmp_path_factory.mktemp("killed")
    with hold(data, None) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            await migrate(graph)
        with started(engine.uri, engine.user, engine.password, folder) as process:
            told = acknowledged(process, 3)
            os.kill(listening(engine.uri), signal.SIGKILL)
            assert process.stdout is not None
            word, counted = process.stdout.read().splitlines()[-1].split()

    assert word == "interrupted"
    assert int(counted) >= told
    with hold(data, None) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            assert await nodes(graph) >= int(counted), "what was acknowledged is there"
            assert not await halves(graph)
            report = await load(graph, [folder])
            assert report.exit_code == 0
            assert report.total("unchanged") >= int(counted)
            assert await nodes(graph) == ROWS + 1_200
            assert await events(graph) == (ROWS, ROWS, 0)
            assert not await halves(graph)
            assert not (await load(graph, [folder])).changed
