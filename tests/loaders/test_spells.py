"""Two spells of one relationship: told in the ties table, meant by a cell, mended, and read by matching."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from graph import Graph
from graph.audit import audit
from loaders import Report, load

PEOPLE = "id,name,holds,holds_from,holds_until\nperson:a,示例人员甲,{holds},{begun},{ended}\n"
TIES = "start,type,end,from,until\n"
OLD = "person:a,HOLDS,qualification:q,2024-01-01,2025-06-30\n"
NEW = "person:a,HOLDS,qualification:q,2026-01-01,\n"
Spells = list[tuple[str | None, str | None]]


def people(holds: str = "", begun: str = "", ended: str = "") -> str:
    return PEOPLE.format(holds=holds, begun=begun, ended=ended)


async def told(graph: Graph, folder: Path, **tables: str) -> Report:
    """The report of a load of these tables alone."""
    inside = folder / f"load{len(list(folder.iterdir()))}"
    inside.mkdir()
    for name, text in tables.items():
        (inside / f"{name}.csv").write_text(text, "utf-8")
    return await load(graph, [inside])


async def spells(graph: Graph) -> Spells:
    rows = await graph.read(
        "MATCH (:Person {id: 'person:a'})-[r:HOLDS]->() RETURN toString(r.from) AS a, toString(r.until) AS b ORDER BY a"
    )
    return [(row["a"], row["b"]) for row in rows]


@pytest.fixture
async def held(graph: Graph, tmp_path: Path) -> Graph:
    """A person who held a certificate until 2025 and holds it again from 2026."""
    report = await told(
        graph,
        tmp_path,
        qualifications="id,name\nqualification:q,示例证书\n",
        people=people(),
        ties=TIES + OLD + NEW,
    )
    assert not report.refusals, report.refusals
    return graph


async def test_two_spells_in_the_ties_table_are_two_relationships_and_a_second_load_changes_nothing(
    held: Graph, tmp_path: Path
) -> None:
    assert await spells(held) == [("2024-01-01", "2025-06-30"), ("2026-01-01", None)]
    report = await told(held, tmp_path, people=people(), ties=TIES + NEW + OLD)
    assert not report.changed
    assert not report.refusals
    assert await audit(held) == []


async def test_one_spell_is_changed_and_the_other_stays(held: Graph, tmp_path: Path) -> None:
    report = await told(held, tmp_path, ties=TIES + NEW.replace(",\n", ",2027-12-31\n"))
    assert (report.ties_created, report.ties_updated) == (0, 1)
    assert await spells(held) == [("2024-01-01", "2025-06-30"), ("2026-01-01", "2027-12-31")]


async def test_the_same_spell_twice_in_the_ties_table_is_refused(held: Graph, tmp_path: Path) -> None:
    report = await told(held, tmp_path, ties=TIES + NEW + NEW)
    assert [each.code for each in report.refusals] == ["duplicate_key"]


async def test_a_cell_that_only_names_the_thing_is_content_with_either_spell(
    held: Graph, tmp_path: Path
) -> None:
    report = await told(held, tmp_path, people=people("示例证书"))
    assert not report.refusals
    assert not report.changed
    assert len(await spells(held)) == 2


async def test_a_cell_that_says_more_without_saying_of_which_spell_is_refused(
    held: Graph, tmp_path: Path
) -> None:
    report = await told(held, tmp_path, people=people("示例证书", ended="2028-12-31"))
    assert [each.code for each in report.refusals] == ["ambiguous"]
    assert "ties" in report.refusals[0].mend
    assert len(await spells(held)) == 2


async def test_without_a_beginning_the_only_spell_is_meant(graph: Graph, tmp_path: Path) -> None:
    await told(
        graph,
        tmp_path,
        qualifications="id,name\nqualification:q,示例证书\n",
        people=people(),
        ties=TIES + OLD,
    )
    report = await told(graph, tmp_path, people=people("示例证书", ended="2025-09-30"))
    assert (report.ties_created, report.ties_updated, report.ties_removed) == (0, 1, 0)
    assert await spells(graph) == [("2024-01-01", "2025-09-30")]


async def test_a_cell_and_a_tie_of_one_load_are_one_spell(graph: Graph, tmp_path: Path) -> None:
    tables = {
        "qualifications": "id,name\nqualification:q,示例证书\n",
        "people": people("示例证书"),
        "ties": TIES + NEW,
    }
    assert not (await told(graph, tmp_path, **tables)).refusals
    assert await spells(graph) == [("2026-01-01", None)]
    assert not (await told(graph, tmp_path, **tables)).changed


async def test_a_cell_mends_the_spell_that_it_overlaps_and_leaves_the_one_that_was_over(
    held: Graph, tmp_path: Path
) -> None:
    report = await told(held, tmp_path, people=people("示例证书", "2026-02-01"))
    assert (report.ties_created, report.ties_removed) == (1, 1)
    assert await spells(held) == [("2024-01-01", "2025-06-30"), ("2026-02-01", None)]


async def test_an_open_beginning_is_written_once_by_two_loads_at_once(held: Graph, tmp_path: Path) -> None:
    await told(held, tmp_path, people="id,name\nperson:b,示例人员乙\n")
    inside = tmp_path / "both"
    inside.mkdir()
    (inside / "ties.csv").write_text(TIES + "person:b,HOLDS,qualification:q,,\n", "utf-8")
    reports = await asyncio.gather(*(load(held, [inside]) for _ in range(2)))
    assert [report.exit_code for report in reports] == [0, 0]
    rows = await held.read("MATCH (:Person {id: 'person:b'})-[r:HOLDS]->() RETURN count(r) AS n")
    assert rows == [{"n": 1}]
