"""The peer: the same nodes and relationships by bare `UNWIND … CREATE`, from lists that are ready in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import neo4j

from benchmarks.load.made import Made
from graph.model import MODEL

BATCH = 10_000
TOLD = 2_000
"""Nodes with grams in one batch: larger ones take the server longer a row."""


def write(uri: str, auth: tuple[str, str], made: Made) -> tuple[float, float]:
    """Write everything; seconds for the nodes, and for the relationships."""
    labels = {type_: _ends(made, type_) for type_ in made.ties}
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:
        session.run("RETURN 1").consume()
        started = time.perf_counter()
        now = datetime.now(UTC)
        for label, nodes in made.nodes.items():
            create = f"UNWIND $rows AS row CREATE (n:{':'.join(MODEL.labels_of(label))}) SET n = row, n.created = $now, n.updated = $now"
            for rows in _batches(nodes, TOLD if "grams" in nodes[0] else BATCH):
                session.execute_write(_run, create, rows=rows, now=now)
        between = time.perf_counter()
        for type_, ties in made.ties.items():
            start, end = labels[type_]
            create = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) "
                f"CREATE (a)-[r:{type_}]->(b) SET r = row[2]"
            )
            for rows in _batches(ties, BATCH):
                session.execute_write(_run, create, rows=rows)
        return between - started, time.perf_counter() - between


def _run(transaction: neo4j.ManagedTransaction, statement: Any, **values: Any) -> None:
    transaction.run(statement, **values).consume()


def _ends(made: Made, type_: str) -> tuple[str, str]:
    return ("Entity", "Entity") if made.ties[type_] else ("", "")


def _batches(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
