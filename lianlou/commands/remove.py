"""`lianlou remove`: what nothing depends on any more, and whoever asks to be forgotten."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from lianlou.running import DATA, on_graph
from queries import removal


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remove")(remove_command)


def remove_command(
    keys: Annotated[
        list[str], typer.Argument(metavar="KEY…", help="业务键 · keys of what is removed: need:… person:…")
    ],
    reason: Annotated[str, typer.Option(help="理由，记入变更 · why; the events keep it")],
    actor: Annotated[
        str, typer.Option(help="操作者：岗位或部门 · who does it: a role or an office")
    ] = "lianlou remove",
    data: DATA = None,
) -> None:
    """删除 · Remove things, all or none: 0 removed (or they were already), 2 something stands against it."""
    found = on_graph(data, lambda graph: removal.remove(graph, keys, actor=actor, reason=reason))
    console = Console()
    for each in found.keys:
        console.print(f"已删除 · removed {each}", markup=False, highlight=False)
    for each in found.earlier:
        console.print(f"早已删除 · was removed before {each}", markup=False, highlight=False)
