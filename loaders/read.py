"""Files to raw rows: which files hold which table, and their cells as they stand there."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders import workbook
from loaders.columns import Column, same
from loaders.rows import ROWS
from loaders.wrong import Wrong, shown, wrong

LARGEST_FILE = 512 * 1024 * 1024
LARGEST_CELL = 16 * 1024 * 1024
"""Beyond it the csv reader gives up; a cell this side of it is refused by its column's own limit."""
SUFFIXES = (".csv", ".xlsx")
_NAMES = {same(word): name for name, row in ROWS.items() for word in (name, row.table.zh)}
_UNNAMED = re.compile(r"(sheet|工作表|table)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True)
class RawRow:
    """A row's cells by column name; empty cells are left out."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True)
class RawTable:
    """A table of a file. Iterating `rows` yields a row, or what is wrong where none could be read."""

    file: str
    name: str
    headers: dict[str, str]
    """The header in the file, by column name."""
    rows: Iterator[RawRow | tuple[int, Wrong]]


def files(paths: Iterable[Path]) -> list[Path]:
    """The table files named, and those in the folders named, in order.

    Raises:
        Wrong: a path isn't there, or a folder holds no table.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                each
                for each in path.iterdir()
                if each.suffix.lower() in SUFFIXES and not each.name.startswith((".", "~$", "_"))
            )
            if not inside:
                raise wrong(
                    "no_tables",
                    f"文件夹 {path} 里没有表格",
                    f"the folder {path} holds no tables",
                    "放入 needs.csv 等 .csv 或 .xlsx 文件",
                    "put .csv or .xlsx files into it, such as needs.csv",
                )
            found += inside
        elif not path.exists():
            raise wrong("no_file", f"找不到 {path}", f"{path} is not there", "检查路径", "check the path")
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def tables(path: Path) -> Generator[RawTable | tuple[str, Wrong]]:
    """The tables of one file; in place of one that can't be read, its name and what is wrong."""
    try:
        if path.stat().st_size == 0:
            raise wrong(
                "empty_file",
                "文件是空的",
                "the file is empty",
                "至少要有一行表头",
                "it needs at least a row of headers",
            )
        if path.stat().st_size > LARGEST_FILE:
            raise wrong(
                "file_too_large",
                "文件超过 512 MB",
                "the file is larger than 512 MB",
                "分成几个文件",
                "split it into several files",
            )
        if path.suffix.lower() == ".csv":
            sheets: Iterable[tuple[str, Iterator[Sequence[Any] | Wrong]]] = [("", _csv(path))]
        elif path.suffix.lower() == ".xlsx":
            sheets = workbook.sheets(path)
        else:
            raise wrong(
                "unknown_format",
                f"不认识 {path.suffix or '无后缀'} 文件",
                "is neither .csv nor .xlsx",
                "另存为 .csv 或 .xlsx",
                "save it as .csv or .xlsx",
            )
    except Wrong as error:
        yield path.name, error
        return
    except OSError as error:
        yield (
            path.name,
            wrong(
                "unreadable",
                "文件打不开",
                f"the file can't be opened ({error.strerror})",
                "检查权限",
                "check its permissions",
            ),
        )
        return
    for sheet, lines in sheets:
        if sheet.startswith("_"):
            continue
        where = f"{path.name}#{sheet}" if sheet else path.name
        named = path.stem if not sheet or _UNNAMED.fullmatch(sheet) else sheet
        try:
            yield _table(where, _table_name(named), lines)
        except Wrong as error:
            yield where, error


def _table_name(named: str) -> str:
    stem = re.split(r"[-_.\s(（]", named, maxsplit=1)[0]
    if found := _NAMES.get(same(named)) or _NAMES.get(same(stem)):
        return found
    close = difflib.get_close_matches(same(stem), _NAMES, n=1, cutoff=0.6)
    hint = (
        f"是否指 {_NAMES[close[0]]}？"
        if close
        else "可用：" + "、".join(f"{name}（{row.table.zh}）" for name, row in ROWS.items())
    )
    hint_en = f"did you mean {_NAMES[close[0]]}?" if close else "name it after one of the tables"
    raise wrong(
        "unknown_table",
        f"“{shown(named)}”不是已知的表名",
        f"{shown(named)} is not the name of a table",
        hint,
        f"{hint_en} (a sheet whose name starts with _ is left out)",
    )


def _table(where: str, name: str, lines: Iterator[Sequence[Any] | Wrong]) -> RawTable:
    numbered = enumerate(lines, 1)
    at, first = next(
        (
            (at, each)
            for at, each in numbered
            if isinstance(each, Wrong) or any(_there(cell) for cell in each)
        ),
        (0, None),
    )
    if isinstance(first, Wrong):
        raise first
    if first is None:
        raise wrong(
            "empty_file",
            "没有表头",
            "there is no row of headers",
            "第一行写表头",
            "write the headers in the first row",
        )
    headers = ["" if cell is None else str(cell).strip() for cell in first]
    while headers and not headers[-1]:
        headers.pop()
    columns = _columns(name, headers)
    by_name = {column.name: header for column, header in zip(columns, headers, strict=True)}
    return RawTable(
        where,
        name,
        by_name,
        _rows([column.name for column in columns], lines, after=at, csv_like="#" not in where),
    )


