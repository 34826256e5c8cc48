"""Days, instants and weekdays, as people and spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from loaders.plain import plain
from loaders.wrong import Wrong, shown, wrong
from queries.planner.values import SHANGHAI

LOCAL = SHANGHAI
"""The time zone of a time that names none."""
_DAYS = {
    day: number for number, each in enumerate(("一", "二", "三", "四", "五", "六", "日天"), 1) for day in each
}
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)"
)


def day(raw: Any) -> date:
    """A day: ISO, 2026/3/1, 2026.3.1, 2026年3月1日, or a spreadsheet's own date."""
    if isinstance(raw, datetime):
        raw = raw.date()
    elif isinstance(raw, int | float) and not isinstance(raw, bool) and 20_000 < raw < 80_000:
        raw = date(1899, 12, 30) + timedelta(days=int(raw))  # a spreadsheet's day number
    if isinstance(raw, date):
        return _in_range(raw)
    text = unicodedata.normalize("NFKC", plain(raw)).replace(" ", "")
    text = re.sub(r"[T]?00:00(:00)?$", "", text)
    if not (match := _DAY.fullmatch(text)):
        raise wrong(
            "not_a_date", "不是日期", "is not a date", "例如 2026-03-01 或 2026年3月1日", "as in 2026-03-01"
        )
    year, month, number_ = (int(each) for each in match.groups() if each)
    try:
        return _in_range(date(year, month, number_))
    except ValueError:
        raise wrong(
            "no_such_day", "没有这一天", "there is no such day", "对照日历改正", "look it up in a calendar"
        ) from None


def _in_range(value: date) -> date:
    if not 1900 <= value.year <= 2200:
        raise wrong(
            "year_out_of_range",
            f"年份 {value.year} 不在 1900–2200 之间",
            f"the year {value.year} is not within 1900-2200",
            "改正年份",
            "mend the year",
        )
    return value


def instant(raw: Any) -> datetime:
    """An instant in UTC; a time that names no zone is Hangzhou's."""
    if not isinstance(raw, datetime):
        text = unicodedata.normalize("NFKC", plain(raw)).replace("Z", "+00:00")
        if not (
            match := re.fullmatch(
                r"(.*?(?:\d日|\d))(?:[T ]\s*|(?<=日))(\d{1,2}:\d{2}(?::\d{2})?)\s*([+-]\d{2}:?\d{2})?", text
            )
        ):
            raise wrong(
                "not_a_time",
                "不是日期加时间",
                "is not a date and a time",
                "例如 2026-03-01 18:30",
                "as in 2026-03-01 18:30",
            )
        clock = match[2].zfill(8 if match[2].count(":") == 2 else 5)
        try:
            raw = datetime.fromisoformat(f"{day(match[1]).isoformat()}T{clock}{match[3] or ''}")
        except ValueError:
            raise wrong(
                "no_such_time",
                "没有这个时间",
                "there is no such time",
                "例如 2026-03-01 18:30",
                "as in 2026-03-01 18:30",
            ) from None
    _in_range(raw.date())
    return (raw if raw.tzinfo else raw.replace(tzinfo=LOCAL)).astimezone(UTC)


def clock(raw: Any) -> str:
    """A time of day as `09:30`: what a person writes (9:30, 上午 not understood), or a spreadsheet's own."""
    if isinstance(raw, float) and 0 <= raw <= 1:  # a spreadsheet's share of a day
        raw = (datetime(2000, 1, 1) + timedelta(days=raw)).time()  # noqa: DTZ001 - only its clock is read
    if isinstance(raw, datetime | time):
        return f"{raw:%H:%M}"
    text = unicodedata.normalize("NFKC", plain(raw))
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::00)?", text)
    if not match or not (int(match[1]) < 24 or text == "24:00") or int(match[2]) > 59:
        raise wrong(
            "not_a_clock",
            "不是一天中的时刻",
            "is not a time of day",
            "例如 09:30（24 小时制）",
            "as in 09:30, by the 24-hour clock",
        )
    return f"{int(match[1]):02}:{match[2]}"


def weekdays(raw: Any) -> tuple[int, ...]:
    """ISO weekdays: `1;3`, `1-5`, `周一、周三`, `周一至周五`."""
    found: set[int] = set()
    for part in re.split(r"[;；、,，\s]+", unicodedata.normalize("NFKC", plain(raw))):
        ends = [_weekday(each) for each in re.split(r"[-–—~至到]", part)] if part else []
        if len(ends) > 2 or ends != sorted(ends):
            raise _no_weekday(part)
        found.update(range(ends[0], ends[-1] + 1) if ends else ())
    return tuple(sorted(found))


def _weekday(text: str) -> int:
    bare = re.sub(r"^(周|星期|礼拜)", "", text.strip())
    value = _DAYS.get(bare) or (int(bare) if re.fullmatch(r"\d", bare) else 0)
    if not 1 <= value <= 7:
        raise _no_weekday(text)
    return value


def _no_weekday(text: str) -> Wrong:
    return wrong(
        "not_a_weekday",
        f"“{shown(text)}”不是星期",
        f"{shown(text)} is not a weekday",
        "用 1（周一）到 7（周日）",
        "use 1 (Monday) to 7 (Sunday)",
    )
