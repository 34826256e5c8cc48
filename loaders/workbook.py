"""The sheets of an .xlsx file, read within bounds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from loaders.wrong import Wrong, wrong

LARGEST_UNPACKED = 512 * 1024 * 1024
STEEPEST = 200
"""How many times its packed size a large part may have unpacked; ordinary sheets stay below 30."""
MOST_ROWS = 1_048_576
"""A file may number its rows as it likes, and a reader would fill the gap with empty ones."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheets(path: Path) -> list[tuple[str, Iterator[Sequence[Any] | Wrong]]]:
    """Each sheet's name and its rows, formulas as formulas.

    Raises:
        Wrong: it is no .xlsx file, is protected by a password, or would unpack beyond all bounds.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLE:
        raise wrong(
            "protected",
            "文件有密码，或是旧的 .xls 格式",
            "the file is protected by a password, or is an old .xls",
            "去掉密码，另存为 .xlsx",
            "remove the password and save it as .xlsx",
        )
    try:
        _bounded(path)
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Wrong:
        raise
    except Exception as error:
        # openpyxl, zipfile and expat let through whatever they meet in a file that only looks like a workbook
        raise wrong(
            "not_xlsx",
            "不是 .xlsx 文件，或已损坏",
            f"is not an .xlsx file, or is damaged ({type(error).__name__})",
            "在表格软件中打开并另存为 .xlsx",
            "open it in a spreadsheet program and save it as .xlsx",
        ) from error
    return [(sheet.title.strip(), _lines(sheet)) for sheet in book.worksheets]


def _bounded(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        total = sum(part.file_size for part in parts)
        steep = any(
            part.file_size > 16 * 1024 * 1024 and part.file_size > STEEPEST * max(part.compress_size, 1)
            for part in parts
        )
        if total > LARGEST_UNPACKED or steep or len(parts) > 10_000:
            raise wrong(
                "too_large_unpacked",
                "解压后过大",
                f"would unpack to {total // 1024 // 1024} MB",
                "分成几个文件，或另存为 .csv",
                "split it into several files, or save it as .csv",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise wrong(
                "protected",
                "文件有密码",
                "the file is protected by a password",
                "去掉密码",
                "remove the password",
            )
        for part in parts:
            if part.filename.endswith(".xml"):
                with archive.open(part) as xml:
                    if b"<!DOCTYPE" in xml.read(4096).upper():
                        raise wrong(
                            "not_xlsx",
                            "含有 DOCTYPE，不是正常的 .xlsx",
                            "holds a DOCTYPE, which no .xlsx has",
                            "在表格软件中打开并另存",
                            "open it in a spreadsheet program and save it again",
                        )


def _lines(sheet: Any) -> Iterator[Sequence[Any] | Wrong]:
    sheet.reset_dimensions()  # what a file says about its own extent may be wrong
    try:
        for number, line in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MOST_ROWS:
                yield wrong(
                    "too_many_rows",
                    "行号超过 1048576",
                    "rows are numbered beyond 1,048,576, which no .xlsx has",
                    "在表格软件中打开并另存",
                    "open it in a spreadsheet program and save it again",
                )
                return
            yield line
    except Exception as error:  # noqa: BLE001 - as above: whatever the parsers meet in a damaged sheet
        yield wrong(
            "not_xlsx",
            "工作表已损坏",
            f"the sheet is damaged ({type(error).__name__})",
            "在表格软件中打开并另存为 .xlsx",
            "open it in a spreadsheet program and save it as .xlsx",
        )
