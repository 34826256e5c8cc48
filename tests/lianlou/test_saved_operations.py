"""The saved operations on the stories: each example runs, answers something, and costs one statement."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph, tallied
from lianlou.web import Example, SavedOperation, operations, saved
from queries.planner.execute import Planner
from queries.planner.sources import Gathered
from schema.policy import LOCAL_STAFF

CASES = [
    pytest.param(operation, example, id=f"{operation.key}-{example.title_en}")
    for operation in operations()
    for example in operation.examples
]
READING = [case for case in CASES if not case.values[0].writes]
"""Those that only read; the others are done in a browser (test_acting_page.py)."""


DB_HITS = Path(__file__).with_name("db_hits.json")
"""What each saved operation reads on the stories with its first example."""


SCANNING = {"10-figures", "20-committee", "23-area", "28-party-gaps", "41-figures-counted"}
"""Those that read all of a label: to count it, or because what they filter by has no index."""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL, marked="synthetic")


def _rows(value: Any) -> Iterator[Any]:
    """Every object in a list, at any depth."""
    if isinstance(value, list):
        for each in value:
            yield each
            yield from _rows(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _rows(each)


async def _answer(
    stories: Graph, planner: Planner, operation: SavedOperation, variables: dict[str, Any]
) -> dict[str, Any]:
    """As the page asks: the statements are those of test_page, planned once for both."""
    answer = await planner.execute(
        stories, operation.query, variables, operation.name, viewer=LOCAL_STAFF, mark=True
    )
    body = orjson.loads(answer.body)
    assert "errors" not in body, body["errors"]
    return body["data"]


@pytest.mark.parametrize(("operation", "example"), READING)
async def test_a_saved_operation_answers_its_examples_in_one_statement_but_for_what_is_answered_apart(
    stories: Graph, planner: Planner, operation: SavedOperation, example: Example
) -> None:
    with tallied() as tally:
        data = await _answer(stories, planner, operation, example.variables)
    compiled, _ = planner.compiled(operation.query, example.variables, operation.name)
    gathered = [site for site in compiled.sites if isinstance(site.source, Gathered)]
    if not gathered:  # what is supposed is written first, and undone
        assert tally.statements == len(compiled.texts), tally.texts
    assert compiled.solved or tally.statements == 1
    assert list(_rows(data)), data
    assert b'"UNKNOWN","label"' not in orjson.dumps(data)  # whyNot knows the candidate


@pytest.mark.parametrize(
    "operation", [each for each in operations() if not each.writes], ids=lambda each: each.key
)
async def test_a_saved_operation_starts_from_indexes_and_reads_no_more_than_it_did(
    stories: Graph, planner: Planner, operation: SavedOperation
) -> None:
    """LIANLOU_UPDATE_SNAPSHOTS=1 writes db_hits.json anew; read the difference before you commit it."""
    answer = await planner.execute(
        stories,
        operation.query,
        operation.examples[0].variables,
        operation.name,
        viewer=LOCAL_STAFF,
        explain=True,
        mark=True,
    )
    told = orjson.loads(answer.body)["extensions"]["explain"]
    every = [told, *told.get("before", ())]
    labels = {op["operator"] for each in every for op in each["operators"] if op["operator"].endswith("Scan")}
    scans = {each for each in labels if "Index" not in each}
    assert "AllNodesScan" not in scans
    assert bool(scans) == (operation.key in SCANNING), scans
    hits = sum(each["dbHits"] for each in every)
    known: dict[str, int] = orjson.loads(DB_HITS.read_bytes())
    if os.environ.get("LIANLOU_UPDATE_SNAPSHOTS") == "1":
        known[operation.key] = hits
        DB_HITS.write_bytes(orjson.dumps(known, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
    assert hits <= known[operation.key] * 1.25 + 50, "it reads more than it did"


@pytest.mark.parametrize(("operation", "example"), CASES)
def test_an_example_gives_the_variables_that_the_operation_takes_and_no_internal_key(
    operation: SavedOperation, example: Example
) -> None:
    assert set(example.variables) == set(re.findall(r"\$(\w+)\s*:", operation.query))
    assert operation.writes or not re.search(r'"[a-z]+:[a-z0-9-]+"', orjson.dumps(example.variables).decode())


async def test_the_first_operation_tells_of_the_caterer_first(stories: Graph, planner: Planner) -> None:
    first = operations()[0]
    data = await _answer(stories, planner, first, first.examples[0].variables)
    best = data["needs"]["nodes"][0]["matches"]["nodes"][0]
    assert (best["provider"]["name"], best["ring"], best["weak"]) == ("示例餐饮公司", 0, False)


STORIES = {
    "Canteen": "示例餐饮公司",
    "Parking": "内部临时停车券",
    "Elders": "示例骑手01",
    "Loan": "武林金融助贷平台",
    "Finance talent": "汇金国际人才库",
    "Friendship": "示例单身联谊",
}


async def test_the_five_stories_are_examples_of_the_first_operation(stories: Graph, planner: Planner) -> None:
    told = {}
    for example in operations()[0].examples:
        data = await _answer(stories, planner, operations()[0], example.variables)
        matches = data["needs"]["nodes"][0]["matches"]["nodes"]
        told[example.title_en] = orjson.dumps(matches).decode()
    assert told.keys() == STORIES.keys()
    assert {key: name for key, name in STORIES.items() if name not in told[key]} == {}


def test_titles_and_examples_are_told_apart() -> None:
    assert len({operation.title for operation in operations()}) == len(operations())
    for operation in operations():
        titles = [example.title for example in operation.examples]
        assert len(set(titles)) == len(titles)


GOOD = "# title: 甲 / A\n# about: 乙。 / B.\n# example: 丙 / C {}\nquery A { __typename }\n"


@pytest.mark.parametrize(
    ("found", "instead", "told"),
    [
        ("# title: 甲 / A\n", "", "has no `# title:"),
        ("甲 / A", "甲", "is not `中文 / English`"),
        ("# example: 丙 / C {}\n", "", "add `# example:"),
        ("C {}", "C", "variables as JSON"),
        ("C {}", "C {1}", "are not JSON"),
        ("# about", "# abuot", "write `# title:`"),
        ("query A", "query", "exactly one operation"),
    ],
)
def test_a_file_that_is_not_written_so_is_refused_with_the_mend(
    tmp_path: Path, found: str, instead: str, told: str
) -> None:
    path = tmp_path / "01-wrong.graphql"
    path.write_text(GOOD, "utf-8")
    assert saved.read(path).title == "甲"
    path.write_text(GOOD.replace(found, instead), "utf-8")
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        saved.read(path)
    assert str(refused.value).startswith("01-wrong.graphql: ")
