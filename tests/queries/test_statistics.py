"""The refresh of the text statistics: the same in many transactions as in one, and whole whoever runs at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph import Graph
from loaders import load
from queries import statistics

SHEET = "编号,内容\n" + "".join(
    f"capability:{i:02d},{text}\n"
    for i, text in enumerate(
        ("现炒套餐，员工餐厅", "电梯保养", "送外卖到楼下", "员工团餐", "小额贷款", "保洁", "楼下充电桩") * 2
    )
)


async def texts(graph: Graph) -> list[dict[str, Any]]:
    return await graph.read(
        """MATCH (c:Capability|ServiceTerm) WHERE size(c.grams) > 0
        RETURN c.id AS id, c.grams AS grams, c.gramCounts AS counts, c.gramWeights AS weights, c.likened AS likened,
          c.ownGrams AS own ORDER BY id"""
    )


@pytest.fixture
async def sheet(graph: Graph, tmp_path: Path) -> Graph:
    (tmp_path / "能力.csv").write_text(SHEET, "utf-8")
    report = await load(graph, [Path("data/taxonomy"), tmp_path])
    assert not report.refusals, report.refusals
    return graph


async def test_many_transactions_weigh_the_texts_as_one_does(
    sheet: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await texts(sheet)
    assert sum(row["likened"] is not None for row in whole) > 3
    for many in (3, 40):
        monkeypatch.setattr(statistics, "TEXTS", many)
        await statistics.refresh(sheet)
        assert await texts(sheet) == whole


async def test_of_refreshes_at_once_the_last_to_begin_is_whole(
    sheet: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await texts(sheet)
    monkeypatch.setattr(statistics, "TEXTS", 20)
    began = asyncio.Event()
    steps = Counter[int]()
    step = statistics._Refresh.step

    async def told(self: Any, name: str, **p: Any) -> list[dict[str, Any]]:
        steps[self.version] += 1
        if name == "liken":
            began.set()
        return await step(self, name, **p)

    monkeypatch.setattr(statistics._Refresh, "step", told)
    first = asyncio.create_task(statistics.refresh(sheet))
    await began.wait()
    last = await statistics.refresh(sheet)
    assert await first == last - 1
    assert 1 < steps[last - 1] < steps[last], "the first stopped where it was"
    assert await texts(sheet) == whole
    (told_,) = await sheet.read("MATCH (s:TextStatistics) RETURN s.version AS version")
    assert told_["version"] == last
    (left,) = await sheet.read(
        "MATCH (g:Gram) WHERE g.version <> $p.last RETURN count(*) AS left", {"last": last}
    )
    assert left["left"] == 0


async def test_a_refresh_that_was_killed_is_made_good_by_the_next(
    sheet: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await texts(sheet)
    step = statistics._Refresh.step

    async def ends(self: Any, name: str, **p: Any) -> list[dict[str, Any]]:
        if name == "weigh_some":
            raise asyncio.CancelledError
        return await step(self, name, **p)

    with monkeypatch.context() as patched:
        patched.setattr(statistics._Refresh, "step", ends)
        with pytest.raises(asyncio.CancelledError):
            await statistics.refresh(sheet)
    assert await texts(sheet) != whole
    await statistics.refresh(sheet)
    assert await texts(sheet) == whole
