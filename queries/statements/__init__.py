"""Statements: one .cypher file each; `text` reads them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_INCLUDE = re.compile(r"^[ \t]*// include (\w+)[ \t]*$", re.MULTILINE)


def included(name: str) -> list[str]:
    """Names of the statements that a statement's file includes itself."""
    return _INCLUDE.findall(_file(name).read_text("utf-8"))


@cache
def text(name: str) -> str:
    """The text of a statement by its file's name, `// include other` lines replaced by the other's text.

    Raises:
        LookupError: no file, or more than one, is named so.
    """
    return _INCLUDE.sub(lambda each: text(each[1]), _file(name).read_text("utf-8"))


def _file(name: str) -> Path:
    found = list(_FOLDER.rglob(f"{name}.cypher"))
    if len(found) != 1:
        raise LookupError(f"{len(found)} statements are named {name}: there must be exactly one.")
    return found[0]


@cache
def columns(name: str) -> tuple[str, ...]:
    """The columns of a statement that ends in a plain `RETURN a, b AS c`, in their order."""
    last = text(name).rpartition("\nRETURN ")[2]
    return tuple(re.sub(r"^.*\bAS\s+", "", each.strip(), flags=re.DOTALL) for each in last.strip().split(","))
