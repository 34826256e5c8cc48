"""A Neo4j server of one's own, named by LIANLOU_NEO4J_URI: here a second engine in another folder."""

from __future__ import annotations

import json
from collections.abc import Generator
from functools import partial
from pathlib import Path

import anyio.to_thread
import orjson
import pytest
from typer.testing import CliRunner

import schema
from graph import MODEL, Graph
from graph.audit import audit
from graph.engine import EngineOptions, Holding, hold
from graph.engine.launch import stop
from graph.errors import InputError, Unavailable
from graph.migrations import LATEST, applied_to
from lianlou.cli import build
from lianlou.opening import open_graph
from lianlou.settings import Settings
from loaders import load
from queries.planner.execute import Planner

OPTIONS = EngineOptions(heap_mb=512, pagecache_mb=32)
STORIES = Path(__file__).parents[2] / "data" / "stories"
QUERY = '{ need(id: "need:story-canteen") { title at { name } } needs { totalCount } }'


@pytest.fixture
def second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Holding]:
    """A server that settings name; of its folder nothing else knows."""
    with hold(tmp_path / "second", OPTIONS) as engine:
        monkeypatch.setenv("LIANLOU_NEO4J_USER", engine.user)
        monkeypatch.setenv("LIANLOU_NEO4J_PASSWORD", engine.password)
        yield engine


async def note(graph: Graph, scheme: str) -> int:
    """Write a note, and count the notes by reading."""
    await graph.write(lambda t: t.run("CREATE (:Note {scheme: $p.scheme})", {"scheme": scheme}))
    return (await graph.read("MATCH (n:Note) RETURN count(n) AS n"))[0]["n"]


async def test_everything_works_against_another_server_by_neo4j_and_bolt_and_through_its_restart(
    second: Holding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = Planner(schema.build(), MODEL)
    monkeypatch.setenv("LIANLOU_NEO4J_URI", second.uri.replace("bolt", "neo4j"))
    async with open_graph(Settings()) as graph:
        assert graph.uri.startswith("neo4j://")
        assert await applied_to(graph) == [*range(1, LATEST + 1)]
        report = await load(graph, [STORIES])
        assert report.exit_code == 0
        assert await audit(graph) == []
        before = orjson.loads((await planner.execute(graph, QUERY)).body)
        assert before["data"]["need"]["at"]["name"] == "越都商务大厦"
        assert before["data"]["needs"]["totalCount"] >= 6
        assert await note(graph, "neo4j") == 1

        assert stop(tmp_path / "second")
        with hold(tmp_path / "second", OPTIONS) as again:
            assert (again.pid != second.pid, again.uri) == (True, second.uri)
            assert orjson.loads((await planner.execute(graph, QUERY)).body) == before
            assert await note(graph, "neo4j") == 2

            monkeypatch.setenv("LIANLOU_NEO4J_URI", again.uri)
            async with open_graph(Settings()) as direct:
                assert direct.uri.startswith("bolt://")
                assert orjson.loads((await planner.execute(direct, QUERY)).body) == before
                assert await note(direct, "bolt") == 3
            ask = partial(CliRunner().invoke, build(), ["match", "need:story-canteen", "--json"])
            matched = await anyio.to_thread.run_sync(ask)
            assert matched.exit_code == 0, matched.output
            first = json.loads(matched.stdout)["matches"][0]
            assert (first["capability"]["name"], first["ring"]) == ("示例餐饮公司", 0)


async def test_a_wrong_password_database_or_address_is_told_as_what_it_is(
    server: object, graph: Graph
) -> None:
    async with Graph(graph.uri, "neo4j", "wrong") as wrong:
        with pytest.raises(Unavailable, match="LIANLOU_NEO4J_PASSWORD"):
            await wrong.ready()
    async with Graph(graph.uri, "nobody", "wrong") as wrong:
        with pytest.raises(Unavailable, match="LIANLOU_NEO4J_PASSWORD"):
            await wrong.write(lambda t: t.run("RETURN 1"))
    with pytest.raises(InputError, match="LIANLOU_NEO4J_URI"):
        Graph("http://127.0.0.1:7474", "neo4j", "wrong")
    async with Graph("bolt://127.0.0.1:1", "neo4j", "wrong") as nobody:
        with pytest.raises(Unavailable, match="does not answer"):
            await nobody.ready()
