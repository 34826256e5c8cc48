"""`lianlou serve`: the graph over HTTP, on the loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import anyio
import typer
import uvicorn
from rich.console import Console
from rich.markup import escape

import schema
from graph import MODEL
from graph.errors import LianlouError
from lianlou.app import create_app
from lianlou.opening import open_graph
from lianlou.settings import Settings
from lianlou.web import plan_saved
from queries.planner.execute import Planner


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", help="启动服务 · serve GraphQL at http://127.0.0.1:PORT/graphql until Ctrl-C")(serve)


def serve(
    port: Annotated[int, typer.Option(help="端口 · port")] = 8000,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
) -> None:
    """Serve on 127.0.0.1 until Ctrl-C; the embedded engine is held meanwhile."""
    try:
        anyio.run(_serve, Settings(data=data) if data else Settings(), port)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error


async def _serve(settings: Settings, port: int) -> None:
    planner = Planner(schema.build(), MODEL)
    async with open_graph(settings) as graph, anyio.create_task_group() as tasks:
        tasks.start_soon(plan_saved, graph, planner)
        app = create_app(graph, planner)
        Console().print(f"联楼 · Lianlou: http://127.0.0.1:{port}/graphql (Ctrl-C)")
        config = uvicorn.Config(
            app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=5
        )
        await uvicorn.Server(config).serve()
        tasks.cancel_scope.cancel()
