"""`lianlou documents …`: documents that clients ask by their key, planned before anybody asks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import schema
from graph import MODEL, Graph
from lianlou.publishing import folder_of
from lianlou.running import DATA, on_graph
from lianlou.settings import Settings
from queries.planner.execute import Planner
from queries.planner.values import SHANGHAI
from queries.statements import documents


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="已发布的查询 · documents that are asked by their key")
    group.command("publish", help="发布文件夹中的查询 · publish every .graphql file of a folder")(publish)
    group.command("list", help="列出 · name them all")(list_command)
    group.command("withdraw", help="撤回 · take some back")(withdraw)
    app.add_typer(group, name="documents")


def publish(
    folder: Annotated[
        Path, typer.Argument(help="文件夹，或一个文件 · folder with .graphql files, or one file")
    ],
    data: DATA = None,
) -> None:
    """Publish all of them, or, where one is wrong, none; a line for each: its key, its name, whether it is new."""

    async def work(graph: Graph) -> tuple[list[documents.Document], set[str]]:
        planner = Planner(schema.build(), MODEL, limits=Settings().limits())
        found = folder_of(folder, planner)
        return found, await documents.publish(graph, found)

    found, fresh = on_graph(data, work)
    for each in found:
        typer.echo(
            f"{each.key}\t{each.name}\t{'新发布 new' if each.key in fresh else '早已发布 was published already'}"
        )
    typer.echo(f"{len(found)} 个查询，其中 {len(fresh)} 个新发布 · documents, {len(fresh)} of them new")


def list_command(data: DATA = None) -> None:
    """A line for each, by name."""
    found = on_graph(data, documents.every)
    for each in found:
        day = f"{each.published.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if each.published else ""
        typer.echo(f"{each.key}\t{each.name}\t{day}")
    typer.echo(f"{len(found)} 个查询 · documents")


def withdraw(
    names: Annotated[list[str], typer.Argument(help="编号或名称 · keys or names")], data: DATA = None
) -> None:
    """Take them back: within a minute no server answers them by their key."""
    many = on_graph(data, lambda graph: documents.withdraw(graph, names))
    typer.echo(f"撤回 {many} 个 · withdrawn")
