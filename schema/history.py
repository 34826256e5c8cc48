"""What happened to what."""

from __future__ import annotations

from queries.planner.declare import many
from schema.base import Node, types


@types.node("Event")
class Event(Node):
    """A change."""

    changed: list[Node] = many("(this)-[:CHANGED]->(that)", "变更对象 / What it happened to")
