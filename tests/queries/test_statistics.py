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


async def test_what_provides_a_term_takes_up_its_new_words_though_killed_between(
    sheet: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provides = "编号,内容,类目\n" + "".join(f"capability:p{i},保洁{i},食堂\n" for i in range(5))
    (tmp_path / "能力.csv").write_text(provides, "utf-8")
    (tmp_path / "服务类目.csv").write_text("编号,名称\nterm:canteen,食堂\n", "utf-8")
    assert not (await load(sheet, [tmp_path])).refusals
    renamed = tmp_path / "服务类目.csv"
    renamed.write_text("编号,名称,同义词\nterm:canteen,食堂,伙食团\n", "utf-8")

    async def taken_up() -> int:
        (row,) = await sheet.read(
            "MATCH (c:Capability)-[:PROVIDES]->({id: 'term:canteen'}) WHERE '伙食' IN c.grams RETURN count(*) AS many"
        )
        return row["many"]

    monkeypatch.setattr(statistics, "REWORDED", 2)
    take_up = statistics.take_up
    done: list[int] = []

    async def ends(tx: Any, ids: Any) -> None:
        if ids[0].startswith("capability:"):
            done.append(len(ids))
            if len(done) > 1:
                raise asyncio.CancelledError
        await take_up(tx, ids)

    with monkeypatch.context() as patched:
        patched.setattr(statistics, "take_up", ends)
        with pytest.raises(asyncio.CancelledError):
            await load(sheet, [renamed])
    assert done == [2, 2]
    assert await taken_up() == 2
    again = await load(sheet, [renamed])
    assert again.total("updated") == 0, "the term was written"
    assert await taken_up() == await providing(sheet)
    (left,) = await sheet.read("MATCH (t:ServiceTerm) WHERE t.reworded IS NOT NULL RETURN count(*) AS many")
    assert left["many"] == 0
    assert not await statistics.due(sheet)
    whole = await texts(sheet)
    await statistics.refresh(sheet)
    assert await texts(sheet) == whole


async def providing(graph: Graph) -> int:
    """How many capabilities provide a canteen."""
    (row,) = await graph.read(
        "MATCH (c:Capability)-[:PROVIDES]->({id: 'term:canteen'}) RETURN count(*) AS many"
    )
    return row["many"]


async def test_a_load_that_was_killed_before_it_counted_is_made_good_by_the_same_load(
    sheet: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tmp_path / "能力.csv"
    more.write_text("编号,内容\ncapability:more,钢琴调律\n", "utf-8")

    async def ends(_: Graph) -> int:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(statistics, "refresh", ends)
        with pytest.raises(asyncio.CancelledError):
            await load(sheet, [more])
    assert (await weighed(sheet)) is None
    assert (await load(sheet, [more])).total("unchanged") == 1
    assert await weighed(sheet)


async def weighed(graph: Graph) -> list[float] | None:
    """The weights of the text that was loaded last."""
    (row,) = await graph.read("MATCH (c {id: 'capability:more'}) RETURN c.gramWeights AS weights")
    return row["weights"]
