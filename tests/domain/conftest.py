"""Asking a saved operation as the page does, with its statement counted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph, tallied
from lianlou.web import operations
from queries.planner.execute import Planner

Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture(scope="session")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


@pytest.fixture
def ask(planner: Planner) -> Ask:
    """`await ask(graph, "40-credit", platform=…)`: the data of a saved operation, in one statement."""

    async def asked(
        graph: Graph, key: str, *, sees_personal: bool = True, **variables: Any
    ) -> dict[str, Any]:
        operation = next(each for each in operations() if each.key == key)
        with tallied() as tally:
            answer = await planner.execute(
                graph, operation.query, variables, operation.name, sees_personal=sees_personal
            )
        body = orjson.loads(answer.body)
        assert "errors" not in body, body["errors"]
        assert tally.statements == 1, tally.texts
        return body["data"]

    return asked
