"""The engine's child process, which tells how much Neo4j has planned: `python -I engine.py`.

Whoever connects to the socket beside the control socket (`….plannings`) is sent the number so far and hung up on.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

import jpype as untyped  # pyright: ignore[reportMissingTypeStubs] - JPype brings none

jpype: Any = untyped
CHILD = Path(__file__).parents[1] / "graph" / "engine" / "child.py"


def telling(server: Any, path: Path) -> None:
    """Count the patterns that Neo4j's planner solves (one or more in each statement that it plans), and tell them."""
    monitors = jpype.JClass("org.neo4j.monitoring.Monitors")
    planning = jpype.JClass(
        "org.neo4j.cypher.internal.compiler.planner.logical.idp.IDPQueryGraphSolverMonitor"
    )
    solved = 0

    def count(*_: object) -> None:
        nonlocal solved
        solved += 1

    def ignored(*_: object) -> None:
        pass

    told = {str(each.getName()): ignored for each in planning.class_.getMethods()}
    counter = jpype.JProxy(planning, dict=told | {"startConnectingComponents": count})
    server.database("neo4j").getDependencyResolver().resolveDependency(monitors).addMonitorListener(counter)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(16)

    def serve() -> None:
        while True:
            asking, _ = listener.accept()
            with asking:
                asking.sendall(str(solved).encode())

    threading.Thread(target=serve, daemon=True).start()


def main() -> None:
    """Run the child as it is, with the counter put into its server."""
    spec = importlib.util.spec_from_file_location("child", CHILD)
    assert spec is not None
    assert spec.loader is not None
    child: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    start = child.start_neo4j

    def started(config: dict[str, Any]) -> Any:
        server = start(config)
        if not config["train"]:
            telling(server, Path(config["socket"] + ".plannings"))
        return server

    child.start_neo4j = started
    child.main()


if __name__ == "__main__":
    try:
        main()
    except BaseException:  # noqa: BLE001 - as in the child
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
