"""`lianlou demo`, which scripts/demo runs: one process from an empty machine to a server with the stories.

A small synthetic community stands beside them, so that workload, gaps and overdue lists have something to show.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape

from graph.engine import EngineOptions, hold, jars
from graph.errors import LianlouError
from lianlou.commands.engine import downloading
from lianlou.opening import open_graph
from lianlou.settings import Settings
from queries.planner.values import today

STORIES = Path(__file__).parents[2] / "data" / "stories"
SCALE, SEED = 0.01, 7
"""The synthetic community beside the stories: a hundredth of the district."""


def register(app: typer.Typer) -> None:
    """Add the command, hidden: people use scripts/demo."""
    app.command("demo", hidden=True)(demo_command)


def demo_command(
    port: Annotated[int, typer.Option(help="端口 · port to serve on")] = 8000,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="不启动服务 · everything but serving")] = False,
) -> None:
    """演示 · Set up, load the stories, serve."""
    settings = Settings(data=data) if data else Settings()
    os.environ["LIANLOU_DATA"] = str(settings.data)  # for the commands below
    os.environ.setdefault("LIANLOU_LOG_FORMAT", "console")  # a person reads it
    try:
        with downloading() as progress:
            if jars.missing(jars.cache_folder()):
                jars.install(progress=progress)
        if settings.neo4j_uri:
            _steps(settings, port, once=once)
            return
        with hold(settings.data, EngineOptions()):  # one engine for all of the steps
            _steps(settings, port, once=once)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error


def _steps(settings: Settings, port: int, *, once: bool) -> None:
    anyio.run(_load, settings)
    if once:
        command("match", "need:story-canteen")
        return
    # A cold Neo4j plans the match for some seconds, and nobody waits for the table to be served: it comes meanwhile.
    program = "from lianlou.cli import main; main()"
    with subprocess.Popen([sys.executable, "-c", program, "match", "need:story-canteen"]) as table:
        try:
            command("serve", "--port", str(port))
        finally:
            table.terminate()


async def _load(settings: Settings) -> None:
    """Load the stories and a synthetic community, unless the tables that were loaded last are the same."""
    from loaders import load  # noqa: PLC0415 - the second run does not need the tables' parsers
    from loaders.synth import write_folder  # noqa: PLC0415

    stamp = settings.data / "stories.json"
    files = sorted(each for each in STORIES.parent.rglob("*.csv") if each.is_file())
    now = [SCALE, SEED, *([each.name, each.stat().st_size, each.stat().st_mtime_ns] for each in files)]
    if not settings.neo4j_uri and stamp.exists() and json.loads(stamp.read_text("utf-8")) == now:
        return
    with tempfile.TemporaryDirectory(prefix="lianlou-demo-") as made:
        day = today()
        write = partial(write_folder, Path(made), scale=SCALE, seed=SEED, as_of=day)
        await anyio.to_thread.run_sync(write)
        async with open_graph(settings) as graph:
            report = await load(graph, [STORIES, Path(made)])
    Console().print(
        f"故事和一个示例社区 · the stories and a synthetic community: "
        f"+{report.total('created')} ~{report.total('updated')} ={report.total('unchanged')}"
    )
    if report.exit_code == 0 and not settings.neo4j_uri:
        stamp.write_text(json.dumps(now), "utf-8")


def command(*arguments: str) -> None:
    """Run another command of ours in this process; its failure ends the demo."""
    from lianlou.cli import build  # noqa: PLC0415 - cli imports this module

    try:
        build()(list(arguments), prog_name="lianlou")
    except SystemExit as ended:
        if ended.code:
            sys.exit(ended.code)
