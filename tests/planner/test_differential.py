"""The checked projection and graphql-core, byte for byte, on operations and data that hypothesis makes.

Operations are drawn until they have become so many distinct statements, each with several sets of values;
LIANLOU_DIFFERENTIAL=N is another number of statements than CI's.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.from_thread
import anyio.to_thread
from graphql import parse, validate
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from graph import Graph, tallied
from graph.errors import InputError
from graph.model import Kind
from queries.planner.execute import Planner
from queries.planner.keys import Key, order_mark
from queries.planner.paging import encode_cursor
from tests.planner import films
from tests.planner.operations import Operation, operations

MOST = int(os.environ.get("LIANLOU_DIFFERENTIAL", "300"))
SETS = 20
"""Sets of values for each operation; data is spoiled for the last few."""

IDS = ["film:0", "film:1", "film:6", "series:2", "person:3", "review:4", "none:1", "film"]


def _cursors(keys: list[Key], *rows: list[Any]) -> st.SearchStrategy[str]:
    """Cursors in that order, and seldom one that is none."""
    cursors = [encode_cursor(row, order_mark(keys)) for row in rows]
    return st.sampled_from([*cursors * 12, "none"])


_WORKS = _cursors([Key("title"), Key("id")], ["片1", "film:4"], ["剧0", "series:0"])
_PEOPLE = _cursors([Key("name"), Key("id")], ["人2", "person:2"])
_SPELLS = [Key("name"), Key("id"), Key("from", kind=Kind.DATE, nullable=True, edge=True)]
_ACTORS = _cursors(_SPELLS, ["人0", "person:0", "2020-01-01"], ["人1", "person:1", None])
POOLS: dict[str, st.SearchStrategy[Any]] = {
    "first": st.integers(0, 4),
    "last": st.integers(0, 4),
    "cursor:FilmConnection": _WORKS,
    "cursor:WorkConnection": _WORKS,
    "cursor:PersonConnection": _PEOPLE,
    "cursor:PersonActedInConnection": _PEOPLE | _ACTORS,
    "cursor:FilmActedInConnection": _WORKS,
    "cursor:ReviewConnection": _cursors([Key("stars"), Key("id")], [3, "review:2"]),
    "cursor:Audience": _cursors([Key("stars", descending=True), Key("id")], [3, "person:2"]),
    "cursor:Evening": _cursors([Key("starts"), Key("id")], [90, "film:2"]),
    "cursor:Hits": _cursors([Key("reviews", descending=True), Key("id")], [1, "film:3"]),
    "Int": st.sampled_from([0, 1, 3, 91, -(2**31), 2**31 - 1]),
    "Float": st.sampled_from([0.5, 1.0, -1e300]),
    "Boolean": st.booleans(),
    "String": st.sampled_from(["片1", "人2", "fine", "all", "", "'\\\"}"]),
    "ID": st.sampled_from(IDS),
    "Date": st.sampled_from(["2026-11-02", "1990-01-03"]),
    "DateTime": st.sampled_from(["2026-11-24T08:00:00+08:00", "2026-11-24T03:00:00Z"]),
}

SPOILED = (
    "MATCH (n:Film) SET n.rating = 0.0 / 0.0",
    "MATCH (n:Film {id: 'film:1'}) SET n.rating = 1.0 / 0.0",
    "MATCH (n:Film) SET n.rating = 3",
    "MATCH (n:Film) SET n.minutes = 3000000000",
    "MATCH (n:Film) SET n.minutes = 90.0",
    "MATCH (n:Film) SET n.minutes = '90'",
    "MATCH (n:Film {id: 'film:2'}) REMOVE n.title",
    "MATCH (n:Work) SET n.title = 5",
    "MATCH (n:Work) SET n.title = true",
    "MATCH (n:Film) SET n.status = 'bogus'",
    "MATCH (n:Film) SET n.status = 'RUNNING'",
    "MATCH (n:Film) SET n.status = 1",
    "MATCH (n:Film) SET n.genres = 'alone'",
    "MATCH (n:Film) SET n.genres = [1, 2]",
    "MATCH (n:Film) SET n.genres = []",
    "MATCH (n:Film) SET n.color = 'yes'",
    "MATCH (n:Film {id: 'film:0'}) REMOVE n.color",
    "MATCH (n:Person) SET n.lucky = [3000000000]",
    "MATCH (n:Person) SET n.lucky = [true]",
    "MATCH (n:Person) SET n.name = ''",
    "MATCH (n:Person) SET n.name = 1",
    "MATCH (n:Person {id: 'person:1'}) REMOVE n.name",
    "MATCH (n:Person) SET n.born = 'long ago'",
    "MATCH (n:Review {id: 'review:3'})-[o:OF]->() DELETE o",
    "MATCH (n:Review) SET n.stars = 1.5",
    "MATCH (n:Review) SET n.written = 7",
    "MATCH (n:Thing {id: 'film:1'}) SET n.id = 'ghost:1'",
    "MATCH (n:Thing {id: 'series:2'}) SET n.id = 'film:22'",
    "MATCH (n:Thing {id: 'series:2'}) SET n.id = 7",
    "MATCH (n:Thing {id: 'film:6'}) REMOVE n.id",
    "MATCH (n:Film {id: 'film:1'}) REMOVE n:Film",
    "MATCH ()-[r:ACTED_IN]->() SET r.fee = 'much'",
    "MATCH ()-[r:ACTED_IN]->() SET r.fee = 0.0 / 0.0",
    "MATCH ()-[r:ACTED_IN]->() SET r.role = 7",
    "MATCH ()-[r:ACTED_IN]->() SET r.billing = 'bogus'",
    "MATCH ()-[r:ACTED_IN]->() SET r.from = 'long ago'",
    "MATCH ()-[r:ACTED_IN]->() SET r.until = false",
)
"""Ways in which data breaks the model."""


async def _fresh(graph: Graph) -> None:
    await graph.command("MATCH (n:Thing) DETACH DELETE n")
    await graph.command("MATCH (n:Work) DETACH DELETE n")
    await graph.command(films.DATA)


async def _alike(
    planner: Planner, graph: Graph, operation: Operation, spoiled: Sequence[list[str]], statements: set[str]
) -> None:
    sound = [list[str]()] * (len(operation.variables) - len(spoiled))
    for variables, faults in zip(operation.variables, [*sound, *spoiled], strict=True):
        for fault in faults:
            await graph.command(fault)
        with tallied() as tally:
            checked = await planner.execute(graph, operation.source, variables)
        try:
            texts = planner.compiled(operation.source, variables)[0].texts
        except InputError:
            texts = []
            assert checked.is_request_error
        assert tally.statements <= len(texts)
        statements.update(texts)
        by_executor = await planner.execute(graph, operation.source, variables, checked=False)
        assert checked.body == by_executor.body
        if faults:
            await _fresh(graph)


async def test_the_projection_and_the_executor_give_the_same_bytes(planner: Planner, cinema: Graph) -> None:
    statements: set[str] = set()

    @settings(
        max_examples=MOST,
        deadline=None,
        database=None,
        derandomize="LIANLOU_DIFFERENTIAL" not in os.environ,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        operations(planner.core, POOLS, sets=SETS),
        st.tuples(*(st.lists(st.sampled_from(SPOILED), min_size=n, max_size=8) for n in (1, 4))),
    )
    def alike(operation: Operation, spoiled: Sequence[list[str]]) -> None:
        if len(statements) >= MOST:
            return
        assume(not validate(planner.core, parse(operation.source)))
        anyio.from_thread.run(_fresh, cinema)
        anyio.from_thread.run(partial(_alike, planner, cinema, operation, spoiled, statements))

    await anyio.to_thread.run_sync(alike)
    assert len(statements) >= MOST
