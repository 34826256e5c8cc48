"""Cells to values: text, numbers, days, instants, closed sets, lists; each refusal says how to mend it."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from graph.model import MODEL, Kind, Property
from loaders.columns import Chooses, Fills, Marker, Names, Qualifies, same
from loaders.kinds import CHINESE
from loaders.wrong import Wrong, shown, wrong

SEPARATORS = re.compile(r"[;；、\n]")
LOCAL = ZoneInfo("Asia/Shanghai")
"""The time zone of a time that names none."""
LONGEST = {"name": 200, "nameEn": 200, "title": 200, "titleEn": 200, "id": 200, "text": 20_000}
"""Characters that a text may have; 2,000 where nothing is said here."""
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
YES = {"是", "有", "true", "yes", "y", "1", "√"}
NO = {"否", "无", "false", "no", "n", "0", "×"}
_DAYS = {
    day: number for number, each in enumerate(("一", "二", "三", "四", "五", "六", "日天"), 1) for day in each
}
_ID = re.compile(r"[a-z]+:[^\s;；、]+")


def read(marker: Marker, raw: Any) -> Any:
    """The value of a cell under a column.

    Args:
        marker: What the column is.
        raw: What stood in the cell: a string, or what a spreadsheet holds (number, date, boolean).

    Raises:
        PydanticCustomError: with the reason and the mend in its context.
    """
    try:
        return _read(marker, raw)
    except Wrong as error:
        raise error.for_pydantic() from error


def _read(marker: Marker, raw: Any) -> Any:
    if isinstance(marker, Names):
        return tuple(dict.fromkeys(parts(plain(raw, 20_000))))
    if isinstance(marker, Chooses):
        return plain(raw)
    if isinstance(marker, Fills | Qualifies):
        return of_property(marker.property, raw)
    if marker.part in {"start", "type", "end"}:
        return plain(raw)
    return of_property(_tie_properties()[marker.part], raw)


@cache
def _tie_properties() -> dict[str, Property]:
    """Properties of relationships by name; one name means the same everywhere, but for closed sets."""
    return {each.name: each for tie in MODEL.relationships for each in tie.properties}


def parts(text: str) -> list[str]:
    """The values of a cell that may hold several."""
    return [each for each in (part.strip() for part in SEPARATORS.split(text)) if each]


def plain(raw: Any, longest: int = 2_000) -> str:
    """A cell as text: no formulas, error values or control characters, and not too long."""
    if isinstance(raw, bool):
        raw = "true" if raw else "false"
    elif isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    elif isinstance(raw, datetime) and not (raw.hour or raw.minute or raw.second):
        raw = raw.date()
    text = str(raw).strip()
    if len(text) > longest:
        raise wrong(
            "too_long",
            f"单元格过长（{len(text)} 字）",
            f"the cell has {len(text)} characters",
            f"最多 {longest} 字，请删减",
            f"shorten it to {longest} at most",
        )
    for each in text:
        if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\t\n\r":
            raise wrong(
                "control_character",
                f"含有不可见的控制字符 U+{ord(each):04X}",
                f"holds the control character U+{ord(each):04X}",
                "删除该字符",
                "delete that character",
            )
    if text.startswith("="):
        raise wrong(
            "formula",
            "是公式，不是值",
            "is a formula, not a value",
            "复制后“选择性粘贴为数值”",
            "copy it and paste it as a value",
        )
    if text.upper() in ERRORS:
        raise wrong(
            "error_value",
            f"是表格的错误值 {text}",
            f"is the spreadsheet error {text}",
            "改正公式或清空单元格",
            "mend the formula or empty the cell",
        )
    return text


def of_property(prop: Property, raw: Any) -> Any:
    """The value of a cell that fills `prop`, of its type, within its bounds and its closed set."""
    kind = prop.kind
    if prop.name == "weekdays":
        return weekdays(raw)
    if kind is Kind.STRING:
        text = plain(raw, LONGEST.get(prop.name, 2_000))
        if prop.values:
            return choice(prop, text)
        return (
            code_of_enterprise(text)
            if prop.name == "uscc"
            else identifier(text)
            if prop.name == "id"
            else text
        )
    if kind is Kind.STRINGS:
        found = parts(plain(raw, 20_000))
        return tuple(dict.fromkeys(choice(prop, each) if prop.values else each for each in found))
    if kind is Kind.BOOLEAN:
        return truth(raw)
    if kind is Kind.DATE:
        return day(raw)
    if kind is Kind.DATETIME:
        return instant(raw)
    value = number(raw)
    if prop.minimum is not None and value < prop.minimum:
        raise wrong(
            "too_small",
            f"小于最小值 {prop.minimum:g}",
            f"is below {prop.minimum:g}",
            "改为不小于该值的数",
            "give a number that is not below it",
        )
    if kind is Kind.INTEGER:
        if not value.is_integer():
            raise wrong("not_whole", "不是整数", "is not a whole number", "改为整数", "give a whole number")
        return int(value)
    return value


def identifier(text: str) -> str:
    """An id: its kind in front, no spaces."""
    if re.search(r"\s", text):
        raise wrong(
            "id_with_spaces",
            "编号中有空格",
            "the id holds spaces",
            "去掉空格，例如 building:gs-0042",
            "take them out, as in building:gs-0042",
        )
    if not _ID.fullmatch(text):
        raise wrong(
            "bad_id",
            "编号须为“类别:编码”",
            "an id is `kind:code`",
            "例如 building:gs-0042",
            "as in building:gs-0042",
        )
    return text


def code_of_enterprise(text: str) -> str:
    """A Unified Social Credit Code; what is wrong with it is said."""
    code = uscc.compact(text).upper()
    try:
        return uscc.validate(code)
    except InvalidLength:
        raise wrong(
            "uscc_length",
            f"统一社会信用代码须为 18 位，此处 {len(code)} 位",
            f"a USCC has 18 characters, this has {len(code)}",
            "对照营业执照补全",
            "copy it from the business licence",
        ) from None
    except InvalidChecksum:
        raise wrong(
            "uscc_checksum",
            f"统一社会信用代码校验位不符：末位应为 {uscc.calc_check_digit(code[:17])}",
            f"the USCC's check character is wrong: {uscc.calc_check_digit(code[:17])} would fit",
            "对照营业执照逐位核对",
            "compare every character with the business licence",
        ) from None
    except ValidationError:
        raise wrong(
            "uscc_format",
            "统一社会信用代码含有不允许的字符（不用 I、O、S、V、Z，前 8 位后为主体标识码）",
            "the USCC holds characters that are not allowed (no I, O, S, V, Z; digits in places 3 to 8)",
            "对照营业执照逐位核对",
            "compare every character with the business licence",
        ) from None


@cache
def _choices(values: tuple[str, ...]) -> dict[str, str]:
    return {same(word): value for value in values for word in (value, *CHINESE.get(value, ()))}


def choice(prop: Property, text: str) -> str:
    """A value of a closed set, given in English or Chinese."""
    if found := _choices(prop.values).get(same(text)):
        return found
    allowed = "、".join("/".join((value, *CHINESE.get(value, ())[:1])) for value in prop.values)
    raise wrong(
        "not_allowed",
        "不在允许的取值之中",
        "is not one of the values allowed",
        f"可用：{allowed}",
        "use one of these",
    )


def truth(raw: Any) -> bool:
    """Yes or no."""
    word = plain(raw).casefold()
    if word in YES or word in NO:
        return word in YES
    raise wrong("not_yes_or_no", "不是“是”或“否”", "is neither yes nor no", "填 是 或 否", "give yes or no")


def number(raw: Any) -> float:
    """A finite number; full-width digits and thousands separators are understood."""
    text = unicodedata.normalize("NFKC", plain(raw)).replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", text, re.IGNORECASE) and math.isfinite(
        value := float(text)
    ):
        return value
    raise wrong(
        "not_a_number",
        "不是（有限的）数",
        "is not a (finite) number",
        "只填数字，单位放在“单位”列",
        "give digits alone, the unit in its own column",
    )


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
