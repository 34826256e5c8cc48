"""Published documents: checked and published together, asked by their key, planned before anybody asks, and alone where that is set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from graph import Graph
from lianlou import planning
from lianlou.commands import documents as command
from lianlou.web import operations
from queries.planner.execute import Planner
from queries.statements import documents, tokens
from schema.policy import LOCAL_STAFF
from tests.conftest import Server

DOCUMENT = """# variables: {"first": 2}
query Wishes($first: Int!) { needs(first: $first) { nodes { id title quantity raisedBy { id name } } } }
"""
KEY = documents.key_of(DOCUMENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wishes.graphql").write_text(DOCUMENT, "utf-8")
    return tmp_path


@pytest.fixture
def run(commands: Any) -> Any:
    return commands(command.register, "documents")


def client_of(port: int, secret: str | None = None) -> httpx.AsyncClient:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers)


async def asked(port: int, **body: Any) -> dict[str, Any]:
    async with client_of(port) as client:
        return (await client.post("/graphql", json=body)).json()


def codes(answer: dict[str, Any]) -> list[str]:
    return [each["extensions"]["code"] for each in answer.get("errors", ())]


async def test_a_folder_is_published_listed_and_asked_by_key_until_it_is_withdrawn(
    graph: Graph, serving: Any, folder: Path, run: Any
) -> None:
    done = await run("publish", folder)
    assert done.exit_code == 0, done.output
    assert f"{KEY}\twishes\t新发布 new" in done.output
    assert "早已发布" in (await run("publish", folder)).output
    assert f"{KEY}\twishes" in (await run("list")).output
    async with serving(graph) as port:
        whole = await asked(port, query=DOCUMENT, variables={"first": 1})
        assert whole == {"data": {"needs": {"nodes": []}}}
        assert await asked(port, documentId=KEY, variables={"first": 1}) == whole
        async with client_of(port) as client:
            got = await client.get("/graphql", params={"documentId": KEY, "variables": '{"first": 1}'})
        assert got.json() == whole
        saved = operations()[4]
        assert not codes(
            await asked(port, documentId=documents.key_of(saved.query), variables=saved.examples[0].variables)
        )
        assert codes(await asked(port, documentId="sha256:0")) == ["DOCUMENT_NOT_FOUND"]
        assert codes(await asked(port, documentId=KEY, query=DOCUMENT)) == ["BAD_REQUEST"]
        assert codes(await asked(port, documentId=7)) == ["BAD_REQUEST"]
    missing = await run("withdraw", "wishes", "nothing")
    assert missing.exit_code == 2
    assert "nothing is not published" in missing.output
    assert "撤回 1 个" in (await run("withdraw", "wishes")).output
    async with serving(graph) as port:
        assert codes(await asked(port, documentId=KEY, variables={"first": 1})) == ["DOCUMENT_NOT_FOUND"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{ needs {", "Syntax Error"),
        ("{ nothing }", "Cannot query field 'nothing'"),
        ("# variables: {first}\n{ needs { totalCount } }", "is not JSON"),
        ("# variables: {}\nquery($first: Int!) { needs(first: $first) { totalCount } }", "first"),
        ("# variables: {}\n{ needs(first: 1000) { nodes { referrals(first: 1000) { id } } } }", "cost"),
    ],
)  # fmt: skip
async def test_where_one_file_is_wrong_none_is_published(
    graph: Graph, folder: Path, run: Any, text: str, said: str
) -> None:
    (folder / "wrong.graphql").write_text(text, "utf-8")
    done = await run("publish", folder)
    assert done.exit_code == 2
    assert "wrong.graphql" in done.output.replace("\n", "")
    assert said in done.output
    assert await documents.every(graph) == []


async def test_a_folder_without_documents_or_with_two_of_a_name_is_refused(folder: Path, run: Any) -> None:
    (folder / "empty").mkdir()
    assert "There is no .graphql file" in (await run("publish", folder / "empty")).output
    (folder / "empty" / "wishes.graphql").write_text(DOCUMENT + "\n", "utf-8")
    assert "the same name" in (await run("publish", folder)).output


async def test_a_server_may_answer_nothing_else(graph: Graph, serving: Any, folder: Path, run: Any) -> None:
    await run("publish", folder)
    async with serving(graph, only_published=True) as port:
        own = await asked(port, query="{ needs { totalCount } }")
        assert codes(own) == ["DOCUMENT_NOT_PUBLISHED"]
        assert "data" not in own
        assert not codes(await asked(port, documentId=KEY, variables={"first": 1}))
        assert not codes(await asked(port, query=DOCUMENT, variables={"first": 1}))
        saved = operations()[4]
        assert not codes(await asked(port, query=saved.query, variables=saved.examples[0].variables))
        assert not codes(await asked(port, query="{ __schema { queryType { name } } }"))
        assert codes(await asked(port, query="{ __schema { queryType { name } } needs { totalCount } }")) == [
            "DOCUMENT_NOT_PUBLISHED"
        ]
        assert codes(await asked(port, query="{ __schema {")) == ["DOCUMENT_NOT_PUBLISHED"]


async def test_what_is_published_is_planned_before_anybody_asks(
    server: Server, stories: Graph, planner: Planner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianlou.planning.operations", lambda: ())
    document = documents.Document("wishes", DOCUMENT, ('{"first": 2}',))
    try:
        await documents.publish(stories, [document])
        secret, _ = await tokens.create(stories, "INTEGRATION", "platform", areas=["money"])
        assert secret
        await planning.plan_ahead(stories, planner)
        before = server.plannings()
        for each in await planning._viewers(stories):
            answer = await planner.execute(stories, DOCUMENT, {"first": 5}, viewer=each)
            assert not answer.codes
        assert len(await planning._viewers(stories)) == 2
        assert server.plannings() == before
    finally:
        await stories.command("MATCH (n:Token|Document) DELETE n")


async def test_after_it_the_first_offer_that_is_supposed_plans_nothing_more(
    server: Server, stories: Graph, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = next(each for each in operations() if each.key == "15-offer")
    monkeypatch.setattr("lianlou.planning.operations", lambda: (offer,))
    await planning.plan_ahead(stories, planner)
    before = server.plannings()
    for example in offer.examples:
        answer = await planner.execute(
            stories, offer.query, example.variables, offer.name, viewer=LOCAL_STAFF, mark=True
        )
        assert not answer.codes
    assert server.plannings() == before
    drafts = "MATCH (n:Capability) WHERE n.id STARTS WITH 'capability:draft-' RETURN n"
    assert await stories.read(drafts) == []
