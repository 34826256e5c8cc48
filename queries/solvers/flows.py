"""The solver behind pairs and plans: OR-tools, an extra, brought in where it is first needed."""
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingImports=false
# OR-tools has no types of its own.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from graph.errors import InputError


@dataclass(frozen=True)
class Arc:
    """One way to serve `from_` by `to`, at a cost in whole numbers."""

    from_: str
    to: str
    cost: int


def ortools(module: str) -> Any:
    """A module of OR-tools.

    Raises:
        InputError: it is not installed.
    """
    try:
        return import_module(f"ortools.{module}")
    except ImportError as error:
        raise InputError(
            "Plans need OR-tools, which is not installed: `pip install '.[plans]'`, then start the server anew. "
            "· 计划功能需要 OR-tools：请先运行 `pip install '.[plans]'`，再重启服务。"
        ) from error


def matched(arcs: Sequence[Arc], limits: Mapping[str, int]) -> list[int]:
    """Which arcs serve the most `from_`, each once, and no `to` above its limit; of those, at least cost.

    A maximum flow of minimum cost (Goldberg and Tarjan's cost scaling), exact for whole numbers.
    """
    if not arcs:
        return []
    network = ortools("graph.python.min_cost_flow").SimpleMinCostFlow()
    numbers = {name: at for at, name in enumerate(dict.fromkeys(each.from_ for each in arcs), 2)}
    numbers |= {name: at for at, name in enumerate(dict.fromkeys(each.to for each in arcs), 2 + len(numbers))}
    for name in dict.fromkeys(each.from_ for each in arcs):
        network.add_arc_with_capacity_and_unit_cost(0, numbers[name], 1, 0)
    for name in dict.fromkeys(each.to for each in arcs):
        network.add_arc_with_capacity_and_unit_cost(numbers[name], 1, limits[name], 0)
    first = network.num_arcs()
    for each in arcs:
        network.add_arc_with_capacity_and_unit_cost(numbers[each.from_], numbers[each.to], 1, each.cost)
    network.set_node_supply(0, len(numbers))
    network.set_node_supply(1, -len(numbers))
    if network.solve_max_flow_with_min_cost() != network.OPTIMAL:
        raise RuntimeError("the flow network has no optimum")
    return [at for at in range(len(arcs)) if network.flow(first + at) > 0]
