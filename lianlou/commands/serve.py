"""`lianlou serve`: the graph over HTTP, on the loopback or where others reach it."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.console import Console
from rich.markup import escape

import schema
from graph import MODEL, Graph
from graph.engine import hold
from graph.errors import InputError, LianlouError
from lianlou import logs
from lianlou.app import create_app
from lianlou.http.access import Reach
from lianlou.http.server import listen, server
from lianlou.lasting import keep
from lianlou.opening import open_graph
from lianlou.planning import plan_ahead
from lianlou.settings import Settings
from lianlou.workers import in_turn
from lianlou.workers import run as run_workers
from queries.embedding import check as check_model
from queries.planner.execute import Planner
from queries.planner.novel import Novelty
from queries.statements import tokens
from schema.policy import OWN


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", help="启动服务 · serve GraphQL at http://HOST:PORT/graphql until Ctrl-C")(serve)


def serve(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="端口 · port; 0 takes a free one")] = 8000,
    host: Annotated[
        str | None,
        typer.Option(
            envvar="LIANLOU_HOST",
            help="监听地址，默认仅本机；其他地址须先有令牌 · address to listen on, this machine alone by default; others need tokens",
        ),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="进程数 · processes that answer; they share one engine")
    ] = 1,
) -> None:
    """Serve until Ctrl-C; the embedded engine is held meanwhile."""
    given = {name: value for name, value in (("data", data), ("host", host)) if value}
    try:
        settings = Settings.model_validate(given)
        with listen(port, settings.host) as listening:
            if workers > 1:
                code = _several(settings, listening, workers)
                raise typer.Exit(code)
            anyio.run(_serve, settings, listening)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error


def _several(settings: Settings, listening: socket.socket, many: int) -> int:
    """Hold the engine, see that it is ready to be served from, and have `many` processes do so; their exit code."""
    logs.configure(settings.log_format, settings.log_level)
    with ExitStack() as stack:
        if not settings.neo4j_uri:
            stack.enter_context(hold(settings.data))
        anyio.run(_ready, settings)
        _say(settings, listening)
        return run_workers(partial(_work, settings), listening, many)


def _work(settings: Settings, listening: socket.socket) -> None:
    """What one of several processes does."""

    async def answered() -> None:
        async with open_graph(settings) as graph:
            await _answer(graph, settings, listening)

    logs.configure(settings.log_format, settings.log_level)
    anyio.run(answered)


async def _ready(settings: Settings) -> None:
    async with open_graph(settings) as graph:
        await _check(graph, settings)


async def _serve(settings: Settings, listening: socket.socket) -> None:
    logs.configure(settings.log_format, settings.log_level)
    async with open_graph(settings) as graph:
        await _check(graph, settings)
        _say(settings, listening)
        await _answer(graph, settings, listening)


async def _answer(graph: Graph, settings: Settings, listening: socket.socket) -> None:
    """Answer until told to end; what is saved and published is planned meanwhile."""
    planner = Planner(
        schema.build(), MODEL, limits=settings.limits(), marked="synthetic", own=OWN, novelty=Novelty()
    )
    app = create_app(graph, planner, settings)
    keep()
    async with anyio.create_task_group() as tasks:
        if settings.plan_ahead:
            tasks.start_soon(_plan_ahead, graph, planner)
        await server(app, head_timeout=settings.head_timeout).serve(sockets=[listening])
        tasks.cancel_scope.cancel()


async def _plan_ahead(graph: Graph, planner: Planner) -> None:
    """One worker after the other: what the first had planned the database knows when the next one asks."""
    async with in_turn():
        await plan_ahead(graph, planner)
    keep()


def _say(settings: Settings, listening: socket.socket) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    Console().print(
        f"联楼 · Lianlou: http://{host}:{listening.getsockname()[1]}/graphql (Ctrl-C)",
        markup=False,
        highlight=False,
    )


async def _check(graph: Graph, settings: Settings) -> None:
    """See that the graph's vectors are of this model, and that somebody can ask.

    Raises:
        InputError: they are another's, or everybody needs a token and there is none.
    """
    await check_model(graph)
    if Reach.of(settings).needs_token and not await tokens.valid(graph):
        raise InputError(
            "在本机之外提供服务须有令牌，图中还没有有效的令牌。先运行： · Others are let in by tokens alone, and the graph has no valid one. First run:\n"
            "  lianlou token create --role staff --community community:…\n"
            "（planner、integration 角色不用 --community · not for the roles planner and integration; docs/serving.md）"
        )
