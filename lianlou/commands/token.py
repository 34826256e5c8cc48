"""`lianlou token …`: who may ask from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from graph import Graph
from graph.errors import InputError
from lianlou.running import DATA, on_graph
from queries.planner.values import SHANGHAI
from queries.statements import tokens
from queries.statements.tokens import Token
from schema.policy import AREAS, Role, viewer

ROLES = {
    Role.STAFF: "工作人员",
    Role.PLANNER: "规划人员",
    Role.INTEGRATION: "外部系统",
}
STATES = {"valid": "有效", "expired": "已过期", "revoked": "已吊销"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="令牌 · tokens of those who ask from elsewhere")
    group.command("create", help="签发，密文只显示一次 · make one; its secret is shown once")(create)
    group.command("list", help="列出，不含密文 · name them all, never with the secret")(list_command)
    group.command("revoke", help="吊销，立即生效 · refuse one from now on")(revoke)
    app.add_typer(group, name="token")


def create(
    role: Annotated[Role, typer.Option(help="角色 · whom it is for")],
    name: Annotated[
        str | None, typer.Option(help="名称，记入变更记录 · its name, under which events are kept")
    ] = None,
    community: Annotated[
        list[str] | None,
        typer.Option(
            help="工作人员自己的社区，业务键，可多次给出 · of staff: key of a community, repeatable"
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(
            help=f"外部系统可读的范围，可多次给出 · of an integration: {', '.join(AREAS)}; repeatable"
        ),
    ] = None,
    days: Annotated[
        int, typer.Option(help=f"有效天数，至多 {tokens.MOST_DAYS} · days that it is valid")
    ] = 90,
    data: DATA = None,
) -> None:
    """Make a token: the secret alone on standard output, all else on standard error."""
    communities, areas = tuple(community or ()), tuple(area or ())

    async def made(graph: Graph) -> tuple[str, Token]:
        _fits(role, communities, areas)
        return await tokens.create(graph, role.name, name, communities=communities, areas=areas, days=days)

    secret, token = on_graph(data, made)
    Console(stderr=True).print(
        f"令牌 · token {token.name}：{_whom(token)}，有效至 · valid until {_day(token.expires)}。\n"
        "密文只显示这一次，请妥善保管 · The secret is shown this once; whoever has it is let in:",
        markup=False,
        highlight=False,
    )
    typer.echo(secret)


def list_command(data: DATA = None) -> None:
    """A line for each token, the newest first."""
    found, now = on_graph(data, tokens.every), datetime.now(UTC)
    for each in found:
        state = each.state(now)
        used = _day(each.last_used) if each.last_used else "从未 never"
        typer.echo(
            f"{each.name}\t{_whom(each)}\t{STATES[state]} {state}\t到期 expires {_day(each.expires)}\t最近使用 last used {used}"
        )
    typer.echo(f"{len(found)} 个令牌 · tokens")


def revoke(
    name: Annotated[str, typer.Argument(help="令牌名称 · name of the token")], data: DATA = None
) -> None:
    """Refuse a token for good; one that is revoked already changes nothing."""
    fresh = on_graph(data, lambda graph: tokens.revoke(graph, name))
    typer.echo(f"{name}：已吊销 · revoked" if fresh else f"{name}：早已吊销，没有改动 · was revoked already")


def _fits(role: Role, communities: tuple[str, ...], areas: tuple[str, ...]) -> None:
    if role is Role.STAFF and not communities:
        raise InputError(
            "工作人员的令牌至少要有一个社区：--community community:…。 · A member of staff has at least one community: --community community:…."
        )
    if role is not Role.STAFF and communities:
        raise InputError(
            "--community 只用于工作人员（--role staff）。 · Only staff have communities: leave it out, or --role staff."
        )
    if role is not Role.INTEGRATION and areas:
        raise InputError(
            "--area 只用于外部系统（--role integration）。 · Only an integration has areas: leave it out, or --role integration."
        )
    viewer(role, "", communities, areas)  # refuses areas that aren't


def _whom(token: Token) -> str:
    role = Role[token.role]
    scope = ", ".join((*token.communities, *token.areas))
    return f"{ROLES[role]} {role.value}" + (f" ({scope})" if scope else "")


def _day(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
