"""A real server and raw sockets: clients that hang up, send slowly, or send what is not HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator

import httpx
import orjson
import pytest

from graph import Graph
from graph.client import Parameters, Row
from lianlou.http.request import GRAPHQL

SLOW = "CYPHER 25 UNWIND range(1, 10000000000) AS i WITH i WHERE i < 0 RETURN {f0: count(i)} AS data"


class Slow(Graph):
    """The real graph, where whatever an operation asks takes minutes."""

    async def read(
        self, statement: str, p: Parameters | None = None, *, timeout: float | None = None
    ) -> list[Row]:
        return await super().read(SLOW if "Need" in statement else statement, p, timeout=timeout)


@pytest.fixture
async def slow(server) -> AsyncGenerator[Graph]:
    async with Slow(server.uri, server.user, server.password, timeout=60) as opened:
        yield opened


async def running(graph: Graph) -> int:
    """How many of the slow statements run on the server just now."""
    rows = await graph.command(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'CYPHER 25 UNWIND range(1, 1000' RETURN count(*) AS n"
    )
    return rows[0]["n"]


async def until(graph: Graph, expected: int) -> None:
    for _ in range(200):
        if await running(graph) == expected:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"still {await running(graph)} statements, not {expected}")


QUERY = orjson.dumps({"query": "{ needs { totalCount } }"})


def request(body: bytes = QUERY, *more: str) -> bytes:
    head = ["POST /graphql HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json",
            f"Content-Length: {len(body)}", *more, "", ""]  # fmt: skip
    return "\r\n".join(head).encode() + body


async def test_a_client_that_hangs_up_ends_its_statement_on_the_server(slow: Graph, serving) -> None:
    async with serving(slow) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request())
        await until(slow, 1)
        writer.close()
        await until(slow, 0)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/healthz")).status_code == 200
            assert (
                'lianlou_requests_total{path="/graphql",status="499"} 1.0'
                in (await client.get("/metrics")).text
            )


async def test_a_statement_that_runs_past_its_time_is_ended_and_told(server, serving) -> None:
    async with (
        Slow(server.uri, server.user, server.password, timeout=0.5) as slow,
        serving(slow) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        answer = await client.post("/graphql", json=orjson.loads(QUERY), headers={"accept": GRAPHQL})
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["extensions"]["code"]) == (504, "TIMED_OUT")
        assert "ask for less" in error["message"]
        assert "data" not in answer.json()
        assert (await client.post("/graphql", json=orjson.loads(QUERY))).status_code == 200
        await until(slow, 0)


async def answered(port: int, *pieces: bytes, pause: float = 0.0) -> tuple[int, dict[str, object], float]:
    """Status and JSON of the answer to what is sent piece by piece, and how long the connection was open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    started = time.perf_counter()

    async def send() -> None:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(pause)

    sending = asyncio.create_task(send())
    raw = await reader.read()
    sending.cancel()
    writer.close()
    head, _, body = raw.partition(b"\r\n\r\n")
    return int(head.split()[1]), orjson.loads(body), time.perf_counter() - started


def code(answer: dict[str, object]) -> str:
    return answer["errors"][0]["extensions"]["code"]


async def test_whoever_sends_the_head_slowly_is_told_and_dropped(stories: Graph, serving) -> None:
    drops = [b"POST /graphql HTTP/1.1\r\n", *(b"X-%d: slow\r\n" % i for i in range(1000))]
    async with serving(stories, head_timeout=0.5) as port:
        nothing, dripping = await asyncio.gather(answered(port), answered(port, *drops, pause=0.05))
    for status, answer, _ in (nothing, dripping):
        assert (status, code(answer)) == (408, "REQUEST_TIMEOUT")


async def test_a_second_request_of_a_connection_has_no_more_time_for_its_head(
    stories: Graph, serving
) -> None:
    async with serving(stories, head_timeout=0.5) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request())
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        writer.write(b"POST /graphql HTTP/1.1\r\nHost:")
        assert b"HTTP/1.1 408 Request Timeout" in await reader.read()
        writer.close()


async def test_whoever_sends_the_body_slowly_is_told_and_dropped(stories: Graph, serving) -> None:
    head = request(b" " * 1000)[:-1000]
    async with serving(stories, body_timeout=0.5) as port:
        status, answer, _ = await answered(port, head, *[b" "] * 1000, pause=0.05)
    assert (status, code(answer)) == (408, "REQUEST_TIMEOUT")


async def test_a_body_that_nobody_reads_does_not_hold_its_connection(stories: Graph, serving) -> None:
    head = request(b" " * 1000).replace(b"application/json", b"text/plain")[:-1000]
    async with serving(stories, head_timeout=0.5) as port:
        status, answer, _ = await answered(port, head, *[b" "] * 1000, pause=0.05)
    assert (status, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_whoever_sends_slowly_but_in_time_is_answered(stories: Graph, serving) -> None:
    whole = request(QUERY, "Connection: close")
    async with serving(stories) as port:
        pieces = [whole[i : i + 20] for i in range(0, len(whole), 20)]
        status, answer, _ = await answered(port, *pieces, pause=0.01)
    assert (status, "errors" in answer) == (200, False)


async def test_endless_headers_and_what_is_not_http_are_refused_as_json(stories: Graph, serving) -> None:
    async with serving(stories) as port:
        endless = await answered(port, b"GET /graphql HTTP/1.1\r\nX: ", *[b"x" * 10_000] * 100, pause=0.001)
        garbage = await answered(port, b"\x16\x03\x01 hello\r\n\r\n")
        assert [endless[0], code(endless[1])] == [431, "BAD_REQUEST"]
        assert [garbage[0], code(garbage[1])] == [400, "BAD_REQUEST"]


async def test_an_endless_body_is_refused_when_it_passes_its_limit(stories: Graph, serving) -> None:
    async def endless() -> AsyncGenerator[bytes]:
        for _ in range(300):
            yield b" " * 10_000

    async with serving(stories) as port, httpx.AsyncClient() as client:
        url, headers = f"http://127.0.0.1:{port}/graphql", {"content-type": "application/json"}
        answer = await client.post(url, content=endless(), headers=headers)
        assert (answer.status_code, code(answer.json())) == (413, "LIMIT_EXCEEDED")
        assert (await client.post(url, content=QUERY, headers=headers)).status_code == 200


async def test_pipelined_requests_are_answered_in_order(stories: Graph, serving) -> None:
    last = request(orjson.dumps({"query": "{ last: __typename }"}), "Connection: close")
    async with serving(stories) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request() + last)
        raw = await reader.read()
        writer.close()
    assert raw.count(b"HTTP/1.1 200") == 2
    assert raw.index(b"totalCount") < raw.index(b"last")
