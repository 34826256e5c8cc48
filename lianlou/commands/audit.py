"""`lianlou audit`: the graph's data against the model."""

from __future__ import annotations

import typer
from rich.console import Console

from graph.audit import audit
from lianlou.running import DATA, on_graph


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(audit_command)


def audit_command(
    data: DATA = None,
) -> None:
    """核查数据 · Check the data against the model: 0 it fits, 1 violations, 2 it could not be checked."""
    violations = on_graph(data, audit)
    console = Console()
    for each in violations:
        console.print(f"{each.check}\t{each.where}\t{each.detail}", markup=False, highlight=False)
    console.print(f"{len(violations)} 处不符 · violations")
    raise typer.Exit(1 if violations else 0)
