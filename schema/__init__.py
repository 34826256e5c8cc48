"""The GraphQL face of the graph: its types, and the schema made of them."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from queries.planner.scalars import SCALARS
from schema import figures, history, matching, money, mutations, organizations, people, places, query, work
from schema.base import types

__all__ = ["build", "figures", "history", "matching", "money", "organizations", "people", "places", "work"]


def build() -> strawberry.Schema:
    """The schema, made of all declared types."""
    made = types.build()
    return strawberry.Schema(
        query=query.Query,
        mutation=mutations.Mutation,
        types=list(made.values()),
        config=StrawberryConfig(scalar_map=SCALARS),
    )
