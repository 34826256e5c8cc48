"""Backup and restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import Graph
from graph.backup import backup, swap, unpack
from graph.engine import EngineOptions, hold
from graph.engine.launch import stop
from graph.errors import EngineError, InputError

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
