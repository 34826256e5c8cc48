"""Somebody at a desk, who asks and acts through GraphQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from graph import Graph
from loaders import load
from queries.planner.execute import Planner
from queries.planner.viewer import Viewer
from schema.policy import LOCAL_STAFF

STAFF = replace(LOCAL_STAFF, name="示例社区工作人员")
ERRORS = "errors { code message messageEn path state allowed }"


@dataclass(frozen=True)
class Desk:
    planner: Planner
    graph: Graph
    viewer: Viewer = STAFF

    async def body(self, source: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The whole response."""
        return orjson.loads(
            (await self.planner.execute(self.graph, source, variables, viewer=self.viewer)).body
        )

    async def ask(self, source: str, **variables: Any) -> Any:
        """A query's first field."""
        body = await self.body(source, variables)
        assert "errors" not in body, body["errors"]
        return next(iter(body["data"].values()))

    async def tried(self, name: str, shown: str, **given: Any) -> Any:
        """A mutation's payload, whether it was done or not."""
        type_ = f"{name[0].upper()}{name[1:]}Input"
        source = f"mutation ($input: {type_}!) {{ {name}(input: $input) {{ {ERRORS} {shown} }} }}"
        return await self.ask(source, input=given)

    async def do(self, name: str, shown: str, **given: Any) -> Any:
        """The payload of a mutation that is done."""
        payload = await self.tried(name, shown, **given)
        assert payload["errors"] == [], payload["errors"]
        return payload


async def loaded(graph: Graph, folder: Path, tables: dict[str, str]) -> Graph:
    """Load tables, by their names."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    report = await load(graph, [folder])
    assert not report.refusals, report.refusals
    return graph
