"""The feed: pages of events by a cursor that is kept, nothing twice and nothing skipped, while others write."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from graph import Graph, Transaction
from graph.migrations import migrate
from queries.planner.execute import Planner
from queries.statements.history import Happened, append

FEED = """query ($first: Int, $after: String, $where: EventFilter) { events(first: $first, after: $after, where: $where) {
  nodes { id sequence subject kind } pageInfo { endCursor hasNextPage } } }"""


async def page(planner: Planner, graph: Graph, **given: Any) -> Any:
    body = orjson.loads((await planner.execute(graph, FEED, given)).body)
    assert "errors" not in body, body["errors"]
    return body["data"]["events"]


async def wrote(graph: Graph, *happened: Happened, fails: bool = False) -> None:
    async def work(tx: Transaction) -> None:
        await append(tx, datetime.now(UTC), "writer", None, happened)
        if fails:
            raise ValueError("taken back")

    await graph.write(work)


def changed(subject: str) -> Happened:
    return Happened(subject, "CHANGED", {"i": 1}, {"i": 2})


async def test_the_tenth_event_comes_after_the_ninth_and_a_kept_cursor_gives_what_came_since(
    planner: Planner, graph: Graph
) -> None:
    await wrote(graph, *(changed(f"need:{i}") for i in range(11)))
    first = await page(planner, graph, first=50)
    assert [each["sequence"] for each in first["nodes"]] == list(range(1, 12))
    cursor = first["pageInfo"]["endCursor"]
    nothing = await page(planner, graph, first=50, after=cursor)
    assert nothing == {"nodes": [], "pageInfo": {"endCursor": None, "hasNextPage": False}}
    await wrote(graph, changed("need:3"))
    since = await page(planner, graph, first=50, after=cursor)
    assert [(each["sequence"], each["subject"]) for each in since["nodes"]] == [(12, "need:3")]


async def test_who_pages_while_others_write_reads_each_event_once_and_in_order(
    planner: Planner, graph: Graph
) -> None:
    writers, rounds = 8, 25

    async def writer(number: int) -> None:
        for i in range(rounds):
            happened = [changed(f"need:{number}-{i}")] * (i % 3 + 1)
            if i % 5 == 4:  # what is taken back is never read
                with pytest.raises(ValueError, match="taken back"):
                    await wrote(graph, changed("need:never"), fails=True)
            await wrote(graph, *happened)

    writing = asyncio.gather(*(writer(number) for number in range(writers)))
    read: dict[str, list[Any]] = {"all": [], "one": [], "kind": []}
    asked: dict[str, Any] = {
        "all": None,
        "one": {"subject": {"eq": "need:3-17"}},
        "kind": {"kind": {"in": ["CHANGED", "REMOVED"]}},
    }
    cursors: dict[str, str | None] = dict.fromkeys(read)
    pages_while_writing = 0
    done = False
    while not done:
        ended = writing.done()  # before the pages: what is committed by now is in them
        done = True
        for name, where in asked.items():
            found = await page(planner, graph, first=7, after=cursors[name], where=where)
            read[name] += found["nodes"]
            cursors[name] = found["pageInfo"]["endCursor"] or cursors[name]
            done = done and not found["nodes"]
        done = done and ended
        pages_while_writing += not ended
    await writing
    many = writers * sum(i % 3 + 1 for i in range(rounds))
    assert [each["sequence"] for each in read["all"]] == list(range(1, many + 1))
    assert read["kind"] == read["all"]
    assert read["one"] == [each for each in read["all"] if each["subject"] == "need:3-17"]
    assert len(read["one"]) == 17 % 3 + 1
    assert pages_while_writing > 10


BY_SEQUENCE = "NodeUniqueIndexSeekByRange", {"Sort", "Top"}


@pytest.mark.parametrize(
    ("where", "seek", "late"),
    [
        (None, *BY_SEQUENCE),
        ({"kind": {"in": ["REMOVED"]}}, *BY_SEQUENCE),
        ({"subject": {"eq": "need:a"}}, "NodeIndexSeek", set[str]()),
    ],
)
async def test_a_page_enters_an_index_at_its_cursor_and_reads_it_in_the_order_of_the_sequence(
    planner: Planner, graph: Graph, where: Any, seek: str, late: set[str]
) -> None:
    await wrote(graph, *(changed(f"need:{i % 50}") for i in range(500)))
    cursor = (await page(planner, graph, first=400))["pageInfo"]["endCursor"]
    compiled, parameters = planner.compiled(FEED, {"first": 5, "after": cursor, "where": where})
    (text,) = compiled.texts
    plan = await graph.explain(text, parameters)

    def operators(at: dict[str, Any]) -> set[str]:
        return {at["operatorType"].partition("@")[0]}.union(
            *(operators(each) for each in at.get("children", ()))
        )

    found = operators(plan)
    assert seek in found
    assert not found & {"NodeByLabelScan", "Union", *late}, found


async def test_events_from_before_there_were_subjects_get_theirs_and_are_found_by_it(
    planner: Planner, graph: Graph
) -> None:
    await graph.command(
        "CREATE (:Need:Entity {id: 'need:a', title: '示例需求', status: 'OPEN', synthetic: true, created: datetime(), updated: datetime()})"
    )
    await wrote(graph, changed("need:a"), Happened(None, "LOADED", None, {}), changed("need:a"))
    await graph.command("MATCH (e:Event) REMOVE e.subject")
    await graph.command("MATCH (m:Migration {number: 3}) DELETE m")
    assert await migrate(graph) == [3]
    found = await page(planner, graph, where={"subject": {"eq": "need:a"}, "kind": {"in": ["CHANGED"]}})
    assert [each["sequence"] for each in found["nodes"]] == [1, 3]
