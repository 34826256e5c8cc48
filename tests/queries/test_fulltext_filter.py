"""`where: {search: …}`: the fulltext index as one condition among others."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from graph.errors import InputError
from queries.planner.execute import Planner

NEEDS = """query($w: NeedFilter) { needs(where: $w, first: 500) { totalCount nodes { id title titleEn text status at { name nameEn } } } }"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def answer(planner: Planner, graph: Graph, where: Any) -> dict[str, Any]:
    return orjson.loads((await planner.execute(graph, NEEDS, {"w": where})).body)


def has(row: dict[str, Any] | None, *words: str) -> bool:
    texts = [str(row.get(each) or "").casefold() for each in ("title", "titleEn", "text", "name", "nameEn")] if row else []  # fmt: skip
    return all(any(word.casefold() in text for text in texts) for word in words)


async def test_words_are_found_wherever_the_filter_says_so(stories: Graph, planner: Planner) -> None:
    whole = (await answer(planner, stories, {}))["data"]["needs"]["nodes"]
    cases: list[tuple[dict[str, Any], Any]] = [
        ({"search": "违停"}, lambda need: has(need, "违停")),
        ({"search": "周转 资金"}, lambda need: has(need, "周转", "资金")),
        ({"search": "parking"}, lambda need: has(need, "parking")),
        ({"at": {"search": "越都商务"}}, lambda need: has(need["at"], "越都商务")),
        ({"not": {"search": "资金"}}, lambda need: not has(need, "资金")),
        (
            {"or": [{"search": "违停"}, {"at": {"search": "越都商务"}}]},
            lambda need: has(need, "违停") or has(need["at"], "越都商务"),
        ),
        (
            {"search": "资金", "status": {"eq": "OPEN"}},
            lambda need: has(need, "资金") and need["status"] == "OPEN",
        ),
    ]
    for where, says in cases:
        found = (await answer(planner, stories, where))["data"]["needs"]
        wanted = [each["id"] for each in whole if says(each)]
        assert [each["id"] for each in found["nodes"]] == wanted, where
        assert found["totalCount"] == len(wanted)
        assert 0 < len(wanted) < len(whole), where


@pytest.mark.parametrize("text", ['") OR (title:*', "停车 OR *", "~1 AND NOT x", "停车^3 [a TO b]"])
async def test_what_is_an_operator_elsewhere_is_a_word_here(
    stories: Graph, planner: Planner, text: str
) -> None:
    told = await answer(planner, stories, {"search": text})
    assert told["data"]["needs"]["totalCount"] == 0


@pytest.mark.parametrize("text", ["", "  ", '"*" ?', 7])
async def test_a_search_without_words_is_refused(stories: Graph, planner: Planner, text: Any) -> None:
    (error,) = (await answer(planner, stories, {"search": text}))["errors"]
    assert error["message"].startswith("Variable '$w' has invalid value at .search: ")
    assert error["message"].endswith(
        ("write what to look for, or leave it out.", "write the words as a string.")
    )
    assert error["extensions"]["code"] == InputError.code


async def test_it_is_looked_up_once(planner: Planner) -> None:
    source = "query($w: NeedFilter) { needs(where: $w) { totalCount nodes { id } aggregate { count } } }"
    statement, _ = planner.statement(source, {"w": {"search": "停车"}})
    assert (statement or "").count("queryNodes") == 1
