"""Figures as their sources claim them, and what the graph counts of the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from queries.figures import WHY, counted
from queries.planner.declare import column, computed, many, statement
from schema.base import Node, types
from schema.rows import AS_OF


def _why(at: int) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda row: WHY[row["why"]][at] if row["why"] else None


@types.row("图中对同一件事的计数 / What the graph counts of the same thing")
class FigureCount:
    """A claim's count, within what the claim is about."""

    count: float | None = column("计数；不能数时为空 / The count, or sum; null where it can't be counted")
    difference: float | None = column("计数减所称数 / The count minus what is claimed")
    holds: bool | None = column(
        "按其修饰（超过、近、恰为）是否成立；“近”为少十分之一以内 / Whether the claim holds in the graph with its qualifier; "
        "nearly is at most a tenth below"
    )
    counted: int | None = column("数到的条数 / How many nodes were counted")
    synthetic: int | None = column("其中示例数据条数 / How many of them are made up")
    why: str | None = computed("不能数的原因 / Why it can't be counted, in Chinese", ("why",), _why(0))
    why_en: str | None = computed("不能数的英文原因 / The same in English", ("why",), _why(1))


@types.node("Source")
class Source(Node):
    """A source of figures."""


@types.node("Figure")
class Figure(Node):
    """A figure as its source claims it."""

    sources: list[Source] = many("(this)-[:FROM]->(that)", "出处 / Where it is claimed")
    about: list[Node] = many("(this)-[:ABOUT]->(that)", "关于 / What it is about")
    in_graph: FigureCount = statement(
        "figure_count",
        "图中的计数，与所称数并列 / What the graph counts, beside the claim",
        arguments=AS_OF,
        prepare=counted,
    )
