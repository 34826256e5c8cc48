"""A cell as text, before it means anything."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from loaders.wrong import wrong

SEPARATORS = re.compile(r"[;；、\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Unicode's Cc and Cs, but for tab and line ends."""
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


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
    if each := _CONTROL.search(text):
        raise wrong(
            "control_character",
            f"含有不可见的控制字符 U+{ord(each[0]):04X}",
            f"holds the control character U+{ord(each[0]):04X}",
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
    if text.startswith("#") and text.upper() in ERRORS:
        raise wrong(
            "error_value",
            f"是表格的错误值 {text}",
            f"is the spreadsheet error {text}",
            "改正公式或清空单元格",
            "mend the formula or empty the cell",
        )
    return text
