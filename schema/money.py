"""Agreements with partners, and loans against a credit line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import connection, many, one
from queries.planner.paging import Connection
from schema.base import Node, types

if TYPE_CHECKING:
    from schema.matching import Capability, Resource
    from schema.organizations import Enterprise, Organization


@types.node("Agreement")
class Agreement(Node):
    """An agreement."""

    parties: list[Organization] = many("(this)<-[:PARTY_TO]-(that)", "签约方 / Its parties")
    promises: list[Capability] = many("(this)-[:PROMISES]->(that)", "承诺的能力 / Capabilities it promises")


@types.node("Loan")
class Loan(Node):
    """A loan."""

    borrowed_by: Enterprise | None = one("(this)-[:BORROWED_BY]->(that)", "借款人 / Who borrows")
    draws_on: Resource | None = one("(this)-[:DRAWS_ON]->(that)", "占用的额度 / The credit line it draws on")
    repayments: Connection[Repayment] = connection(
        "(this)<-[:REPAYS]-(that:Repayment)", "还款 / Its repayments"
    )


@types.node("Repayment")
class Repayment(Node):
    """A repayment."""

    loan: Loan | None = one("(this)-[:REPAYS]->(that)", "偿还的贷款 / The loan it repays")
