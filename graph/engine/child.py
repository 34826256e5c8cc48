"""The embedded Neo4j, in a process of its own: `python -I child.py`, with its configuration as JSON on stdin.

It imports none of our code (it links Neo4j, which is GPLv3), and lives while any process holds a
connection to its control socket, or, once told `keep`, until told `stop` or sent SIGTERM.
Each connection is greeted with one JSON line: pid, port, kept.
"""

from __future__ import annotations

import fcntl
import json
import os
import selectors
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

import jpype as untyped  # pyright: ignore[reportMissingTypeStubs] - JPype brings none

jpype: Any = untyped  # Java's classes have no types that Python could know
MEGABYTE = 1024 * 1024


def start_java(config: dict[str, Any]) -> None:
    """Start the JVM within this process. -Xrs leaves the signals to us."""
    opened = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    jpype.startJVM(
        config["libjvm"],
        "-Xrs",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        f"-Xmx{config['heap_mb']}m",
        *(f"--add-opens=java.base/{each}=ALL-UNNAMED" for each in opened),
        *config["java_options"],
        classpath=config["jars"],
        convertStrings=True,
    )


def start_neo4j(config: dict[str, Any]) -> Any:
    """Start the server through the documented embedded API; returns its management service."""
    java = jpype.JClass
    settings = java("org.neo4j.configuration.GraphDatabaseSettings")
    bolt = java("org.neo4j.configuration.connectors.BoltConnector")
    keep_alive = java("org.neo4j.configuration.connectors.BoltConnector$KeepAliveRequestType")
    boolean, long = java("java.lang.Boolean"), java("java.lang.Long")
    address = java("org.neo4j.configuration.helpers.SocketAddress")("127.0.0.1", config["port"])
    path = java("java.nio.file.Path").of(config["store"])
    builder = java("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path)
    transactions = config["transaction_mb"] * MEGABYTE
    for setting, value in (
        (bolt.enabled, boolean.TRUE),
        (bolt.listen_address, address),
        # Nothing between us and the loopback needs it; told of it, the driver puts a timer around each read of its socket.
        (bolt.connection_keep_alive_type, keep_alive.OFF),
        (settings.auth_enabled, boolean.TRUE),
        (settings.pagecache_memory, long(config["pagecache_mb"] * MEGABYTE)),
        (settings.preallocate_logical_logs, boolean.FALSE),  # or an empty store takes 0.5 GB
        (settings.memory_transaction_max_size, long(transactions)),
        (settings.memory_transaction_global_max_size, long(transactions * 2)),
        (settings.query_cache_size, java("java.lang.Integer")(config["query_cache"])),
    ):
        builder.setConfig(setting, value)
    return builder.build()


def shut(server: Any) -> None:
    """Shut the server down, and return once its databases are closed.

    The network layer closes last, and stays quiet for ten seconds before it says that it is done.
    """
    kernel = jpype.JClass("org.neo4j.kernel.database.Database")
    databases = [
        server.database(name).getDependencyResolver().resolveDependency(kernel)
        for name in ("neo4j", "system")
    ]
    whole = threading.Thread(target=server.shutdown, daemon=True)
    whole.start()
    while whole.is_alive() and any(each.isStarted() for each in databases):
        whole.join(0.05)


def ignored(*_: object) -> None:
    """Nothing to do: for a signal, the wake-up socket tells."""


def serve(config: dict[str, Any], first: socket.socket, wake: socket.socket) -> None:
    """Greet and count holders until the last is gone or somebody says stop."""
    path = Path(config["socket"])
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    chooser = selectors.DefaultSelector()
    chooser.register(listener, selectors.EVENT_READ)
    chooser.register(wake, selectors.EVENT_READ)
    holders: set[socket.socket] = set()
    kept = False

    def admit(holder: socket.socket) -> None:
        holder.settimeout(5)  # a holder that reads nothing must not stop the others
        hello = {"pid": os.getpid(), "port": config["port"], "kept": kept}
        try:
            holder.sendall(json.dumps(hello).encode() + b"\n")
        except OSError:
            holder.close()
            return
        holders.add(holder)
        chooser.register(holder, selectors.EVENT_READ)

    admit(first)
    try:
        while kept or holders:
            for key, _ in chooser.select():
                if key.fileobj is wake:
                    return
                if key.fileobj is listener:
                    admit(listener.accept()[0])
                    continue
                holder: Any = key.fileobj
                try:
                    said = holder.recv(64)
                except OSError:
                    said = b""
                if b"stop" in said:
                    return
                if b"keep" in said:
                    kept = True
                    holder.sendall(b"kept\n")
                if not said:
                    chooser.unregister(holder)
                    holders.discard(holder)
                    holder.close()
    finally:
        path.unlink(missing_ok=True)
        listener.close()


def main() -> None:
    """Run the server, or, with `train`, start it once on an empty store to make the AOT cache."""
    config = json.load(sys.stdin)
    folder = Path(config["store"]).parent
    alive = (folder / "engine.alive").open("w")
    fcntl.flock(alive, fcntl.LOCK_EX)  # an engine that is still shutting down goes first
    wake, waker = socket.socketpair()
    waker.setblocking(False)
    signal.set_wakeup_fd(waker.fileno())

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, ignored)
    start_java(config)
    server = start_neo4j(config)
    if config["train"]:
        server.shutdown()
        jpype.shutdownJVM()
        return
    state = folder / "engine.json"
    fresh = folder / "engine.json.new"
    fresh.write_text(json.dumps({"pid": os.getpid(), "port": config["port"], "socket": config["socket"]}))
    fresh.replace(state)
    try:
        serve(config, socket.socket(fileno=config["holder"]), wake)
    finally:
        shut(server)
        state.unlink(missing_ok=True)
    sys.stdout.flush()
    os._exit(0)  # the store is closed: nothing is left that the JVM's own slow exit would do


if __name__ == "__main__":
    try:
        main()
    except BaseException:  # noqa: BLE001 - the log has it; Java's threads would keep a failed process alive
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
