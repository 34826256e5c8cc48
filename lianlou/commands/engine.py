"""`lianlou engine …`: the embedded Neo4j."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from graph.engine import hold, jars
from graph.engine.launch import joined, stop
from graph.errors import EngineError, LianlouError
from lianlou.settings import Settings

Data = Annotated[
    Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
]
engine = typer.Typer(no_args_is_help=True, help="内嵌的 Neo4j · the embedded Neo4j")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(engine, name="engine")


@contextmanager
def told() -> Generator[None]:
    """Errors of ours as a line on standard error and exit code 2."""
    try:
        yield
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error


@contextmanager
def downloading() -> Generator[jars.Progress]:
    """A progress bar for the jars, shown once there is something to bring."""
    columns = (TextColumn("Neo4j"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", visible=False)

        def progress(there: int, of: int) -> None:
            bar.update(task, completed=there, total=of, visible=there < of)

        yield progress


@engine.command("install")
def install_command(
    source: Annotated[Path | None, typer.Option("--from", help="离线包 · a bundle written elsewhere")] = None,
) -> None:
    """下载或校验 · Bring Neo4j's jars, and verify those that are there."""
    with told(), downloading() as progress:
        count = jars.install_from(source) if source else jars.install(progress=progress)
    typer.echo(f"{jars.cache_folder()}: {count} brought · 个文件已就位")


@engine.command("bundle")
def bundle_command(file: Path) -> None:
    """打离线包 · Write the jars into FILE, for a machine behind a slow or closed line."""
    with told(), downloading() as progress:
        jars.install(progress=progress)
        typer.echo(f"{file}: {jars.bundle(file)} jars")


@engine.command("start")
def start_command(data: Data = None) -> None:
    """启动 · Start the engine, and let it live until `engine stop`."""
    folder = data or Settings().data
    with told(), downloading() as progress, hold(folder, progress=progress) as held:
        held.keep()
        typer.echo(f"{held.uri} (pid {held.pid}), user {held.user}, password in {folder / 'password'}")


@engine.command("stop")
def stop_command(data: Data = None) -> None:
    """停止 · Shut the engine down cleanly, whoever uses it."""
    with told():
        typer.echo("stopped · 已停止" if stop(data or Settings().data) else "not running · 未运行")


@engine.command("status")
def status_command(data: Data = None) -> None:
    """状态 · Whether it runs (exit code 3 if not)."""
    folder = (data or Settings().data).expanduser().absolute()
    if (held := joined(folder)) is None:
        typer.echo("not running · 未运行")
        raise typer.Exit(3)
    with held:
        typer.echo(f"{held.uri} (pid {held.pid}){', kept' if held.kept else ''}")


@engine.command("where")
def where_command(data: Data = None) -> None:
    """位置 · Folders of the data, the log and the jars."""
    folder = (data or Settings().data).expanduser().absolute()
    typer.echo(f"data {folder}\nlog {folder / 'logs' / 'engine.log'}\njars {jars.cache_folder()}")


@engine.command("remove")
def remove_command() -> None:
    """移除 · Remove the downloaded jars and Java's cache; no data is touched."""
    folder = jars.cache_folder()
    with told():
        if folder.exists() and not jars.missing(folder):
            shutil.rmtree(folder)
        elif folder.exists():
            raise EngineError(
                f"{folder} does not look like a whole install: remove it by hand. · 请手动删除。"
            )
    typer.echo(f"{folder} removed · 已移除")
