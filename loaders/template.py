"""`lianlou load --template`: a workbook to fill in for each table, made from the row models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import InputError
from graph.model import MODEL, Kind, Property
from loaders.cells import tie_properties
from loaders.columns import Chooses, Column, Fills, Names, Qualifies, Tie
from loaders.documented import in_order, rows_of
from loaders.kinds import CHINESE
from loaders.rows import ROWS, Row

LAST = 10_000
"""The row down to which a sheet offers its lists of values."""
LONGEST_LIST = 250
"""Characters of a list that a cell's rule can hold itself; a longer one stands on a sheet of its own."""
GUIDE, LISTS = "_说明", "_取值"
"""Sheets that the loader leaves out, as it does all whose name starts with `_`."""
REQUIRED, OPTIONAL = PatternFill("solid", fgColor="FCE4B0"), PatternFill("solid", fgColor="DDE7F3")
FORMATS = {
    Kind.DATE: "yyyy-mm-dd", Kind.DATETIME: "yyyy-mm-dd hh:mm", Kind.INTEGER: "0", Kind.FLOAT: "General",
    Kind.BOOLEAN: "General",
}  # fmt: skip
"""How a spreadsheet shows a kind; all else is text, so that 01 stays 01."""
EXAMPLES = {
    Kind.DATE: "2026-03-01", Kind.DATETIME: "2026-03-01 18:30", Kind.INTEGER: "30", Kind.FLOAT: "30",
    Kind.BOOLEAN: "是", Kind.STRINGS: "甲;乙",
}  # fmt: skip
OF_NAME = {
    "uscc": "18 位统一社会信用代码", "weekdays": "周一至周五", "unit": "份/日", "phone": "11 位手机号码",
    "code": "62", "birthYear": "1950", "opensAt": "09:00", "closesAt": "17:30",
}  # fmt: skip
HOW = (
    "如何填写 · How to fill this in",
    "1. 在第一张工作表的表头下面逐行填写；带 * 的列必填，其余可以空着，也可以删掉不用的列。· Fill in rows under the headers of the first sheet; columns with * are required, unused ones may be deleted.",
    "2. 单元格空着表示“不说”，不会清除已有内容；要清除请填 <清空>。· An empty cell says nothing; <clear> takes away what is there.",
    "3. 指向其他对象的列，填对方的编号或准确名称；多个值用 ; 或 、 分隔。· A cell that names other things takes ids or exact names, separated by ;.",
    "4. 保存后运行 lianlou load 此文件；加 --dry-run 只检查不写入。· Save it and run lianlou load on this file; --dry-run only checks.",
    "5. 不要改动工作表的名称；名称以 _ 开头的工作表（如本页）不会载入。· Keep the sheet's name; sheets whose name starts with _ (such as this one) are not loaded.",
)


