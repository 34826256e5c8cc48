"""The column tables of docs/loading.md and `lianlou load --columns`, made from the row models.

`python -m loaders.documented docs/loading.md` writes them into the page, between its two marks.
"""

from __future__ import annotations

import sys
from pathlib import Path

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


EVERYWHERE = ("source", "synthetic")
"""Columns of every table but the ties, told once."""
HEADS = ("| column | 列名 | takes · 取值 | what it says · 说明 |", "|---|---|---|---|")


def markdown() -> str:
    """Every table with its columns, as Markdown: a list of them, what all have, then one screen each."""
    lines = ["| table · 表 | what its rows are | the least · 最少要填 |", "|---|---|---|"]
    for row in ROWS.values():
        name = f"{row.table.name} · {row.table.zh}"
        anchor = name.lower().replace(" ", "-").replace("·", "")
        lines.append(f"| [{name}](#{anchor}) | {row.table.about} | {'、'.join(least(row))} |")
    everywhere = [told for told in rows_of(next(iter(ROWS.values()))) if told[0] in EVERYWHERE]
    lines += [
        "",
        "Every table but the ties also has · 除关系表外，各表都有:",
        "",
        *HEADS,
        *map(_line, everywhere),
    ]
    return "\n".join(lines) + "\n\n" + "\n\n".join(_table(row) for row in ROWS.values())


def least(row: type[Row]) -> list[str]:
    """The Chinese headers without which no row of the table is read; alternatives stand together."""
    needed = [each.zh[0] for each in in_order(row) if each.required]
    told = " 或 ".join(row.columns()[each].zh[0] for each in row.table.told)
    return [*needed, told] if told else needed


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
            _says(row, each),
        )
        for each in in_order(row)
    ]


def _table(row: type[Row]) -> str:
    lines = [
        f"### {row.table.name} · {row.table.zh}", "", f"{row.table.about}.", "",
        *HEADS,
    ]  # fmt: skip
    return "\n".join(lines + [_line(told) for told in rows_of(row) if told[0] not in EVERYWHERE])


def _line(told: tuple[str, str, str, str]) -> str:
    name, zh, takes, says = told
    return f"| `{name}` | {zh} | {takes} | {says} |"


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


def _says(row: type[Row], column: Column) -> str:
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
        prefixes = [f"{MODEL.by_label[label].prefix}:…" for label in dict.fromkeys(row.table.labels)]
        made = "" if column.required else "; made from the text where empty · 不填则由内容生成"
        return f"Stable business key · 固定的业务编号: {', '.join(prefixes)}{made}"
    of = f" (of {marker.column})" if isinstance(marker, Qualifies) else ""
    told = marker.property.en.removesuffix(", UTC")
    local = (
        "; Hangzhou time where no zone is given · 不写时区即杭州时间"
        if marker.property.kind is Kind.DATETIME
        else ""
    )
    return f"{told}{of}{local}"


if __name__ == "__main__":
    page = Path(sys.argv[1])
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    page.write_text(f"{before}{BEGIN}\n{markdown()}\n\n{END}{rest.partition(END)[2]}", "utf-8")
