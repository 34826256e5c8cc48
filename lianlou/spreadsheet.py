"""A table written for spreadsheet programs, in which no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

from graph.errors import InputError
from lianlou.table import Table

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet program may read as the beginning of a formula, full-width forms among them."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575


def csv_bytes(table: Table) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; text like a formula has an apostrophe in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_safe(column) for column in table.columns])
    writer.writerows([_safe(_shown(cell)) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def xlsx_bytes(table: Table) -> bytes:
    """One sheet, its header frozen; every text is stored as text.

    Raises:
        InputError: there are more rows than a sheet has.
    """
    if len(table.rows) > MOST_ROWS:
        raise InputError(
            f"共 {len(table.rows)} 行，超过一张工作表的 {MOST_ROWS} 行：请用 --csv。 · "
            f"{len(table.rows)} rows are more than a sheet's {MOST_ROWS}: use --csv."
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("联楼 Lianlou")
    sheet.freeze_panes = "A2"
    for row in [table.columns, *table.rows]:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(path: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        InputError: it can't be written there.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"{path} 无法写入（{error.strerror}）：换一个文件夹，或先关闭打开它的程序。 · "
            f"{path} can't be written ({error.strerror}): choose another folder, or close the program that has it open."
        ) from error


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _safe(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return f"'{value}"
    return value


def _cell(sheet: Any, value: Any) -> Any:
    shown = _shown(value)
    if not isinstance(shown, str):
        return shown
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", shown)[:LONGEST_CELL]
    cell.data_type = "s"  # openpyxl has taken text with = in front for a formula
    cell.quotePrefix = shown.startswith(BEGINS_A_FORMULA)
    return cell


def lines(table: Table) -> list[list[str]]:
    """The rows as text, for a terminal."""
    shown = [[_shown(cell) for cell in row] for row in table.rows]
    return [[f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in row] for row in shown]
