"""suggestTerms: terms for a text, each with why, or the reason why there are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from loaders import load
from queries.planner.execute import Planner

ASK = """query ($text: String!, $first: Int) { suggestTerms(text: $text, first: $first) { keywords note noteEn
  suggestions { score similarity words term { id } capability { id } capabilitySimilarity capabilityWords } } }"""
TERMS = """id,name,name_en,synonyms,examples
term:canteen,楼宇食堂,Canteen,员工餐厅,天天点外卖都吃腻了
term:parking,停车,Parking,车位,Cars are parked on the pavement
term:gym,健身房,Gym,,坐久了想出出汗
term:lift,电梯,Lifts,,
"""
CAPABILITIES = """id,title,provides
capability:meals,现炒套餐,term:canteen
capability:snacks,零食点心,term:canteen
capability:lift,困人救助,term:lift
"""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


@pytest.fixture
async def terms(graph: Graph, tmp_path: Path) -> Graph:
    (tmp_path / "terms.csv").write_text(TERMS, "utf-8")
    (tmp_path / "capabilities.csv").write_text(CAPABILITIES, "utf-8")
    assert not (await load(graph, [tmp_path])).refusals
    return graph


async def suggest(planner: Planner, graph: Graph, text: str, first: int | None = None) -> dict[str, Any]:
    answer = orjson.loads((await planner.execute(graph, ASK, {"text": text, "first": first})).body)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]["suggestTerms"]


async def test_what_people_say_leads_to_the_term_and_the_words_say_why(
    planner: Planner, terms: Graph
) -> None:
    found = await suggest(planner, terms, "外卖吃腻了，想换换口味")
    best = found["suggestions"][0]
    assert best["term"]["id"] == "term:canteen"
    assert {"外卖", "吃腻"} <= {*best["words"]}
    assert 0 < best["similarity"] < 1
    assert (found["note"], found["noteEn"]) == (None, None)
    assert "外卖" in found["keywords"]


async def test_a_synonym_an_example_and_an_inflected_word_each_lead_to_the_term(
    planner: Planner, terms: Graph
) -> None:
    for text, term in (
        ("找个车位", "term:parking"),
        ("晚上想出汗", "term:gym"),
        ("parks his car here", "term:parking"),
    ):
        assert [each["term"]["id"] for each in (await suggest(planner, terms, text))["suggestions"]] == [term]


async def test_a_term_is_also_suggested_by_the_capability_most_like_the_text(
    planner: Planner, terms: Graph
) -> None:
    found = await suggest(planner, terms, "有人被困在里面等救助")
    best = found["suggestions"][0]
    assert best["term"]["id"] == "term:lift"
    assert best["capability"]["id"] == "capability:lift"
    assert "救助" in best["capabilityWords"]
    assert best["similarity"] == 0
    assert best["words"] == []


async def test_first_bounds_how_many_and_the_likeliest_come_first(planner: Planner, terms: Graph) -> None:
    text = "食堂旁边的健身房要停车"
    three = (await suggest(planner, terms, text))["suggestions"]
    assert len(three) == 3
    assert [each["score"] for each in three] == sorted((each["score"] for each in three), reverse=True)
    assert (await suggest(planner, terms, text, 1))["suggestions"] == three[:1]
    answer = orjson.loads((await planner.execute(terms, ASK, {"text": text, "first": 0})).body)
    assert "from 1 to 20" in answer["errors"][0]["message"]


async def test_where_no_term_shares_a_word_it_says_so(planner: Planner, terms: Graph) -> None:
    found = await suggest(planner, terms, "zzz")
    assert found["suggestions"] == []
    assert "shares a word" in found["noteEn"]
    assert (await suggest(planner, terms, " ，"))["suggestions"] == []


async def test_where_there_are_no_terms_it_names_keywords_and_what_to_load(
    planner: Planner, graph: Graph, tmp_path: Path
) -> None:
    (tmp_path / "capabilities.csv").write_text("text\n楼里有健身房\n", "utf-8")
    await load(graph, [tmp_path])
    found = await suggest(planner, graph, "想找健身房")
    assert found["suggestions"] == []
    assert {"健身", "身房"} <= {*found["keywords"]}
    assert "lianlou load data/taxonomy" in found["note"]


async def test_a_text_longer_than_the_index_takes_words_is_answered(planner: Planner, terms: Graph) -> None:
    text = "车位" + "".join(chr(0x5000 + number) for number in range(1_500))
    assert (await suggest(planner, terms, text))["suggestions"][0]["term"]["id"] == "term:parking"