def write_templates(folder: Path) -> list[Path]:
    """Write a workbook for each table into the folder, which is made if it isn't there.

    Raises:
        InputError: one of the workbooks is there already; none is written then.
        OSError: the folder can't be made or written to.
    """
    books = {folder / f"{row.table.zh}-{name}.xlsx": row for name, row in ROWS.items()}
    if there := [path.name for path in books if path.exists()]:
        raise InputError(
            f"{folder} 里已有 {there[0]} 等 {len(there)} 个模板，可能已经填写，不会覆盖；请换一个文件夹 · "
            f"{folder} holds {there[0]} already ({len(there)} in all), filled in perhaps; name another folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path, row in books.items():
        workbook(row).save(path)
    return list(books)


def workbook(row: type[Row]) -> Workbook:
    """The workbook of one table: its sheet, how to fill it in, and the lists that are too long for a cell's rule."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = row.table.zh
    guide = book.create_sheet(GUIDE)
    told = {name.rstrip("*"): (takes, says) for name, _, takes, says in rows_of(row)}
    for number, column in enumerate(in_order(row), 1):
        takes, says = told[column.name.rstrip("_")]
        header = sheet.cell(1, number, column.zh[0] + ("*" if column.required else ""))
        _header(header, row, column, f"{takes}\n{says}\n例 · example: {example(row, column)}")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(12, min(40, 2.2 * len(column.zh[0]) + 6))
        prop = _property(column)
        sheet.column_dimensions[letter].number_format = FORMATS.get(prop.kind, "@") if prop else "@"
        if rule := _rule(row, column, book):
            rule.sqref = MultiCellRange(f"{letter}2:{letter}{LAST}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 24
    _guide(guide, row)
    return book


def example(row: type[Row], column: Column) -> str:
    """What a cell of the column may hold."""
    marker = column.marker
    if words := words_of(row, column):
        return words[0]
    if isinstance(marker, Names):
        return f"{MODEL.concrete(marker.targets[0])[0].prefix}:gs-0042，或准确名称"
    prop = _property(column)
    if not prop:
        return "编号或准确名称 · id or exact name"
    if prop.name == "id":
        return f"{MODEL.by_label[row.table.labels[0]].prefix}:gs-0042"
    if prop.values:
        return ";".join(CHINESE[value][0] for value in prop.values[:2])
    return OF_NAME.get(prop.name) or EXAMPLES.get(prop.kind) or f"示例{column.zh[0]}"


def words_of(row: type[Row], column: Column) -> list[str]:
    """The words of which a cell takes one, as staff would choose them: Chinese ones that the loader understands."""
    marker = column.marker
    if isinstance(marker, Chooses):
        return [CHINESE[kind][0] for kind in row.table.kinds]
    if isinstance(marker, Tie) and marker.part == "type":
        alike = Counter(each.zh for each in MODEL.relationships)
        return [each.zh if alike[each.zh] == 1 else each.type for each in MODEL.relationships]
    prop = _property(column)
    if prop and prop.kind is Kind.BOOLEAN:
        return ["是", "否"]
    return [CHINESE[value][0] for value in prop.values] if prop and prop.kind is Kind.STRING else []


def _property(column: Column) -> Property | None:
    """The property that a cell fills, if it fills one."""
    marker = column.marker
    if isinstance(marker, Tie):
        return tie_properties().get(marker.part)
    return marker.property if isinstance(marker, Fills | Qualifies) else None


def _header(cell: Cell, row: type[Row], column: Column, told: str) -> None:
    cell.font = Font(bold=column.required)
    cell.fill = REQUIRED if column.required else OPTIONAL
    cell.alignment = Alignment(vertical="center")
    need = "必填 · required" if column.required else "可不填 · may be empty"
    if column.name in row.table.told:
        words = "、".join(row.columns()[each].zh[0] for each in row.table.told)
        need = f"{words}至少填一项 · one of {', '.join(row.table.told)} is required"
    text = f"{column.name.rstrip('_')}（{need}）\n{told}"
    cell.comment = Comment(
        text, "Lianlou", width=360, height=40 + 18 * sum(1 + len(line) // 44 for line in text.splitlines())
    )


def _rule(row: type[Row], column: Column, book: Workbook) -> DataValidation | None:
    """What a spreadsheet offers or checks in the column; it warns only, for the loader understands more words."""
    prop = _property(column)
    if words := words_of(row, column):
        rule = DataValidation("list", formula1=_listed(words, book), allow_blank=True)
        rule.error = "不在列表中。也可填英文取值或 <清空>。· Not in the list."
    elif prop and prop.kind in {Kind.DATE, Kind.DATETIME}:
        rule = DataValidation("date", operator="greaterThan", formula1="1", allow_blank=True)
        rule.error = "请填日期，例如 2026-03-01。· A day, as in 2026-03-01."
    elif prop and prop.kind in {Kind.INTEGER, Kind.FLOAT} and prop.minimum is not None:
        kind = "whole" if prop.kind is Kind.INTEGER else "decimal"
        rule = DataValidation(
            kind, operator="greaterThanOrEqual", formula1=f"{prop.minimum:g}", allow_blank=True
        )
        rule.error = f"请填不小于 {prop.minimum:g} 的数，单位另填。· A number, {prop.minimum:g} or more."
    else:
        return None
    rule.errorStyle, rule.errorTitle, rule.showErrorMessage = "warning", "请核对 · Please check", True
    return rule


def _listed(words: list[str], book: Workbook) -> str:
    inline = ",".join(words)
    if len(inline) <= LONGEST_LIST:
        return f'"{inline}"'
    if LISTS not in book.sheetnames:
        book.create_sheet(LISTS).sheet_state = "hidden"
    lists = book[LISTS]
    number = 1 if lists["A1"].value is None else lists.max_column + 1
    for at, word in enumerate(words, 1):
        lists.cell(at, number, word)
    letter = get_column_letter(number)
    return f"'{LISTS}'!${letter}$1:${letter}${len(words)}"


def _guide(sheet: Worksheet, row: type[Row]) -> None:
    for line in HOW:
        sheet.append([line])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(["列 · column", "表头 · header", "取值 · takes", "说明 · what it says", "例 · example"])
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = Font(bold=True), OPTIONAL
    examples: Iterator[str] = (example(row, column) for column in in_order(row))
    for told, given in zip(rows_of(row), examples, strict=True):
        sheet.append([*told, given])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.number_format = "@"
    for letter, width in zip("ABCDE", (22, 26, 48, 48, 26), strict=True):
        sheet.column_dimensions[letter].width = width
