"""Rankings for `lianlou evaluate`: the matching statements as they are, with settings of one's own."""

from __future__ import annotations

from typing import Any

from graph import Graph
from queries.matching import Matching, drafted
from queries.statements import text
from queries.suggesting import suggested

SECONDS = 120.0
"""A statement is planned once, for seconds, then runs in milliseconds."""
_SHOWN = "UNWIND matches AS m RETURN m.id AS id, m.score AS score, m.contributions AS contributions, m.words AS words"


async def collected(graph: Graph) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All needs and all capabilities, with the texts that they are found by."""
    row = (await graph.read(text("collected"), timeout=SECONDS))[0]
    return row["needs"], row["capabilities"]


async def ranked(graph: Graph, need: str, asked: Matching) -> list[dict[str, Any]]:
    """The matches of a saved need, best first: id, score, contributions, words."""
    statement = f"CYPHER 25 MATCH (n:Need&Entity {{id: $p.need}}) CALL (n) {{ {_with_args('matches_of_need')} }} {_SHOWN}"
    return await graph.read(statement, {"need": need, "args": asked.arguments()}, timeout=SECONDS)


async def ranked_draft(graph: Graph, words: str, asked: Matching) -> list[dict[str, Any]]:
    """The matches of a text alone, as a draft without terms, place or raiser."""
    statement = f"CYPHER 25 CALL () {{ {_with_args('matches_of_draft')} }} {_SHOWN}"
    args = {**drafted({"draft": {"text": words}}), **asked.arguments()}
    return await graph.read(statement, {"args": args}, timeout=SECONDS)


async def suggestions(graph: Graph, words: str, first: int) -> list[str]:
    """Ids of the terms suggested for a text, the likeliest first."""
    statement = (
        f"CYPHER 25 CALL () {{ {_with_args('suggest_terms')} }} RETURN [s IN suggestions | s.id] AS terms"
    )
    rows = await graph.read(statement, {"args": suggested({"text": words, "first": first})}, timeout=SECONDS)
    return rows[0]["terms"]


def _with_args(name: str) -> str:
    return text(name).replace("$args", "$p.args")
