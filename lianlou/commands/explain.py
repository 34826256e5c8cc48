"""`lianlou explain`: the statements that an operation becomes, and what they cost on this graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, cast

import anyio
import orjson
import typer
from rich.console import Console
from rich.markup import escape

import schema
from graph import MODEL
from graph.errors import InputError, LianlouError
from lianlou.opening import open_graph
from lianlou.settings import Settings
from queries.planner.execute import Planner


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
    """Print each statement that is sent, its db hits, and its profile as a tree."""
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
    planner, given = Planner(schema.build(), MODEL), cast("dict[str, Any]", values)
    if planner.compiled(source, given, name)[0].statement is None:
        typer.echo("不查询图 · asks nothing of the graph")
        return
    async with open_graph(settings) as graph:
        answer = orjson.loads((await planner.execute(graph, source, given, name, explain=True)).body)
    if "data" not in answer:
        raise InputError("; ".join(each["message"] for each in answer["errors"]))
    told = answer["extensions"]["explain"]
    for each in (*told.get("before", ()), told):
        typer.echo(each["statement"])
        typer.echo(f"\ndb hits: {each['dbHits']}")
        for step in each["operators"]:
            typer.echo(
                f"{'  ' * step['depth']}{step['operator']}: {step['rows']} rows, {step['dbHits']} hits"
            )
        typer.echo()
