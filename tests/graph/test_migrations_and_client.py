"""Migrations, and what the client does on a real server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from graph import MODEL, Graph, Transaction, tallied
from graph.errors import Conflict, ModelError, StatementFailed, TimedOut
from graph.migrations import LATEST, MIGRATIONS, applied_to, migrate
from tests.conftest import Server

SLOW = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS slow"


async def test_two_migrations_at_once_apply_each_number_once(graph: Graph) -> None:
    await graph.command("MATCH (m:Migration) DELETE m")
    first, second = await asyncio.gather(migrate(graph), migrate(graph))
    assert sorted(first + second) == [*range(1, LATEST + 1)] == await applied_to(graph)


async def test_data_of_before_a_migration_is_brought_up_to_date_and_a_killed_one_is_run_again(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    await graph.command("MATCH (m:Migration) WHERE m.number > 1 DELETE m")
    await graph.command(
        "UNWIND range(1, 4500) AS i CREATE (n:Entity:Need {id: 'need:' + i, status: 'OPEN', title: 'x'})<-[:CHANGED]-(:Event) "
        "CREATE (n)-[:AT]->(:Entity:Place {id: 'building:' + i, name: 'x'})"
    )
    old = "MATCH (p)<-[:AT]-(n:Need)<-[:CHANGED]-(e) WHERE n.keys IS NULL OR e.subject IS NULL OR NOT p:PlaceOfNeed RETURN count(*) AS many"

    async def killed(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(Graph, "write", killed)
        with pytest.raises(asyncio.CancelledError):
            await migrate(graph)
    assert 2 not in await applied_to(graph)
    assert await migrate(graph) == [*range(2, LATEST + 1)]
    assert (await graph.read(old))[0]["many"] == 0
    assert await migrate(graph) == []


def test_every_label_of_ends_is_given_to_the_ends_of_before() -> None:
    texts = "\n".join(text for _, _, texts in MIGRATIONS for text in texts)
    for type_, label in MODEL.end_labels.items():
        assert f"MATCH ()-[:{type_}]->(n:!{label})\nCALL (n) {{ SET n:{label} }}" in texts
        assert label not in MODEL.by_label


async def test_a_graph_newer_than_the_code_is_refused(graph: Graph) -> None:
    await graph.command("CREATE (:Migration {number: 9999})")
    with pytest.raises(ModelError, match="9999"):
        await migrate(graph)
    await graph.command("MATCH (m:Migration {number: 9999}) DELETE m")


async def test_a_statement_past_its_time_is_timed_out(graph: Graph) -> None:
    with pytest.raises(TimedOut):
        await graph.read(SLOW, timeout=0.5)


async def test_a_cancelled_task_ends_its_transaction_on_the_server(graph: Graph) -> None:
    task = asyncio.create_task(graph.read(SLOW, timeout=60))
    shown = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range' RETURN currentQuery"
    async with asyncio.timeout(15):
        while not await graph.read(shown):
            pass
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while await graph.read(shown):
            pass


async def test_a_constraint_is_a_conflict_and_writes_nothing(graph: Graph) -> None:
    with pytest.raises(Conflict):
        await graph.write(lambda t: t.run("UNWIND [1, 1] AS x CREATE (:Entity {id: 'need:a'})"))
    assert await graph.read("MATCH (n:Entity) RETURN n") == []


async def test_a_wrong_statement_says_nothing_of_itself(graph: Graph) -> None:
    with pytest.raises(StatementFailed) as raised:
        await graph.read("SELECT secret")
    assert "secret" not in str(raised.value)


async def test_statements_are_counted_and_utc_datetimes_come_back(graph: Graph) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    with tallied() as tally:
        rows = await graph.read("RETURN $p.times AS times", {"times": [now] * 100})
    assert tally.statements == 1
    assert [each.to_native() for each in rows[0]["times"]] == [now] * 100


async def test_datetimes_of_any_zone_are_sent_as_utc(graph: Graph) -> None:
    hangzhou = datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
    summer = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    fixed = datetime(2026, 11, 24, 8, tzinfo=timezone(timedelta(hours=8)))
    p = {"times": [hangzhou] * 100, "nested": {"rows": [{"at": summer}, {"at": fixed}]}, "words": ("a", "b")}
    rows = await graph.read(
        "RETURN [each IN $p.times | toString(each)] AS times, [each IN $p.nested.rows | toString(each.at)] AS nested, $p.words AS words",
        p,
    )
    assert set(rows[0]["times"]) == {"2026-11-24T00:00:00Z"}
    assert rows[0]["nested"] == ["2026-07-01T10:00:00Z", "2026-11-24T00:00:00Z"]
    assert rows[0]["words"] == ["a", "b"]
    assert p["times"][0] is hangzhou, "what the caller holds stays as it was"
    written = await graph.write(lambda t: t.run("RETURN toString($p.at) AS at", {"at": summer}))
    assert written == [{"at": "2026-07-01T10:00:00Z"}]


async def test_a_fulltext_index_over_other_labels_is_made_anew(graph: Graph) -> None:
    await graph.command("DROP INDEX search IF EXISTS")
    await graph.command("CREATE FULLTEXT INDEX search FOR (n:Need) ON EACH [n.title]")
    await migrate(graph)
    rows = await graph.read(
        "SHOW INDEXES YIELD name, labelsOrTypes WHERE name = 'search' RETURN labelsOrTypes"
    )
    assert set(rows[0]["labelsOrTypes"]) == MODEL.searched


NAMED = "MATCH (n:Entity {id: $p.id})-[:PART_OF]->{0,3}(place) RETURN place.name AS %s LIMIT $p.most"


async def test_a_statement_is_prepared_without_values_for_reading_and_for_a_transaction_that_has_written(
    server: Server, graph: Graph
) -> None:
    p = {"id": "building:none", "most": 3}

    async def after_writing(transaction: Transaction) -> None:
        await transaction.run("CREATE (:Entity {id: 'building:made'})")
        await transaction.run(NAMED % "one", p)

    await graph.prepare(NAMED % "one")
    before = server.plannings()
    assert await graph.read(NAMED % "one", p) == []
    assert server.plannings() == before
    await graph.supposing(after_writing)
    assert server.plannings() > before, "plans of a transaction that has written are others"

    await graph.prepare((NAMED % "one").replace("one", "two"), written=True)

    async def again(transaction: Transaction) -> None:
        await transaction.run("CREATE (:Entity {id: 'building:made'})")
        before = server.plannings()
        await transaction.run(NAMED % "two", p)
        assert server.plannings() == before

    await graph.supposing(again)
    assert await graph.read("MATCH (n) WHERE n.id = 'building:made' OR size(labels(n)) = 0 RETURN n") == []


async def test_what_writes_or_is_no_statement_is_not_prepared(graph: Graph) -> None:
    for wrong in ("CREATE (n:Entity {id: 'building:made'}) RETURN n.id AS id", "SELECT secret"):
        with pytest.raises(StatementFailed):
            await graph.prepare(wrong)
    assert await graph.read("MATCH (n:Entity {id: 'building:made'}) RETURN n") == []
