"""`lianlou audit`: the graph's data against the model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape

from graph.audit import Violation, audit
from graph.errors import LianlouError
from lianlou.opening import open_graph
from lianlou.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(audit_command)


def audit_command(
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
) -> None:
    """核查数据 · Check the data against the model: 0 it fits, 1 violations, 2 it could not be checked."""

    async def found() -> list[Violation]:
        async with open_graph(Settings(data=data) if data else Settings()) as graph:
            return await audit(graph)

    try:
        violations = anyio.run(found)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    console = Console()
    for each in violations:
        console.print(f"{each.check}\t{each.where}\t{each.detail}", markup=False, highlight=False)
    console.print(f"{len(violations)} 处不符 · violations")
    raise typer.Exit(1 if violations else 0)
