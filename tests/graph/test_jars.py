"""Bringing Neo4j's jars: verified, resumable, from a mirror or a bundle. The mirror is a local server."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Generator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.engine import jars
from graph.errors import DownloadFailed


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """A repository of three small jars, and a lock that names them."""
    folder = tmp_path / "mirror"
    found: list[jars.Jar] = []
    for name in ("one", "two", "three"):
        content = name.encode() * 1000
        jar = jars.Jar("org.example", name, "1.0", len(content), hashlib.sha256(content).hexdigest())
        (folder / jar.path).parent.mkdir(parents=True)
        (folder / jar.path).write_bytes(content)
        (folder / f"{jar.path}.sha1").write_text(hashlib.sha1(content).hexdigest())  # noqa: S324 - what repositories publish
        found.append(jar)
    monkeypatch.setattr(jars, "needed", lambda: tuple(found))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("LIANLOU_ENGINE_REPOSITORY", f"http://127.0.0.1:{server.server_port}")
    yield folder
    server.shutdown()
    server.server_close()


def spoil(mirror: Path, content: bytes) -> None:
    jar = jars.needed()[1]
    (mirror / jar.path).write_bytes(content)
    (mirror / f"{jar.path}.sha1").write_text(hashlib.sha1(content).hexdigest())  # noqa: S324 - what repositories publish


def test_jars_come_from_the_mirror_once_and_a_damaged_one_comes_again(mirror: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    seen: list[tuple[int, int]] = []
    assert jars.install(cache, progress=lambda there, of: seen.append((there, of))) == 3
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] == 11_000
    assert jars.missing(cache) == []
    assert jars.install(cache) == 0
    damaged = cache / jars.needed()[0].path
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    assert jars.install(cache) == 1


@pytest.mark.parametrize(
    ("content", "says"), [(b"TWO" * 1000, "SHA-256"), (b"two" * 10, "cut")], ids=["tampered", "cut"]
)
def test_a_jar_that_is_not_the_locked_one_is_refused_and_the_rest_kept(
    mirror: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    cache = tmp_path / "cache"
    spoil(mirror, content)
    with pytest.raises(DownloadFailed, match=says):
        jars.install(cache)
    assert jars.needed()[1] in jars.missing(cache)
    assert not list(cache.glob(".incoming-*"))
    spoil(mirror, b"two" * 1000)
    jars.install(cache)
    assert jars.missing(cache) == []


def test_a_bundle_brings_the_jars_elsewhere_and_a_tampered_or_cut_one_does_not(
    mirror: Path, tmp_path: Path
) -> None:
    jars.install(tmp_path / "here")
    file = tmp_path / "bundle.tar"
    assert jars.bundle(file, tmp_path / "here") == 3
    assert jars.install_from(file, tmp_path / "there") == 3
    assert jars.missing(tmp_path / "there") == []

    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"twotwo", b"TWOTWO"))
    with pytest.raises(DownloadFailed, match="SHA-256"):
        jars.install_from(file, tmp_path / "tampered")
    file.write_bytes(whole[:2000])
    with pytest.raises(DownloadFailed, match="whole bundle"):
        jars.install_from(file, tmp_path / "cut")
