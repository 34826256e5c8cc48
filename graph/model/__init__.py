"""The model as data: constraints, indexes, documentation and the audit are all derived from `MODEL`."""

from graph.model import access, entity, history, matching, money, organizations, people, places, work
from graph.model.declare import Kind, Mask, Model, Node, Property, Relationship

MODEL = Model(
    nodes=(entity.ENTITY, *places.NODES, *organizations.NODES, *people.NODES, *matching.NODES, *work.NODES, *money.NODES, *history.NODES, *access.NODES),
    relationships=(
        *places.RELATIONSHIPS, *organizations.RELATIONSHIPS, *people.RELATIONSHIPS, *matching.RELATIONSHIPS,
        *work.RELATIONSHIPS, *money.RELATIONSHIPS, *history.RELATIONSHIPS,
    ),
)  # fmt: skip

__all__ = ["MODEL", "Kind", "Mask", "Model", "Node", "Property", "Relationship"]
