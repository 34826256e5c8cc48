"""Files of any content are read, or refused; nothing else ever comes of them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from loaders.plan import Item, item
from loaders.read import RawRow, decoded, files, tables
from loaders.wrong import Wrong

FUZZED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def workbook() -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["text", "quantity", "raised_on"])
    for number in range(20):
        page.append([f"需要第{number}件事", number, "2026-03-01"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


WORKBOOK = workbook()


def everything(path: Path) -> list[object]:
    """All that comes of a file: items, refusals, what is wrong."""
    found: list[object] = []
    for table in tables(path):
        if isinstance(table, tuple):
            found.append(table[1])
            continue
        for row in table.rows:
            made = item(table, row) if isinstance(row, RawRow) else row[1]
            found += made if isinstance(made, list) else [made]
    return found


@FUZZED
@given(st.one_of(st.binary(max_size=300), st.text(alphabet='a,"\n\r;\t食=#0é', max_size=200).map(str.encode)))
def test_any_bytes_as_a_csv_are_items_or_refusals(tmp_path: Path, data: bytes) -> None:
    (path := tmp_path / "needs.csv").write_bytes(b"text,quantity\n" + data)
    everything(path)
    path.write_bytes(data)
    everything(path)


@FUZZED
@given(
    st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 200),
)
def test_a_damaged_workbook_is_items_or_refusals(
    tmp_path: Path, damage: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(WORKBOOK)
    for place, byte in damage:
        data[place] = byte
    (path := tmp_path / "needs.xlsx").write_bytes(data[: len(data) - cut])
    everything(path)


def test_a_sound_workbook_is_all_items(tmp_path: Path) -> None:
    (path := tmp_path / "needs.xlsx").write_bytes(WORKBOOK)
    found = everything(path)
    assert len(found) == 20
    assert all(isinstance(each, Item) for each in found)


def test_rows_are_counted_as_a_spreadsheet_counts_them_blank_ones_included(tmp_path: Path) -> None:
    (path := tmp_path / "needs.csv").write_text("\n\ntext\n\na\n", "utf-8")
    (found,) = everything(path)
    assert isinstance(found, Item)
    assert found.where.row == 5


def test_headers_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    (path := tmp_path / "needs.csv").write_text("text\n", "utf-8")
    assert everything(path) == []


@pytest.mark.parametrize(
    "name",
    [
        "needs.csv",
        "Needs.CSV",
        "需求.csv",
        "needs-north.csv",
        "需求_2026.csv",
        "needs (2).csv",
        "needs.2026-03.csv",
    ],
)
def test_a_table_is_known_by_the_beginning_of_its_files_name(tmp_path: Path, name: str) -> None:
    (path := tmp_path / name).write_text("text\na\n", "utf-8")
    (table,) = tables(path)
    assert not isinstance(table, tuple)
    assert table.name == "needs"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_endings_of_every_spreadsheet_program(
    tmp_path: Path, delimiter: str, ending: str
) -> None:
    lines = [
        delimiter.join(line) for line in (["text", "quantity"], ['"多行\n内容"', "3"], ["", ""], ["b", ""])
    ]
    (path := tmp_path / "needs.csv").write_bytes(ending.join(lines).encode())
    first, second = everything(path)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.properties, first.where.row) == ({"text": "多行\n内容", "quantity": 3.0}, 2)
    assert (second.properties, second.where.row) == ({"text": "b"}, 4)


@pytest.mark.parametrize("text", ["楼下停车难", "龘䶮𠮷", "a"])
def test_gb18030_is_understood_beyond_the_common_characters(text: str) -> None:
    assert decoded(text.encode("gb18030")) == text


def test_lock_files_and_files_that_start_with_a_line_are_left_out_of_a_folder(tmp_path: Path) -> None:
    for name in ("needs.csv", "~$needs.xlsx", "_old.csv", ".hidden.csv", "notes.md"):
        (tmp_path / name).write_text("text\n", "utf-8")
    assert [each.name for each in files([tmp_path])] == ["needs.csv"]
    with pytest.raises(Wrong):
        files([tmp_path / "none"])
