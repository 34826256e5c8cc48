"""What operators see of a request, and what a client never sees of the server's insides."""

from __future__ import annotations

import io
import logging
from collections.abc import AsyncGenerator

import httpx
import orjson
import pytest
import structlog

from graph import Graph
from graph.client import Parameters, Row
from lianlou import logs
from lianlou.app import create_app
from lianlou.http.request import GRAPHQL
from lianlou.settings import Settings
from queries.planner.execute import Planner

NAMED = {
    "query": "query Named($t: String!) { search(text: $t) { nodes { score } } }",
    "variables": {"t": "食堂"},
}


def client_of(
    graph: Graph, planner: Planner, address: str = "127.0.0.1", slow: float = 60.0, **headers: str
) -> httpx.AsyncClient:
    app = create_app(graph, planner, Settings(slow_statement=slow))
    transport = httpx.ASGITransport(app, client=(address, 5000))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers)


@pytest.fixture
async def client(stories: Graph, planner: Planner) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_of(stories, planner) as opened:
        yield opened


@pytest.fixture
def logged():
    """The log as the server writes it; afterwards the test run's own logging is back."""
    root = logging.getLogger()
    before, level, names = list(root.handlers), root.level, ("neo4j", "uvicorn", "httpx")
    levels = {name: logging.getLogger(name).level for name in names}
    text = io.StringIO()
    logs.configure("json", "INFO", to=text)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the test's own client
    yield lambda: [orjson.loads(line) for line in text.getvalue().splitlines()]
    root.handlers, root.level = before, level
    for name in names:
        logging.getLogger(name).setLevel(levels[name])
    structlog.reset_defaults()


async def test_a_request_is_one_line_of_json_without_its_values(client: httpx.AsyncClient, logged) -> None:
    answer = await client.post("/graphql", json=NAMED, headers={"x-request-id": "desk-7"})
    assert answer.headers["x-request-id"] == "desk-7"
    await client.get("/healthz")
    (line,) = logged()
    assert {key: line[key] for key in ("event", "request_id", "operation", "status", "statements", "path")} == {
        "event": "request", "request_id": "desk-7", "operation": "Named", "status": 200, "statements": 1,
        "path": "/graphql",
    }  # fmt: skip
    assert line["seconds"] >= line["graph_seconds"] > 0
    assert "食堂" not in str(line)


async def test_a_slow_statement_is_told_with_its_operation_and_without_its_values(
    stories: Graph, planner: Planner, logged
) -> None:
    async with client_of(stories, planner, slow=1e-6) as client:
        await client.post("/graphql", json=NAMED)
    told = [line for line in logged() if line["event"] == "slow statement"]
    assert [(line["operation"], line["level"]) for line in told] == [("Named", "warning")]
    assert told[0]["seconds"] >= 0
    assert told[0]["statement"].startswith("CYPHER 25 RETURN")
    assert "食堂" not in str(told)
    assert "request_id" in told[0]


async def test_logs_of_libraries_take_the_same_form(logged) -> None:
    logging.getLogger("some.library").warning("it %s", "happened", extra={"code": 7})
    (line,) = logged()
    assert (line["event"], line["code"], line["logger"]) == ("it happened", 7, "some.library")


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", 'x"}', "编号"])
async def test_a_request_id_that_is_no_plain_word_is_replaced(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get("/healthz", headers=[(b"x-request-id", given.encode())])
    assert len(answer.headers["x-request-id"]) == 32


async def test_metrics_count_requests_statements_errors_and_plans(client: httpx.AsyncClient) -> None:
    await client.post("/graphql", json=NAMED)
    await client.post("/graphql", json={"query": "{ nothing }"}, headers={"accept": GRAPHQL})
    await client.get("/no/such/path")
    told = (await client.get("/metrics")).text.splitlines()
    for line in (
        'lianlou_requests_total{path="/graphql",status="200"} 1.0',
        'lianlou_requests_total{path="/graphql",status="400"} 1.0',
        'lianlou_requests_total{path="other",status="404"} 1.0',
        'lianlou_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1.0',
        "lianlou_statements_total 1.0",
        "lianlou_graph_seconds_count 1.0",
    ):
        assert line in told
    assert any(line.startswith("lianlou_plans_cached ") and not line.endswith(" 0.0") for line in told)


class Wrong(Graph):
    """The real graph, sent a statement that the server refuses."""

    async def read(
        self, statement: str, p: Parameters | None = None, *, timeout: float | None = None
    ) -> list[Row]:
        return await super().read(f"{statement} SECRET CYPHER", p, timeout=timeout)


class Broken(Graph):
    """The real graph, behind a fault in our own code."""

    async def read(
        self, statement: str, p: Parameters | None = None, *, timeout: float | None = None
    ) -> list[Row]:
        raise RuntimeError(f"SECRET {statement} {p} {timeout}")


@pytest.mark.parametrize("kind", [Wrong, Broken])
async def test_a_failure_shows_a_client_neither_cypher_nor_a_stack_trace(
    stories: Graph, server, planner: Planner, logged, kind: type[Graph]
) -> None:
    async with (
        kind(server.uri, server.user, server.password) as graph,
        client_of(graph, planner, accept=GRAPHQL) as client,
    ):
        answer = await client.post("/graphql", json=NAMED)
    assert answer.status_code == 500
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL"}
    for inside in ("SECRET", "CYPHER", "MATCH", "Traceback", "RuntimeError", ".py"):
        assert inside not in answer.text
    assert any("SECRET" in str(line) for line in logged())
    assert {line["request_id"] for line in logged()} == {answer.headers["x-request-id"]}


@pytest.mark.parametrize("way", ["header", "extension"])
async def test_local_staff_may_have_the_statement_and_its_profile_with_the_answer(
    client: httpx.AsyncClient, way: str
) -> None:
    asked = {
        "query": "query($t: String) { needs(where: {title: {contains: $t}}) { nodes { title } } }",
        "variables": {"t": "食堂"},
    }
    plain = (await client.post("/graphql", json=asked)).json()
    extended = {**asked, "extensions": {"explain": True}} if way == "extension" else asked
    headers = {"lianlou-explain": "true"} if way == "header" else {}
    answer = (await client.post("/graphql", json=extended, headers=headers)).json()
    explained = answer["extensions"]["explain"]
    assert answer["data"] == plain["data"]
    assert "extensions" not in plain
    assert explained["statement"].startswith("CYPHER 25 RETURN")
    assert explained["dbHits"] == sum(each["dbHits"] for each in explained["operators"]) > 0
    assert explained["operators"][0]["depth"] == 0
    assert "食堂" not in str(explained)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}),
        ("127.0.0.1", {"forwarded": "for=x"}),
    ],
)
async def test_others_get_neither_data_nor_the_counts(
    stories: Graph, planner: Planner, address: str, headers: dict[str, str]
) -> None:
    async with client_of(stories, planner, address, **headers) as client:
        for refused in (await client.post("/graphql", json=NAMED), await client.get("/metrics")):
            assert (refused.status_code, refused.headers["www-authenticate"]) == (
                401,
                'Bearer realm="lianlou"',
            )
            assert refused.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
