"""The life of an entity: its changes and the dated things around it, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from queries import timeline
from queries.days import on_day
from queries.planner.declare import Arguments, column, computed, node_column, statement
from queries.planner.scalars import Date
from schema.base import Node, types
from schema.enums import MECHANISMS

TimelineKind = MECHANISMS["TimelineKind"]
AS_OF: Arguments = {
    "asOf": (Date | None, "到哪一天为止，默认今天 / Up to which day, today by default"),
}


def _said(at: int) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: timeline.said(row["kind"], row["fact"])[at]


@types.row("经过中的一件事 / One thing in the life of an entity")
class TimelineEntry:
    """What happened, when, to what."""

    id: strawberry.ID = column("本条的键 / Key of the entry")
    on: Date | None = column("日期；不详时为空 / The day; null where it is not known")
    kind: TimelineKind = column("发生了什么 / What happened")
    label: str = computed(
        "其名称 / Its name in Chinese", ("kind",), lambda row: timeline.ENTRY[row["kind"]][0]
    )
    label_en: str = computed(
        "其英文名 / Its name in English", ("kind",), lambda row: timeline.ENTRY[row["kind"]][1]
    )
    said: str = computed("一句话 / In a sentence, in Chinese", ("kind", "fact"), _said(0))
    said_en: str = computed("英文一句话 / In a sentence, in English", ("kind", "fact"), _said(1))
    node: Node = node_column("所关于的实体 / What it is about", label="Entity")


def timeline_field(name: str, description: str, arguments: Arguments | None = None) -> Any:
    """A connection of what happened, in order."""
    return statement(
        name,
        description,
        rows="rows",
        order=(("sorted", False), ("rank", False), ("id", False)),
        arguments={**(arguments or {}), **AS_OF},
        prepare=on_day,
    )
