"""GraphQL over HTTP as its specification says: every server audit of npm's graphql-http, against a real server."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import anyio
import pytest

from graph import Graph

AUDITS = Path(__file__).with_name("audits")


@pytest.mark.skipif(shutil.which("npm") is None, reason="node and npm are missing: audits NOT run")
async def test_every_server_audit_passes(stories: Graph, serving, tmp_path: Path) -> None:
    shutil.copytree(AUDITS, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    await anyio.run_process(["npm", "ci", "--no-audit", "--no-fund"], cwd=tmp_path)
    async with serving(stories) as port:
        url = f"http://127.0.0.1:{port}/graphql"
        done = await anyio.run_process(["node", "audit.js", url], cwd=tmp_path)
    results = json.loads(done.stdout)
    print(Counter(each["name"].split()[0] for each in results))  # noqa: T201 - read where it fails
    assert len(results) >= 61
    assert [each for each in results if each["status"] != "ok"] == []
