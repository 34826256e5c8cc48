"""The planner of whoever acts."""

from __future__ import annotations

import pytest

import schema
from graph import MODEL
from queries.planner.execute import Planner
from schema.policy import OWN


@pytest.fixture(scope="package")
def planner() -> Planner:
    return Planner(schema.build(), MODEL, own=OWN)
