"""`lianlou match`: a need's matches as a table, or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import anyio
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from graph.errors import InputError, LianlouError
from lianlou.asking import ask
from lianlou.opening import open_graph
from lianlou.settings import Settings

MARKS = {"PASS": "[green]✓[/]", "FAIL": "[red]✗[/]", "UNKNOWN": "[yellow]?[/]"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("match", help="匹配 · a need's matches, nearer rings first, with the reason for each")(match)


def match(
    need: Annotated[str, typer.Argument(help="需求的业务键 · key of the need: need:story-canteen")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")] = False,
    first: Annotated[int, typer.Option(help="最多几条 · at most how many")] = 20,
    as_of: Annotated[str | None, typer.Option(help="哪一天 · the day, 2026-11-24; today by default")] = None,
    from_ring: Annotated[
        int, typer.Option(help="从哪一圈开始 · search the rings up to this one at once")
    ] = 0,
    to_ring: Annotated[int | None, typer.Option(help="至少放宽到哪一圈 · widen to this ring, 0 to 4")] = None,
    all_rings: Annotated[
        bool, typer.Option("--all-rings", help="不分远近 · rank all rings together")
    ] = False,
    why_not: Annotated[
        str | None, typer.Option(help="某候选为何（不）在其中 · why this candidate is, or is not, among them")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(envvar="LIANLOU_DATA", help="图数据文件夹 · folder of the embedded graph")
    ] = None,
) -> None:
    """Print who could answer a need, how near, and why; exit code 1 where nobody could."""
    variables: dict[str, Any] = {"need": need, "asOf": as_of}
    if why_not:
        variables["candidate"] = why_not
    else:
        variables |= {"first": first, "fromRing": from_ring, "toRing": to_ring, "allRings": all_rings}
    try:
        found = anyio.run(_asked, Settings(data=data) if data else Settings(), variables)
    except LianlouError as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/]")
        raise typer.Exit(2) from error
    if why_not:
        answer = found["whyNot"]
        _print_json(answer) if as_json else _print_verdict(answer)
        return
    if as_json:
        _print_json(as_document(found))
    else:
        print_matches(found)
    raise typer.Exit(0 if found["matches"]["totalCount"] else 1)


async def _asked(settings: Settings, variables: dict[str, Any]) -> dict[str, Any]:
    async with open_graph(settings, timeout=120) as graph:  # a cold server plans the statement for seconds
        operation = "why_not" if "candidate" in variables else "match"
        found = (await ask(graph, operation, variables))["need"]
    if found is None:
        raise InputError(
            f"没有需求 {variables['need']}。 · There is no need {variables['need']!r}: `lianlou load` brings needs, "
            "and GraphQL's `needs` lists them."
        )
    return found


def as_document(found: dict[str, Any]) -> dict[str, Any]:
    """The JSON document: need, ringsTried, similarNeeds and matches, each with its capability."""
    matches = found["matches"]
    return {
        "need": {key: found[key] for key in ("id", "title", "titleEn")},
        **{
            key: matches[key]
            for key in ("asOf", "statisticsVersion", "totalCount", "ringsTried", "similarNeeds")
        },
        "matches": [{"capability": each.pop("candidate"), **each} for each in matches["nodes"]],
    }


def _print_json(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _name(candidate: dict[str, Any]) -> str:
    return candidate.get("title") or candidate.get("name") or candidate["id"]


def print_matches(found: dict[str, Any]) -> None:
    """Print the matches of a need as a table, then what was tried nearer by."""
    out, matches = Console(), found["matches"]
    table = Table(
        "#", Column("候选 · candidate", overflow="fold"), "圈 · ring", "得分",
        Column("理由与下一步 · why, and what next", overflow="fold", ratio=1),
        title=escape(f"{found['title']} · {found['id']}"), title_justify="left", show_lines=True,
    )  # fmt: skip
    for index, each in enumerate(matches["nodes"], 1):
        asks = [f"待核实：{gate['evidence']}" for gate in each["gates"] if gate["state"] == "UNKNOWN"]
        weak = "\n[dim]弱 · weak[/]" if each["weak"] else ""
        why = escape("\n".join([each["reason"], *asks]))
        table.add_row(
            str(index), f"[bold]{escape(_name(each['candidate']))}[/]{weak}", each["ringLabel"],
            f"{each['score']:.3f}", f"{why}\n[cyan]→ {each['actionLabel']}[/]",
        )  # fmt: skip
    out.print(table)
    for tried in matches["ringsTried"]:
        excluded = "，".join(f"{one['gate']} {one['count']}" for one in tried["excluded"])
        end = "足够 · enough" if tried["enough"] else "不够 · not enough"
        out.print(
            escape(f"  {tried['term']['name']} · {tried['label']}：{tried['candidates']} 个候选 · candidates")
            + (f"，[red]{escape(excluded)}[/]" if excluded else "") + f"，{end}"
        )  # fmt: skip
    for similar in matches["similarNeeds"]:
        out.print(escape(f"  相近需求 · similar need: {similar['need']['title']} ({similar['need']['id']})"))


def _print_verdict(answer: dict[str, Any]) -> None:
    out = Console()
    name = escape(_name(answer["candidate"])) if answer["candidate"] else "?"
    out.print(f"[bold]{name}[/]: {answer['label']} · {answer['labelEn']}")
    for gate in answer["gates"] or ():
        told = f"：{gate['evidence']} · {gate['evidenceEn']}" if gate["evidence"] else ""
        out.print(f"  {MARKS[gate['state']]} {gate['label']} · {gate['labelEn']}{escape(told)}")
