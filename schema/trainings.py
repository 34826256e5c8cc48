"""What came of a training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from queries.days import on_day
from queries.labels import TRAINED
from queries.planner.declare import column, computed, node_column, statement
from queries.planner.scalars import Date
from schema.base import types
from schema.enums import MECHANISMS
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.people import Person, Qualification

TrainingOutcome = MECHANISMS["TrainingOutcome"]


@types.row("一人的培训结果 / What came of a training for one person")
class Trained:
    """Who took part, and what came of it."""

    id: strawberry.ID = column("本条的键 / Key of the row")
    person: Person = node_column("参加者 / Who took part", label="Person")
    qualification: Qualification | None = node_column("授予的资质 / What it grants", label="Qualification")
    outcome: TrainingOutcome = column("结果 / What came of it")
    label: str = computed(
        "结果名称 / Its name in Chinese", ("outcome",), lambda row: TRAINED[row["outcome"]][0]
    )
    label_en: str = computed(
        "结果英文名 / Its name in English", ("outcome",), lambda row: TRAINED[row["outcome"]][1]
    )
    until: Date | None = column("有效至 / Last day in force; without an end where null")


def outcomes_field() -> Any:
    """`outcomes` of a training."""
    return statement(
        "outcomes",
        "各人的结果：是否合格、持证是否在有效期 / What came of it for each: passed, and whether the certificate is in force",
        rows="rows",
        order=(("id", False),),
        arguments=AS_OF,
        prepare=on_day,
    )
