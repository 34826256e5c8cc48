"""Filters by several nodes: some, none, every, a single one; held against the same said in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from graph import Graph
from queries.planner.execute import Planner

WORDS: dict[str, Callable[[list[bool]], bool]] = {
    "some": any,
    "none": lambda given: not any(given),
    "every": all,
    "single": lambda given: sum(given) == 1,
}
MORE = """
MATCH (r:Review) SET r.stars = CASE WHEN r.id IN ['review:1', 'review:4'] THEN 5 ELSE r.stars END
WITH count(*) AS _ MATCH (f:Film {id: 'film:0'})
UNWIND range(10, 13) AS i CREATE (r:Review:Thing {id: 'review:' + i, stars: i % 2 + 4})-[:OF]->(f)
WITH count(*) AS _ MATCH (f:Film {id: 'film:3'})<-[o:OF]-() DELETE o
"""

Says = Callable[[dict[str, Any]], bool]
CASES: list[tuple[str, dict[str, Any], Says]] = [
    ("reviews", {"stars": {"gt": 4}}, lambda review: review["stars"] > 4),
    ("reviews", {}, lambda _: True),
    ("reviews", {"text": {"eq": "fine"}}, lambda review: review["text"] == "fine"),
    ("reviews", {"by": {"born": {"isNull": True}}}, lambda review: review["by"] is not None and review["by"]["born"] is None),
    ("actors", {"edge": {"fee": {"gt": 1.0}}}, lambda edge: (edge["fee"] or 0) > 1),
    ("actors", {"name": {"eq": "人1"}}, lambda edge: edge["node"]["name"] == "人1"),
    ("cast", {"films": {"single": {}}}, lambda person: person["films"]["totalCount"] == 1),
    ("cast", {"not": {"films": {"some": {"title": {"eq": "片0"}}}}}, lambda person: "片0" not in {each["title"] for each in person["films"]["nodes"]}),
    ("sequels", {"minutes": {"eq": 91}}, lambda film: film["minutes"] == 91),
]  # fmt: skip
SOURCE = """query($w: FilmFilter) { films(where: $w, first: 50) { totalCount nodes { id
    reviews(first: 50) { nodes { stars text by { born } } } sequels { minutes }
    actors(first: 50) { edges { fee node { name } } } cast { films { totalCount nodes { title } } } } } }"""


async def data(planner: Planner, graph: Graph, **variables: Any) -> Any:
    told = orjson.loads((await planner.execute(graph, SOURCE, variables)).body)
    assert "errors" not in told, told
    return told["data"]["films"]


@pytest.mark.parametrize("word", WORDS)
async def test_of_several_nodes_so_many_have_to_match(planner: Planner, cinema: Graph, word: str) -> None:
    await cinema.command(MORE)
    films = (await data(planner, cinema))["nodes"]
    answers: set[int] = set()
    for field, where, says in CASES:
        wanted: list[str] = []
        for film in films:
            several = film[field]
            rows = (
                several if isinstance(several, list) else several.get("nodes") or several.get("edges") or []
            )
            if WORDS[word]([says(row) for row in rows]):
                wanted.append(film["id"])
        found = await data(planner, cinema, w={field: {word: where}})
        assert [each["id"] for each in found["nodes"]] == wanted, (field, where)
        assert found["totalCount"] == len(wanted)
        answers.add(len(wanted))
    assert len(answers) > 2


async def test_several_quantifiers_hold_together_and_within_alternatives(
    planner: Planner, cinema: Graph
) -> None:
    await cinema.command(MORE)
    both = {"reviews": {"some": {}, "none": {"stars": {"lt": 4}}}}
    either = {"or": [both, {"reviews": {"none": {}}}]}
    ids = [{each["id"] for each in (await data(planner, cinema, w=w))["nodes"]} for w in (both, either)]
    assert ids[0] < ids[1]
    assert ids[1] - ids[0] == {"film:3"}
