"""`lianlou query` as a person runs it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from graph import Graph
from lianlou.commands.query import chosen, register
from lianlou.web import operations


@pytest.fixture
def command(commands: Any) -> Any:
    return commands(register, "query")


async def test_a_saved_operations_rows_are_printed(command: Any, stories: Graph) -> None:
    result = await command("gaps", "--set", "place=西湖文化广场")
    assert result.exit_code == 0, result.output
    assert "place.name" in result.stdout
    assert "示例片区01" in result.stdout
    assert "1 行 · rows" in result.stderr


async def test_rows_are_written_for_a_spreadsheet(command: Any, stories: Graph, tmp_path: Path) -> None:
    files = tmp_path / "a.csv", tmp_path / "a.xlsx"
    result = await command(
        "几个社区比一比", "--set", "places=新和平，武林路", "--csv", files[0], "--xlsx", files[1]
    )
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(files[0].open(encoding="utf-8-sig", newline="")))
    assert [(each["place.name"], each["volunteers"], each["employees"]) for each in rows] == [
        ("新和平", "15", ""), ("武林路", "0", ""),
    ]  # fmt: skip
    sheet = load_workbook(files[1]).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:2] == ["place.name", "buildings"]
    assert sheet["A2"].value == "新和平"


async def test_json_is_the_whole_answer(command: Any, stories: Graph) -> None:
    result = await command(
        "65",
        "--set",
        "by=term",
        "--set",
        'where={"lists": ["EMPLOYEE_HOPES"], "statuses": ["OPEN"]}',
        "--json",
    )
    assert result.exit_code == 0, result.output
    groups = json.loads(result.stdout)["needsSummary"]["nodes"]
    assert [(each["term"]["name"], each["needs"]) for each in groups] == [("单身联谊", 2), ("楼宇食堂", 1)]


async def test_rows_of_another_list_can_be_chosen_and_a_cut_page_is_told(
    command: Any, stories: Graph
) -> None:
    result = await command("62", "--set", "place=拱墅区", "--set", "first=2", "--rows", "gaps.nodes.rings")
    assert result.exit_code == 0, result.output
    assert "6 行 · rows" in result.stderr  # two cells of three rings, from the community outwards
    assert "gaps：只取了 8 条中的 2 条" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["nonsense"], 2, "`lianlou query --list` shows them all"),
        (["62"], 2, "add --set 'place=拱墅区'"),
        (["62", "--set", "place=无此地"], 1, "没有找到：无此地"),
        (["60", "--set", "of=骑士汇", "--set", "depth=9"], 2, "must lie between 1 and 3"),
        (["63", "--set", "place=新和平", "--rows", "x"], 2, "The answer has no such list"),
        (["63", "--set", "place=新和平", "--csv", "/nowhere/at/all.csv"], 2, "can't be written"),
    ],
)
async def test_what_goes_wrong_is_told_with_the_mend(
    command: Any, stories: Graph, words: list[str], code: int, told: str
) -> None:
    result = await command(*words)
    assert result.exit_code == code, result.output
    assert told in result.stderr.replace("\n", "")


async def test_the_list_shows_each_operation_with_its_variables(command: Any) -> None:
    result = await command("--list")
    assert result.exit_code == 0, result.output
    assert all(each.name in result.stdout for each in operations())
    assert "place: String!" in result.stdout


def test_an_operation_is_found_by_its_number_its_name_and_its_titles() -> None:
    keys = {
        chosen(each).key
        for each in ("62", "Gaps", "gaps", "62-gaps", "哪里的需求没有供给", "Where demand has no supply")
    }
    assert keys == {"62-gaps"}
    assert chosen("1").key == "01-matches"
