"""`lianlou loan` as a person runs it: what it says, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from graph import Graph
from lianlou.commands.loan import register


@pytest.fixture
def command(commands: Any) -> Any:
    return commands(register, "loan")


def application(loan: str, amount: float) -> list[object]:
    return ["apply", loan, "--borrower", "enterprise:example", "--line", "resource:line", "--amount", amount]


async def test_a_loan_is_applied_for_lent_and_repaid(command: Any, line: Graph) -> None:
    for words, told in (
        (application("loan:a", 800), "已登记 · done"),
        (application("loan:a", 800), "早已登记，没有改动 · it stands already, nothing was changed"),
        (
            ["lend", "loan:a", "--actor", "示例信贷员", "--reason", "材料齐全"],
            "额度剩余 · left on the line 200 元",
        ),
        (["lend", "loan:a"], "早已登记"),
        (["repay", "loan:a", "--amount", 300, "--id", "repayment:a"], "在贷 · outstanding 500 元"),
        (["repay", "loan:a", "--amount", 300, "--id", "repayment:a"], "早已登记"),
        (
            ["repay", "loan:a", "--amount", 500, "--id", "repayment:b", "--on", "2026-11-24"],
            "在贷 · outstanding 0 元",
        ),
    ):
        result = await command(*words)
        assert result.exit_code == 0, result.output
        assert told in result.stdout
    rows = await line.read(
        "MATCH (e:Event)-[:CHANGED]->(n) WHERE n:Loan OR n:Repayment WITH e, n ORDER BY e.sequence RETURN n.id AS id, e.kind AS kind, e.actor AS actor, e.reason AS reason"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("loan:a", "CREATED", "lianlou loan", None),
        ("loan:a", "CHANGED", "示例信贷员", "材料齐全"),
        ("repayment:a", "CREATED", "lianlou loan", None),
        ("repayment:b", "CREATED", "lianlou loan", None),
        ("loan:a", "CHANGED", "lianlou loan", None),
    ]


async def test_a_refusal_says_why_in_both_languages_and_writes_nothing(command: Any, line: Graph) -> None:
    for words in (application("loan:a", 800), ["lend", "loan:a"], application("loan:b", 300)):
        assert (await command(*words)).exit_code == 0
    for words, told in (
        (
            ["lend", "loan:b"],
            "额度只剩 200 元，放不出 300 元。 · 200 yuan are left on the line, too few for 300.",
        ),
        (["lend", "loan:none"], "没有贷款 loan:none"),
        (
            ["repay", "loan:a", "--amount", 801, "--id", "repayment:a"],
            "贷款 loan:a 只欠 800 元，还不了 801 元。 · 800 yuan of the loan 'loan:a' are to be repaid, fewer than 801.",
        ),
        (["repay", "loan:b", "--amount", 1, "--id", "repayment:a"], "没有在贷"),
        (application("loan:a", 700), "已用于内容不同的另一条：换一个编号"),
        (application("loan:c", 0.001), "金额 0.001 须大于 0，最多两位小数。"),
        (application("c", 5), "编号 c 应以 loan: 开头。"),
    ):
        result = await command(*words)
        assert result.exit_code == 2, result.output
        assert told in " ".join(result.stderr.split("\n"))
    (row,) = await line.read(
        "MATCH (l:Loan) WITH l ORDER BY l.id RETURN collect(l.status) AS loans, COUNT { MATCH (r:Repayment) } AS repayments"
    )
    assert row == {"loans": ["LENT", "APPLIED"], "repayments": 0}
