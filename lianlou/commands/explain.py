"""`lianlou explain`: the statement that an operation becomes, and what it costs on this graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, cast

import anyio
import typer
from rich.console import Console
from rich.markup import escape

import schema
from graph import MODEL
from graph.errors import InputError, LianlouError
from lianlou.opening import open_graph
from lianlou.settings import Settings
from queries.planner.execute import Planner
from queries.planner.explain import operators


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", help="查询计划 · the Cypher of a GraphQL operation, and Neo4j's profile of it")(
        explain
    )


def explain(
    operation: Annotated[Path, typer.Argument(help="GraphQL 文件 · file with the operation")],
    variables: Annotated[str, typer.Option(help="变量 · its variables, as JSON")] = "{}",
    name: Annotated[
        str | None, typer.Option(help="操作名 · which operation, where there are several")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
) -> None:
    """Print the statement, its rows and db hits, and the profile as a tree."""
    try:
        anyio.run(_explain, Settings(data=data) if data else Settings(), operation, variables, name)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error


async def _explain(settings: Settings, operation: Path, variables: str, name: str | None) -> None:
    try:
        source = await anyio.Path(operation).read_text("utf-8")
        values: Any = json.loads(variables)
    except OSError as error:
        raise InputError(f"{operation} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"{operation} must be UTF-8, and --variables JSON: {error}.") from error
    if not isinstance(values, dict):
        raise InputError("--variables must be a JSON object, as in '{\"first\": 3}'.")
    statement, parameters = Planner(schema.build(), MODEL).statement(
        source, cast("dict[str, Any]", values), name
    )
    if statement is None:
        typer.echo("不查询图 · asks nothing of the graph")
        return
    async with open_graph(settings) as graph:
        _, profile = await graph.profile(statement, parameters)
    typer.echo(statement)
    steps = list(operators(profile))
    typer.echo(f"\ndb hits: {sum(int(each.get('dbHits') or 0) for _, each in steps)}")
    for depth, each in steps:
        typer.echo(
            f"{'  ' * depth}{each['operatorType'].partition('@')[0]}: {each.get('rows')} rows, {each.get('dbHits')} hits"
        )
