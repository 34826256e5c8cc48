"""data/taxonomy: our service terms, the industries of GB/T 4754-2017, and what they suggest."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import orjson
import pytest

import schema
from graph import MODEL, Graph
from graph.audit import audit
from loaders import Report, load
from queries.planner.execute import Planner

DATA = Path(__file__).parents[2] / "data"
TAXONOMY, STORIES = DATA / "taxonomy", DATA / "stories"
OURS = "Lianlou's own taxonomy"

Rows = list[dict[str, str]]


def rows(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def several(cell: str) -> list[str]:
    return [each for each in cell.split(";") if each]


@pytest.fixture(scope="module")
def terms() -> Rows:
    return rows(TAXONOMY, "terms")


@pytest.fixture(scope="module")
def industries() -> Rows:
    return rows(TAXONOMY, "industries")


def changed(report: Report) -> bool:
    return report.changed or bool(report.ties_created or report.ties_updated or report.ties_removed)


async def test_it_loads_alone_and_again_and_fits_the_model(graph: Graph) -> None:
    first = await load(graph, [TAXONOMY])
    assert not first.refusals, first.refusals[:3]
    assert changed(first)
    assert not changed(await load(graph, [TAXONOMY]))
    assert await audit(graph) == []


@pytest.mark.parametrize("order", [(STORIES, TAXONOMY), (TAXONOMY, STORIES)], ids=["after", "before"])
async def test_it_goes_with_the_stories_in_any_order(graph: Graph, order: tuple[Path, Path]) -> None:
    reports = [await load(graph, [folder]) for folder in (*order, *order)]
    assert not [each.refusals[0] for each in reports if each.refusals]
    assert [changed(each) for each in reports] == [True, True, False, False]
    assert await audit(graph) == []


async def test_it_goes_with_the_stories_in_one_load(graph: Graph) -> None:
    report = await load(graph, [STORIES, TAXONOMY])
    assert not report.refusals, report.refusals[:3]
    assert report.tables["terms"]["unchanged"] == len(rows(STORIES, "terms"))
    assert not changed(await load(graph, [TAXONOMY, STORIES]))


async def test_the_canteens_first_match_is_the_same_with_the_whole_taxonomy(graph: Graph) -> None:
    await load(graph, [STORIES])
    await load(graph, [TAXONOMY])
    source = """{ need(id: "need:story-canteen") { matches(first: 3, asOf: "2026-11-24") {
        nodes { id via ring weak } } } }"""
    answer = orjson.loads((await Planner(schema.build(), MODEL).execute(graph, source)).body)
    first = answer["data"]["need"]["matches"]["nodes"][0]
    assert first == {"id": "enterprise:example-caterer", "via": "POTENTIAL", "ring": 0, "weak": False}


def test_what_the_stories_say_of_a_term_or_an_industry_it_says_too(terms: Rows, industries: Rows) -> None:
    for name, ours in (("terms", terms), ("industries", industries)):
        by_id = {row["id"]: row for row in ours}
        for told in rows(STORIES, name):
            row = by_id[told["id"]]
            assert {key: row[key] for key, value in told.items() if value} == {
                k: v for k, v in told.items() if v
            }


def test_every_term_is_ours_and_has_english_and_another_word(terms: Rows) -> None:
    assert len(terms) >= 150
    for row in terms:
        assert row["source"] == OURS
        assert row["synthetic"] == "false"
        assert re.search(r"[\u4e00-\u9fff]", row["name"]), row
        assert re.search(r"[A-Za-z]", row["name_en"]), row
        assert several(row["synonyms"]), row["id"]


def test_no_word_means_two_terms(terms: Rows) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for row in terms:
        for word in (row["name"], row["name_en"], *several(row["synonyms"])):
            meanings[word.casefold()].add(row["id"])
    assert not {word: ids for word, ids in meanings.items() if len(ids) > 1}


def test_every_term_has_one_way_up_and_the_tree_is_three_levels_deep_where_it_branches(terms: Rows) -> None:
    broader = {row["id"]: several(row["broader"]) for row in terms}
    assert all(len(up) <= 1 for up in broader.values())
    depths: Counter[int] = Counter()
    for term in broader:
        at, depth = term, 1
        while broader[at]:
            at, depth = broader[at][0], depth + 1
            assert depth <= 4, term
        depths[depth] += 1
    assert depths[1] <= 30
    assert depths[2] > 60
    assert depths[3] > 40


def test_a_term_for_the_department_names_the_competence_and_no_other_does(terms: Rows) -> None:
    for row in terms:
        assert (row["ring_policy"] == "DEPARTMENT") == bool(row["competence"]), row["id"]


def test_a_problem_decomposes_into_at_least_two_terms(terms: Rows) -> None:
    problems = {row["id"]: several(row["decomposes_into"]) for row in terms if row["decomposes_into"]}
    assert problems["term:illegal-parking"] == ["term:patrols", "term:road-order", "term:vouchers"]
    assert len(problems) >= 3
    assert all(len(set(parts)) >= 2 for parts in problems.values())


def test_the_industries_are_twenty_sections_and_ninety_seven_divisions_with_what_lies_under_them(
    industries: Rows,
) -> None:
    codes = [row["code"] for row in industries]
    assert sorted(code for code in codes if code.isalpha()) == list("ABCDEFGHIJKLMNOPQRST")
    assert sorted(code for code in codes if len(code) == 2) == [f"{each:02}" for each in range(1, 98)]
    assert len(codes) == len(set(codes))
    section = ""
    for row in industries:
        code = row["code"]
        assert row["id"] == f"industry:{code}"
        assert row["name"]
        assert row["name_en"]
        if code.isalpha():
            section = code
            assert row["broader"] == ""
        elif len(code) == 2:
            assert row["broader"] == f"industry:{section}"
        else:
            assert re.fullmatch(r"\d{3,4}", code)
            assert row["broader"] == f"industry:{code[:-1]}"


def test_what_an_industry_suggests_is_a_term_with_a_strength(terms: Rows, industries: Rows) -> None:
    known = {row["id"] for row in terms}, {row["id"] for row in industries}
    ties = rows(TAXONOMY, "ties")
    assert len(ties) > 80
    for tie in ties:
        assert tie["type"] == "SUGGESTS"
        assert tie["end"] in known[0]
        assert tie["start"] in known[1]
        assert 0 < float(tie["strength"]) <= 1
