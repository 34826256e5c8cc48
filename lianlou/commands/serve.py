"""`lianlou serve`: the graph over HTTP, on the loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape

import schema
from graph import MODEL
from graph.errors import LianlouError
from lianlou import logs
from lianlou.app import create_app
from lianlou.http.server import listen, server
from lianlou.opening import open_graph
from lianlou.settings import Settings
from lianlou.web import plan_saved
from queries.embedding import check
from queries.planner.execute import Planner
from schema.policy import OWN


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", help="启动服务 · serve GraphQL at http://127.0.0.1:PORT/graphql until Ctrl-C")(serve)


def serve(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="端口 · port; 0 takes a free one")] = 8000,
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
    logs.configure(settings.log_format, settings.log_level)
    with listen(port) as listening:
        async with open_graph(settings) as graph, anyio.create_task_group() as tasks:
            await check(graph)
            planner = Planner(schema.build(), MODEL, limits=settings.limits(), marked="synthetic", own=OWN)
            app = create_app(graph, planner, settings)
            tasks.start_soon(plan_saved, graph, planner)
            Console().print(f"联楼 · Lianlou: http://127.0.0.1:{listening.getsockname()[1]}/graphql (Ctrl-C)")
            await server(app, head_timeout=settings.head_timeout).serve(sockets=[listening])
            tasks.cancel_scope.cancel()
