"""`lianlou loan`: apply, lend and repay, within the line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graph import Graph
from lianlou.running import DATA, on_graph
from queries.planner.values import SHANGHAI
from queries.sentences import number
from queries.statements import loans

LOAN = Annotated[str, typer.Argument(help="贷款的业务键 · key of the loan: loan:…")]
AMOUNT = Annotated[float, typer.Option(help="金额（元） · amount in yuan")]
DAY = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="哪一天，默认今天 · the day, today by default")
]
ACTOR = Annotated[str, typer.Option(help="操作者：岗位或部门 · who does it: a role or an office")]
REASON = Annotated[str | None, typer.Option(help="理由 · why")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="贷款 · loans against a credit line")
    group.command("apply", help="登记申请 · note an application")(apply)
    group.command("lend", help="放款，不超过额度 · lend what was applied for, within the line")(lend)
    group.command("repay", help="登记还款 · book a repayment")(repay)
    app.add_typer(group, name="loan")


def apply(
    loan: LOAN,
    borrower: Annotated[str, typer.Option(help="借款人的业务键 · key of who borrows: enterprise:…")],
    line: Annotated[str, typer.Option(help="授信额度的业务键 · key of the credit line: resource:…")],
    amount: AMOUNT,
    on: DAY = None,
    actor: ACTOR = "lianlou loan",
    reason: REASON = None,
    data: DATA = None,
) -> None:
    """Note an application; the same one again changes nothing."""
    _run(
        data,
        lambda graph: loans.apply(graph, loan, borrower, line, amount, _day(on), actor=actor, reason=reason),
    )


def lend(
    loan: LOAN, on: DAY = None, actor: ACTOR = "lianlou loan", reason: REASON = None, data: DATA = None
) -> None:
    """Lend; exit code 2 where the line has too little left. A loan that is lent already changes nothing."""
    _run(data, lambda graph: loans.lend(graph, loan, _day(on), actor=actor, reason=reason))


def repay(
    loan: LOAN,
    amount: AMOUNT,
    repayment: Annotated[
        str, typer.Option("--id", help="这笔还款的业务键 · key of this repayment: repayment:…")
    ],
    on: DAY = None,
    actor: ACTOR = "lianlou loan",
    reason: REASON = None,
    data: DATA = None,
) -> None:
    """Book a repayment under its own key; the same one again changes nothing."""
    _run(
        data, lambda graph: loans.repay(graph, repayment, loan, amount, _day(on), actor=actor, reason=reason)
    )


def _day(given: datetime | None) -> date:
    return given.date() if given else datetime.now(SHANGHAI).date()


def _run(data: Path | None, write: Callable[[Graph], Awaitable[loans.Written]]) -> None:
    found = on_graph(data, write)
    told = "已登记 · done" if found.changed else "早已登记，没有改动 · it stands already, nothing was changed"
    if found.outstanding is not None:
        told += f"，在贷 · outstanding {number(found.outstanding, '元')}"
    if found.left is not None:
        told += f"，额度剩余 · left on the line {number(found.left, '元')}"
    Console().print(told, markup=False, highlight=False)
