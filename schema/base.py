"""The registry of types, and the interfaces that several kinds share."""

import strawberry

from graph import MODEL
from queries.planner.graph_types import GraphTypes
from schema.enums import ENUMS

types = GraphTypes(MODEL, enums=ENUMS)


@types.interface("Entity", name="Node", description="图中任一实体 / Anything in the graph with an id (Relay)")
class Node:
    """Relay's Node."""


@types.interface(description="组织或个人 / An organization or a person (foaf:Agent)")
class Agent(Node):
    """Whoever needs, offers or serves."""

    name: str | None = strawberry.field(
        description="名称；个人姓名可能已脱敏 / Name; a person's may be masked"
    )
