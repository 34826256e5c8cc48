"""What a load's loans and repayments would leave of their credit lines, before any of it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from graph import Graph
from loaders.compare import Change
from loaders.plan import Item
from loaders.report import Refusal
from loaders.resolve import Edge, Key
from loaders.wrong import Wrong, wrong
from queries.sentences import number
from queries.statements.loans.lines import Lines, Loan, lines_of

MONEY = frozenset({"Loan", "Repayment"})
OWING = frozenset({"DRAWS_ON", "REPAYS"})
"""Ties by which a loan or a repayment belongs to a line."""
HOLDING = frozenset({"capacity", "reserved"})
"""What a line holds, and how much of it is out."""


def moves_money(item: Item) -> bool:
    """Whether a row may change what is outstanding, or what a line holds."""
    return item.label in MONEY or (item.label == "Resource" and bool(HOLDING & item.properties.keys()))


async def credit(graph: Graph, items: Sequence[Item], edges: Mapping[Key, Edge], present: set[str]) -> Lines:
    """The lines in the graph that the load's rows concern."""
    ids = {item.id for item in items if moves_money(item)}
    ids |= {end for _, type_, end, _ in edges if type_ in OWING}
    return await lines_of(graph, sorted(ids & present)) if ids & present else Lines()


def overdrawn(items: Sequence[Item], edges: Mapping[Key, Edge], before: Lines) -> Iterator[Refusal]:
    """The rows by which a line would be passed further, or reserve another amount than is out, or a loan be repaid beyond what was lent."""
    if not any(moves_money(item) for item in items):
        return
    after = _after(items, edges, before)
    passed, over_repaid = after.passed(before), after.over_repaid(before)
    nothing, repaid = Loan("", None, 0.0), _ends(edges, "REPAYS")
    drawn = after.drawn()
    for item in items:
        id_ = item.id
        reserved = item.properties.get("reserved") if item.label == "Resource" and id_ in drawn else None
        if reserved is not None and reserved != after.outstanding(id_):
            yield item.refusal(_not_outstanding(id_, after), "reserved", reserved)
        if item.label == "Resource" and id_ in passed and _lowered(id_, before, after):
            yield item.refusal(_passed(id_, after), "capacity", after.capacity[id_])
        elif item.label == "Loan" and (loan := after.loans.get(id_)):
            was = before.loans.get(id_, nothing)
            if loan.line in passed and loan.out > (was.out if was.line == loan.line else 0):
                yield item.refusal(_passed(loan.line, after), "amount", loan.amount)
            elif id_ in over_repaid and loan.lent < was.lent:
                yield item.refusal(_over_repaid(id_, loan), "amount", loan.amount)
        elif item.label == "Repayment" and (of := repaid.get(id_, "")) in over_repaid:
            loan, was = after.loans[of], before.loans.get(of, nothing)
            if loan.repayments[id_] > was.repayments.get(id_, 0.0):
                yield item.refusal(_over_repaid(of, loan), "amount", loan.repayments[id_])


def by_line(changes: Sequence[Change], lines: Lines, size: int) -> Iterator[list[Change]]:
    """Changes that move money, in lists of at least `size` (but the last) that have no line in common."""
    same: dict[str, str] = {}

    def first(id_: str) -> str:
        while (before := same.get(id_, id_)) != id_:
            id_ = before
        return id_

    def join(one: str, other: str) -> None:
        same[first(one)] = first(other)

    for id_, loan in lines.loans.items():
        join(id_, loan.line)
        for repayment in loan.repayments:
            join(repayment, id_)
    for change in changes:
        for edge in change.ties:
            if edge.type in OWING:
                join(edge.start, edge.end)
    of_line: dict[str, list[Change]] = {}
    for change in changes:
        of_line.setdefault(first(change.item.id), []).append(change)
    some: list[Change] = []
    for each in of_line.values():
        some += each
        if len(some) >= size:
            yield some
            some = []
    if some:
        yield some


def _ends(edges: Mapping[Key, Edge], wanted: str) -> dict[str, str]:
    return {start: end for start, type_, end, _ in edges if type_ == wanted}


def _after(items: Sequence[Item], edges: Mapping[Key, Edge], before: Lines) -> Lines:
    after = deepcopy(before)
    drawn, repaid = _ends(edges, "DRAWS_ON"), _ends(edges, "REPAYS")
    for item in items:
        if item.label == "Resource" and "capacity" in item.properties:
            after.capacity[item.id] = item.properties["capacity"]
        elif item.label == "Loan" and item.id in drawn:
            loan = after.loans.setdefault(item.id, Loan("", item.defaults.get("status"), 0.0))
            loan.line, loan.amount = drawn[item.id], item.properties["amount"]
            loan.status = item.properties.get("status", loan.status)
    stands = {each: loan for loan in after.loans.values() for each in loan.repayments}
    for item in items:
        if item.label == "Repayment" and item.id in repaid:
            if item.id in stands:
                del stands[item.id].repayments[item.id]
            if loan := after.loans.get(repaid[item.id]):
                loan.repayments[item.id] = item.properties["amount"]
    return after


def _lowered(line: str, before: Lines, after: Lines) -> bool:
    was, is_ = before.capacity.get(line), after.capacity.get(line)
    return is_ is not None and (was is None or is_ < was)


def _passed(line: str, after: Lines) -> Wrong:
    outstanding, capacity = after.outstanding(line), after.capacity.get(line) or 0.0
    return wrong(
        "over_line",
        f"额度 {line} 将有 {number(outstanding, '元')} 在贷，超过总量 {number(capacity, '元')}",
        f"{number(outstanding)} yuan would be outstanding on {line}, which holds {number(capacity)}",
        "少放一些、先登记还款，或更正额度的总量（resources 表的 capacity）",
        "lend less, give the repayments in the same load, or mend the line's capacity (table resources)",
    )


def _not_outstanding(line: str, after: Lines) -> Wrong:
    outstanding = after.outstanding(line)
    return wrong(
        "not_outstanding",
        f"额度 {line} 的贷款合计在贷 {number(outstanding, '元')}",
        f"{number(outstanding)} yuan are outstanding on {line} by its loans",
        "该列留空（按贷款和还款自动计算），或核对贷款和还款",
        "leave the column empty, as it follows from loans and repayments; or mend those",
    )


def _over_repaid(id_: str, loan: Loan) -> Wrong:
    return wrong(
        "over_repaid",
        f"贷款 {id_} 共放出 {number(loan.lent, '元')}，还款将达 {number(loan.paid, '元')}",
        f"{number(loan.paid)} yuan would be repaid of {id_}, of which {number(loan.lent)} were lent",
        "核对还款金额，或该贷款的状态和金额",
        "mend the repayment's amount, or the loan's status and amount",
    )
