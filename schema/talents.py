"""Who could fill a post: people who work in the occupation sought, and consent to be recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from graph.model import Kind, Mask
from queries.days import on_day
from queries.planner.declare import column, node_column, personal_column, statement
from schema.base import types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.people import Occupation, Person


@types.row("从事的一个职业 / An occupation that the candidate works in")
class Practised:
    """An occupation, and for how long."""

    occupation: Occupation = node_column("职业 / The occupation", label="Occupation")
    years: float | None = personal_column(
        "从业年数 / Years of experience", "years", Mask.HIDDEN, Kind.FLOAT, person="person"
    )


@types.row("一位人选 / Somebody who could fill the post")
class Candidate:
    """A person who consents."""

    id: strawberry.ID = column("业务键 / The person's key")
    person: Person = node_column("人选；姓名可能已脱敏 / The person; the name may be masked", label="Person")
    practised: list[Practised] = column(
        "所招职业中从事的 / What of the occupations sought the person works in"
    )


candidates_field = statement(
    "candidates_of_need",
    "人选：从事所招职业且同意被推荐的人，提出者自己的职工除外 / Who could fill it: people who work in the occupation sought and consent to be recommended; not who works for the raiser already",
    rows="candidates",
    order=(("id", False),),
    arguments=AS_OF,
    prepare=on_day,
)
