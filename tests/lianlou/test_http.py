"""GraphQL over HTTP: what a request must be, and what its answer's status says."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import httpx
import pytest

import schema
from graph import MODEL, Graph
from lianlou.app import GRAPHQL, create_app
from queries.planner.execute import Planner


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


@pytest.fixture
async def client(graph: Graph, planner: Planner) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(graph, planner), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
        yield opened


async def test_a_query_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    query = "query($n: Int) { needs(first: $n) { totalCount } }"
    posted = await client.post(
        "/graphql", json={"query": query, "variables": {"n": 1}}, headers={"accept": GRAPHQL}
    )
    got = await client.get("/graphql", params={"query": query, "variables": '{"n": 1}'})
    assert (posted.status_code, posted.headers["content-type"]) == (200, GRAPHQL)
    assert got.headers["content-type"] == "application/json"
    assert posted.json() == got.json() == {"data": {"needs": {"totalCount": 0}}}


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), ("application/json", 200)])
async def test_a_wrong_document_has_no_data(client: httpx.AsyncClient, accept: str, status: int) -> None:
    answer = await client.post("/graphql", json={"query": "{ nothing }"}, headers={"accept": accept})
    assert answer.status_code == status
    assert "data" not in answer.json()
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"null", JSON, 400),
        (b"[]", JSON, 400),
        (b"{", JSON, 400),
        (b'{"query": "\xff"}', JSON, 400),
        (b'{"query": 1}', JSON, 400),
        (b'{"query": "{ __typename }", "variables": []}', JSON, 400),
        (b'{"query": "{ __typename }", "extensions": 7}', JSON, 400),
        (b'{"query": "{ __typename }", "operationName": 7}', JSON, 400),
        (b'{"query": "{ __typename }"}', {"content-type": "text/plain"}, 415),
        (b'{"query": "{ __typename }"}', {"content-type": "application/json; charset=gb18030"}, 415),
        (b'{"query": "{ __typename }"}', {**JSON, "accept": "image/png"}, 406),
        (b'{"query": "{ __typename }"}', {**JSON, "host": "evil.example"}, 421),
        (b'{"query": "{ __typename }"}', {**JSON, "origin": "http://evil.example"}, 403),
        (b'{"query": "' + b" " * 1_000_001 + b'"}', JSON, 413),
    ],
)
async def test_a_request_that_is_none_is_refused_as_json(
    client: httpx.AsyncClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await client.post("/graphql", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["message"]


async def test_mutations_are_refused_and_other_methods_are_not_allowed(client: httpx.AsyncClient) -> None:
    assert "errors" in (await client.get("/graphql", params={"query": "mutation { x }"})).json()
    assert (await client.put("/graphql")).status_code == 405


async def test_the_server_says_that_it_is_well(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == (await client.get("/readyz")).json() == {"status": "ok"}
