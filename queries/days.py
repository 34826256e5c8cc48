"""The day of a question: today in Hangzhou where none is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from queries.matching import SHANGHAI


def today() -> str:
    """Today in Hangzhou, as ISO has it."""
    return datetime.now(SHANGHAI).date().isoformat()


def end_of(day: str) -> str:
    """The instant at which a day in Hangzhou is over."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=SHANGHAI).isoformat()


def dated(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A field's arguments, with `asOf` never missing."""
    return {**arguments, "asOf": arguments.get("asOf") or today()}
