"""Scalars that travel as the strings Neo4j makes of them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition


def _date(value: Any) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise GraphQLError(f"{value!r} is not a date: write it as 2026-11-24.") from None


def _date_time(value: Any) -> str:
    try:
        moment = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise GraphQLError(
            f"{value!r} is not a date and time: write it as 2026-11-24T08:00:00+08:00."
        ) from None
    if moment.tzinfo is None:
        raise GraphQLError(f"{value!r} has no time zone: end it with +08:00, or Z for UTC.")
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _words(value: Any) -> str:
    """A query in Lucene's language that asks for each word as a phrase, so that none of it can be an operator."""
    if not isinstance(value, str):
        raise GraphQLError(f"{value!r} is not a text: write the words as a string.")
    words = [word for word in value.translate(_SIGNS).split() if any(map(str.isalnum, word))]
    if not words:
        raise GraphQLError(f"{value!r} has no words: write what to look for, or leave it out.")
    return " AND ".join(f'"{word}"' for word in words)


_SIGNS = str.maketrans('"\\', "  ")


def _as_it_is(value: Any) -> str:
    """The string that Neo4j made; anything else is a fault of ours, and an error."""
    if not isinstance(value, str):
        raise GraphQLError(f"Expected a date's text, got {type(value).__name__}.")
    return value


Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
Words = NewType("Words", str)

SCALARS: Mapping[object, ScalarDefinition] = {
    Date: strawberry.scalar(
        name="Date", description="日期 / Date, ISO 8601: 2026-11-24", serialize=_as_it_is, parse_value=_date
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="时刻 / Moment in time, ISO 8601 with offset; answered in UTC",
        serialize=_as_it_is,
        parse_value=_date_time,
    ),
    Words: strawberry.scalar(
        name="Words",
        description="要查的词，空格分开，须全部出现；汉字至少两个 / Words to look for, all of them; two characters or more in Chinese",
        parse_value=_words,
    ),
}
"""For `StrawberryConfig(scalar_map=…)`."""
