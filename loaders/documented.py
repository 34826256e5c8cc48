"""The column tables of docs/loading.md and `lianlou load --columns`, made from the row models."""

from __future__ import annotations

from graph.model import MODEL, Kind, Property
from loaders.columns import Chooses, Column, Fills, Names, Qualifies, Tie
from loaders.kinds import CHINESE
from loaders.rows import ROWS, Row

BEGIN, END = "<!-- columns: made by loaders/documented.py -->", "<!-- end of columns -->"
KINDS = {
    Kind.STRING: "text · 文字", Kind.INTEGER: "whole number · 整数", Kind.FLOAT: "number · 数",
    Kind.BOOLEAN: "yes/no · 是/否", Kind.DATE: "day · 日期", Kind.DATETIME: "time · 日期时间",
    Kind.STRINGS: "texts · 多个文字", Kind.INTEGERS: "whole numbers · 多个整数", Kind.FLOATS: "numbers · 多个数",
}  # fmt: skip


def markdown() -> str:
    """Every table with its columns, as Markdown."""
    return "\n\n".join(_table(row) for row in ROWS.values())


def in_order(row: type[Row]) -> list[Column]:
    """A table's columns as a person meets them: the id first, where it comes from last."""
    return sorted(
        row.columns().values(), key=lambda each: (each.name != "id", each.name in {"source", "synthetic"})
    )


def rows_of(row: type[Row]) -> list[tuple[str, str, str, str]]:
    """Each column of a table: name, Chinese headers, what it takes, what it says."""
    return [
        (
            each.name.rstrip("_") + ("*" if each.required else ""),
            "、".join(each.zh),
            _takes(row, each),
            _says(each),
        )
        for each in in_order(row)
    ]


def _table(row: type[Row]) -> str:
    lines = [
        f"### {row.table.name} · {row.table.zh}", "", f"{row.table.about}.", "",
        "| column | 列名 | takes · 取值 | what it says · 说明 |", "|---|---|---|---|",
    ]  # fmt: skip
    lines += [f"| `{name}` | {zh} | {takes} | {says} |" for name, zh, takes, says in rows_of(row)]
    return "\n".join(lines)


def _takes(row: type[Row], column: Column) -> str:
    marker = column.marker
    if isinstance(marker, Names):
        kinds = " / ".join(f"{each} {MODEL.by_label[each].zh}" for each in marker.targets)
        return f"{'one · 一个' if marker.one else 'any number of · 若干'} {kinds}"
    if isinstance(marker, Chooses):
        return ", ".join(f"{kind} {'/'.join(CHINESE.get(kind, ())[:1])}".strip() for kind in row.table.kinds)
    if isinstance(marker, Tie):
        if marker.part in {"start", "end"}:
            return "id or exact name · 编号或准确名称"
        return "relationship type · 关系类型" if marker.part == "type" else _property(_of_ties(marker.part))
    return _property(marker.property)


def _of_ties(name: str) -> Property:
    return next(each for tie in MODEL.relationships for each in tie.properties if each.name == name)


def _property(prop: Property) -> str:
    if prop.name == "weekdays":
        return "1-7, 周一至周五"
    if prop.values:
        words = ", ".join(f"{value} {'/'.join(CHINESE.get(value, ())[:1])}".strip() for value in prop.values)
        return f"{words} (several)" if prop.kind is Kind.STRINGS else words
    least = f" ≥ {prop.minimum:g}" if prop.minimum is not None else ""
    return f"{KINDS[prop.kind]}{least}"


def _says(column: Column) -> str:
    marker = column.marker
    if isinstance(marker, Names):
        arrow = f"<- {marker.type}" if marker.reverse else f"-> {marker.type}"
        return f"{marker.relationship.en} ({arrow})"
    if isinstance(marker, Chooses):
        return "What kind of thing the row is; taken from the id's prefix where empty"
    if isinstance(marker, Tie):
        parts = {
            "start": "Where it starts",
            "end": "Where it ends",
            "type": "Which relationship: "
            + ", ".join(f"{each.type} {each.zh}" for each in MODEL.relationships),
        }
        return parts.get(marker.part) or ", ".join(
            each.type for each in MODEL.relationships if any(p.name == marker.part for p in each.properties)
        )
    if isinstance(marker, Fills) and marker.property.name == "id":
        return f"{marker.property.en}{'' if column.required else '; made from the text where empty'}"
    of = f" (of {marker.column})" if isinstance(marker, Qualifies) else ""
    return f"{marker.property.en}{of}"
