"""Days and hours as they are in life: weekdays heavy, lunch the peak, all counted back from one day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import accumulate

from loaders.synth.draw import Draw, Weighed

WINDOW = 730
"""Days of history: two years."""


class Week(Enum):
    """How much happens on each day of the week, from Monday."""

    OFFICE = (1.0, 1.1, 1.1, 1.05, 0.85, 0.06, 0.03)
    LEISURE = (0.5, 0.6, 0.9, 0.9, 1.3, 1.2, 0.6)
    ANY = (1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 0.8)


HOURS = {
    Week.OFFICE: Weighed((9, 8.0), (10, 10.0), (11, 9.0), (12, 3.0), (13, 5.0), (14, 9.0), (15, 9.0), (16, 7.0), (17, 3.0)),
    Week.LEISURE: Weighed((10, 2.0), (12, 12.0), (14, 3.0), (16, 2.0), (18, 7.0), (19, 6.0)),
    Week.ANY: Weighed((0, 0.4), (2, 0.2), (5, 0.3), (7, 2.0), (8, 5.0), (9, 6.0), (10, 6.0), (11, 8.0), (12, 9.0), (13, 6.0), (15, 5.0), (17, 7.0), (18, 5.0), (20, 3.0), (22, 1.5)),
}  # fmt: skip
"""When in the day: office hours, lunch and evening, or any hour."""


class Rhythm:
    """The two years before `as_of`: whatever has an hour is over when that day begins."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.first = as_of - timedelta(days=WINDOW)
        self._sums = {
            week: list(
                accumulate(
                    week.value[(self.first + timedelta(days=each)).weekday()] * _growth(each)
                    for each in range(WINDOW)
                )
            )
            for week in Week
        }

    def nth(self, number: int, of: int, draw: Draw, week: Week = Week.OFFICE) -> date:
        """The day of the number-th of so many events: in order, and as many on a day as the week has it."""
        sums = self._sums[week]
        return self.first + timedelta(
            days=bisect_right(sums, (number + draw.unit()) / of * sums[-1], hi=WINDOW - 1)
        )

    def any(self, draw: Draw, week: Week = Week.OFFICE) -> date:
        """A day."""
        return self.nth(0, 1, draw, week)

    def before(self, draw: Draw, years: int) -> date:
        """A day in the years before `as_of`."""
        return self.as_of - timedelta(days=draw.below(365 * years) + 1)

    def reached(self, day: date) -> bool:
        """Whether the day is over."""
        return day < self.as_of


def _growth(day: int) -> float:
    """The work grows: twice as much at the end as at the beginning."""
    return 1.0 + day / WINDOW


def at(day: date, draw: Draw, week: Week = Week.OFFICE) -> datetime:
    """A moment of the day, Hangzhou's time, on a full five minutes."""
    return datetime.combine(day, time(draw.weighed(HOURS[week]), 5 * draw.below(12)))


def workday(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
