"""Agreements with partners, and loans."""

from datetime import date
from typing import Annotated

from loaders.columns import Fills, Names, Table
from loaders.rows.base import Ids, Thing


class Agreement(Thing):
    """Agreements with partners."""

    table = Table("agreements", "共建协议", ("Agreement",), "What organizations agreed to do together")
    title: Annotated[str, Fills("Agreement.title", ("标题", "名称"))]
    scope: Annotated[str | None, Fills("Agreement.scope")] = None
    valid_from: Annotated[date | None, Fills("Agreement.validFrom")] = None
    valid_until: Annotated[date | None, Fills("Agreement.validUntil")] = None
    parties: Annotated[Ids, Names("PARTY_TO", ("签约方",), reverse=True)] = ()
    promises: Annotated[Ids, Names("PROMISES", ("承诺", "承诺的能力"))] = ()


class Loan(Thing):
    """Applications for loans, and the loans that came of them."""

    table = Table(
        "loans", "贷款", ("Loan",), "Loans against a credit line", defaults={"Loan": {"status": "APPLIED"}}
    )
    status: Annotated[str | None, Fills("Loan.status")] = None
    amount: Annotated[float, Fills("Loan.amount", ("金额",))]
    applied_on: Annotated[date | None, Fills("Loan.appliedOn")] = None
    lent_on: Annotated[date | None, Fills("Loan.lentOn")] = None
    due_on: Annotated[date | None, Fills("Loan.dueOn")] = None
    borrowed_by: Annotated[Ids, Names("BORROWED_BY", ("借款人",), one=True)]
    draws_on: Annotated[Ids, Names("DRAWS_ON", ("占用额度", "授信额度"), one=True)]


class Repayment(Thing):
    """Repayments of loans."""

    table = Table("repayments", "还款", ("Repayment",), "Repayments of loans")
    amount: Annotated[float, Fills("Repayment.amount", ("金额",))]
    paid_on: Annotated[date, Fills("Repayment.paidOn", ("还款日期", "日期"))]
    repays: Annotated[Ids, Names("REPAYS", ("偿还", "贷款"), one=True)]
