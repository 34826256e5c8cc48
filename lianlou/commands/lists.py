"""`lianlou lists take`: versions of a community's three lists."""

from __future__ import annotations

from typing import Annotated

import typer

from lianlou.running import DATA, on_graph
from queries.lists import KINDS, take
from queries.statements.lists import Taken

_KINDS = {**{key: key for key in KINDS}, **{name: key for key, name in KINDS.items()}}
"""What `--kind` takes -> the kind."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    lists = typer.Typer(
        help="三张清单 · a community's three lists: 企业所需, 职工所盼, 社区所能", no_args_is_help=True
    )
    lists.callback()(lambda: None)  # with one command alone typer leaves its name out
    lists.command("take", help="生成一个版本 · take a version of the lists as they stand now")(take_command)
    app.add_typer(lists, name="lists")


def take_command(
    community: Annotated[str, typer.Option(help="商务社区的名称或业务键 · name or key of the community")],
    by: Annotated[str, typer.Option(help="由谁生成 · who takes it: a role or an office")],
    reason: Annotated[str, typer.Option(help="为何生成 · why")],
    kind: Annotated[
        list[str] | None,
        typer.Option(help="企业所需、职工所盼或社区所能，默认三张都生成 · which list; all three by default"),
    ] = None,
    data: DATA = None,
) -> None:
    """Take the next version of each list asked, all in one transaction; exit code 2 where none could be."""
    kinds = [_KINDS.get(each.strip().upper().replace("-", "_"), each) for each in kind or ()]
    found = on_graph(data, lambda graph: take(graph, community, kinds, by=by, reason=reason), timeout=120)
    for each in found:
        typer.echo(told(each))


def told(taken: Taken) -> str:
    """One line about a version that was taken."""
    counted = f"{taken.entries} 项 · entries"
    change = "与上一版相同 · unchanged" if taken.unchanged else f"+{taken.added} -{taken.removed}"
    return f"{KINDS[taken.kind]} 第 {taken.number} 版 · {taken.version}: {counted}, {change}"
