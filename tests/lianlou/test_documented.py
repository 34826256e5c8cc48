"""docs/ lists each setting and each error code, and none that isn't there."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import graph
import lianlou
import loaders
import queries
import schema
from graph.errors import LianlouError
from lianlou.settings import Settings
from queries.meaning import SETTING

DOCS = Path(__file__).parents[2] / "docs"


def rows(name: str) -> list[list[str]]:
    """Cells of the tables in a page, where the first cell is code."""
    lines = (DOCS / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def test_every_setting_is_documented_with_its_default() -> None:
    told = {name.strip("`"): default.strip("`") for name, default, *_ in rows("settings.md")}
    fields = Settings.model_fields
    engine = {
        name
        for file in Path(graph.__path__[0]).rglob("*.py")
        for name in re.findall(r"environ\.get\(\"(LIANLOU_\w+)", file.read_text("utf-8"))
    }
    assert len(engine) == 2
    assert set(told) == {f"LIANLOU_{name.upper()}" for name in fields} | engine | {SETTING}
    for name, each in fields.items():
        if each.default_factory is None and each.default is not None:
            default = f"{each.default:g}" if isinstance(each.default, float) else str(each.default)
            assert told[f"LIANLOU_{name.upper()}"] == default


def errors(base: type[LianlouError] = LianlouError) -> Iterator[type[LianlouError]]:
    yield base
    for each in base.__subclasses__():
        yield from errors(each)


def test_every_error_code_is_documented_and_no_other() -> None:
    for room in (graph, queries, loaders, schema, lianlou):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith("__main__") and "engine.child" not in module.name:
                importlib.import_module(module.name)
    told = [code.strip("`") for code, *_ in rows("errors.md")]
    assert len(told) == len(set(told))
    assert set(told) == {each.code for each in errors()}


def test_no_code_is_written_as_a_word_outside_the_tree_of_errors() -> None:
    """A code in a literal of its own would escape the list above."""
    known = {each.code for each in errors()}
    for room in (graph, queries, loaders, schema, lianlou):
        for file in Path(room.__path__[0]).rglob("*.py"):
            for found in re.findall(r"\"code\": \"([A-Z_]+)\"", file.read_text("utf-8")):
                assert found in known, f"{file.name}: {found}"
