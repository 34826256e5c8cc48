"""The arguments of statements that look at one day, or at a stretch of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graph.errors import InputError
from queries.planner.sources import Prepare
from queries.text import grams

MOST = 1_000
"""Rows that a statement collects at most, before the planner takes a page of them."""
SIZES = ("MICRO", "SMALL", "MEDIUM", "LARGE")


def counted(name: str) -> Prepare:
    """The arguments of a statement whose argument `name` counts something.

    Raises (when it is called):
        InputError: it is negative.
    """

    def prepare(arguments: Mapping[str, Any]) -> dict[str, Any]:
        if arguments[name] < 0:
            raise InputError(f"`{name}` is {arguments[name]}; give 0 or more.")
        return {**arguments, "most": MOST}

    return prepare


def moved(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, with enterprises of any size, and of none that is known, where `sizes` is not given.

    Raises:
        InputError: `since` is later than the day.
    """
    made = dict(arguments)
    if date.fromisoformat(made["since"]) > date.fromisoformat(made["asOf"]):
        raise InputError(f"`since` is {made['since']}, later than the day asked, {made['asOf']}.")
    return {
        **made,
        "most": MOST,
        "industry": made.get("industry"),
        "sizes": made.get("sizes") or ["", *SIZES],
    }


def between(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a question about the time from `startsAt` to `endsAt`.

    Raises:
        InputError: it ends before it starts, or `seats` is negative.
    """
    if datetime.fromisoformat(arguments["startsAt"]) >= datetime.fromisoformat(arguments["endsAt"]):
        raise InputError("`endsAt` is not later than `startsAt`.")
    if arguments["seats"] < 0:
        raise InputError(f"`seats` is {arguments['seats']}; give 0 or more.")
    return dict(arguments)


def worded(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, with `matter` as the words that a name is searched for: bigrams and words, or single characters."""
    told = grams(arguments["matter"])
    words = [gram for gram in told if len(gram) > 1] or list(told)
    return {**arguments, "words": words}
