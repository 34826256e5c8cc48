"""The loader's statements on the real server: each starts from an index; what stands against a batch is found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph import MODEL, Graph
from loaders import load
from loaders.compare import Change
from loaders.history import Signed
from loaders.plan import Item, Where
from loaders.write import Batch, write
from queries.statements import text

NAMES = sorted(path.stem for path in (Path(__file__).parents[2] / "queries/statements/load").glob("*.cypher"))


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].partition("@")[0], plan.get("args", {}).get("Details", "")
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("name", NAMES)
async def test_a_statement_of_the_loader_starts_from_an_index(name: str, graph: Graph) -> None:
    scans = [
        (operator, details)
        for operator, details in operators(
            await graph.explain(text(name).replace("LABEL {KEY", "Industry {code"), {})
        )
        if operator.endswith("Scan") and "Source" not in details and "Index" not in operator
    ]
    assert not scans, "sources are few; everything else has an index"


def test_a_statement_says_what_it_does_with_its_parameters_and_columns() -> None:
    for name in NAMES:
        first = text(name).partition("\n")[0]
        assert first.startswith("// ")
        assert "; p: " in first
        assert "; columns: " in first


def test_the_names_looked_up_are_those_of_the_model() -> None:
    for node in MODEL.nodes:
        named = any(keys[0] in {"name", "title"} for keys in node.indexes)
        if node.prefix and named:
            assert any(f"(n:{label})" in text("nodes_by_name") for label in MODEL.labels_of(node.label)), (
                node.label
            )


def enterprise(number: int, uscc: str) -> Change:
    item = Item(Where("x.csv", number), "organizations", {}, f"enterprise:{number}", "Enterprise")
    properties = {"name": str(number), "uscc": uscc, "synthetic": True, "kind": "SHOP"}
    return Change(item, properties, ["Enterprise", "Organization"], created=True)


async def test_the_one_row_that_another_writer_stands_against_is_found_and_the_rest_written(
    graph: Graph,
) -> None:
    await graph.write(
        lambda tx: tx.run("CREATE (:Entity:Organization:Enterprise {id: 'enterprise:other', uscc: 'u3'})")
    )
    refused: list[Change] = []
    batch = Batch([enterprise(each, f"u{each}") for each in range(8)])
    written = await write(graph, batch, refused.append, Signed())
    assert [change.item.id for change in refused] == ["enterprise:3"]
    assert sorted(change.item.id for change in written) == [
        f"enterprise:{each}" for each in range(8) if each != 3
    ]
    rows = await graph.read("MATCH (n:Enterprise) RETURN count(n) AS n")
    assert rows == [{"n": 8}]


async def test_two_loads_of_the_same_tables_at_once_write_everything_once(
    graph: Graph, tmp_path: Path
) -> None:
    (tmp_path / "places.csv").write_text("id,name\nbuilding:a,甲\n", "utf-8")
    lines = "".join(f"enterprise:{each},企业{each},building:a\n" for each in range(500))
    (tmp_path / "organizations.csv").write_text(f"id,name,located_in\n{lines}", "utf-8")
    reports = await asyncio.gather(*(load(graph, [tmp_path]) for _ in range(2)))
    assert [report.exit_code for report in reports] == [0, 0]
    rows = await graph.read(
        "MATCH (n:Enterprise)-[r:LOCATED_IN]->() RETURN count(DISTINCT n) AS n, count(r) AS r"
    )
    assert rows == [{"n": 500, "r": 500}]
