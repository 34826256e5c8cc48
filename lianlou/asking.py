"""Asking the graph in GraphQL from a command: the operations beside this file, answered as a client's are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

import schema
from graph import MODEL, Graph
from graph.errors import InputError, StatementFailed
from queries.planner.execute import Planner
from schema.policy import LOCAL_STAFF


async def ask(graph: Graph, operation: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The data of an operation beside this file, as the local staff user sees it.

    Raises:
        InputError: the variables are wrong.
        StatementFailed: the graph gave an answer with errors.
    """
    source = Path(__file__).with_name(f"{operation}.graphql").read_text("utf-8")
    return await answered(graph, Planner(schema.build(), MODEL), source, variables)


async def answered(graph: Graph, planner: Planner, source: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The data of a document, as the local staff user sees it; raises as `ask`."""
    answer = await planner.execute(graph, source, variables, viewer=LOCAL_STAFF)
    body: dict[str, Any] = orjson.loads(answer.body)
    if errors := body.get("errors"):
        told = "; ".join(error["message"] for error in errors)
        raise InputError(told) if answer.is_request_error else StatementFailed(told)
    return body["data"]
