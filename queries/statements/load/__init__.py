"""The loader's statements: one .cypher file each, and a same-named function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypedDict

from graph import MODEL, Graph, Transaction
from queries.statements import text


class Tie(TypedDict):
    """A relationship as the graph has it."""

    start: str
    end: str
    properties: dict[str, Any]


@cache
def _typed(name: str, type_: str) -> str:
    """A statement about relationships of one type; the names are the model's, never a row's."""
    tie = MODEL.by_type[type_]
    lines = [each for each in text(name).splitlines() if tie.end_label or ":END_LABEL" not in each]
    return "\n".join(lines).replace(":TYPE]", f":{tie.type}]").replace(":END_LABEL", f":{tie.end_label}")


@cache
def _labelled(name: str, label: str) -> str:
    """A statement about nodes of one label, with every label they carry; the names are the model's, never a row's."""
    return text(name).replace(":LABELS)", f":{':'.join(MODEL.labels_of(label))})")


async def how_many(graph: Graph) -> int:
    """How many things are in the graph."""
    return (await graph.read(text("how_many")))[0]["many"]


async def existing_nodes(graph: Graph, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Properties of the nodes that are there, by id."""
    rows = await graph.read(text("existing_nodes"), {"ids": ids}, timeout=60)
    return dict(rows[0]["rows"])


async def existing_ids(graph: Graph, ids: Sequence[str]) -> set[str]:
    """Which of the ids are there."""
    rows = await graph.read(text("existing_ids"), {"ids": ids}, timeout=60)
    return set(rows[0]["ids"])


async def nodes_by_name(graph: Graph, names: Sequence[str]) -> list[tuple[str, str]]:
    """Name and id of the nodes that go by exactly one of the names."""
    rows = await graph.read(text("nodes_by_name"), {"names": names}, timeout=60)
    return [(name, id_) for name, id_ in rows[0]["rows"]]


async def nodes_by_key(graph: Graph, label: str, key: str, values: Sequence[str]) -> dict[str, str]:
    """Ids of a label's nodes by the value of one of its unique properties."""
    if key not in MODEL.by_label[label].unique:
        raise ValueError(f"{key} is no unique property of {label}")
    found = text("nodes_by_key").replace("LABEL", label).replace("KEY", key)
    return {row["value"]: row["id"] for row in await graph.read(found, {"values": values}, timeout=60)}


async def ties_of(graph: Graph, type_: str, ids: Sequence[str]) -> list[Tie]:
    """Relationships of a type that start at the nodes."""
    return _ties(await graph.read(_typed("ties_of", type_), {"ids": ids}, timeout=60))


async def ties_in(tx: Transaction, type_: str, id_: str) -> list[dict[str, Any]]:
    """Relationships of a type that start at a node, within a transaction: the far end's `id` beside their properties."""
    rows = (await tx.run(_typed("ties_of", type_), {"ids": [id_]}))[0]["rows"]
    return sorted(({"id": end, **found} for _, end, found in rows), key=lambda each: each["id"])


async def ties_into(graph: Graph, type_: str, ids: Sequence[str]) -> list[Tie]:
    """Relationships of a type that end at the nodes."""
    return _ties(await graph.read(_typed("ties_into", type_), {"ids": ids}, timeout=60))


async def ties_between(graph: Graph, type_: str, pairs: Sequence[tuple[str, str]]) -> list[Tie]:
    """Relationships of a type between (start, end) pairs."""
    rows = [{"start": start, "end": end} for start, end in pairs]
    return _ties(await graph.read(_typed("ties_between", type_), {"pairs": rows}, timeout=60))


def _ties(rows: Sequence[Mapping[str, Any]]) -> list[Tie]:
    return [Tie(start=start, end=end, properties=found) for start, end, found in rows[0]["rows"]]


async def write_nodes(tx: Transaction, now: datetime, rows: Sequence[Mapping[str, Any]]) -> int:
    """Create or change nodes: rows of id, labels, properties. How many were written."""
    return (await tx.run(text("write_nodes"), {"now": now, "rows": rows}))[0]["written"]


async def create_nodes(tx: Transaction, label: str, now: datetime, rows: Sequence[Mapping[str, Any]]) -> int:
    """Create nodes of one label: rows of properties, the id among them. How many were created."""
    return (await tx.run(_labelled("create_nodes", label), {"now": now, "rows": rows}))[0]["written"]


async def create_ties(tx: Transaction, type_: str, rows: Sequence[tuple[str, str, Mapping[str, Any]]]) -> int:
    """Create relationships that can't be there yet: rows of start, end, properties."""
    return (await tx.run(_typed("create_ties", type_), {"rows": rows}))[0]["written"]


async def write_ties(tx: Transaction, type_: str, now: datetime, rows: Sequence[Mapping[str, Any]]) -> int:
    """Create or change relationships: rows of start, end, key, properties, owner (whose `updated` it moves)."""
    key = MODEL.by_type[type_].key
    name = "write_spells" if key else "write_ties"
    return (await tx.run(_typed(name, type_), {"now": now, "key": key, "rows": rows}))[0]["written"]


async def remove_ties(tx: Transaction, type_: str, now: datetime, rows: Sequence[Mapping[str, Any]]) -> int:
    """Remove relationships: rows of start, end, key, owner."""
    p = {"now": now, "key": MODEL.by_type[type_].key, "rows": rows}
    return (await tx.run(_typed("remove_ties", type_), p))[0]["removed"]


async def touch_nodes(tx: Transaction, now: datetime, ids: Sequence[str]) -> int:
    """Mark nodes as updated: ids in their order."""
    return (await tx.run(text("touch_nodes"), {"now": now, "ids": ids}))[0]["touched"]


async def labels_of_terms(tx: Transaction, ids: Sequence[str]) -> dict[str, list[str]]:
    """Names, synonyms and examples of the terms, by id."""
    return dict((await tx.run(text("labels_of_terms"), {"ids": ids}))[0]["rows"])


async def reword_terms(tx: Transaction, terms: Sequence[str]) -> int:
    """Note that the terms have other words; how many of them anything provides, which has yet to take those up."""
    return (await tx.run(text("reword_terms"), {"terms": terms}))[0]["reworded"]


async def texts_of(tx: Transaction, ids: Sequence[str]) -> dict[str, list[str]]:
    """What the grams of needs, capabilities, activities and terms are made from, by id."""
    return dict((await tx.run(text("texts_of"), {"ids": ids}))[0]["rows"])


async def write_grams(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> int:
    """Store grams: rows of id, grams, gramCounts."""
    return (await tx.run(text("write_grams"), {"rows": rows}))[0]["written"]
