"""Backup and restore."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import anyio.to_thread
import pytest
from typer.testing import CliRunner, Result

from graph import Graph
from graph.audit import audit
from graph.backup import backup, swap, unpack
from graph.engine import EngineOptions, hold
from graph.engine.launch import stop
from graph.errors import EngineError, InputError
from graph.migrations import migrate
from lianlou.cli import build
from loaders import load

STORIES = Path(__file__).parents[2] / "data" / "stories"
OPTIONS = EngineOptions(heap_mb=512, pagecache_mb=32)


async def test_a_backup_brings_the_graph_back_and_a_damaged_one_changes_nothing(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "backup.tar"
    with hold(data, OPTIONS) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            await graph.write(lambda t: t.run("CREATE (:Row {n: 'kept-in-the-backup'})"))
        with pytest.raises(EngineError, match="running"):
            backup(data, file)
    stop(data)
    assert backup(data, file) > 10
    assert file.stat().st_mode & 0o777 == 0o600

    whole, password = file.read_bytes(), (data / "password").read_bytes()
    file.write_bytes(whole.replace(password, password[::-1]))
    with pytest.raises(InputError, match="checksum"):
        unpack(file, data)
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError):
        unpack(file, data)
    file.write_bytes(whole)

    former = swap(unpack(file, data), data)
    assert former is not None
    assert (former / "store").is_dir()
    with hold(data, OPTIONS) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            assert await graph.read("MATCH (r:Row) RETURN r.n AS n") == [{"n": "kept-in-the-backup"}]


async def lianlou(*words: object) -> Result:
    return await anyio.to_thread.run_sync(partial(CliRunner().invoke, build(), [*map(str, words)]))


async def contents(graph: Graph) -> list[dict[str, object]]:
    rows = "MATCH (n:Entity) RETURN n.id AS id, properties(n) AS properties, COUNT { (n)-->() } AS ties ORDER BY id"
    return await graph.read(rows)


async def test_restore_brings_a_damaged_graph_back_audited_and_keeps_what_was_there(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "backup.tar"
    with hold(data, OPTIONS) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            await migrate(graph)
            assert (await load(graph, [STORIES])).exit_code == 0
            before = await contents(graph)
            refused = await lianlou("restore", file, "--data", data)
            assert (refused.exit_code, "is running" in refused.output) == (2, True)
    stop(data)
    assert (await lianlou("backup", file, "--data", data)).exit_code == 0

    nodes = data / "store" / "data" / "databases" / "neo4j" / "neostore.nodestore.db"
    nodes.write_bytes(b"damaged")
    result = await lianlou("restore", file, "--data", data)
    assert result.exit_code == 0, result.output
    assert "0 violations" in result.output
    (former,) = tmp_path.glob("data-before-restore-*")
    assert str(former) in result.output
    assert (former / nodes.relative_to(data)).read_bytes() == b"damaged"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.tar", "data", former.name]
    with hold(data, OPTIONS) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            assert await contents(graph) == before
            assert await audit(graph) == []
