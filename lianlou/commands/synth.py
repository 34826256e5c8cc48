"""`lianlou synth`: tables of a synthetic district."""

from __future__ import annotations

import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lianlou.commands.load import load_command
from loaders.synth import write_folder
from queries.planner.values import today


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("synth")(synth_command)


def synth_command(
    scale: Annotated[
        float,
        typer.Option(help="1 = 全区规模；0.01 = 一个小社区 · 1 the whole district, 0.01 a small community"),
    ] = 1.0,
    seed: Annotated[int, typer.Option(help="随机种子 · the same seed (and day) gives the same bytes")] = 7,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            help="日期都从这一天往回推；默认今天 · dates are counted back from it; today by default",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="写到这个文件夹 · folder to write the tables to")] = None,
    load: Annotated[
        bool, typer.Option("--load", help="直接载入 · load them straight into the graph")
    ] = False,
    data: Annotated[
        Path | None,
        typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph (with --load)"),
    ] = None,
) -> None:
    """生成示例全区 · Write tables of a synthetic district (all marked synthetic), or load it straight."""
    if not out and not load:
        _fail(
            "请给出 --out 文件夹，或用 --load 直接载入 · give a folder by --out, or --load to load straight"
        )
    day = as_of.date() if as_of else today()
    if out:
        _write(out, scale, seed, day)
        if load:
            load_command([out], data=data)
        return
    with tempfile.TemporaryDirectory(prefix="lianlou-synth-") as folder:
        _write(Path(folder), scale, seed, day)
        load_command([Path(folder)], data=data)


def _write(folder: Path, scale: float, seed: int, day: date) -> None:
    errors = Console(stderr=True)
    layout = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    started = time.monotonic()
    try:
        with Progress(*layout, console=errors, transient=True) as bar:
            task = bar.add_task("生成 · writing", total=None)

            def progress(table: str, done: int, of: int) -> None:
                bar.update(task, description=f"生成 · wrote {table}", completed=done, total=of)

            written = write_folder(folder, scale=scale, seed=seed, as_of=day, progress=progress)
    except (ValueError, FileNotFoundError) as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"写不进去 · can't be written: {error.filename or folder}: {error.strerror}")
    seconds = time.monotonic() - started
    errors.print(
        f"{escape(str(folder))}: {written.total} 行 · rows, {len(written.rows)} 表 · tables, {seconds:.1f} s (scale {scale:g}, seed {seed}, as of {day})",
        highlight=False,
    )


def _fail(told: str) -> NoReturn:
    Console(stderr=True).print(f"[red]{escape(told)}[/]")
    raise typer.Exit(2)
