"""`lianlou explain` on a real server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graph import Graph


async def test_explain_prints_the_statement_and_its_db_hits(
    graph: Graph, server, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("LIANLOU_NEO4J_URI", server.uri)
    if server.password:
        monkeypatch.setenv("LIANLOU_NEO4J_PASSWORD", server.password)
    operation = tmp_path / "operation.graphql"
    operation.write_text("query($n: Int) { needs(first: $n) { nodes { title } } }", "utf-8")
    command = [sys.executable, "-c", "from lianlou.cli import main; main()", "explain", str(operation)]
    done = subprocess.run([*command, "--variables", '{"n": 2}'], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("CYPHER 25 RETURN {f0: {items: COLLECT { MATCH (n0:Need)")
    assert "db hits: " in done.stdout
    assert "NodeIndexScan" in done.stdout
    wrong = subprocess.run([*command, "--variables", "[]"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, "must be a JSON object" in wrong.stderr) == (2, True)
