"""`lianlou evaluate`: how well matching ranks, against gold pairs of one's own."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from graph.errors import LianlouError
from lianlou.evaluation.gold import read_gold
from lianlou.evaluation.report import document, show, write_rankings
from lianlou.evaluation.run import Evaluation, evaluate
from lianlou.opening import open_graph
from lianlou.settings import Settings

SECONDS = 120.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("evaluate")(evaluate_command)


def evaluate_command(
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="表格所在的文件夹，其中一个含 gold.csv · folders of tables; one holds gold.csv: need, capability, grade, half"
        ),
    ],
    half: Annotated[
        str, typer.Option(help="gold.csv 的 half 列：test、tuning 或全部 · which half of the needs")
    ] = "all",
    out: Annotated[
        Path | None, typer.Option(help="把排名写成 CSV · write the rankings to this file, to read errors in")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,
    seed: Annotated[int, typer.Option(help="随机种子 · seed of the intervals and of the random ranking")] = 0,
) -> None:
    """评测 · How well matching ranks: beside BM25 and chance, and with each part of the score left out.

    Loads the tables into a graph of its own that is thrown away after; yours is never touched.
    """
    try:
        read_gold(folders)  # before an engine is started for it
        found = anyio.run(partial(_evaluated, folders, half, seed))
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(json.dumps(document(found, seed), ensure_ascii=False, indent=2))
    else:
        show(found, seed, Console())
    if out:
        try:
            write_rankings(found, out)
        except OSError as error:
            Console(stderr=True).print(f"[red]{escape(f'{out}: {error.strerror}')}[/]")
            raise typer.Exit(2) from error


async def _evaluated(folders: list[Path], half: str, seed: int) -> Evaluation:
    layout = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        tempfile.TemporaryDirectory(prefix="lianlou-evaluate-") as data,
        Progress(*layout, console=Console(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task("", total=None)

        def progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        async with open_graph(Settings(data=Path(data), neo4j_uri=None), timeout=SECONDS) as graph:
            return await evaluate(graph, folders, half=half, seed=seed, progress=progress)
