"""The day of a question, as the statements of a field take it: today in Hangzhou where none is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from graph.errors import InputError
from queries.planner import values
from queries.planner.values import SHANGHAI


def today() -> str:
    """Today in Hangzhou, as ISO has it."""
    return values.today().isoformat()


def end_of(day: str) -> str:
    """The instant at which a day in Hangzhou is over."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=SHANGHAI).isoformat()


def on_day(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """A field's arguments, with `asOf` never missing."""
    return {**arguments, "asOf": arguments.get("asOf") or today()}


def over_days(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with `asOf` and `since`: 90 days before it where none is given.

    Raises:
        InputError: `since` is after `asOf`.
    """
    found = on_day(arguments)
    since = found.get("since") or (date.fromisoformat(found["asOf"]) - timedelta(days=90)).isoformat()
    if since > found["asOf"]:
        raise InputError(f"`since` ({since}) is after `asOf` ({found['asOf']}): mend one of the two.")
    return {**found, "since": since}
