"""Statements never seen: planned one at a time, so many by each, while known ones are answered."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import orjson
import pytest

from graph import Graph
from queries.planner.execute import Executed
from queries.planner.novel import REST, Novelty, TooManyNew
from queries.planner.viewer import Viewer
from tests.conftest import Server
from tests.planner import films

KNOWN = "{ films(first: 2) { nodes { id title } } }"


def odd(i: int) -> str:
    """A shape of its own for each number below 127."""
    names = [
        name
        for at, name in enumerate(("id", "title", "released", "rating", "minutes", "color", "premiere"))
        if (i + 1) >> at & 1
    ]
    return f"{{ films(first: 2) {{ totalCount nodes {{ {' '.join(names)} reviews(first: 1) {{ totalCount }} }} }} }}"


class Told(Novelty):
    """Counts what is planned, and how many at once."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.now = self.most = self.planned = 0

    def graph(self, graph: Graph) -> Graph:
        explain = graph.explain

        async def counted(statement: str, p: Any = None) -> Any:
            self.now += 1
            self.most, self.planned = max(self.most, self.now), self.planned + 1
            try:
                return await explain(statement, p)
            finally:
                self.now -= 1

        graph.explain = counted  # pyright: ignore[reportAttributeAccessIssue]
        return graph


def codes(answers: list[Executed]) -> list[str]:
    return [code for each in answers for code in each.codes]


async def test_a_statement_is_planned_before_its_first_run_and_known_from_then_on(
    server: Server, cinema: Graph
) -> None:
    told = Told()
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    first = await planner.execute(graph, KNOWN)
    assert told.planned == 1
    before = server.plannings()
    assert await planner.execute(graph, "{ a: films(first: 1) { nodes { b: id title } } }")
    assert (await planner.execute(graph, KNOWN)).body == first.body
    assert (told.planned, server.plannings()) == (1, before)
    await planner.execute(graph, "{ __typename }")
    assert told.planned == 1, "nothing is sent"


async def test_of_many_odd_ones_at_once_one_is_planned_at_a_time_and_known_ones_pass_them(
    cinema: Graph,
) -> None:
    told = Told(waiting=50)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    await planner.execute(graph, KNOWN)
    odds = [asyncio.create_task(planner.execute(graph, odd(i))) for i in range(40)]
    answered = 0
    while not all(each.done() for each in odds) and answered < 200:
        assert not (await planner.execute(graph, KNOWN)).codes
        answered += 1
    waiting = sum(not each.done() for each in odds)
    assert answered > 1
    assert waiting or answered < 200
    assert not codes(await asyncio.gather(*odds))
    assert told.most == 1
    assert 30 < told.planned <= 41


async def test_between_two_plannings_the_database_rests_as_long_as_their_share_asks(cinema: Graph) -> None:
    told = Told(share=0.5, burst=0)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    explain, times = graph.explain, list[tuple[float, float]]()

    async def timed(statement: str, p: Any = None) -> Any:
        begun = asyncio.get_running_loop().time()
        try:
            return await explain(statement, p)
        finally:
            times.append((begun, asyncio.get_running_loop().time()))

    graph.explain = timed  # pyright: ignore[reportAttributeAccessIssue]
    await planner.execute(graph, odd(60))
    await asyncio.gather(planner.execute(graph, odd(61)), planner.execute(graph, odd(62)))
    (begun, ended), (second, then), (third, _) = times
    assert second - ended >= 0.9 * (ended - begun)
    assert third - then >= 0.9 * (then - second)


async def test_the_rest_after_a_long_planning_has_an_end(cinema: Graph) -> None:
    told = Told(share=1e-6, burst=0)
    await films.planner(novelty=told).execute(told.graph(cinema), odd(63))
    left = told._even - asyncio.get_running_loop().time()
    assert 0 < left <= REST


async def test_too_many_that_wait_are_refused_and_whoever_gives_up_makes_room(cinema: Graph) -> None:
    told = Told(waiting=2)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    odds = [asyncio.create_task(planner.execute(graph, odd(i))) for i in range(2, 22)]
    answers = await asyncio.gather(*odds)
    refused = [each for each in answers if each.codes]
    assert {*codes(refused)} == {TooManyNew.code}
    assert len(refused) == 18
    (error,) = orjson.loads(refused[0].body)["errors"]
    assert error["extensions"]["retryAfter"] >= 1
    assert refused[0].is_request_error
    gone = asyncio.create_task(planner.execute(graph, odd(100)))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert not (await planner.execute(graph, odd(101))).codes
    assert not told._pending


async def test_what_is_planned_ahead_leaves_the_turn_to_those_who_ask_and_is_planned_once(
    cinema: Graph,
) -> None:
    told = Told(waiting=2)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    saved = planner.compiled(odd(50), {})[0].texts[0]
    ahead = asyncio.create_task(told.ahead(saved, partial(graph.explain, saved)))
    await asyncio.sleep(0)
    answers = await asyncio.gather(planner.execute(graph, odd(50)), planner.execute(graph, odd(51)))
    assert not codes(answers)
    await ahead
    assert (told.planned, told.most) == (2, 2), "the other one beside it; who asks for it waits for it"
    await told.ahead(saved, partial(graph.explain, saved))
    assert told.planned == 2
    assert not told._pending


async def test_who_ask_the_same_wait_for_one_planning(cinema: Graph) -> None:
    told = Told(waiting=1)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    asked = [asyncio.create_task(planner.execute(graph, odd(30))) for _ in range(30)]
    await asyncio.sleep(0)
    asked[0].cancel()
    answers = await asyncio.gather(*asked[1:])
    assert not codes(answers)
    assert len({each.body for each in answers}) == 1
    assert told.planned == 1


async def test_each_has_its_share_of_a_minute_and_gets_it_back_as_time_goes(cinema: Graph) -> None:
    now = 0.0
    told = Told(clock=lambda: now)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    program, other = Viewer("program", new_shapes=3), Viewer("other", new_shapes=3)

    async def ask(i: int, viewer: Viewer) -> list[str]:
        return codes([await planner.execute(graph, odd(i), viewer=viewer)])

    assert [await ask(i, program) for i in range(4)] == [[], [], [], [TooManyNew.code]]
    assert not await ask(2, program), "known ones are always answered"
    assert not await ask(3, other)
    assert not await ask(3, program)
    now = 20.0
    assert [await ask(i, program) for i in range(4, 6)] == [[], [TooManyNew.code]]
    now = 500.0
    assert [await ask(i, program) for i in range(6, 10)] == [[], [], [], [TooManyNew.code]]
    assert not any([await ask(i, Viewer("staff")) for i in range(20, 30)])


async def test_only_so_many_are_known_the_latest_used(cinema: Graph) -> None:
    told = Told(known=2)
    planner, graph = films.planner(novelty=told), told.graph(cinema)
    for i in (0, 1, 0, 2, 0):
        await planner.execute(graph, odd(i))
    assert told.planned == 3
    await planner.execute(graph, odd(1))
    assert told.planned == 4