def _columns(name: str, headers: Sequence[str]) -> list[Column]:
    """The columns that stand under the headers of a table."""
    row = ROWS[name]
    known = {header: column for column in reversed(row.columns().values()) for header in column.headers}
    usual = {header: column.name for header, column in known.items()}
    # Where two columns share a word, the one whose own first word it is has it.
    known |= {column.headers[0]: column for column in row.columns().values()}
    found: list[Column] = []
    for place, header in enumerate(headers, 1):
        if not header:
            raise wrong(
                "empty_header",
                f"第 {place} 列没有表头（合并单元格？）",
                f"column {place} has no header (merged cells?)",
                "取消合并，为每列写表头",
                "unmerge, and give every column its header",
            )
        if not (column := known.get(same(header))):
            close = difflib.get_close_matches(same(header), known, n=1, cutoff=0.6)
            hint = usual[close[0]] if close else None
            raise wrong(
                "unknown_column", f"不认识列“{shown(header)}”", f"there is no column {shown(header)} in {name}",
                f"是否指 {hint}（{known[close[0]].zh[0] if known[close[0]].zh else hint}）？" if hint else "lianlou load --columns 列出所有列",
                f"did you mean {hint}?" if hint else "lianlou load --columns lists them",
            )  # fmt: skip
        if column in found:
            raise wrong(
                "duplicate_header",
                f"列“{shown(header)}”出现两次",
                f"the column {column.name} stands there twice",
                "删去其中一列",
                "delete one of them",
            )
        found.append(column)
    missing = [column for column in row.columns().values() if column.required and column not in found]
    if missing:
        names = "、".join(f"{column.name}（{column.zh[0]}）" for column in missing)
        raise wrong(
            "missing_column",
            f"缺少列 {names}",
            f"lacks the column {', '.join(column.name for column in missing)}",
            "补上该列；lianlou load --columns 列出所有列",
            "add it; lianlou load --columns lists them",
        )
    if row.table.told and not any(column.name in row.table.told for column in found):
        raise wrong(
            "missing_column",
            f"缺少列 {' 或 '.join(row.table.told)}",
            f"lacks a column {' or '.join(row.table.told)}",
            "补上其中一列",
            "add one of them",
        )
    return found


def _there(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _rows(
    columns: Sequence[str], lines: Iterator[Sequence[Any] | Wrong], *, after: int, csv_like: bool
) -> Iterator[RawRow | tuple[int, Wrong]]:
    for number, line in enumerate(lines, after + 1):
        if isinstance(line, Wrong):
            yield number, line
            continue
        cells = [cell if _there(cell) else None for cell in line]
        if all(cell is None for cell in cells):
            continue
        if any(cell is not None for cell in cells[len(columns) :]) or (
            csv_like and len(cells) != len(columns)
        ):
            yield (
                number,
                wrong(
                    "ragged_row",
                    f"此行有 {len(cells)} 格，表头有 {len(columns)} 列",
                    f"the row has {len(cells)} cells under {len(columns)} headers",
                    "检查多出或缺少的逗号；含逗号的内容要加引号",
                    "look for a comma too many or too few; quote what holds a comma",
                ),
            )
            continue
        yield RawRow(
            number, {name: cell for name, cell in zip(columns, cells, strict=False) if cell is not None}
        )


def _csv(path: Path) -> Iterator[Sequence[Any] | Wrong]:
    text = decoded(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = next((each for each in ",\t;" if each in first), ",")
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                yield wrong(
                    "unclosed_quote",
                    "从此行起有未闭合的引号，其后的内容无法读取",
                    "a quote opened here is never closed; what follows can't be read",
                    "补上引号；引号本身写成两个",
                    "close the quote; write a quote itself twice",
                )
                return
            yield wrong(
                "bad_quotes",
                "引号用法有误",
                f"the quotes are wrong ({error})",
                "含引号的内容整体加引号，其中的引号写成两个",
                "quote the whole cell, and write a quote itself twice",
            )


def decoded(data: bytes) -> str:
    """A file's text: UTF-8 (with or without BOM), else GB18030.

    Raises:
        Wrong: it is neither, or it is UTF-8 with broken places, which GB18030 would turn into nonsense.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _encoding("是 UTF-16 编码", "is encoded in UTF-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("�")
    if sum(ord(each) > 0x7FF for each in mended) - broken > 4 * broken:
        raise _encoding(f"第 {line} 行的 UTF-8 编码已损坏", f"is UTF-8, broken in line {line}")
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise _encoding(
            f"第 {line} 行既不是 UTF-8 也不是 GB18030", f"is neither UTF-8 nor GB18030 (line {line})"
        ) from None


def _encoding(zh: str, en: str) -> Wrong:
    return wrong("bad_encoding", f"文件{zh}", f"the file {en}", "另存为“CSV UTF-8”", "save it as CSV UTF-8")
