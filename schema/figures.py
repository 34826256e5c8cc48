"""Figures as their sources claim them."""

from __future__ import annotations

from queries.planner.declare import many
from schema.base import Node, types


@types.node("Source")
class Source(Node):
    """A source of figures."""


@types.node("Figure")
class Figure(Node):
    """A figure as its source claims it."""

    sources: list[Source] = many("(this)-[:FROM]->(that)", "出处 / Where it is claimed")
    about: list[Node] = many("(this)-[:ABOUT]->(that)", "关于 / What it is about")
