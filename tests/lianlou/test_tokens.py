"""Who may ask from elsewhere: tokens made, shown once, listed, revoked; what a server lets in with them, and what not."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph import MODEL, Graph
from graph.audit import audit
from graph.errors import InputError
from lianlou.commands import serve, token
from lianlou.settings import Settings
from queries.statements import tokens
from schema.policy import Role

BROWSER = Path(__file__).with_name("browser")
ASKED = {"query": "{ __typename }"}
EVERYWHERE = "0.0.0.0"  # noqa: S104 - that is what is tested
DESK = "https://desk.example.org"


@pytest.fixture
async def places(graph: Graph, tmp_path: Path) -> Graph:
    """One community, and one person."""
    from loaders import load

    (tmp_path / "places.csv").write_text(
        "id,name,kind,synthetic\ncommunity:example,示例商务社区,community,true\n", "utf-8"
    )
    (tmp_path / "people.csv").write_text("id,name,synthetic\nperson:example,示例某某,true\n", "utf-8")
    assert not (await load(graph, [tmp_path])).refusals
    return graph


@pytest.fixture
def command(commands: Any) -> Any:
    return commands(token.register, "token")


def client_of(port: int, secret: str | None = None, **headers: str) -> httpx.AsyncClient:
    if secret:
        headers["authorization"] = f"Bearer {secret}"
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers)


async def status(port: int, secret: str | None = None, **headers: str) -> tuple[int, str]:
    """Of a small query: its status, and what it says."""
    async with client_of(port, secret, **{k.replace("_", "-"): v for k, v in headers.items()}) as client:
        answer = await client.post("/graphql", json=ASKED)
    return answer.status_code, answer.text


def test_the_model_has_the_roles_of_the_policy() -> None:
    assert set(MODEL.properties_of("Token")["role"].values) == set(Role.__members__)


async def test_a_secret_is_shown_once_and_stands_nowhere(command: Any, places: Graph) -> None:
    made = await command(
        "create", "--role", "staff", "--name", "前台", "--community", "community:example", "--days", 30
    )
    assert made.exit_code == 0, made.output
    secret = made.stdout.strip()
    assert tokens.SECRET.fullmatch(secret)
    assert "前台" in made.stderr
    assert secret not in made.stderr
    (kept,) = await places.read("MATCH (t:Token) RETURN t {.*} AS token")
    assert secret not in str(kept)
    assert kept["token"]["hash"] == tokens.hashed(secret)
    assert not await audit(places)
    made_up = await command("create", "--role", "integration", "--area", "people")
    assert made_up.stderr.startswith("令牌 · token integration-")
    listed = (await command("list")).stdout
    assert secret not in listed
    assert kept["token"]["hash"] not in listed
    first, second, last = listed.splitlines()
    assert "(people)" in first
    assert "前台\t工作人员 staff (community:example)\t有效 valid" in second
    assert "从未 never" in second
    assert last == "2 个令牌 · tokens"
    assert "已吊销 · revoked" in (await command("revoke", "前台")).stdout
    assert "早已吊销" in (await command("revoke", "前台")).stdout
    assert "前台\t工作人员 staff (community:example)\t已吊销 revoked" in (await command("list")).stdout


async def test_a_token_that_makes_no_sense_is_refused_with_the_mend(command: Any, places: Graph) -> None:
    await tokens.create(places, "PLANNER", "taken")
    for words, told in (
        (["create", "--role", "staff"], "--community community:…"),
        (["create", "--role", "staff", "--community", "community:nowhere"], "no community community:nowhere"),
        (["create", "--role", "planner", "--community", "community:example"], "Only staff"),
        (["create", "--role", "planner", "--area", "people"], "Only an integration"),
        (["create", "--role", "integration", "--area", "gossip"], "no area gossip"),
        (["create", "--role", "planner", "--days", 367], "1 to 366 days"),
        (["create", "--role", "planner", "--days", 0], "1 to 366 days"),
        (["create", "--role", "planner", "--name", "local staff"], "letters, digits"),
        (["create", "--role", "planner", "--name", "taken"], "choose another --name"),
        (["revoke", "nobody"], "lianlou token list names them all"),
    ):
        result = await command(*words)
        assert result.exit_code == 2, words
        assert told in " ".join(result.stderr.split())
        assert not result.stdout
    assert [each.name for each in await tokens.every(places)] == ["taken"]


async def test_each_state_of_a_token_opens_or_says_what_its_holder_may_know(
    places: Graph, serving: Any
) -> None:
    good, _ = await tokens.create(places, "PLANNER", "good")
    old, _ = await tokens.create(places, "PLANNER", "old")
    past = "MATCH (t:Token {name: 'old'}) SET t.expires = datetime('2026-01-01T00:00Z')"
    await places.write(lambda tx: tx.run(past))
    async with serving(places, require_token=True) as port:
        assert await status(port, good) == (200, '{"data":{"__typename":"Query"}}')
        assert (await status(port, old))[0] == 401
        assert "expired" in (await status(port, old))[1]
        unknown = [await status(port, each) for each in (good[:-1] + "!", good[:-3] + "xxx", "x", old + "x")]
        unknown.append(await status(port, authorization="Basic bGlhbmxvdTp4"))
        assert {code for code, _ in unknown} == {401}
        assert len({text for _, text in unknown}) == 1, "no hint why"
        assert (await status(port))[0] == 401
        async with client_of(port, good[:-3] + "xxx") as client:
            refused = await client.post("/graphql", json=ASKED)
            assert refused.headers["www-authenticate"] == 'Bearer realm="lianlou", error="invalid_token"'
            assert refused.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
        async with client_of(port) as client:
            for query in (f"token={good}", f"access_token={good}", f"authorization=Bearer {good}"):
                in_url = await client.get(f"/graphql?query={{__typename}}&{query}")
                assert in_url.status_code == 401, "a token in an address opens nothing"
            assert (await client.get("/graphql", headers={"accept": "text/html"})).status_code == 200
            assert (await client.get("/healthz")).status_code == 200
            assert (await client.get("/metrics")).status_code == 401

        await tokens.revoke(places, "good")
        for _ in range(100):
            code, text = await status(port, good)
            if code == 401:
                break
            await asyncio.sleep(0.1)
        assert (code, "revoked" in text) == (401, True)


async def test_a_token_does_what_its_role_may_and_is_told_who_it_is(places: Graph, serving: Any) -> None:
    staff, _ = await tokens.create(places, "STAFF", "front-desk", communities=["community:example"])
    planner, _ = await tokens.create(places, "PLANNER", "district")
    write = 'mutation { withdrawNeed(input: {need: "need:none", reason: "示例"}) { errors { code } } }'
    async with serving(places) as port:
        async with client_of(port, staff) as client:
            who = (await client.get("/whoami")).json()
            assert who.items() >= {"name": "front-desk", "role": "staff", "areas": []}.items()
            assert who["communities"] == ["community:example"]
            explained = await client.post("/graphql", json={**ASKED, "extensions": {"explain": True}})
            assert explained.status_code == 200
            written = (await client.post("/graphql", json={"query": write})).json()
            assert "data" in written, written
            assert written["data"]["withdrawNeed"]["errors"][0]["code"] == "NOT_FOUND"
        async with client_of(port, planner) as client:
            assert (await client.get("/whoami")).json()["role"] == "planner"
            explained = await client.post("/graphql", json={**ASKED, "extensions": {"explain": True}})
            assert explained.status_code == 403
            written = (await client.post("/graphql", json={"query": write})).json()
            assert written["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            people = (await client.post("/graphql", json={"query": "{ people { nodes { name } } }"})).json()
            assert people["data"]["people"]["nodes"] == [{"name": "示**"}]
        async with client_of(port) as client:
            assert (await client.get("/whoami")).json() == {"name": "local staff", "role": "local"}


async def test_this_machines_own_user_needs_no_token_unless_others_reach_the_server(
    graph: Graph, serving: Any
) -> None:
    secret, _ = await tokens.create(graph, "PLANNER", "district")
    async with serving(graph) as port:
        assert (await status(port))[0] == 200
        assert (await status(port, secret[:-3] + "xxx"))[0] == 401, "a wrong token is no leave to do without"
        for header in ("x_forwarded_for", "forwarded", "via", "x_real_ip"):
            assert (await status(port, **{header: "192.0.2.7"}))[0] == 401
            assert (await status(port, secret, **{header: "192.0.2.7"}))[0] == 200
        assert (await status(port, host="desk.example.org"))[0] == 421
    async with serving(graph, public_host="desk.example.org") as port:
        assert (await status(port))[0] == 401
        behind = {"host": "desk.example.org", "x_forwarded_for": "192.0.2.7"}
        assert (await status(port, **behind))[0] == 401
        assert (await status(port, secret, **behind))[0] == 200
        assert (await status(port, secret, **behind, origin=DESK))[0] == 200
        assert (await status(port, secret, **behind, origin="https://elsewhere.example"))[0] == 403
        assert (await status(port, secret, host="elsewhere.example"))[0] == 421
    async with serving(graph, host=EVERYWHERE) as port:
        assert (await status(port))[0] == 401
        assert (await status(port, secret))[0] == 200
        assert (await status(port, secret, host="192.0.2.1:8000"))[0] == 200
        assert (await status(port, secret, host="elsewhere.example"))[0] == 421


async def test_serving_others_is_refused_while_the_graph_has_no_valid_token(
    commands: Any, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianlou.logs.configure", lambda *_: None)  # the test run keeps its own
    command = commands(serve.register, "serve")
    for words in (["--host", EVERYWHERE], ["--host", "nowhere.invalid"]):
        refused = await command(*words, "--port", 0)
        assert refused.exit_code == 2
        mend = (
            "lianlou token create --role staff"
            if EVERYWHERE in words
            else "choose another with --port, or --host"
        )
        assert mend in " ".join(refused.stderr.split())
    settings = Settings(public_host=("desk.example.org",))
    with pytest.raises(InputError, match="token create"):
        await serve._check(graph, settings)
    await tokens.create(graph, "PLANNER", "district")
    await serve._check(graph, settings)
    await tokens.revoke(graph, "district")
    with pytest.raises(InputError, match="token create"):
        await serve._check(graph, settings)
    await serve._check(graph, Settings())


@pytest.mark.parametrize(
    "settings",
    [
        {"public_host": "https://desk.example.org"},
        {"public_host": "desk.example.org:8000"},
        {"cors_origins": "*"},
        {"cors_origins": "desk.example.org"},
        {"cors_origins": "https://desk.example.org/"},
        {"cors_origins": "https://*.example.org"},
    ],
)
def test_a_host_or_an_origin_that_is_none_is_refused(settings: dict[str, str]) -> None:
    from lianlou.http.access import Reach

    with pytest.raises(InputError, match=r"example\.org"):
        Reach.of(Settings.model_validate(settings))


async def test_pages_of_the_origins_that_are_named_ask_with_a_token_and_no_others(
    graph: Graph, serving: Any
) -> None:
    secret, _ = await tokens.create(graph, "PLANNER", "district")
    preflight = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "cors",
    }
    page = {"origin": DESK, "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
    async with serving(graph, cors_origins=f"{DESK}, https://other.example.org") as port:
        async with client_of(port) as client:
            allowed = await client.options("/graphql", headers={**preflight, "origin": DESK})
            assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, DESK)
            assert "Authorization" in allowed.headers["access-control-allow-headers"]
            assert "access-control-allow-credentials" not in allowed.headers
            foreign = await client.options(
                "/graphql", headers={**preflight, "origin": "https://evil.example"}
            )
            assert foreign.status_code == 403
            assert "access-control-allow-origin" not in foreign.headers
            without = await client.post("/graphql", json=ASKED, headers=page)
            assert without.status_code == 401, "another site's page is never the local staff"
            assert without.headers["access-control-allow-origin"] == DESK
            assert (await client.post("/graphql", json=ASKED)).status_code == 200
        async with client_of(port, secret) as client:
            answer = await client.post("/graphql", json=ASKED, headers=page)
            assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, DESK)
            assert "Authorization" in answer.headers["vary"]
            evil = await client.post(
                "/graphql", json=ASKED, headers={**page, "origin": "https://evil.example"}
            )
            assert evil.status_code == 403
            image = await client.get(
                "/graphql?query={__typename}",
                headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
            )
            assert image.status_code == 403
    async with serving(graph) as port, client_of(port, secret) as client:
        assert (await client.options("/graphql", headers={**preflight, "origin": DESK})).status_code == 403


async def test_a_graph_that_does_not_answer_is_no_wrong_token(serving: Any) -> None:
    async with Graph("bolt://127.0.0.1:9") as gone, serving(gone, require_token=True) as port:
        code, text = await status(port, tokens.PREFIX + "x" * 43)
    assert (code, json.loads(text)["errors"][0]["extensions"]["code"]) == (503, "GRAPH_UNAVAILABLE")


async def test_a_token_of_an_area_that_is_gone_opens_nothing(graph: Graph, serving: Any) -> None:
    secret, _ = await tokens.create(graph, "INTEGRATION", "gossip", areas=["gossip"])
    async with serving(graph) as port:
        code, text = await status(port, secret)
    assert (code, "no area gossip" in text) == (401, True)


async def test_the_last_use_is_noted_beside_the_answer_once_a_minute(graph: Graph, serving: Any) -> None:
    secret, _ = await tokens.create(graph, "PLANNER", "district")

    async def noted() -> Any:
        (found,) = await tokens.every(graph)
        return found.last_used

    async with serving(graph, require_token=True) as port:
        for _ in range(5):
            assert (await status(port, secret))[0] == 200
        for _ in range(100):
            if first := await noted():
                break
            await asyncio.sleep(0.05)
        assert first is not None
        assert (await status(port, secret))[0] == 200
    await tokens.used(graph, "district")
    assert await noted() == first
    await graph.write(lambda tx: tx.run("MATCH (t:Token) SET t.lastUsed = t.lastUsed - duration('PT2M')"))
    await tokens.used(graph, "district")
    assert await noted() > first


async def test_somebody_elsewhere_signs_in_on_the_page_and_out(
    graph: Graph, serving: Any, tmp_path: Path
) -> None:
    if not (chromium := shutil.which("chromium")) or not shutil.which("npm"):
        pytest.skip("chromium OR npm IS MISSING: the browser test is skipped · 浏览器测试被跳过")
    if not (BROWSER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=BROWSER, check=True, capture_output=True)
    secret, _ = await tokens.create(graph, "PLANNER", "district")
    async with serving(graph, require_token=True) as port:
        address = f"http://127.0.0.1:{port}/graphql"
        words = ["node", str(BROWSER / "sign_in.mjs"), chromium, address, secret, str(tmp_path)]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe, stderr=pipe)
        assert process.stderr
        said = (await process.stderr.readline()).decode()
        assert said == "revoke\n", said + (await process.stderr.read()).decode()
        await tokens.revoke(graph, "district")
        await asyncio.sleep(1.1)  # as long as a token that was looked up is kept
        out, errors = await process.communicate(b"done\n")
    assert process.returncode == 0, errors.decode()
    seen = json.loads(out)
    assert seen["stays"], "nobody gets past the dialog without a token"
    assert "district" in seen["identity"]
    assert "规划人员" in seen["identity"]
    session, local, cookie = seen["kept"]
    assert secret in session
    assert secret not in local + cookie + "".join(seen["asked"])
    assert seen["left"] == [0, 0]
    assert "已吊销" in seen["refused"]
    assert seen["after"] == 0
