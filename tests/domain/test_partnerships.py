"""Partnerships: what agreements in force promise and nobody was referred to yet."""

from __future__ import annotations

import pytest

from graph import Graph
from tests.domain.conftest import Ask

REVIEW, FIRST_AID, NOTARY = "示例合同审查", "示例急救讲座", "示例公证协办"
CLINIC, LABOUR = "示例法务门诊", "示例劳动法释疑"


async def promised(graph: Graph, ask: Ask, day: str, party: str | None = None) -> list[str]:
    found = await ask(graph, "42-unasked-promises", party=party, asOf=day)
    return [each["capability"]["title"] for each in found["unaskedPromises"]["nodes"]]


async def test_what_partners_promised_and_was_not_asked_for_yet(stories: Graph, ask: Ask) -> None:
    found = await ask(stories, "42-unasked-promises", party=None, asOf="2026-11-24")
    rows = found["unaskedPromises"]["nodes"]
    # in force, and nobody was referred to them: what ends first stands first
    assert [each["capability"]["title"] for each in rows] == [REVIEW, FIRST_AID]
    assert rows[0]["provider"] == {"name": "示例律所"}
    assert rows[0]["agreement"] == {
        "title": "示例法务共建协议", "scope": "法务", "validFrom": "2026-01-01", "validUntil": "2027-12-31",
    }  # fmt: skip
    assert {each["name"] for each in rows[1]["parties"]} == {"浙江省公羊会", "新和平综合服务中心"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-12-31", [NOTARY]),  # the agreement's last day
        ("2026-01-01", [LABOUR, REVIEW, CLINIC]),
        ("2026-06-30", [LABOUR, REVIEW, CLINIC, FIRST_AID]),
        ("2026-10-08", [REVIEW, CLINIC, FIRST_AID]),  # the labour lawyer's offer has ended
        ("2026-10-09", [REVIEW, FIRST_AID]),  # the clinic was asked
        ("2028-01-01", [FIRST_AID]),
    ],
)
async def test_a_promise_counts_on_the_days_on_which_it_stands(
    stories: Graph, ask: Ask, day: str, expected: list[str]
) -> None:
    assert sorted(await promised(stories, ask, day)) == sorted(expected)


async def test_one_partys_promises_by_its_name(stories: Graph, ask: Ask) -> None:
    assert await promised(stories, ask, "2026-11-24", "浙江省公羊会") == [FIRST_AID]
    assert await promised(stories, ask, "2026-11-24", "没有这家") == []
