"""Limits on what one request may ask: each names itself, what was asked and what is allowed, before anything runs."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import httpx
import orjson
import pytest
from graphql import get_introspection_query

import schema
from graph import MODEL, Graph, tallied
from lianlou.app import create_app
from lianlou.settings import Settings
from queries.planner.execute import Planner
from queries.planner.limits import Limits


@pytest.fixture
async def client(stories: Graph, planner: Planner) -> AsyncGenerator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(stories, planner))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
        yield opened


def nested(levels: int) -> str:
    return "{ needs { nodes { at {" + " partOf {" * levels + " id" + " }" * levels + " } } } }"


def bomb(fragments: int) -> str:
    """Each fragment spreads the next one twice: 2 ** fragments fields once spread out."""
    chain = "".join(f" fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(fragments))
    return f"{{ ...f0 }}{chain} fragment f{fragments} on Query {{ __typename }}"


IDS = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
WHERE = "query($w: NeedFilter) { needs(where: $w) { totalCount } }"
deep_filter: dict[str, object] = {"id": {"eq": "x"}}
for _ in range(30):
    deep_filter = {"not": deep_filter}

TOO_MUCH = {
    "depth": (nested(30), {}, "depth", 34, 20),
    "depth through fragments": (
        "{ needs { nodes { at { ...a } } } }" + "".join(
            f" fragment {a} on Place {{ partOf {{ partOf {{ partOf {{ partOf {{ {b} }} }} }} }} }}"
            for a, b in zip("abcdef", ["...b", "...c", "...d", "...e", "...f", "id"], strict=True)
        ), {}, "depth", 28, 20,
    ),
    "fields": ("{" + " __typename" * 501 + " }", {}, "fields", 501, 500),
    "fields of a fragment bomb": (bomb(60), {}, "fields", 2**53 - 1, 500),
    "aliases": ("{" + "".join(f" a{i}: __typename" for i in range(101)) + " }", {}, "aliases", 101, 100),
    "fragments": (
        "{ __typename }" + "".join(f" fragment f{i} on Query {{ __typename }}" for i in range(101)),
        {}, "fragments", 101, 100,
    ),
    "first": ("{ needs(first: 1001) { nodes { id } } }", {}, "first", 1001, 1000),
    "first of a list without pages": (
        "{ terms { nodes { related(first: 1001) { id } } } }", {}, "first", 1001, 1000,
    ),
    "last in a variable": (
        "query($n: Int) { needs(last: $n) { nodes { id } } }", {"n": 10**6}, "last", 10**6, 1000,
    ),
    "a number that Python will not read": (
        "{ needs(first: " + "9" * 5000 + ") { nodes { id } } }", {}, "first", 2**53 - 1, 1000,
    ),
    "cost": (
        "{ buildings(first: 500) { nodes { tenants(first: 50) { nodes { id } } } } }", {}, "cost", 25_500, 20_000,
    ),
    "cost by a variable and a default": (
        """query($n: Int, $m: Int = 100) { buildings(first: $n) { nodes { ...t } } }
        fragment t on Building { tenants(first: $m) { nodes { id } } }""",
        {"n": 300}, "cost", 30_300, 20_000,
    ),
    "cost of statements": (
        "{ needs(first: 200) { nodes { matches(first: 1) { nodes { score } } } } }", {}, "cost", 20_400, 20_000,
    ),
    "cost of ids": (
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Building { tenants { nodes { id } } } } }",
        {"ids": ["building:x"] * 1000}, "cost", 21_000, 20_000,
    ),
    "input values": (IDS, {"ids": ["x"] * 2000}, "inputValues", 2001, 2000),
    "input values in the document": (
        "{ nodes(ids: [" + '"x" ' * 2000 + "]) { id } }", {}, "inputValues", 2001, 2000,
    ),
    "input characters": (IDS, {"ids": ["好" * 100_001]}, "inputCharacters", 100_001, 100_000),
    "input depth": (WHERE, {"w": deep_filter}, "inputDepth", 21, 20),
    "input depth in the document": (
        "{ needs(where: " + "{not: " * 30 + "{id: {eq: 1}}" + "}" * 30 + ") { totalCount } }", {}, "inputDepth", 21, 20,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
async def test_too_much_is_refused_with_the_limit_what_was_asked_and_a_mend(
    client: httpx.AsyncClient, name: str
) -> None:
    query, variables, limit, asked, allowed = TOO_MUCH[name]
    with tallied() as tally:
        answer = await client.post(
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"accept": "application/graphql-response+json"},
        )
    assert (answer.status_code, tally.statements) == (400, 0)
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {
        "code": "LIMIT_EXCEEDED", "limit": limit, "asked": asked, "allowed": allowed,
    }  # fmt: skip
    assert f"`{limit}` is {allowed}, and this request has {asked}: " in error["message"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("{" + " a" * 6000 + " }", "5000 tokens"),
        ("{ needs " * 2000, "nested too deeply"),
        ("{ needs(where: " + "[" * 4000, "nested too deeply"),
    ],
)
async def test_a_document_that_is_too_long_to_parse_is_a_parse_error(
    client: httpx.AsyncClient, query: str, says: str
) -> None:
    (error,) = (await client.post("/graphql", json={"query": query})).json()["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    assert says in error["message"]


async def test_fragments_that_spread_each_other_in_a_circle_are_a_validation_error(
    client: httpx.AsyncClient,
) -> None:
    query = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a __typename }"
    (error,) = (await client.post("/graphql", json={"query": query})).json()["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "Cannot spread fragment" in error["message"]


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        (get_introspection_query(input_value_deprecation=True, specified_by_url=True), {}),
        ("{ needs(first: 1000) { nodes { id } } }", {}),
        ("{ buildings(first: 100) { nodes { tenants(first: 100) { nodes { id } } } } }", {}),
        (IDS, {"ids": ["x"] * 1000}),
    ],
)
async def test_what_people_ask_lies_within_the_limits(
    client: httpx.AsyncClient, query: str, variables: dict[str, object]
) -> None:
    answer = await client.post("/graphql", json={"query": query, "variables": variables})
    assert "errors" not in answer.json()


async def test_limits_are_those_of_the_settings(stories: Graph, monkeypatch) -> None:
    monkeypatch.setenv("LIANLOU_MAX_ALIASES", "1")
    monkeypatch.setenv("LIANLOU_MAX_FIRST", "3")
    settings = Settings()
    assert settings.limits() == Limits(aliases=1, first=3)
    limited = Planner(schema.build(), MODEL, limits=settings.limits())
    for query in ("{ a: __typename b: __typename }", "{ needs(first: 4) { nodes { id } } }"):
        (error,) = orjson.loads((await limited.execute(stories, query)).body)["errors"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
