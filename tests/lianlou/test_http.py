"""GraphQL over HTTP: what a request must be, and what its answer's status says."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import httpx
import pytest

from graph import Graph
from lianlou.app import create_app
from lianlou.http.request import GRAPHQL
from queries.planner.execute import Planner


@pytest.fixture
async def client(stories: Graph, planner: Planner) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(stories, planner), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
        yield opened


async def test_a_query_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    query = "query($n: Int) { needs(first: $n) { totalCount } }"
    posted = await client.post(
        "/graphql", json={"query": query, "variables": {"n": 1}}, headers={"accept": GRAPHQL}
    )
    got = await client.get("/graphql", params={"query": query, "variables": '{"n": 1}'})
    assert (posted.status_code, posted.headers["content-type"]) == (
        200,
        f"{GRAPHQL}; charset=utf-8",
    )
    assert got.headers["content-type"] == "application/json; charset=utf-8"
    assert posted.headers["cache-control"] == "no-store"
    assert posted.json() == got.json()
    assert got.json()["data"]["needs"]["totalCount"] > 0


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), ("application/json", 200)])
async def test_a_wrong_document_has_no_data(client: httpx.AsyncClient, accept: str, status: int) -> None:
    answer = await client.post("/graphql", json={"query": "{ nothing }"}, headers={"accept": accept})
    assert answer.status_code == status
    assert "data" not in answer.json()
    assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


JSON = {"content-type": "application/json"}
ASKED = b'{"query": "{ __typename }"}'
NO_PAGE = "Pages of other origins"


@pytest.mark.parametrize(
    ("body", "headers", "status", "code", "says"),
    [
        (b"null", JSON, 400, "BAD_REQUEST", "one JSON object"),
        (b"[" + ASKED + b"]", JSON, 400, "BAD_REQUEST", "lists of requests are not taken"),
        (b"{", JSON, 400, "BAD_REQUEST", "not JSON"),
        (b"", JSON, 400, "BAD_REQUEST", "not JSON"),
        (b'{"query": "\xff"}', JSON, 400, "BAD_REQUEST", "UTF-8"),
        (b'{"query": "\\ud800"}', JSON, 400, "BAD_REQUEST", "UTF-8"),
        (b'\xef\xbb\xbf{"query": "{ __typename }"}', JSON, 400, "BAD_REQUEST", "UTF-8"),
        ('{"query": "{ __typename }"}'.encode("utf-16"), JSON, 400, "BAD_REQUEST", "UTF-8"),
        (b'{"query": ' + b"[" * 100_000, JSON, 400, "BAD_REQUEST", "not JSON"),
        (b'{"query": 1}', JSON, 400, "BAD_REQUEST", "`query`"),
        (b'{"query": "{ __typename }", "variables": []}', JSON, 400, "BAD_REQUEST", "`variables`"),
        (b'{"query": "{ __typename }", "extensions": 7}', JSON, 400, "BAD_REQUEST", "`extensions`"),
        (b'{"query": "{ __typename }", "operationName": 7}', JSON, 400, "BAD_REQUEST", "`operationName`"),
        (ASKED, {}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"),
        (ASKED, {"content-type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE", "application/json"),
        (ASKED, {"content-type": "application/json; charset=gb18030"}, 415, "UNSUPPORTED_MEDIA_TYPE", "utf-8"),
        (ASKED, {**JSON, "content-encoding": "gzip"}, 415, "UNSUPPORTED_MEDIA_TYPE", "Content-Encoding"),
        (ASKED, {**JSON, "accept": "image/png"}, 406, "NOT_ACCEPTABLE", GRAPHQL),
        (ASKED, {**JSON, "accept": "application/json;q=0"}, 406, "NOT_ACCEPTABLE", GRAPHQL),
        (ASKED, {**JSON, "host": "evil.example"}, 421, "WRONG_HOST", "loopback"),
        (ASKED, {**JSON, "host": "127.0.0.1.evil.example:80"}, 421, "WRONG_HOST", "loopback"),
        (ASKED, {**JSON, "host": "127.0.0.1:80.evil.example"}, 421, "WRONG_HOST", "loopback"),
        (ASKED, {**JSON, "origin": "http://evil.example"}, 403, "FORBIDDEN", NO_PAGE),
        (ASKED, {**JSON, "origin": "null"}, 403, "FORBIDDEN", NO_PAGE),
        (ASKED, {**JSON, "sec-fetch-site": "cross-site"}, 403, "FORBIDDEN", NO_PAGE),
        (b" " * 1_000_001, JSON, 413, "LIMIT_EXCEEDED", "`bodyBytes` is 1000000"),
    ],
)  # fmt: skip
async def test_a_request_that_is_none_is_refused_as_json(
    client: httpx.AsyncClient, body: bytes, headers: dict[str, str], status: int, code: str, says: str
) -> None:
    answer = await client.post("/graphql", content=body, headers=headers)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (status, code)
    assert says in error["message"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("query=%FF", "percent-encoded UTF-8"),
        ("query={__typename}&query={__typename}", "`query` twice"),
        ("query={__typename}&variables={", "`variables` is not JSON"),
        ("query={__typename}&variables=[]", "`variables` must be an object"),
        ("&".join(f"x{i}=1" for i in range(30)), "20 at most"),
        ("", "`query` is missing"),
    ],
)
async def test_a_url_that_asks_wrongly_is_told_so(client: httpx.AsyncClient, query: str, says: str) -> None:
    answer = await client.get(f"/graphql?{query}")
    assert answer.status_code == 400
    assert says in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        (f"application/json, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0.5, application/json", "application/json"),
        (f"text/html, {GRAPHQL}; charset=utf-8, application/json;q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0, */*", "application/json"),
    ],
)
async def test_the_answer_comes_in_the_media_type_that_is_accepted_most(
    client: httpx.AsyncClient, accept: str, media: str
) -> None:
    answer = await client.post("/graphql", content=ASKED, headers={**JSON, "accept": accept})
    assert answer.headers["content-type"] == f"{media}; charset=utf-8"
    assert answer.json() == {"data": {"__typename": "Query"}}


async def test_a_mutation_by_get_is_405_and_names_post(client: httpx.AsyncClient) -> None:
    asked = {"query": "query A { __typename } mutation B { __typename }"}
    assert (await client.get("/graphql", params={**asked, "operationName": "A"})).status_code != 405
    refused = await client.get("/graphql", params={**asked, "operationName": "B"})
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


async def test_other_methods_are_refused_or_answered_without_a_body(client: httpx.AsyncClient) -> None:
    for method in ("PUT", "PATCH", "DELETE", "TRACE"):
        refused = await client.request(method, "/graphql")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
        assert refused.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"
    options = await client.options("/graphql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    head = await client.head("/graphql", params={"query": "{ __typename }"})
    assert (head.status_code, head.headers["content-type"]) == (200, "application/json; charset=utf-8")
    nowhere = await client.get("/nowhere")
    assert (nowhere.status_code, nowhere.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")


async def test_the_server_says_that_it_is_well(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == (await client.get("/readyz")).json() == {"status": "ok"}


async def test_only_this_machines_own_user_writes_and_a_refused_act_is_an_answer(
    client: httpx.AsyncClient,
) -> None:
    asked = {
        "query": "mutation ($input: RecordNeedInput!) { recordNeed(input: $input) { errors { code path } need { id } } }",
        "variables": {"input": {"text": "示例", "raisedBy": "enterprise:nowhere"}},
    }
    own = (await client.post("/graphql", json=asked)).json()
    assert own == {
        "data": {
            "recordNeed": {
                "errors": [{"code": "NOT_FOUND", "path": ["input", "raisedBy"]}],
                "need": None,
            }
        }
    }
    forwarded = (await client.post("/graphql", json=asked, headers={"x-forwarded-for": "10.0.0.7"})).json()
    assert forwarded["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert "data" not in forwarded
