"""Asking a saved operation, by the number of its file, on the stories.

It is asked as the page asks it, so that the server plans its statement once for all the tests: that costs seconds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph, tallied
from lianlou.web import operations
from queries.planner.execute import Planner
from queries.planner.viewer import Viewer
from schema.policy import LOCAL_STAFF

Ask = Callable[..., Awaitable[Any]]


@pytest.fixture(scope="session")
def planner() -> Planner:
    return Planner(schema.build(), MODEL, marked="synthetic")


@pytest.fixture
def ask(planner: Planner) -> Ask:
    """`await ask(graph, "20", asOf=…)`: the operation's data, with its first example's variables and these."""

    async def asked(graph: Graph, number: str, *, viewer: Viewer = LOCAL_STAFF, **variables: object) -> Any:
        saved = next(each for each in operations() if each.key.startswith(number))
        given = {**saved.examples[0].variables, **variables}
        with tallied() as tally:
            answer = await planner.execute(graph, saved.query, given, saved.name, viewer=viewer, mark=True)
        body = orjson.loads(answer.body)
        assert "errors" not in body, body["errors"]
        compiled, _ = planner.compiled(saved.query, given, saved.name, mark=True)
        assert tally.statements == len(compiled.texts), tally.texts
        assert compiled.solved or tally.statements == 1
        return body["data"]

    return asked
