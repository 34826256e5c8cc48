"""Backup and restore of an embedded graph: the stopped store as a tar with checksums of every file."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graph.disk import room
from graph.engine.launch import ended, joined, locked
from graph.errors import DiskFull, EngineError, InputError

MANIFEST = "lianlou-backup.json"


def backup(data: Path, file: Path) -> int:
    """Write the folder's store and password into `file` (mode 0600); the number of files.

    Raises:
        EngineError: an engine runs on the folder, or there is nothing in it.
    """
    data, file = data.expanduser().absolute(), file.expanduser().absolute()
    if not (data / "store").is_dir():
        raise EngineError(
            f"There is no embedded graph in {data}: name its folder with --data. · 此处没有图数据。"
        )
    with _stopped(data):
        members = [data / "password", *sorted(each for each in (data / "store").rglob("*") if each.is_file())]
        sums = {each.relative_to(data).as_posix(): _sum(each) for each in members}
        fresh = file.with_name(f"{file.name}.part")
        try:
            with (
                room(file.parent, "free some, or name a file elsewhere"),
                os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened,
                tarfile.open(fileobj=opened, mode="w") as tar,
            ):
                listed = json.dumps({"version": 1, "sha256": sums}).encode()
                entry = tarfile.TarInfo(MANIFEST)
                entry.size = len(listed)
                tar.addfile(entry, io.BytesIO(listed))
                for name in sums:
                    tar.add(data / name, name)
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
    return len(sums)


def free(data: Path) -> None:
    """Return if no engine runs on the folder, once one that is shutting down has.

    Raises:
        EngineError: one is in use.
    """
    data = data.expanduser().absolute()
    if data.exists():
        with _stopped(data):
            return


def unpack(file: Path, beside: Path) -> Path:
    """Unpack a backup, verified, into a new folder beside `beside`; `swap` then puts it in place."""
    beside = beside.expanduser().absolute()
    beside.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{beside.name}-", dir=beside.parent))
    try:
        with (
            room(fresh.parent, "free some, or name another folder with --data"),
            tarfile.open(file, "r:") as tar,
        ):
            tar.extractall(fresh, filter="data")
        sums: dict[str, str] = json.loads((fresh / MANIFEST).read_text("utf-8"))["sha256"]
        wrong = [name for name, told in sums.items() if _sum(fresh / name) != told]
        if wrong:
            raise ValueError(f"{wrong[0]} differs from its checksum")
    except DiskFull:
        shutil.rmtree(fresh)
        raise
    except (tarfile.TarError, OSError, ValueError, KeyError, EOFError) as error:
        shutil.rmtree(fresh)
        raise InputError(
            f"{file} is not a whole backup ({error}); nothing was changed. · 备份不完整，未做任何改动。"
        ) from error
    (fresh / MANIFEST).unlink()
    (fresh / "password").chmod(0o600)
    return fresh


def swap(fresh: Path, data: Path) -> Path | None:
    """Put the unpacked folder in the place of `data`; where the former contents are kept, if any."""
    data = data.expanduser().absolute()
    data.mkdir(parents=True, exist_ok=True)
    with _stopped(data):
        former = None
        if (data / "store").exists():
            former = Path(tempfile.mkdtemp(prefix=f"{data.name}-before-restore-", dir=data.parent))
            for name in ("store", "password"):
                if (data / name).exists():
                    (data / name).replace(former / name)
        for name in ("store", "password"):
            (fresh / name).replace(data / name)
    shutil.rmtree(fresh)
    return former


@contextmanager
def _stopped(data: Path) -> Generator[None]:
    """Keep engines away for the block; refuse if one is in use, wait for one that is shutting down."""
    with locked(data):
        if holding := joined(data):
            holding.close()
            raise EngineError(
                f"The engine of {data} is running: stop what uses it (lianlou engine stop), then run this again. "
                "· 引擎正在运行，请先停止。"
            )
        with ended(data):
            yield


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
