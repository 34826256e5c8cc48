"""Loans against a credit line: each write is one transaction that locks the line before it reads anything.

What is outstanding (lent minus repaid) never passes the line, and `Resource.reserved` of the line is kept equal to
it. Every write may be repeated: a loan is lent once, and an application or a repayment is known by its own id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from graph import Graph, Transaction
from graph.errors import InputError
from queries.sentences import number
from queries.statements import text
from queries.statements.history import Happened, append

Reason = Literal[
    "NO_SUCH_LOAN", "NO_SUCH_BORROWER", "NO_SUCH_LINE", "NOT_AN_AMOUNT", "NOT_A_KEY", "NOT_APPLIED", "NOT_LENT",
    "OVER_LINE", "LINE_NOT_KNOWN", "OVER_LOAN", "OTHER_OF_THIS_ID",
]  # fmt: skip


class Refused(InputError):
    """A loan's write was refused, and nothing was written.

    `reason` is one of a closed set; `left` is what is left on the line in yuan, or of the loan to repay, where
    that is what stands against it. The message says it in Chinese and English.
    """

    def __init__(self, reason: Reason, zh: str, en: str, left: float | None = None) -> None:
        super().__init__(f"{zh} · {en}")
        self.reason: Reason = reason
        self.zh, self.en, self.left = zh, en, left


@dataclass(frozen=True)
class Written:
    """What a write found: whether it changed anything (a repetition does not), and the line after it, in yuan."""

    changed: bool
    capacity: float | None = None
    outstanding: float | None = None

    @property
    def left(self) -> float | None:
        """What is left on the line."""
        if self.capacity is None or self.outstanding is None:
            return None
        return self.capacity - self.outstanding


async def apply(
    graph: Graph, loan: str, borrower: str, line: str, amount: float, on: date, *,
    due: date | None = None, actor: str, reason: str | None = None, synthetic: bool = False,
) -> Written:  # fmt: skip
    """Note an application under the id `loan`; the same one again changes nothing.

    Raises:
        Refused: no such borrower or line, an amount that is none, or another loan of this id.
    """
    _sane(amount)
    _key(loan, "loan")

    async def work(tx: Transaction) -> Written:
        now = datetime.now(UTC)
        p: dict[str, Any] = {
            "id": loan, "borrower": borrower, "line": line, "amount": float(amount), "on": on, "due": due,
            "synthetic": synthetic, "now": now,
        }  # fmt: skip
        found = (await tx.run(text("apply"), p))[0]
        if found["borrower"] is None:
            raise _missing("NO_SUCH_BORROWER", "经营主体", "business entity", borrower)
        if found["line"] is None:
            raise _missing("NO_SUCH_LINE", "授信额度", "credit line", line)
        if found["applied"]:
            after = {"status": "APPLIED", "amount": float(amount), "appliedOn": on, "dueOn": due}
            after |= {"BORROWED_BY": [{"id": borrower}], "DRAWS_ON": [{"id": line}]}
            await append(tx, now, actor, reason, [Happened(loan, "CREATED", None, after)])
        elif found["earlier"] != {"borrower": borrower, "line": line, "amount": float(amount)}:
            raise _other(loan)
        return Written(found["applied"])

    return await graph.write(work)


async def lend(graph: Graph, loan: str, on: date, *, actor: str, reason: str | None = None) -> Written:
    """Lend what was applied for, where the line has room; a loan that is lent already changes nothing.

    Raises:
        Refused: no such loan, one that was refused or repaid, or the line has too little left (`left` says how much).
    """

    async def work(tx: Transaction) -> Written:
        await _locked(tx, loan)
        now = datetime.now(UTC)
        found = (await tx.run(text("lend"), {"loan": loan, "on": on, "now": now}))[0]
        if found["lent"]:
            after = {"status": "LENT", "lentOn": on}
            await append(tx, now, actor, reason, [Happened(loan, "CHANGED", {"status": "APPLIED"}, after)])
            return Written(True, found["capacity"], found["outstanding"] + found["amount"])
        if found["status"] in {"LENT", "REPAID"}:
            return Written(False, found["capacity"], found["outstanding"])
        raise _not_lent(loan, found)

    return await graph.write(work)


async def repay(
    graph: Graph, repayment: str, loan: str, amount: float, on: date, *, actor: str, reason: str | None = None
) -> Written:
    """Book a repayment under its own id; the same one again changes nothing. What is repaid in full is REPAID.

    Raises:
        Refused: no such loan, one that is not lent, more than is left of it (`left`), or another repayment of this id.
    """
    _sane(amount)
    _key(repayment, "repayment")

    async def work(tx: Transaction) -> Written:
        await _locked(tx, loan)
        now = datetime.now(UTC)
        p = {"id": repayment, "loan": loan, "amount": float(amount), "on": on, "now": now}
        found = (await tx.run(text("repay"), p))[0]
        if found["paid"]:
            after = {"amount": float(amount), "paidOn": on, "REPAYS": [{"id": loan}]}
            events = [Happened(repayment, "CREATED", None, after)]
            if amount == found["rest"]:
                events.append(Happened(loan, "CHANGED", {"status": found["status"]}, {"status": "REPAID"}))
            await append(tx, now, actor, reason, events)
        else:
            _same_or_refused(repayment, loan, amount, on, found)
        return Written(found["paid"], outstanding=found["outstanding"])

    return await graph.write(work)


async def _locked(tx: Transaction, loan: str) -> None:
    if not await tx.run(text("lock_line"), {"loan": loan}):
        raise Refused(
            "NO_SUCH_LOAN",
            f"没有贷款 {loan}，或它没有注明占用哪项额度。",
            f"There is no loan {loan!r} that draws on a credit line: GraphQL's `loans` lists them.",
        )


def _missing(reason: Reason, zh: str, en: str, id_: str) -> Refused:
    return Refused(reason, f"没有{zh} {id_}：核对编号。", f"There is no {en} {id_!r}: check its id.")


def _sane(amount: float) -> None:
    if not 0 < amount < float("inf") or round(amount, 2) != amount:
        raise Refused(
            "NOT_AN_AMOUNT",
            f"金额 {amount} 须大于 0，最多两位小数。",
            f"An amount is more than 0 and in whole cents; {amount} is not.",
        )


def _key(id_: str, prefix: str) -> None:
    if not id_.startswith(f"{prefix}:") or id_ == f"{prefix}:":
        raise Refused(
            "NOT_A_KEY", f"编号 {id_} 应以 {prefix}: 开头。", f"The id {id_!r} begins with {prefix}:."
        )


def _not_lent(loan: str, found: dict[str, Any]) -> Refused:
    if found["status"] != "APPLIED":
        return Refused("NOT_APPLIED", f"贷款 {loan} 未获批准。", f"The loan {loan!r} was refused.")
    if found["capacity"] is None:
        return Refused(
            "LINE_NOT_KNOWN",
            "授信额度的总量未填写：先登记总量。",
            "The line's capacity is not known: give it first.",
        )
    left, amount = found["capacity"] - found["outstanding"], found["amount"]
    return Refused(
        "OVER_LINE",
        f"额度只剩 {number(left, '元')}，放不出 {number(amount, '元')}。",
        f"{number(left)} yuan are left on the line, too few for {number(amount)}.",
        left,
    )


def _same_or_refused(repayment: str, loan: str, amount: float, on: date, found: dict[str, Any]) -> None:
    if earlier := found["earlier"]:
        if earlier != {"loan": loan, "amount": float(amount), "paidOn": on.isoformat()}:
            raise _other(repayment)
        return
    if found["status"] != "LENT":
        raise Refused(
            "NOT_LENT",
            f"贷款 {loan} 没有在贷（状态 {found['status']}）。",
            f"The loan {loan!r} is not out: {found['status']}.",
        )
    raise Refused(
        "OVER_LOAN",
        f"贷款 {loan} 只欠 {number(found['rest'], '元')}，还不了 {number(amount, '元')}。",
        f"{number(found['rest'])} yuan of the loan {loan!r} are to be repaid, fewer than {number(amount)}.",
        found["rest"],
    )


def _other(id_: str) -> Refused:
    return Refused(
        "OTHER_OF_THIS_ID",
        f"编号 {id_} 已用于内容不同的另一条：换一个编号。",
        f"The id {id_!r} stands for another one with other contents: choose a new id.",
    )
