"""What partners have promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from queries.days import on_day
from queries.planner.declare import Arguments, column, node_column, statement
from schema.base import Agent, types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.matching import Capability
    from schema.money import Agreement
    from schema.organizations import Organization

MOST = 1_000


@types.row("承诺了而未用过的能力 / A capability that was promised and not yet asked for")
class Promise:
    """What a partner has promised."""

    id: strawberry.ID = column("本条的键 / Key of the row")
    agreement: Agreement = node_column("共建协议 / The agreement", label="Agreement")
    capability: Capability = node_column("承诺的能力 / What is promised", label="Capability")
    provider: Agent | None = node_column("提供者 / Who offers it", label="Entity")
    parties: list[Organization] = node_column("签约方 / The parties", label="Organization")


PARTY: Arguments = {
    "party": (str | None, "只看某一签约方，名称或业务键 / Only of this party, by name or key"),
    **AS_OF,
}


def promises_field() -> Any:
    """`unaskedPromises` at the root."""
    return statement(
        "unasked",
        "协议在期内、承诺了而还没有转介过的能力，先到期的在前 / What agreements in force promise and nobody was referred to yet, "
        "those that end first before the others",
        rows="rows",
        order=(("ends", False), ("title", False), ("id", False)),
        arguments=PARTY,
        prepare=_of_party,
    )


def _of_party(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {**on_day(arguments), "party": arguments.get("party"), "most": MOST}
