"""The day of a question, as the statements of a field take it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from graph.errors import InputError
from queries.matching import SHANGHAI


def on_day(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with `asOf`, today in Shanghai where none is given."""
    return {**arguments, "asOf": arguments.get("asOf") or datetime.now(SHANGHAI).date().isoformat()}


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
