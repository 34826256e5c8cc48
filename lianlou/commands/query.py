"""`lianlou query`: a saved operation's rows in the terminal, or in a file for a spreadsheet program."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Annotated, Any, cast

import anyio
import typer
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Shown

import schema
from graph import MODEL
from graph.errors import InputError, LianlouError
from lianlou import spreadsheet
from lianlou.asking import answered
from lianlou.opening import open_graph
from lianlou.settings import Settings
from lianlou.table import Table, pages_cut, table
from lianlou.variables import declared, given
from lianlou.web import SavedOperation, operations
from queries.planner.execute import Planner


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("query")(query)


def query(
    operation: Annotated[
        str | None, typer.Argument(help="编号、操作名或标题 · its number, its name or its title")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="变量；列表用逗号隔开 · a variable; commas part a list"
        ),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="列出常用查询及变量 · list them, with their variables")
    ] = False,
    rows: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="以哪个列表为行 · which list gives the rows: gaps.nodes.rings"),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="写成 CSV · write CSV, UTF-8 for Excel")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="写成 Excel · write .xlsx")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="输出完整答案的 JSON · print the whole answer as JSON")
    ] = False,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
) -> None:
    """常用查询的结果 · A saved operation's rows: 0 some, 1 none, 2 it could not be asked."""
    errors = Console(stderr=True)
    try:
        if listed or operation is None:
            show_operations(Console())
            return
        found = anyio.run(
            partial(_asked, Settings(data=data) if data else Settings(), chosen(operation), settings or [])
        )
        made = table(found, rows)
        if csv:
            spreadsheet.write(csv, spreadsheet.csv_bytes(made))
        if xlsx:
            spreadsheet.write(xlsx, spreadsheet.xlsx_bytes(made))
    except LianlouError as error:
        errors.print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif not (csv or xlsx):
        show(Console(), made)
    _tell(errors, found, made, [each for each in (csv, xlsx) if each])
    raise typer.Exit(0 if made.rows else 1)


async def _asked(settings: Settings, operation: SavedOperation, typed: list[str]) -> dict[str, Any]:
    if operation.writes:
        raise InputError(
            f"“{operation.title}”会写入：请在 GraphiQL（lianlou serve）中办理。 · {operation.title_en!r} writes: do it in "
            "GraphiQL (lianlou serve), or send the mutation."
        )
    planner = Planner(schema.build(), MODEL)
    variables = given(list(declared(planner.core, operation.query)), typed, operation.examples[0].variables)
    async with open_graph(settings, timeout=120) as graph:  # a cold server plans the statement for seconds
        return await answered(graph, planner, operation.query, variables)


def chosen(named: str) -> SavedOperation:
    """The saved operation of a number, a file's name, an operation's name or a title.

    Raises:
        InputError: there is none, or there are several.
    """
    wanted = named.strip().lower()
    found = [each for each in operations() if wanted in _names(each)]
    near = found or [each for each in operations() if any(wanted in name for name in _names(each))]
    if len(near) == 1:
        return near[0]
    which = "；".join(f"{each.key} {each.title}" for each in near)
    zh, en = (
        (f"有 {len(near)} 个：{which}", "is several")
        if near
        else ("没有这个常用查询", "is no saved operation")
    )
    raise InputError(
        f"“{named}”{zh}。用 --list 查看全部。 · {named!r} {en}: `lianlou query --list` shows them all."
    )


def _names(operation: SavedOperation) -> tuple[str, ...]:
    number = operation.key.partition("-")[0]
    names = (number, number.lstrip("0"), operation.key, operation.name, operation.title, operation.title_en)
    return tuple(each.lower() for each in names)


def show_operations(out: Console) -> None:
    """Print every saved operation with its variables and how to ask its first example."""
    planner = Planner(schema.build(), MODEL)
    shown = Shown(
        "#",
        Column("操作 · operation", overflow="fold"),
        Column("变量 · variables", overflow="fold"),
        show_lines=True,
    )
    for each in operations():
        variables = "\n".join(map(str, declared(planner.core, each.query)))
        names = f"[bold]{escape(each.title)}[/]\n{escape(each.title_en)}\n[dim]{each.name}[/]"
        shown.add_row(each.key.partition("-")[0], names, escape(variables))
    out.print(shown)


def show(out: Console, made: Table) -> None:
    """Print the rows: as a table where its headers fit, else one below the other, empty cells left out."""
    if not made.rows:
        return
    if out.width >= sum(cell_len(name) + 3 for name in made.columns):
        shown = Shown(*(Column(name, overflow="fold") for name in made.columns))
        for line in spreadsheet.lines(made):
            shown.add_row(*map(escape, line))
    else:
        shown = Shown.grid(Column(style="dim", no_wrap=True), Column(overflow="fold"), padding=(0, 2))
        for number, line in enumerate(spreadsheet.lines(made), 1):
            shown.add_row(f"[bold]{number}[/]")
            for name, cell in zip(made.columns, line, strict=True):
                if cell:
                    shown.add_row(name, escape(cell))
    out.print(shown)


def _tell(errors: Console, found: dict[str, Any], made: Table, files: list[Path]) -> None:
    """What came of it, beside the rows."""
    written = "".join(f" → {each}" for each in files)
    errors.print(f"{len(made.rows)} 行 · rows{written}", markup=False, highlight=False)
    for path, held, total in pages_cut(found):
        errors.print(
            f"{path}：只取了 {total} 条中的 {held} 条，用 --set first=… 多取。 · {held} of {total}: ask for more with --set first=…",
            markup=False, highlight=False,
        )  # fmt: skip
    if names := [name for each in found.values() for name in unresolved(each)]:
        errors.print(
            f"没有找到：{'、'.join(names)}（用全称或业务键）。 · Nothing is named so: use the full name or the key.",
            markup=False, highlight=False,
        )  # fmt: skip


def unresolved(field: Any) -> list[str]:
    """Names in a field's arguments that nothing was found for."""
    return cast("dict[str, list[str]]", field).get("unresolved", []) if isinstance(field, dict) else []
