"""Pairs of an operation and the statement it becomes, with its answer on the stories, to be read.

LIANLOU_UPDATE_SNAPSHOTS=1 writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import orjson
import pytest

import schema
from graph import MODEL, Graph
from queries import statements
from queries.planner.execute import Planner
from tests.planner.legible import legible

FOLDER = Path(__file__).parent / "snapshots"
PAIRS = sorted(FOLDER.glob("*.md"))
_OPERATION = re.compile(r"```graphql\n(.*?)\n```(?:\s*```json variables\n(.*?)\n```)?", re.DOTALL)


@pytest.fixture(scope="module")
def community() -> Planner:
    return Planner(schema.build(), MODEL)


def _statement(text: str | None) -> str:
    """The statement in lines; the texts of statement files stand for themselves by their names."""
    if text is None:
        return "// nothing is asked of the graph"
    for name in ("matches_of_need", "matches_of_draft", "needs_for", "why_not", "search"):
        inner = re.escape(statements.text(name)).replace(re.escape("$args"), r"\$p\.(?:a\d+|args)")
        text = re.sub(inner, f"…{name}.cypher…", text)
    return legible(text)


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
async def test_an_operation_becomes_the_statement_of_its_snapshot(
    community: Planner, stories: Graph, path: Path
) -> None:
    written = path.read_text("utf-8")
    found = _OPERATION.search(written)
    assert found, f"{path.name} has no ```graphql block"
    variables = json.loads(found[2] or "{}")
    texts = community.compiled(found[1], variables)[0].texts or [None]
    answer = orjson.loads((await community.execute(stories, found[1], variables)).body)
    assert "errors" not in answer
    told_all = "\n\n".join(map(_statement, texts))
    shown = json.dumps(answer["data"], ensure_ascii=False, indent=1)
    told = f"{written[: found.end()]}\n\n```cypher\n{told_all}\n```\n\n```json\n{shown}\n```\n"
    if os.environ.get("LIANLOU_UPDATE_SNAPSHOTS") == "1":
        path.write_text(told, "utf-8")
    assert written == told or os.environ.get("LIANLOU_UPDATE_SNAPSHOTS") == "1"


def test_there_are_snapshots() -> None:
    assert len(PAIRS) >= 15
