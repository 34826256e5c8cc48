"""What may change a statement's text, and what never does; and errors that are the specification's."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import orjson
import pytest

from graph import Graph, tallied
from queries.planner.execute import Planner


def text(planner: Planner, source: str, variables: dict[str, Any] | None = None) -> str | None:
    return planner.statement(source, variables)[0]


ONE = "query A($t: String, $n: Int) { films(first: $n, where: {title: {eq: $t}}) { nodes { title } } }"


@pytest.mark.parametrize(
    ("source", "variables"),
    [
        ("query A($t: String, $n: Int) { x: films(first: $n, where: {title: {eq: $t}}) { y: nodes { z: title } } }", {"t": "b", "n": 9}),
        ("query B($s: String) { films(where: {title: {eq: $s}}) { nodes { title } } }", {"s": "'}) //"}),
        ('{ films(first: 3, where: {title: {eq: "c"}}) { nodes { title } } }', {}),
        ("query($s: String) { films(where: {title: {eq: $s}}) { ...f } } fragment f on FilmConnection { nodes { title } }", {"s": "d"}),
    ],
)  # fmt: skip
def test_names_and_values_never_change_the_text(
    planner: Planner, source: str, variables: dict[str, Any]
) -> None:
    assert text(planner, source, variables) == text(planner, ONE, {"t": "a", "n": 1})


def test_the_length_of_a_list_never_changes_the_text(planner: Planner) -> None:
    source = "query($i: [ID!]!, $w: FilmFilter) { nodes(ids: $i) { id } films(where: $w) { totalCount } }"
    one = text(planner, source, {"i": ["a"], "w": {"title": {"in": ["x"]}}})
    assert one == text(planner, source, {"i": ["a", "b"], "w": {"title": {"in": ["x", "y", "z"]}}})


def test_what_is_asked_alike_is_computed_once(planner: Planner) -> None:
    twice = (
        "{ a: films { nodes { id } edges { node { id } } } b: films { edges { node { id } } nodes { id } } }"
    )
    assert (text(planner, twice) or "").count("MATCH") == 2
    assert (text(planner, '{ a: film(id: "1") { x: title } b: film(id: "1") { x: title } }') or "").count(
        "MATCH"
    ) == 1


CONCRETE = "{ films { nodes { %s } } }", "title sequels { %s }", "title"
ABSTRACT = (
    "{ works { nodes { %s } } }",
    "... on Film { title } ... on Series { title } reviews { nodes { of { %s } } }",
    "id",
)


@pytest.mark.parametrize(("whole", "level", "last"), [CONCRETE, ABSTRACT])
def test_each_level_adds_as_much_text_as_the_one_before(
    planner: Planner, whole: str, level: str, last: str
) -> None:
    sizes: list[int] = []
    for depth in range(1, 5):
        asked = last
        for _ in range(depth):
            asked = level % asked
        sizes.append(len(text(planner, whole % asked) or ""))
    first, *others = [after - before for before, after in pairwise(sizes)]
    assert all(first * 0.9 < each < first * 1.1 for each in others), "but for the digits of its names"


def test_each_field_beside_adds_as_much_text_as_the_one_before(planner: Planner) -> None:
    fields = [f'f{i}: films(where: {{title: {{eq: "{i}"}}}}) {{ nodes {{ title }} }}' for i in range(12)]
    sizes = [len(text(planner, f"{{ {' '.join(fields[:many])} }}") or "") for many in (3, 6, 9, 12)]
    first, *others = [after - before for before, after in pairwise(sizes)]
    assert all(first * 0.9 < each < first * 1.1 for each in others), "but for the digits of its names"


def test_what_is_skipped_leaves_nothing_in_the_text(planner: Planner) -> None:
    source = "query($s: Boolean!) { films { nodes { id title @skip(if: $s) reviews @include(if: false) { totalCount } } } }"
    assert "Review" not in (text(planner, source, {"s": False}) or "")
    assert text(planner, source, {"s": True}) == text(planner, "{ films { nodes { id } } }")


async def test_a_null_where_none_may_be_is_the_fields_own_error(planner: Planner, cinema: Graph) -> None:
    source = (
        'query($n: Int) { film(id: "film:0") { cast(first: $n) { name } } other: film(id: "film:1") { id } }'
    )
    found = orjson.loads((await planner.execute(cinema, source, {"n": None})).body)
    assert found["data"] == {"film": None, "other": {"id": "film:1"}}
    assert (found["errors"][0]["path"], found["errors"][0]["locations"]) == (
        ["film", "cast"],
        [{"line": 1, "column": source.index("$n)") + 1}],
    )
    absent = orjson.loads((await planner.execute(cinema, source, {})).body)
    assert "errors" not in absent


async def test_a_null_in_a_directive_is_told_before_anything_runs(planner: Planner, cinema: Graph) -> None:
    source = "query($s: Boolean = true) { films { nodes { id @skip(if: $s) } } }"
    with tallied() as tally:
        answer = await planner.execute(cinema, source, {"s": None})
    assert (tally.statements, answer.is_request_error) == (0, True)


async def test_a_computed_field_that_fails_is_null_with_an_error_that_tells_no_secret(
    planner: Planner, cinema: Graph
) -> None:
    await cinema.command("MATCH (p:Person) SET p.name = ''")
    source = '{ film(id: "film:3") { audience(atLeast: 1) { nodes { praise } } } }'
    found = orjson.loads((await planner.execute(cinema, source)).body)
    assert found["data"] == {"film": None}
    assert found["errors"][0]["path"] == ["film", "audience", "nodes", 0, "praise"]
    assert "log says why" in found["errors"][0]["message"]
