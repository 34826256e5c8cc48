"""A process that loads a folder and says on its standard output how many rows the graph has acknowledged."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from graph import Graph
from loaders import load


def _say(stage: str, done: int, of: int) -> None:
    if stage == "write":
        print(done, of, flush=True)  # noqa: T201 - the parent reads it


async def main(folder: Path) -> None:
    uri, user, password = (os.environ.get(f"LOADING_{each}", "") for each in ("URI", "USER", "PASSWORD"))
    async with Graph(uri, user, password or None) as graph:
        report = await load(graph, [folder], progress=_say)
    print("interrupted" if report.interrupted else "finished", report.total("created"), flush=True)  # noqa: T201


asyncio.run(main(Path(sys.argv[1])))
