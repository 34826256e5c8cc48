"""`lianlou version`."""

from __future__ import annotations

import json
from importlib.metadata import version

import typer

from graph.engine.jars import LOCK
from graph.migrations import LATEST


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("version")(version_command)


def version_command() -> None:
    """版本 · Versions of Lianlou, of its embedded Neo4j, and of the graph it writes."""
    neo4j = json.loads(LOCK.read_text("utf-8"))["server"]
    typer.echo(f"lianlou {version('lianlou')}, neo4j {neo4j}, migration {LATEST}")
