"""`lianlou load` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph import Graph
from lianlou.commands.load import register
from loaders.rows import ROWS


@pytest.fixture
def command(commands: Any) -> Any:
    return commands(register, "load", columns=200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "needs.csv").write_text("内容,数量\n想要食堂,30\n停车,三个\n", "utf-8")
    (tmp_path / "capabilities.csv").write_text("text\n提供食堂\n", "utf-8")
    return tmp_path


async def test_the_report_says_what_was_loaded_and_each_refusal_with_its_mend(
    command: Any, graph: Graph, folder: Path
) -> None:
    result = await command(folder, "--report", folder / "report.json")
    assert result.exit_code == 1, result.output
    assert "needs.csv:3:数量 三个" in result.output
    assert "is not a (finite) number" in result.output
    assert "只填数字，单位放在“单位”列" in result.output
    assert "rows/s" in result.output
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert (report["created"], report["refused"], report["exitCode"], report["rows"]) == (2, 1, 1, 3)
    assert report["tables"]["needs"] == {"created": 1, "updated": 0, "unchanged": 0, "refused": 1}
    refusal = report["refusals"][0]
    assert {key: refusal[key] for key in ("file", "row", "column", "value", "code")} == {
        "file": "needs.csv", "row": 3, "column": "数量", "value": "三个", "code": "not_a_number",
    }  # fmt: skip
    assert refusal["reason"]
    assert refusal["mend"]


async def test_all_well_is_nought_and_nothing_done_is_two(command: Any, graph: Graph, folder: Path) -> None:
    assert (await command(folder / "capabilities.csv")).exit_code == 0
    assert (await command(folder / "capabilities.csv")).exit_code == 0
    assert (await command(folder, "--strict")).exit_code == 2
    assert (await command(folder / "none.csv")).exit_code == 2
    assert (await command()).exit_code == 2


async def test_strict_and_dry_run_say_that_nothing_was_written(
    command: Any, graph: Graph, folder: Path
) -> None:
    assert "nothing was written" in (await command(folder, "--strict")).output
    assert "dry run: nothing was written" in (await command(folder, "--dry-run")).output
    assert await graph.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]


async def test_the_columns_are_listed_without_a_graph(command: Any) -> None:
    result = await command("--columns")
    assert result.exit_code == 0
    for row in ROWS.values():
        assert f"{row.table.name} · {row.table.zh}" in result.output


async def test_a_report_that_cannot_be_written_is_told_after_the_load(
    command: Any, graph: Graph, folder: Path
) -> None:
    result = await command(folder, "--report", folder / "nowhere" / "report.json")
    assert result.exit_code == 2
    assert "the load stands" in result.stderr
    assert "Traceback" not in result.stderr


async def test_templates_are_written_once_without_a_graph(command: Any, tmp_path: Path) -> None:
    result = await command("--template", tmp_path / "new")
    assert result.exit_code == 0
    assert "需求-needs.xlsx" in result.output
    assert len(list((tmp_path / "new").iterdir())) == len(ROWS)
    again = await command("--template", tmp_path / "new")
    assert again.exit_code == 2
    assert "name another folder" in again.stderr
    (tmp_path / "file").write_text("", "utf-8")
    assert (await command("--template", tmp_path / "file")).exit_code == 2
