"""What must hold between the cells of one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

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


@cache
def _pairs(model: type[Row]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The pairs of columns that a table has both of."""
    fields = model.columns().keys()
    ordered = tuple(each for each in ORDERED if fields >= {*each})
    return ordered, tuple(each for each in BOUNDED if fields >= {*each})


def check(model: type[Row], given: Mapping[str, Any]) -> Iterator[tuple[str, object, Wrong]]:
    """The column, the value and what is wrong, for each rule that the row's values by column break."""
    ordered, bounded = _pairs(model)
    for first, second in ordered:
        start, end = given.get(first), given.get(second)
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
    for low, high in bounded:
        less, more = given.get(low), given.get(high)
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
    if model.table.told and not any(given.get(each) for each in model.table.told):
        yield (
            model.table.told[0],
            None,
            wrong(
                "missing_value",
                "没有内容，也没有标题",
                "has neither a text nor a title",
                "至少填一项",
                "fill in one of them",
            ),
        )
