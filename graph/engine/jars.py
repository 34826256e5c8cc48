"""Neo4j's jars: named in `neo4j.lock.json`, kept in a cache folder, brought by jgo or out of a bundle."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from graph.disk import FULL, room
from graph.errors import DownloadFailed

LOCK = Path(__file__).with_name("neo4j.lock.json")
MORE_ROOM = "free some 200 MB, or set LIANLOU_ENGINE_CACHE to a folder elsewhere"
AT_ONCE = 6
ATTEMPTS = 3

Progress = Callable[[int, int], None]
"""Called with the bytes that are there, and the bytes of all jars."""


@dataclass(frozen=True)
class Jar:
    """One artifact, as the lock names it."""

    group: str
    artifact: str
    version: str
    size: int
    sha256: str
    classifier: str = ""

    @property
    def path(self) -> str:
        """Where it lies within a repository or the cache folder."""
        tail = f"-{self.classifier}" if self.classifier else ""
        folder = f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}"
        return f"{folder}/{self.artifact}-{self.version}{tail}.jar"

    def check(self, file: Path) -> None:
        """Raise DownloadFailed unless the file is the one the lock names."""
        size = file.stat().st_size
        if size != self.size:
            raise DownloadFailed(
                f"{self.path}: {size} bytes of {self.size} came; the download was cut. Run it again: "
                "what is already there is kept. · 下载中断，请重新运行，已下载的会保留。"
            )
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
        if found != self.sha256:
            raise DownloadFailed(
                f"{self.path}: its SHA-256 is {found}, the lock file says {self.sha256}. It is not used. "
                "Check the mirror (LIANLOU_ENGINE_REPOSITORY). · 文件与锁定的校验和不符，未使用；请检查镜像。"
            )


def cache_folder() -> Path:
    """LIANLOU_ENGINE_CACHE, or the user's cache folder."""
    told = os.environ.get("LIANLOU_ENGINE_CACHE")
    return Path(told).expanduser().absolute() if told else user_cache_path("lianlou") / "engine"


def _native() -> str:
    machine = "aarch_64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64"
    return f"{'osx' if sys.platform == 'darwin' else 'linux'}-{machine}"


@cache
def needed() -> tuple[Jar, ...]:
    """The jars this platform needs: of the native ones, only those that fit."""
    listed = [Jar(**each) for each in json.loads(LOCK.read_text("utf-8"))["jars"]]
    return tuple(jar for jar in listed if jar.classifier in {"", _native()})


def missing(folder: Path) -> list[Jar]:
    """Jars that are not there in their full size (checksums are for `install` to see)."""

    def there(jar: Jar) -> bool:
        try:
            return (folder / jar.path).stat().st_size == jar.size
        except OSError:
            return False

    return [jar for jar in needed() if not there(jar)]


def install(folder: Path | None = None, *, progress: Progress | None = None) -> int:
    """Bring every jar that is missing or damaged; returns how many were brought.

    Raises:
        DownloadFailed: a jar could not be fetched, or is not the one the lock names.
        DiskFull: no room for it.
    """
    folder = folder or cache_folder()
    total = sum(jar.size for jar in needed())
    wanted = [jar for jar in needed() if not _sound(jar, folder / jar.path)]
    there = total - sum(jar.size for jar in wanted)
    if progress:
        progress(there, total)
    with room(folder, MORE_ROOM):
        folder.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix=".incoming-", dir=folder) as incoming,
            ThreadPoolExecutor(AT_ONCE) as pool,
        ):
            try:
                for jar in pool.map(partial(_bring, incoming=Path(incoming), folder=folder), wanted):
                    there += jar.size
                    if progress:
                        progress(there, total)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    return len(wanted)


def _sound(jar: Jar, file: Path) -> bool:
    try:
        jar.check(file)
    except (OSError, DownloadFailed):
        return False
    return True


def _bring(jar: Jar, incoming: Path, folder: Path) -> Jar:
    from jgo.maven import MavenContext  # noqa: PLC0415 - 0.2 s that only an install pays

    mirror = os.environ.get("LIANLOU_ENGINE_REPOSITORY")
    context: Any = MavenContext(
        repo_cache=incoming, remote_repos={"mirror": mirror.rstrip("/")} if mirror else None, timeout=60
    )
    artifact = (
        context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier, "jar")
    )
    target = incoming / jar.path
    for attempt in range(1, ATTEMPTS + 1):
        target.unlink(missing_ok=True)  # jgo writes straight into it, and refuses one that exists
        try:
            context.resolver.download(artifact)
            jar.check(target)
        except DownloadFailed:
            if attempt == ATTEMPTS:
                raise
        except Exception as error:
            if getattr(error, "errno", None) in FULL:
                raise
            if attempt == ATTEMPTS:
                raise DownloadFailed(
                    f"{jar.path} could not be fetched ({type(error).__name__}). Check the line, name a mirror in "
                    "LIANLOU_ENGINE_REPOSITORY, or bring a bundle: lianlou engine install --from FILE. "
                    "· 无法下载：请检查网络，或设置镜像，或用离线包安装。"
                ) from error
        else:
            break
    _keep(target, folder / jar.path)
    return jar


def _keep(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    file.replace(target)


def bundle(file: Path, folder: Path | None = None) -> int:
    """Write this platform's jars into one tar file for `install_from` elsewhere; returns their number."""
    folder = folder or cache_folder()
    fresh = file.with_name(f"{file.name}.part")
    with room(file.parent, MORE_ROOM):
        try:
            with tarfile.open(fresh, "w") as tar:
                for jar in needed():
                    jar.check(folder / jar.path)
                    tar.add(folder / jar.path, jar.path)
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
    return len(needed())


def install_from(file: Path, folder: Path | None = None) -> int:
    """Take the jars out of a bundle, each verified against the lock before it is kept."""
    folder = folder or cache_folder()
    with room(folder, MORE_ROOM):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".incoming-", dir=folder) as incoming:
            try:
                with tarfile.open(file, "r:") as tar:
                    for jar in needed():
                        source = tar.extractfile(jar.path)
                        if source is None:
                            raise KeyError(jar.path)
                        target = Path(incoming) / jar.sha256
                        with target.open("wb") as opened:
                            shutil.copyfileobj(source, opened)
                        jar.check(target)
                        _keep(target, folder / jar.path)
            except (tarfile.TarError, KeyError, EOFError) as error:
                raise DownloadFailed(
                    f"{file} is not a whole bundle for this version and platform ({error}). Write it again with "
                    "the same release: lianlou engine bundle FILE. · 离线包不完整或版本、平台不符。"
                ) from error
    return len(needed())
