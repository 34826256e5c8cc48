"""What must hold between the cells of one row."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.rows import Row
from loaders.wrong import Wrong, wrong

ORDERED = (
    ("valid_from", "valid_until"), ("needed_from", "needed_until"), ("starts_at", "ends_at"),
    ("holds_from", "holds_until"), ("from_", "until"), ("held_from", "held_until"), ("opens_at", "closes_at"),
    ("opened_on", "promised_on"), ("opened_on", "closed_on"), ("raised_on", "closed_on"), ("applied_on", "lent_on"), ("lent_on", "due_on"),
    ("called_at", "answered_at"),
)  # fmt: skip
"""Columns whose second is never before the first."""
BOUNDED = (("reserved", "capacity"), ("minimum", "quantity"), ("minimum", "capacity"), ("min_age", "max_age"))
"""Columns whose first is never more than the second."""


def check(row: Row) -> Iterator[tuple[str, object, Wrong]]:
    """The column, the value and what is wrong, for each rule that the row breaks."""
    fields = type(row).model_fields
    for first, second in ORDERED:
        if first in fields and second in fields:
            start, end = getattr(row, first), getattr(row, second)
            if start is not None and end is not None and end < start:
                yield (
                    second,
                    end,
                    wrong(
                        "end_before_start",
                        f"早于开始（{start}）",
                        f"is before its start ({start})",
                        "改正其中一个日期",
                        "mend one of the two",
                    ),
                )
    for low, high in BOUNDED:
        if low in fields and high in fields:
            less, more = getattr(row, low), getattr(row, high)
            if less is not None and more is not None and less > more:
                yield (
                    low,
                    less,
                    wrong(
                        "too_large",
                        f"大于 {high}（{more:g}）",
                        f"is more than {high} ({more:g})",
                        "改正其中一个数",
                        "mend one of the two",
                    ),
                )
    if row.table.told and not any(getattr(row, each) for each in row.table.told):
        yield (
            row.table.told[0],
            None,
            wrong(
                "missing_value",
                "没有内容，也没有标题",
                "has neither a text nor a title",
                "至少填一项",
                "fill in one of them",
            ),
        )
