"""What can be wrong with a cell: a code, the reason and the mend, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class Wrong(Exception):
    """One thing wrong with a cell, a row or a file."""

    code: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.reason} → {self.mend}"


def wrong(code: str, zh: str, en: str, mend_zh: str, mend_en: str) -> Wrong:
    """A `Wrong` whose words stand in both languages."""
    return Wrong(code, f"{zh} · {en}", f"{mend_zh} · {mend_en}")


def shown(value: object, length: int = 80) -> str:
    """A value as a message can show it: short, and without characters that don't print."""
    text = "".join(each if each.isprintable() else "�" for each in str(value)[: length + 1])
    return text if len(text) <= length else f"{text[:length]}…"
