"""The films of the second schema, in the graph and as a planner."""

from __future__ import annotations

import pytest

from graph import Graph
from queries.planner.execute import Planner
from tests.planner import films


@pytest.fixture(scope="session")
def planner() -> Planner:
    return films.planner()


@pytest.fixture
async def cinema(graph: Graph) -> Graph:
    """A graph with the films' data."""
    await graph.command(films.DATA)
    return graph
