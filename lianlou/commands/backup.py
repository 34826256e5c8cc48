"""`lianlou backup` and `lianlou restore`, of the embedded graph."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import anyio
import typer

from graph import Graph
from graph.audit import audit
from graph.backup import backup, free, swap, unpack
from graph.engine import hold
from graph.engine.launch import stop
from graph.errors import LianlouError
from graph.migrations import migrate
from lianlou.settings import Settings

Data = Annotated[
    Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


def backup_command(file: Path, data: Data = None) -> None:
    """备份 · Write the stopped embedded graph into FILE (with its password: keep it safe)."""
    try:
        count = backup(data or Settings().data, file)
    except LianlouError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{file}: {count} files · 个文件")


def restore_command(file: Path, data: Data = None) -> None:
    """恢复 · Put FILE in the graph's place, once it has started and been audited; the former is kept."""
    target = data or Settings().data
    try:
        free(target)
        fresh = unpack(file, target)
        try:
            violations = anyio.run(_violations, fresh)
            former = swap(fresh, target)
            (target / "stories.json").unlink(missing_ok=True)  # the demo's note of what it loaded
        except BaseException:
            stop(fresh)
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    except LianlouError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    if former:
        typer.echo(f"{former}: what was there before · 原有数据")
    typer.echo(f"{target}: restored, {violations} violations · 已恢复，{violations} 处不符")
    raise typer.Exit(1 if violations else 0)


async def _violations(folder: Path) -> int:
    with hold(folder) as engine:
        async with Graph(engine.uri, engine.user, engine.password) as graph:
            await migrate(graph)
            found = len(await audit(graph))
    stop(folder)
    return found
