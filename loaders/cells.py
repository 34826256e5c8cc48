"""Cells to values under a column: of its property's type, within its bounds; each refusal says how to mend it."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from typing import Any

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from graph.model import MODEL, Kind, Property
from loaders.columns import Chooses, Fills, Marker, Names, Qualifies, same
from loaders.kinds import CHINESE
from loaders.plain import parts, plain
from loaders.times import clock, day, instant, weekdays
from loaders.wrong import wrong

LONGEST = {"name": 200, "nameEn": 200, "title": 200, "titleEn": 200, "id": 200, "text": 20_000}
"""Characters that a text may have; 2,000 where nothing is said here."""
YES = {"是", "有", "true", "yes", "y", "1", "√"}
NO = {"否", "无", "false", "no", "n", "0", "×"}
_ID = re.compile(r"[a-z]+:[^\s;；、]+")


def read(marker: Marker, raw: Any) -> Any:
    """The value of a cell under a column.

    Args:
        marker: What the column is.
        raw: What stood in the cell: a string, or what a spreadsheet holds (number, date, boolean).

    Raises:
        Wrong: with the reason and the mend.
    """
    if isinstance(marker, Names):
        return tuple(dict.fromkeys(parts(plain(raw, 20_000))))
    if isinstance(marker, Chooses):
        return plain(raw)
    if isinstance(marker, Fills | Qualifies):
        return of_property(marker.property, raw)
    if marker.part in {"start", "type", "end"}:
        return plain(raw)
    return of_property(tie_properties()[marker.part], raw)


@cache
def tie_properties() -> dict[str, Property]:
    """Properties of relationships by name; one name means the same everywhere, but for closed sets."""
    return {each.name: each for tie in MODEL.relationships for each in tie.properties}


def of_property(prop: Property, raw: Any) -> Any:
    """The value of a cell that fills `prop`, of its type, within its bounds and its closed set."""
    kind = prop.kind
    if prop.name == "weekdays":
        return weekdays(raw)
    if prop.name in {"opensAt", "closesAt"}:
        return clock(raw)
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
