"""No room left: a process whose files may not grow past 100 kB is told so, and leaves nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from graph.errors import DiskFull
from {module} import {function}
try:
    {function}(*map(Path, sys.argv[1:]))
except DiskFull as error:
    print(error)
    sys.exit(7)
"""


def limited(module: str, function: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    program = LIMITED.format(module=module, function=function)
    command = [sys.executable, "-c", program, *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_bundle_without_room_says_so_and_leaves_nothing(server: object, tmp_path: Path) -> None:
    done = limited("graph.engine.jars", "bundle", tmp_path / "bundle.tar")
    assert done.returncode == 7, done.stderr
    assert "No room left" in done.stdout
    assert "LIANLOU_ENGINE_CACHE" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_backup_without_room_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    (data / "store").mkdir(parents=True)
    out.mkdir()
    (data / "password").write_text("p")
    (data / "store" / "large").write_bytes(b"x" * 300_000)
    done = limited("graph.backup", "backup", data, out / "backup.tar")
    assert done.returncode == 7, done.stderr
    assert "free some, or name a file elsewhere" in done.stdout
    assert list(out.iterdir()) == []


def test_a_restore_without_room_is_not_taken_for_a_damaged_backup(tmp_path: Path) -> None:
    from graph.backup import backup

    data, file = tmp_path / "data", tmp_path / "backup.tar"
    (data / "store").mkdir(parents=True)
    (data / "password").write_text("p")
    (data / "store" / "large").write_bytes(b"x" * 300_000)
    backup(data, file)
    done = limited("graph.backup", "unpack", file, tmp_path / "elsewhere" / "data")
    assert done.returncode == 7, done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []
