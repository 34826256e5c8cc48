"""GraphiQL as staff meet it: who gets the page, what it may load, and a browser with the network cut off."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import httpx
import pytest

import schema
from graph import MODEL, Graph
from lianlou import web
from lianlou.app import create_app
from lianlou.planning import plan_ahead
from queries.planner.execute import Planner

BROWSER = Path(__file__).with_name("browser")
A_BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
async def client(stories: Graph) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(stories, Planner(schema.build(), MODEL, marked="synthetic")))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
        yield opened


async def test_a_browser_gets_the_page_and_a_client_gets_graphql(client: httpx.AsyncClient) -> None:
    page = await client.get("/graphql", headers=A_BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert "联楼 · Lianlou" in page.text
    asked = {"query": "{ __typename }"}
    for answer in (
        await client.get("/graphql", params=asked, headers=A_BROWSER),
        await client.post("/graphql", json=asked),
        await client.get("/graphql", params=asked),
    ):
        assert answer.json() == {"data": {"__typename": "Query"}}
    assert (await client.get("/graphql")).status_code == 400


async def test_everything_the_page_names_is_here_and_may_load_from_nowhere_else(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/graphql", headers=A_BROWSER)
    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(named) >= 7
    for path in named:
        found = await client.get(f"/{path}")
        assert found.status_code == 200, path
        policy = found.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy
        kept = "immutable" if "/vendor/" in path else "no-cache"
        assert kept in found.headers["cache-control"]
        assert "sourceMappingURL" not in found.text
        assert re.search("javascript|css|svg", found.headers["content-type"])


def test_vendored_files_have_their_licences_beside_them_and_are_in_the_notice() -> None:
    vendor = Path(web.__file__).with_name("static") / "vendor"
    licences = (vendor / "LICENSES.txt").read_text("utf-8")
    notice = (Path(__file__).parents[2] / "NOTICE").read_text("utf-8")
    assert "GraphiQL 3.9.0" in notice
    for path in vendor.glob("*.*s"):
        name, _, version = path.name.split(".min.")[0].removesuffix(".production").rpartition("-")
        assert f"{name} {version} (MIT)" in licences


@pytest.fixture
def address(stories: Graph, server, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """A `lianlou serve` of its own on the stories."""
    monkeypatch.setenv("LIANLOU_NEO4J_URI", server.uri)
    if server.password:
        monkeypatch.setenv("LIANLOU_NEO4J_PASSWORD", server.password)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from lianlou.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(command) as process:
        try:
            for _ in range(300):
                try:
                    httpx.get(f"http://127.0.0.1:{port}/healthz")
                    break
                except httpx.ConnectError:
                    assert process.poll() is None
                    time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/graphql"
        finally:
            process.terminate()


async def test_an_answer_says_how_much_of_it_is_synthetic_to_whoever_asks(client: httpx.AsyncClient) -> None:
    query = """query ($names: [String!]) { communities(where: {name: {in: $names}}) { nodes { name parts { nodes { name } } } }
        figures(first: 3) { nodes { title sources { title } } } }"""
    real = {"query": query, "variables": {"names": ["武林路"]}}
    asked = await client.post("/graphql", json={**real, "extensions": {"synthetic": True}})
    told = asked.json()["extensions"]["synthetic"]
    answer = asked.json()["data"]
    parts = answer["communities"]["nodes"][0]["parts"]["nodes"]
    assert told["nodes"] == 1 + len(parts) + 3 + sum(
        len(each["sources"]) for each in answer["figures"]["nodes"]
    )
    assert told["marked"] == len([part for part in parts if part["name"].startswith("示例")])
    mixed = {"query": '{ needs(where: {title: {contains: "用餐"}}) { nodes { title raisedBy { name } } } }'}
    told = (await client.post("/graphql", json=mixed, headers={"lianlou-synthetic": "true"})).json()
    assert told["extensions"]["synthetic"] == {"nodes": 2, "marked": 2}
    assert "extensions" not in (await client.post("/graphql", json=mixed)).json()


async def test_staff_run_the_canteens_match_with_the_network_cut_off(
    stories: Graph, address: str, chromium: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = web.operations()[0]
    with monkeypatch.context() as only:
        only.setattr("lianlou.planning.operations", lambda: (first,))
        await plan_ahead(
            stories, Planner(schema.build(), MODEL, marked="synthetic")
        )  # a cold planner is another test's matter
    shot = tmp_path / "graphiql.png"
    command = ["node", str(BROWSER / "graphiql.mjs"), str(chromium), address, str(shot)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["left"], seen["errors"]) == ([], [])
    assert seen["title"] == "联楼 · Lianlou"
    assert "本机工作人员身份" in seen["identity"]
    assert seen["saved"] == [operation.title for operation in web.operations()]
    assert (seen["opened"], seen["variables"]) == (first.query, first.examples[0].variables)
    matches = seen["answer"]["data"]["needs"]["nodes"][0]["matches"]["nodes"]
    assert matches[0]["provider"]["name"] == "示例餐饮公司"
    assert seen["words"][0].startswith("示例餐饮公司")
    assert "示例数据" in seen["synthetic"], (
        "the canteen's need, its asker and the caterer are made up, and it says so"
    )
    assert seen["dialogs"] == 0, "to sign in is offered, and no need"
    assert len(seen["tabs"]) == 2, "what staff wrote themselves keeps its own tab"
    assert shot.stat().st_size > 10_000
