"""Loans: what is outstanding never passes the line, whoever writes at once; what is left, and who may borrow."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph import Graph
from graph.audit import audit
from loaders import Report, load
from queries.statements import text
from queries.statements.loans import Refused, Written, apply, lend, repay
from tests.domain.conftest import Ask
from tests.queries.test_statements import operators

LINE = "resource:line"
DAY = date(2026, 11, 24)
PLATFORM = "武林金融助贷平台"


async def applied(graph: Graph, name: str, amount: float) -> str:
    await apply(graph, f"loan:{name}", "enterprise:example", LINE, amount, DAY, actor="test", synthetic=True)
    return f"loan:{name}"


async def state(graph: Graph) -> dict[str, Any]:
    (row,) = await graph.read(
        """MATCH (line:Resource {id: $p.line}) RETURN line.reserved AS reserved,
            COLLECT { MATCH (line)<-[:DRAWS_ON]-(l:Loan) RETURN l.status } AS statuses,
            COUNT { MATCH (r:Repayment) } AS repayments, COUNT { MATCH (e:Event)-[:CHANGED]->(:Loan) } AS events""",
        {"line": LINE},
    )
    return {**row, "statuses": Counter(row["statuses"])}


async def test_of_fifty_who_borrow_at_once_exactly_as_many_as_there_is_room_for_are_lent(line: Graph) -> None:
    names = [await applied(line, f"{i:02d}", 100) for i in range(50)]

    async def one(name: str) -> Written | Refused:
        try:
            return await lend(line, name, DAY, actor="test")
        except Refused as refused:
            return refused

    first = await asyncio.gather(*(one(name) for name in names))
    assert sum(isinstance(each, Written) and each.changed for each in first) == 10
    refused = [each for each in first if isinstance(each, Refused)]
    assert {(each.reason, each.left) for each in refused} == {("OVER_LINE", 0)}
    assert len(refused) == 40
    after = await state(line)
    assert (after["reserved"], after["statuses"]) == (1000, {"LENT": 10, "APPLIED": 40})
    again = await asyncio.gather(*(one(name) for name in names))
    assert not any(isinstance(each, Written) and each.changed for each in again)
    assert await state(line) == after
    assert after["events"] == 60
    assert await audit(line) == []


async def test_what_is_left_is_told_in_both_languages_and_what_is_repaid_can_be_lent_again(
    line: Graph,
) -> None:
    large, small = await applied(line, "large", 800), await applied(line, "small", 300)
    lent = await lend(line, large, DAY, actor="test")
    assert (lent.changed, lent.outstanding, lent.left) == (True, 800, 200)
    with pytest.raises(
        Refused, match=r"额度只剩 200 元，放不出 300 元。 · 200 yuan are left on the line"
    ) as no:
        await lend(line, small, DAY, actor="test")
    assert (no.value.reason, no.value.left, no.value.code) == ("OVER_LINE", 200, "BAD_USER_INPUT")
    await repay(line, "repayment:1", large, 100, DAY, actor="test")
    assert (await lend(line, small, DAY, actor="test")).left == 0
    assert (await state(line))["reserved"] == 1000


async def test_a_repayment_is_booked_once_and_the_last_one_closes_the_loan(line: Graph) -> None:
    loan = await applied(line, "a", 500)
    await lend(line, loan, DAY, actor="test")
    for changed in (True, False):
        assert (await repay(line, "repayment:1", loan, 200, DAY, actor="test")).changed is changed
    assert (await state(line))["reserved"] == 300
    with pytest.raises(Refused, match="换一个编号") as other:
        await repay(line, "repayment:1", loan, 250, DAY, actor="test")
    assert other.value.reason == "OTHER_OF_THIS_ID"
    with pytest.raises(Refused) as more:
        await repay(line, "repayment:2", loan, 300.01, DAY, actor="test")
    assert (more.value.reason, more.value.left) == ("OVER_LOAN", 300)
    await repay(line, "repayment:2", loan, 300, DAY, actor="test")
    assert await state(line) == {
        "reserved": 0, "statuses": {"REPAID": 1}, "repayments": 2, "events": 3,
    }  # fmt: skip
    with pytest.raises(Refused) as closed:
        await repay(line, "repayment:3", loan, 1, DAY, actor="test")
    assert closed.value.reason == "NOT_LENT"
    assert not (await lend(line, loan, DAY, actor="test")).changed


async def test_cents_add_up(line: Graph) -> None:
    loan = await applied(line, "a", 0.3)
    await lend(line, loan, DAY, actor="test")
    for number, amount in enumerate((0.1, 0.2)):
        await repay(line, f"repayment:{number}", loan, amount, DAY, actor="test")
    assert (await state(line))["statuses"] == {"REPAID": 1}
    assert await audit(line) == []


async def test_an_application_stands_once_and_says_what_it_lacks(line: Graph) -> None:
    for changed in (True, False):
        found = await apply(line, "loan:a", "enterprise:example", LINE, 5, DAY, actor="test", synthetic=True)
        assert found.changed is changed
    for change, reason in (
        ({"amount": 6}, "OTHER_OF_THIS_ID"),
        ({"loan": "loan:b", "borrower": "enterprise:none"}, "NO_SUCH_BORROWER"),
        ({"loan": "loan:b", "line": "resource:none"}, "NO_SUCH_LINE"),
        ({"loan": "loan:b", "amount": 0}, "NOT_AN_AMOUNT"),
        ({"loan": "loan:b", "amount": float("nan")}, "NOT_AN_AMOUNT"),
        ({"loan": "loan:b", "amount": 0.001}, "NOT_AN_AMOUNT"),
        ({"loan": "b"}, "NOT_A_KEY"),
    ):
        given: dict[str, Any] = {
            "loan": "loan:a", "borrower": "enterprise:example", "line": LINE, "amount": 5, "on": DAY, **change,
        }  # fmt: skip
        with pytest.raises(Refused) as refused:
            await apply(line, **given, actor="test")
        assert refused.value.reason == reason
    with pytest.raises(Refused) as none:
        await lend(line, "loan:b", DAY, actor="test")
    assert none.value.reason == "NO_SUCH_LOAN"
    assert (await state(line))["statuses"] == {"APPLIED": 1}


@pytest.mark.parametrize(
    ("check", "where", "change"),
    [
        ("over-line", LINE, "MATCH (r:Resource {id: 'resource:line'}) SET r.capacity = 499.0"),
        ("line-reserved", LINE, "MATCH (r:Resource {id: 'resource:line'}) SET r.reserved = 499.0"),
        (
            "over-repaid",
            "loan:a",
            "MATCH (l:Loan {id: 'loan:a'}) CREATE (l)<-[:REPAYS]-(:Repayment {amount: 501.0})",
        ),
        ("loan-status", "loan:a", "MATCH (l:Loan {id: 'loan:a'}) SET l.status = 'REPAID'"),
    ],
)
async def test_the_audit_finds_a_line_that_does_not_fit_its_loans(
    line: Graph, check: str, where: str, change: str
) -> None:
    await lend(line, await applied(line, "a", 500), DAY, actor="test")
    assert await audit(line) == []
    await line.command(change)
    assert (check, where) in {(each.check, each.where) for each in await audit(line)}


LOANS = "id,status,amount,borrowed_by,draws_on,synthetic\n"
REPAYMENTS = "id,amount,paid_on,repays,synthetic\n"


def lent(name: str, amount: float, status: str = "LENT") -> str:
    return f"loan:{name},{status},{amount},enterprise:example,resource:line,true\n"


def repaid(name: str, amount: float, loan: str) -> str:
    return f"repayment:{name},{amount},2026-11-24,loan:{loan},true\n"


async def loads(graph: Graph, folder: Path, loans: str, repayments: str = "", **how: Any) -> Report:
    (folder / "loans.csv").write_text(LOANS + loans, "utf-8")
    (folder / "repayments.csv").write_text(REPAYMENTS + repayments, "utf-8")
    return await load(graph, [folder / "loans.csv", folder / "repayments.csv"], **how)


@pytest.mark.parametrize("how", [{}, {"dry_run": True}])
async def test_tables_whose_loans_would_pass_the_line_are_refused_row_by_row_and_none_is_written(
    line: Graph, tmp_path: Path, how: dict[str, Any]
) -> None:
    report = await loads(line, tmp_path, lent("a", 600) + lent("b", 401) + lent("c", 9, "APPLIED"), **how)
    assert [(each.file, each.row, each.column, each.code) for each in report.refusals] == [
        ("loans.csv", 2, "amount", "over_line"),
        ("loans.csv", 3, "amount", "over_line"),
    ]
    assert report.refusals[0].reason == (
        "额度 resource:line 将有 1,001 元 在贷，超过总量 1,000 元 · "
        "1,001 yuan would be outstanding on resource:line, which holds 1,000"
    )
    assert "先登记还款" in report.refusals[0].mend
    assert (await state(line))["statuses"] == ({} if how else {"APPLIED": 1})


async def test_what_is_repaid_in_the_same_load_makes_room_however_many_rows_it_has(
    line: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "loaders.write.batches.__defaults__", (1,)
    )  # a transaction for each row but the loans'
    report = await loads(line, tmp_path, lent("a", 900, "REPAID") + lent("b", 901), repaid("a", 900, "a"))
    assert not report.refusals, report.refusals
    assert (await state(line))["statuses"] == {"REPAID": 1, "LENT": 1}
    again = await loads(
        line, tmp_path, lent("a", 900, "REPAID") + lent("b", 901) + lent("c", 100), repaid("a", 900, "a")
    )
    assert [(each.row, each.code) for each in again.refusals] == [
        (4, "over_line")
    ]  # not those that stand already
    assert again.total("unchanged") == 3


async def test_the_loans_of_one_line_are_one_transaction_and_those_of_others_are_others(
    line: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.write.batches.__defaults__", (1,))
    (tmp_path / "resources.csv").write_text(
        "id,name,kind,capacity,unit,synthetic\nresource:other,示例额度二,FUND,1000,元,true\n", "utf-8"
    )
    await load(line, [tmp_path / "resources.csv"])
    await loads(line, tmp_path, lent("a", 900))
    began = (await line.read("MATCH (e:Event) RETURN max(e.sequence) AS last"))[0]["last"]
    elsewhere = lent("c", 400).replace("resource:line", "resource:other")
    # the room for b on the line is in what is repaid of a, which the graph alone knows to be of the same line
    report = await loads(line, tmp_path, lent("b", 901) + elsewhere, repaid("a", 900, "a"))
    assert not report.refusals, report.refusals
    written = await line.read(
        """MATCH (e:Event)-[:CHANGED]->(x:Loan|Repayment) WHERE e.sequence > $p.began
        WITH e, collect(DISTINCT x.id) AS ids RETURN e.at AS at, ids""",
        {"began": began},
    )
    at = {id_: row["at"] for row in written for id_ in row["ids"]}
    assert at["loan:b"] == at["repayment:a"] != at["loan:c"]


async def test_repayments_beyond_what_was_lent_are_refused(line: Graph, tmp_path: Path) -> None:
    report = await loads(line, tmp_path, lent("a", 500), repaid("a", 300, "a") + repaid("b", 201, "a"))
    assert [(each.file, each.row, each.column, each.code) for each in report.refusals] == [
        ("repayments.csv", 2, "amount", "over_repaid"),
        ("repayments.csv", 3, "amount", "over_repaid"),
    ]
    assert "501 yuan would be repaid of loan:a, of which 500 were lent" in report.refusals[0].reason
    assert (await state(line))["repayments"] == 0
    assert not (await loads(line, tmp_path, lent("a", 500), repaid("a", 300, "a"))).refusals
    fewer = await loads(line, tmp_path, lent("a", 299))
    assert [(each.file, each.row, each.code) for each in fewer.refusals] == [("loans.csv", 2, "over_repaid")]


async def test_a_line_is_not_made_smaller_than_what_is_out(line: Graph, tmp_path: Path) -> None:
    await loads(line, tmp_path, lent("a", 600))
    (tmp_path / "resources.csv").write_text(
        "id,name,kind,capacity,unit,synthetic\nresource:line,示例额度,FUND,599,元,true\n", "utf-8"
    )
    report = await load(line, [tmp_path / "resources.csv"])
    assert [(each.file, each.row, each.column, each.code) for each in report.refusals] == [
        ("resources.csv", 2, "capacity", "over_line"),
    ]


async def test_what_a_line_has_reserved_follows_from_the_tables_of_loans_and_repayments(
    line: Graph, tmp_path: Path
) -> None:
    async def reserved() -> dict[str, float]:
        rows = await line.read("MATCH (r:Resource {kind: 'FUND'}) RETURN r.id AS id, r.reserved AS reserved")
        return {row["id"]: row["reserved"] for row in rows if row["reserved"]}

    (tmp_path / "resources.csv").write_text(
        "id,name,kind,capacity,unit,synthetic\nresource:other,示例额度二,FUND,1000,元,true\n", "utf-8"
    )
    await load(line, [tmp_path / "resources.csv"])
    await loads(line, tmp_path, lent("a", 600) + lent("b", 30, "APPLIED"), repaid("a", 200, "a"))
    assert await reserved() == {LINE: 400}
    await loads(line, tmp_path, lent("a", 600).replace(LINE, "resource:other") + lent("b", 30))
    assert await reserved() == {LINE: 30, "resource:other": 400}
    assert await audit(line) == []


@pytest.mark.parametrize("how", [{}, {"dry_run": True}])
async def test_a_line_that_has_another_amount_reserved_than_is_out_is_refused(
    line: Graph, tmp_path: Path, how: dict[str, Any]
) -> None:
    table = tmp_path / "resources.csv"
    rows = "id,name,kind,reserved,unit,synthetic\nresource:line,示例额度,FUND,{},元,true\n"
    table.write_text(rows.format(601), "utf-8")
    (tmp_path / "loans.csv").write_text(LOANS + lent("a", 600), "utf-8")
    report = await load(line, [table, tmp_path / "loans.csv"], **how)
    assert [(each.file, each.row, each.column, each.code) for each in report.refusals] == [
        ("resources.csv", 2, "reserved", "not_outstanding")
    ]
    assert "600 yuan are outstanding on resource:line" in report.refusals[0].reason
    assert await audit(line) == []
    table.write_text(rows.format(600), "utf-8")
    assert not (await load(line, [table, tmp_path / "loans.csv"])).refusals
    table.write_text(rows.format(599), "utf-8")
    assert [each.code for each in (await load(line, [table])).refusals] == ["not_outstanding"]
    assert await audit(line) == []


async def test_of_tables_and_tellers_at_once_nobody_passes_the_line(line: Graph, tmp_path: Path) -> None:
    names = [await applied(line, f"{i:02d}", 100) for i in range(10)]

    async def one(name: str) -> bool:
        try:
            return (await lend(line, name, DAY, actor="test")).changed
        except Refused:
            return False

    report, *lends = await asyncio.gather(loads(line, tmp_path, lent("a", 300)), *map(one, names))
    statuses = (await state(line))["statuses"]
    assert statuses["LENT"] == sum(lends) + (not report.refusals)
    assert not [each for each in await audit(line) if each.check == "over-line"]


async def test_what_is_left_on_the_line_and_who_may_borrow(stories: Graph, ask: Ask) -> None:
    data = await ask(stories, "40-credit", platform=PLATFORM, asOf="2026-11-24")
    (platform,) = data["capabilities"]["nodes"]
    (used,) = platform["uses"]
    # 12 shops of 5 million, 9 stalls of 2 and one of 4; three repaid in full, and 2 and 0.5 million in part
    assert used["credit"] == {
        "capacity": 300e6, "outstanding": 64.5e6, "left": 235.5e6, "lentInTotal": 82e6, "borrowers": 22,
        "open": 19, "applied": 3e6, "synthetic": 22,
    }  # fmt: skip
    rows = {each["enterprise"]["name"]: each["toCheck"] for each in platform["eligible"]["nodes"]}
    assert rows == {
        "示例小店": False, "示例武林路商家01": False, "示例武林路商家02": False, "示例武林路商家03": False,
        "示例武林路商家24": False, "示例小店二": True, "示例摊位": True,
    }  # fmt: skip
    assert list(rows.values()) == sorted(rows.values())
    assert "示例集团" not in rows  # a large one
    assert "示例武林路商家23" not in rows  # has applied


async def test_the_line_as_it_stood_on_another_day(stories: Graph, ask: Ask) -> None:
    async def credit(day: str) -> tuple[float, float, int, float]:
        (platform,) = (await ask(stories, "40-credit", platform=PLATFORM, asOf=day))["capabilities"]["nodes"]
        found = platform["uses"][0]["credit"]
        return found["outstanding"], found["lentInTotal"], found["borrowers"], found["applied"]

    assert await credit("2025-08-31") == (0, 0, 0, 0)
    assert await credit("2026-01-15") == (55e6, 55e6, 11, 0)
    assert await credit("2026-08-30") == (82e6, 82e6, 22, 0)
    assert await credit("2026-08-31") == (67e6, 82e6, 22, 0)


async def test_a_loans_events_say_who_and_why(line: Graph) -> None:
    await lend(line, await applied(line, "a", 5), DAY, actor="示例信贷员", reason="材料齐全")
    rows = await line.read(
        """MATCH (e:Event)-[:CHANGED]->(:Loan {id: 'loan:a'}) WITH e ORDER BY e.sequence
            RETURN e.kind AS kind, e.actor AS actor, e.reason AS reason, e.before AS before, e.after AS after"""
    )
    assert [(row["kind"], row["actor"], row["reason"]) for row in rows] == [
        ("CREATED", "test", None),
        ("CHANGED", "示例信贷员", "材料齐全"),
    ]
    assert orjson.loads(rows[1]["before"]) == {"status": "APPLIED"}
    assert orjson.loads(rows[1]["after"]) == {"status": "LENT", "lentOn": "2026-11-24"}


@pytest.mark.parametrize(
    "name", ["apply", "lock_line", "lend", "repay", "append", "lines_of", "lock_lines", "reserve_lines"]
)
async def test_a_write_starts_from_an_index(name: str, stories: Graph) -> None:
    p = dict.fromkeys(("id", "loan", "borrower", "line", "amount", "on", "due", "now", "actor"), "a") | {
        "synthetic": True, "rows": [{"id": "a", "line": "a"}], "ids": ["a"],
    }  # fmt: skip
    plan = await stories.explain(text(name), p)
    used = [operator for operator, _ in operators(plan)]
    assert any("IndexSeek" in each for each in used), used
    assert not [each for each in used if each.endswith("Scan")]
