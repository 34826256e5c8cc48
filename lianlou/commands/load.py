"""`lianlou load`: tables into the graph."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph.errors import InputError, LianlouError
from lianlou.opening import open_graph
from lianlou.settings import Settings
from loaders import Report, load
from loaders.documented import rows_of
from loaders.history import Signed
from loaders.report import OUTCOMES
from loaders.rows import ROWS
from loaders.template import write_templates

SHOWN = 30
"""Refusals shown in the terminal; `--report` has them all."""
STAGES = {
    "read": "读取 · reading",
    "compare": "比对 · comparing",
    "write": "写入 · writing",
    "embed": "理解 · embedding",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load_command)


def load_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="文件或文件夹 · files (.csv, .xlsx) or folders")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help="列出各表的列 · list the columns of each table")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="在文件夹里生成各表的空白 .xlsx 模板 · write an empty .xlsx for each table there",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只检查，不写入 · do everything but write")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="有一处被拒绝就什么都不写 · write nothing at the first refusal")
    ] = False,
    actor: Annotated[
        str,
        typer.Option(help="操作者：岗位或部门，记入历史 · who loads, for the history: a role or an office"),
    ] = "load",
    reason: Annotated[str | None, typer.Option(help="理由，记入历史 · why, for the history")] = None,
    report: Annotated[
        Path | None, typer.Option(help="把报告写成 JSON · write the report as JSON to this file")
    ] = None,
) -> None:
    """载入表格 · Load tables (CSV, .xlsx): 0 all well, 1 some rows refused, 2 nothing could be done."""
    console, errors = Console(), Console(stderr=True)
    if columns:
        show_columns(console)
        return
    if template:
        write_to(template, console, errors)
        return
    if not paths:
        errors.print("[red]缺少文件或文件夹 · name files or folders to load[/] (lianlou load --help)")
        raise typer.Exit(2)
    settings = Settings(data=data) if data else Settings()
    try:
        found = anyio.run(
            partial(_load, settings, paths, errors, Signed(actor, reason), dry_run=dry_run, strict=strict)
        )
    except LianlouError as error:
        errors.print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    show(found, console, errors)
    if report:
        try:
            report.write_text(json.dumps(found.json(), ensure_ascii=False, indent=2) + "\n", "utf-8")
        except OSError as error:
            told = escape(f"{report}: {error.strerror}")
            errors.print(
                f"[red]报告没有写成（载入不受影响）· the load stands, but its report could not be written[/]: {told}"
            )
            raise typer.Exit(2) from error
    raise typer.Exit(found.exit_code)


def write_to(folder: Path, console: Console, errors: Console) -> None:
    """Write the templates, and say how to go on."""
    try:
        written = write_templates(folder)
    except (InputError, OSError) as error:
        errors.print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    for path in written:
        console.print(escape(path.name), highlight=False)
    console.print(
        f"已写入 {len(written)} 个模板；填写需要的几个，再运行 · written; fill in those you need, then run: "
        f"lianlou load {escape(str(folder))}",
        soft_wrap=True,
    )


async def _load(
    settings: Settings, paths: list[Path], console: Console, signed: Signed, *, dry_run: bool, strict: bool
) -> Report:
    layout = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*layout, console=console, transient=True) as bar:
        tasks = {stage: bar.add_task(words, total=None, visible=False) for stage, words in STAGES.items()}

        def progress(stage: str, done: int, of: int) -> None:
            bar.update(tasks[stage], completed=done, total=of, visible=True)

        async with open_graph(settings) as graph:
            return await load(graph, paths, dry_run=dry_run, strict=strict, progress=progress, signed=signed)


def show_columns(console: Console) -> None:
    """Print each table's columns."""
    for row in ROWS.values():
        table = Table(
            "column",
            "列名",
            "takes · 取值",
            "what it says",
            title=f"{row.table.name} · {row.table.zh}",
            title_justify="left",
        )
        for cells in rows_of(row):
            table.add_row(*(escape(each) for each in cells))
        console.print(table)
    console.print("* 必填 · required。多个值用 ; ； 或 、 分隔 · several values are separated by these.")


def show(report: Report, console: Console, errors: Console) -> None:
    """Print the report: counts on standard output, refusals on standard error."""
    table = Table("表 · table", "新建 · created", "更新 · updated", "未变 · unchanged", "拒绝 · refused")
    for name, counts in report.tables.items():
        table.add_row(name, *(str(counts[each]) for each in OUTCOMES))
    if report.tables:
        console.print(table)
    console.print(
        f"关系 · ties: +{report.ties_created} ~{report.ties_updated} -{report.ties_removed}; {report.rows} 行 · rows, {report.seconds:.1f} s, {report.rows / max(report.seconds, 0.001):.0f} 行/秒 · rows/s"
    )
    for each in report.refusals[:SHOWN]:
        place = escape(":".join(str(part) for part in (each.file, each.row, each.column) if part is not None))
        value = f" [yellow]{escape(each.value)}[/]" if each.value else ""
        errors.print(
            f"[red]✗[/] [bold]{place}[/]{value}\n  {escape(each.reason)}\n  → {escape(each.mend)}",
            highlight=False,
        )
    if len(report.refusals) > SHOWN:
        errors.print(
            f"… 另有 {len(report.refusals) - SHOWN} 处，见 --report FILE · and more: --report FILE has all"
        )
    if report.dry_run:
        console.print("[bold]试运行：什么都没有写入 · dry run: nothing was written[/]")
    if report.stopped:
        errors.print("[bold red]--strict：什么都没有写入 · nothing was written[/]")
    if report.interrupted:
        errors.print(
            f"[bold red]写入中断 · interrupted[/]: {escape(report.interrupted)}\n已计入的行都已写入；再运行一次即可完成 · rows counted above are written; run the same load again to complete it"
        )
