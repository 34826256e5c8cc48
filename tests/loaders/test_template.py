"""The templates: what staff fill in is what the loader reads."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph import Graph
from graph.errors import InputError
from graph.model import MODEL, Kind
from loaders import load
from loaders.cells import read, tie_properties
from loaders.columns import Chooses, Fills, Qualifies, Tie, same
from loaders.documented import in_order
from loaders.kinds import CHINESE
from loaders.plan import Item, item
from loaders.read import RawRow, RawTable
from loaders.rows import ROWS, Row
from loaders.template import LISTS, LONGEST_LIST, words_of, write_templates

STORIES = Path(__file__).parents[2] / "data" / "stories"


def sheet_of(folder: Path, name: str) -> tuple[Path, Worksheet]:
    path = folder / f"{ROWS[name].table.zh}-{name}.xlsx"
    sheet = load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return path, sheet


def as_staff_say(row: type[Row], name: str, cell: str) -> str:
    """A cell of the stories in the words of the drop-down lists."""
    column = row.columns()[name]
    marker = column.marker
    words = [CHINESE[each][0] for each in cell.split(";") if each in CHINESE]
    closed = isinstance(marker, Chooses) or (isinstance(marker, Fills | Qualifies) and marker.property.values)
    if cell in {"true", "false"}:
        return "是" if cell == "true" else "否"
    return ";".join(words) if closed and words else cell


async def test_templates_filled_with_the_stories_load_as_the_stories_do(graph: Graph, tmp_path: Path) -> None:
    write_templates(tmp_path)
    filled = 0
    tables: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sorted(STORIES.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            tables[path.stem.partition("-")[0]] += csv.DictReader(file)
    for name, rows in tables.items():
        row = ROWS[name]
        book, sheet = sheet_of(tmp_path, name)
        under = {column.name: number for number, column in enumerate(in_order(row), 1)}
        for at, told in enumerate(rows, 2):
            for header, cell in told.items():
                column = header if header in under else f"{header}_"
                if cell:
                    sheet.cell(at, under[column]).value = as_staff_say(row, column, cell)
                    filled += 1
        sheet.parent.save(book)
    report = await load(graph, [tmp_path])
    assert not report.refusals, report.refusals[:3]
    assert filled > 1000
    again = await load(graph, [STORIES])
    assert again.rows == report.rows
    assert not again.changed


async def test_templates_as_they_are_load_nothing(graph: Graph, tmp_path: Path) -> None:
    assert len(write_templates(tmp_path)) == len(ROWS)
    report = await load(graph, [tmp_path])
    assert not report.refusals, report.refusals[:3]
    assert (report.rows, set(report.tables)) == (0, set(ROWS))


def test_every_header_is_understood_and_says_what_stands_under_it(tmp_path: Path) -> None:
    write_templates(tmp_path)
    for name, row in ROWS.items():
        _, sheet = sheet_of(tmp_path, name)
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == 1
        for cell, column in zip(sheet[1], in_order(row), strict=True):
            header = str(cell.value)
            assert same(header) in column.headers
            assert header.endswith("*") == column.required
            assert cell.comment
            told = cell.comment.text
            assert told.startswith(column.name.rstrip("_"))
            assert "例 · example: " in told
            assert ("必填" in told) == column.required


def offered(row: type[Row]) -> Iterator[tuple[str, list[str]]]:
    for name, column in row.columns().items():
        if words := words_of(row, column):
            yield name, words


@pytest.mark.parametrize("name", list(ROWS))
def test_every_word_offered_is_one_that_the_loader_understands(name: str) -> None:
    row = ROWS[name]
    for column, words in offered(row):
        marker = row.columns()[column].marker
        assert len(words) == len(set(words))
        meanings = [read(marker, word) for word in words]
        if isinstance(marker, Chooses):
            for word, (label, _) in zip(words, row.table.kinds.values(), strict=True):
                raw = RawRow(2, {"id": f"{MODEL.by_label[label].prefix}:a", "name": "甲", column: word})
                made = item(RawTable(name, name, {}, iter(())), raw)
                assert isinstance(made, Item), made
                assert made.label == label
        elif isinstance(marker, Tie) and marker.part == "type":
            assert len(words) == len(MODEL.relationships)
        else:
            prop = (
                tie_properties()[marker.part]
                if isinstance(marker, Tie)
                else getattr(marker, "property", None)
            )
            assert prop
            assert meanings == ([True, False] if prop.kind is Kind.BOOLEAN else list(prop.values))


def test_a_closed_set_is_a_list_to_choose_from_and_a_number_or_a_day_is_checked(tmp_path: Path) -> None:
    write_templates(tmp_path)
    for name, row in ROWS.items():
        path, sheet = sheet_of(tmp_path, name)
        rules = {str(each.sqref).partition("2:")[0]: each for each in sheet.data_validations.dataValidation}
        for cell, column in zip(sheet[1], in_order(row), strict=True):
            rule = rules.get(cell.column_letter)
            if words := words_of(row, column):
                assert rule
                assert (rule.type, rule.errorStyle) == ("list", "warning")
                inline = str(rule.formula1).strip('"')
                if len(",".join(words)) <= LONGEST_LIST:
                    assert inline.split(",") == words
                else:
                    listed = load_workbook(path)[LISTS]
                    assert [each.value for each in listed[inline.split("$")[1]]][: len(words)] == words
            elif rule:
                assert rule.type in {"date", "whole", "decimal"}


def test_a_template_that_is_there_already_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "模板" / "一"
    first = write_templates(folder)[0]
    first.write_bytes(b"filled in")
    with pytest.raises(InputError, match="不会覆盖"):
        write_templates(folder)
    assert first.read_bytes() == b"filled in"
