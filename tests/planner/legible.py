"""A statement in lines that a person can read; the planner itself writes it in one."""

from __future__ import annotations

import re

WIDTH = 100
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_CLAUSES = re.compile(r"\s+(?=(?:MATCH|OPTIONAL MATCH|WITH|UNWIND|CALL|RETURN|WHERE|LIMIT) )")


def legible(text: str, depth: int = 0) -> str:
    """The text, each clause or map entry on a line of its own wherever it doesn't fit in one."""
    pad = "  " * depth
    if len(pad) + len(text) <= WIDTH:
        return pad + text
    if (parts := _split(text, None)) and len(parts) > 1:
        return "\n".join(legible(part.strip(), depth) for part in parts)
    if (parts := _split(text, ",")) and len(parts) > 1:
        return ",\n".join(legible(part.strip(), depth) for part in parts)
    start = _longest(text)
    if start is None:
        return pad + text
    end = _closing(text, start)
    head, inner, tail = text[: start + 1], text[start + 1 : end].strip(), text[end:]
    return f"{pad}{head}\n{legible(inner, depth + 1)}\n{pad}{tail}"


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in _PAIRS) - (text[at] in _PAIRS.values())
        if depth == 0:
            return at
    raise AssertionError(text)


def _longest(text: str) -> int | None:
    """Where the longest outermost `{…}` or `[…]` opens."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        if text[at] in _PAIRS:
            end = _closing(text, at)
            if text[at] == "{" or (text[at] == "[" and end - at > len("[0]")):
                found.append((at - end, at))
            at = end
        at += 1
    return min(found)[1] if found else None


def _split(text: str, at: str | None) -> list[str]:
    """The text's parts between outermost commas, or before outermost clauses."""
    parts, depth, begin = [], 0, 0
    for i, character in enumerate(text):
        depth += (character in _PAIRS) - (character in _PAIRS.values())
        if depth == 0 and ((at and character == at) or (at is None and i and _CLAUSES.match(text, i))):
            parts.append(text[begin:i])
            begin = i + 1
    return [*parts, text[begin:]]
