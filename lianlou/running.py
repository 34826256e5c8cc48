"""What commands that open the graph for one piece of work share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import anyio
import typer
from rich.console import Console
from rich.markup import escape

from graph import Graph
from graph.errors import LianlouError
from lianlou.opening import open_graph
from lianlou.settings import Settings

T = TypeVar("T")
DATA = Annotated[
    Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
]


def on_graph(data: Path | None, work: Callable[[Graph], Awaitable[T]], *, timeout: float | None = None) -> T:
    """Do a piece of work on the graph, of a folder or as the settings say; what stands against it is told, exit code 2.

    `timeout` is how many seconds a statement may take, the setting by default.
    """

    async def done() -> T:
        async with open_graph(Settings(data=data) if data else Settings(), timeout=timeout) as graph:
            return await work(graph)

    try:
        return anyio.run(done)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
