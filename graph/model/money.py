"""Agreements with partners, and loans against a credit line."""

from graph.model.declare import Kind, Node, Property, Relationship
from graph.model.work import TITLE

NODES = (
    Node("Agreement", "共建协议", "What organizations agreed to do together", "agreement", ("Entity",),
         (*TITLE, Property("scope", zh="范围", en="What it is about"), Property("validFrom", Kind.DATE, "有效自", "First day in force"), Property("validUntil", Kind.DATE, "有效至", "Last day in force")),
         indexes=(("title", "id"),), history=True),
    Node("Loan", "贷款", "An application for a loan, and the loan that came of it", "loan", ("Entity",),
         (Property("status", zh="贷款状态", en="Applied for, lent, refused or repaid", required=True, values=("APPLIED", "LENT", "REFUSED", "REPAID")),
          Property("amount", Kind.FLOAT, "金额（元）", "Amount in yuan", required=True, minimum=0), Property("appliedOn", Kind.DATE, "申请日期", "The day it was applied for"),
          Property("lentOn", Kind.DATE, "放款日期", "The day it was lent"), Property("dueOn", Kind.DATE, "期限", "Due date")),
         indexes=(("status", "id"), ("appliedOn", "id")), history=True),
    Node("Repayment", "还款", "A repayment of a loan", "repayment", ("Entity",),
         (Property("amount", Kind.FLOAT, "金额（元）", "Amount in yuan", required=True, minimum=0), Property("paidOn", Kind.DATE, "还款日期", "The day it was paid", required=True)),
         indexes=(("paidOn", "id"),), history=True),
)  # fmt: skip

RELATIONSHIPS = (
    Relationship("PARTY_TO", ("Organization",), ("Agreement",), "签约方", "Is a party to the agreement"),
    Relationship("PROMISES", ("Agreement",), ("Capability",), "承诺", "Promises the capability"),
    Relationship("BORROWED_BY", ("Loan",), ("Enterprise",), "借款人", "Who borrows"),
    Relationship("DRAWS_ON", ("Loan",), ("Resource",), "占用额度", "The credit line it draws on", end_label="CreditLine"),
    Relationship("REPAYS", ("Repayment",), ("Loan",), "偿还", "The loan it repays"),
)  # fmt: skip
