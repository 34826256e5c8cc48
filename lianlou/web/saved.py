"""The saved operations: operations/*.graphql with their titles and examples, as operations/README.md says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import orjson
from graphql import OperationDefinitionNode, OperationType, parse

FOLDER = Path(__file__).with_name("operations")

GROUPS = {
    "0": ("匹配与查找", "Matching and finding"),
    "1": ("匹配与查找", "Matching and finding"),
    "2": ("社区运转", "The community at work"),
    "3": ("清单、办件与服务", "Lists, cases and services"),
    "4": ("资金、共建与记录", "Money, partners and records"),
    "5": ("办理", "Acting"),
    "6": ("探索与比较", "Exploring and comparing"),
}
"""Headings of the page, by the first digit of a file's name."""


@dataclass(frozen=True)
class Example:
    """Variables to begin with, under the name of what they show."""

    title: str
    title_en: str
    variables: dict[str, Any]


@dataclass(frozen=True)
class SavedOperation:
    """An operation that staff choose by its title; `query` is the document without the heading."""

    key: str
    group: str
    group_en: str
    name: str
    title: str
    title_en: str
    about: str
    about_en: str
    examples: tuple[Example, ...]
    query: str
    writes: bool
    """Whether it is a mutation: it is opened, and never run before somebody says so."""


@cache
def operations() -> tuple[SavedOperation, ...]:
    """All saved operations, in the order of their file names.

    Raises:
        ValueError: a file is not written as operations/README.md says; the message names it and the mend.
    """
    return tuple(read(path) for path in sorted(FOLDER.glob("*.graphql")))


def read(path: Path) -> SavedOperation:
    """One file.

    Raises:
        ValueError: it is not written as operations/README.md says.
    """
    heading, query = _parted(path.read_text("utf-8"))
    told = list(_said(path, heading))
    (title, about), examples = (
        _words(path, told),
        [_example(path, line) for key, line in told if key == "example"],
    )
    if not examples:
        raise ValueError(f"{path.name}: add `# example: 名称 / Name {{…}}` with the variables to begin with")
    if path.stem[0] not in GROUPS:
        raise ValueError(
            f"{path.name}: begin the name with one of {', '.join(GROUPS)}, the digit of its heading"
        )
    defined = _operation(path, query)
    return SavedOperation(
        path.stem,
        *GROUPS[path.stem[0]],
        defined.name.value if defined.name else "",
        *title,
        *about,
        tuple(examples),
        query,
        defined.operation is OperationType.MUTATION,
    )


def _parted(text: str) -> tuple[list[str], str]:
    lines = text.splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return [line.lstrip("#").strip() for line in lines[:end]], "".join(lines[end:]).strip() + "\n"


def _said(path: Path, heading: list[str]) -> Iterator[tuple[str, str]]:
    for line in heading:
        key, colon, rest = line.partition(":")
        if not colon or key not in ("title", "about", "example"):
            raise ValueError(
                f"{path.name}: the heading says `{line}`; write `# title:`, `# about:` or `# example:`"
            )
        yield key, rest.strip()


def _words(path: Path, told: list[tuple[str, str]]) -> tuple[tuple[str, str], tuple[str, str]]:
    found = dict(told)
    missing = [key for key in ("title", "about") if key not in found]
    if missing:
        raise ValueError(f"{path.name}: the heading has no `# {missing[0]}: 中文 / English`")
    return _both(path, found["title"]), _both(path, found["about"])


def _both(path: Path, text: str) -> tuple[str, str]:
    chinese, slash, english = text.partition(" / ")
    if not (slash and chinese.strip() and english.strip()):
        raise ValueError(f"{path.name}: `{text}` is not `中文 / English`")
    return chinese.strip(), english.strip()


def _example(path: Path, text: str) -> Example:
    found = re.fullmatch(r"([^{]+)(\{.*\})", text)
    if found is None:
        raise ValueError(f"{path.name}: `{text}` is not `名称 / Name {{variables as JSON}}`")
    try:
        variables = cast("dict[str, Any]", orjson.loads(found[2]))
    except orjson.JSONDecodeError as error:
        raise ValueError(f"{path.name}: the variables of an example are not JSON: {error}") from error
    return Example(*_both(path, found[1]), variables)


def _operation(path: Path, query: str) -> OperationDefinitionNode:
    defined = [each for each in parse(query).definitions if isinstance(each, OperationDefinitionNode)]
    if len(defined) != 1 or defined[0].name is None:
        raise ValueError(f"{path.name}: hold exactly one operation, with a name")
    return defined[0]
