"""Credit lines: what is left on them, and who may borrow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from queries.days import on_day
from queries.planner.declare import column, node_column, statement
from schema.base import types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.organizations import Enterprise

MOST = 1_000
"""Eligible entities looked at, at most."""


@types.row("授信额度的使用，元 / How a credit line is used, in yuan")
class Credit:
    """A line's money: cumulative beside outstanding."""

    capacity: float | None = column("授信额度 / The line")
    outstanding: float = column("在贷：放款减还款 / Outstanding: lent minus repaid")
    left: float | None = column("剩余额度 / What is left on the line")
    lent_in_total: float = column("累计放款 / Lent in total, whatever was repaid")
    borrowers: int = column("累计借款主体 / Who has borrowed, in total")
    open: int = column("在贷笔数 / Loans that are out")
    applied: float = column("申请中的金额 / Applied for and waiting")
    synthetic: int = column("其中示例贷款笔数 / How many of the loans are made up")


@types.row("符合条件的经营主体 / A business entity that may receive it")
class EligibleEnterprise:
    """Who may receive it, and whether something is to be checked first."""

    id: strawberry.ID = column("业务键 / Its key")
    enterprise: Enterprise = node_column("经营主体 / The entity", label="Enterprise")
    to_check: bool = column("规模或行业不详，待核实 / Its size or industry is not known: check it first")


def credit_field() -> Any:
    """`credit` of a resource."""
    return statement(
        "credit",
        "贷款占用的情况 / What loans take of it",
        arguments=AS_OF,
        prepare=on_day,
    )


def eligible_field() -> Any:
    """`eligible` of a capability."""
    return statement(
        "eligible",
        "符合条件且没有未结贷款的经营主体；已知的在前 / Business entities of the place that it is for and that have no open loan, "
        "those known to be eligible first",
        rows="rows",
        order=(("toCheck", False), ("name", False), ("id", False)),
        arguments={
            "within": (
                str | None,
                "哪个地点，名称或业务键，默认提供者所在 / Within which place, by name or key; its provider's by default",
            ),
            **AS_OF,
        },
        prepare=_prepared,
    )


def _prepared(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {**on_day(arguments), "within": arguments.get("within"), "most": MOST}
