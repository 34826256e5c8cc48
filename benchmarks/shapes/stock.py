"""Strawberry as its documentation shows it: resolvers, and a data loader for each relationship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

import strawberry
from starlette.types import ASGIApp
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from benchmarks.shapes.serving import serve
from benchmarks.shapes.shapes import IN_FORCE
from graph import Graph
from queries.planner.values import today

T = TypeVar("T")
ONE = "CYPHER 25 UNWIND $p.keys AS key RETURN COLLECT {{ MATCH (n:Entity {{id: key}}){pattern} RETURN x LIMIT 1 }}[0] AS found"
MANY = """CYPHER 25 UNWIND $p.keys AS key RETURN COLLECT {{ MATCH (n:Entity {{id: key}}){pattern}
  WITH DISTINCT x ORDER BY x.{order}, x.id LIMIT $p.most RETURN x }} AS found"""
PARENT = "-[:PART_OF]->(x:Place)"
AT = "-[:AT]->(x)"
TENANTS = f"<-{IN_FORCE}-(x:Enterprise)"
LOCATED = f"-{IN_FORCE}->(x)"
RAISED = "<-[:RAISED_BY]-(x:Need)"
NEEDED = "<-[:AT]-(x:Need)"


class Loaders:
    """The loaders of one request, made as they are asked for."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.made: dict[Any, DataLoader[str, Any]] = {}

    def _loader(self, key: Any, statement: str, **p: Any) -> DataLoader[str, Any]:
        async def load(keys: Sequence[Any]) -> list[Any]:
            rows = await self.graph.read(statement, {"keys": list(keys), "today": today(), **p})
            return [row["found"] for row in rows]

        return self.made.setdefault(key, DataLoader(load))

    async def one(self, id_: str, pattern: str) -> Any:
        return await self._loader(pattern, ONE.format(pattern=pattern)).load(id_)

    async def many(self, id_: str, pattern: str, order: str, most: int) -> Any:
        statement = MANY.format(pattern=pattern, order=order)
        return await self._loader((pattern, most), statement, most=most).load(id_)

    async def count(self, id_: str, pattern: str) -> Any:
        statement = f"CYPHER 25 UNWIND $p.keys AS key MATCH (n:Entity {{id: key}}) RETURN COUNT {{ (n){pattern} }} AS found"
        return await self._loader(("count", pattern), statement).load(id_)


Info = strawberry.Info[Loaders, None]


def made(type_: type[T], row: Mapping[str, Any]) -> T:
    """An object from a node's properties, by the names of its plain fields."""
    return type_(**{each: row.get(_camel(each)) for each in PLAIN[type_.__name__]})


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(each.title() for each in rest)


PLAIN = {
    "Place": ("id", "name"),
    "Building": ("id", "name"),
    "Need": ("id", "title", "status", "quantity", "unit"),
    "Capability": ("id", "title", "status", "quantity", "unit"),
    "Enterprise": (
        "id",
        "source",
        "synthetic",
        "name",
        "name_en",
        "note",
        "kind",
        "uscc",
        "size",
        "headcount",
    ),
}


@strawberry.type
class Place:
    id: strawberry.ID
    name: str

    @strawberry.field
    async def part_of(self, info: Info) -> Place | None:
        found = await info.context.one(self.id, PARENT)
        return made(Place, found) if found else None


@strawberry.type
class Need:
    id: strawberry.ID
    title: str
    status: str
    quantity: float | None
    unit: str | None

    @strawberry.field
    async def at(self, info: Info) -> Place | None:
        found = await info.context.one(self.id, AT)
        return made(Place, found) if found else None


@strawberry.type
class Range:
    sum: float
    average: float | None
    min: float | None
    max: float | None


@strawberry.type
class NeedAggregate:
    count: int
    quantity: Range


@strawberry.type
class NeedConnection:
    under: strawberry.Private[str | None] = None
    first: strawberry.Private[int] = 20
    unit: strawberry.Private[str | None] = None

    @strawberry.field
    async def total_count(self, info: Info) -> int:
        return await info.context.count(self.under or "", NEEDED)

    @strawberry.field
    async def nodes(self, info: Info) -> list[Need]:
        if self.under is None:
            rows = await info.context.graph.read(
                "CYPHER 25 MATCH (n:Need) WHERE n.title IS NOT NULL AND n.id IS NOT NULL WITH n ORDER BY n.title, n.id LIMIT $p.first RETURN n",
                {"first": self.first},
            )
            return [made(Need, row["n"]) for row in rows]
        pattern = NEEDED if self.under.startswith("building:") else RAISED
        return [
            made(Need, each) for each in await info.context.many(self.under, pattern, "title", self.first)
        ]

    @strawberry.field
    async def aggregate(self, info: Info) -> NeedAggregate:
        (row,) = await info.context.graph.read(
            """CYPHER 25 MATCH (n:Need {unit: $p.unit}) RETURN count(*) AS count, sum(n.quantity) AS sum,
            avg(n.quantity) AS average, min(n.quantity) AS min, max(n.quantity) AS max""",
            {"unit": self.unit},
        )
        return NeedAggregate(count=row.pop("count"), quantity=Range(**row))


@strawberry.type
class Enterprise:
    id: strawberry.ID
    source: str | None
    synthetic: bool
    name: str
    name_en: str | None
    note: str | None
    kind: str | None
    uscc: str | None
    size: str | None
    headcount: int | None

    @strawberry.field
    async def located_in(self, info: Info) -> list[Place]:
        return [made(Place, each) for each in await info.context.many(self.id, LOCATED, "name", 100)]

    @strawberry.field
    def needs(self, first: int = 20) -> NeedConnection:
        return NeedConnection(under=self.id, first=first)


@strawberry.type
class EnterpriseConnection:
    nodes: list[Enterprise]


@strawberry.type
class Capability(Need):
    pass


@strawberry.type
class CapabilityConnection:
    nodes: list[Capability]


@strawberry.type
class Building(Place):
    @strawberry.field
    async def tenants(self, info: Info, first: int = 20) -> EnterpriseConnection:
        found = await info.context.many(self.id, TENANTS, "name", first)
        return EnterpriseConnection(nodes=[made(Enterprise, each) for each in found])

    @strawberry.field
    def needs(self, first: int = 20) -> NeedConnection:
        return NeedConnection(under=self.id, first=first)


@strawberry.type
class BuildingConnection:
    nodes: list[Building]


@strawberry.type
class Node:
    id: strawberry.ID


@strawberry.input
class Equal:
    eq: str


@strawberry.input
class NeedFilter:
    unit: Equal


@strawberry.enum
class OrderDirection(Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.input
class EnterpriseOrder:
    name: OrderDirection


def _page(label: str, key: str, where: str = "") -> str:
    return f"CYPHER 25 MATCH (n:{label}) WHERE {where or f'n.{key} IS NOT NULL AND n.id IS NOT NULL'} WITH n ORDER BY n.{key}, n.id LIMIT $p.first RETURN n"


BEYOND = "n.name >= $p.deep.name AND n.id IS NOT NULL AND (n.name > $p.deep.name OR n.id > $p.deep.id)"


@strawberry.type
class Query:
    @strawberry.field
    async def need(self, info: Info, id: strawberry.ID) -> Need | None:  # noqa: A002
        rows = await info.context.graph.read(
            "CYPHER 25 MATCH (n:Need&Entity {id: $p.id}) RETURN n", {"id": id}
        )
        return made(Need, rows[0]["n"]) if rows else None

    @strawberry.field
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002
        found = await info.context.graph.read(
            "CYPHER 25 MATCH (n:Entity {id: $p.id}) RETURN n.id AS id", {"id": id}
        )
        return Node(id=found[0]["id"]) if found else None

    @strawberry.field
    def needs(self, first: int = 20, where: NeedFilter | None = None) -> NeedConnection:
        return NeedConnection(first=first, unit=where.unit.eq if where else None)

    @strawberry.field
    async def capabilities(self, info: Info, first: int = 20) -> CapabilityConnection:
        rows = await info.context.graph.read(_page("Capability", "title"), {"first": first})
        return CapabilityConnection(nodes=[made(Capability, row["n"]) for row in rows])

    @strawberry.field
    async def buildings(self, info: Info, first: int = 20) -> BuildingConnection:
        rows = await info.context.graph.read(_page("Building", "name"), {"first": first})
        return BuildingConnection(nodes=[made(Building, row["n"]) for row in rows])

    @strawberry.field
    async def enterprises(
        self,
        info: Info,
        first: int = 20,
        after: str | None = None,
        order_by: list[EnterpriseOrder] | None = None,
    ) -> EnterpriseConnection:
        deep = dict(zip(("name", "id"), after.split("\n"), strict=True)) if after else None
        statement = _page("Enterprise", "name", BEYOND if deep else "")
        rows = await info.context.graph.read(statement, {"first": first, "deep": deep})
        return EnterpriseConnection(nodes=[made(Enterprise, row["n"]) for row in rows])


async def application(graph: Graph) -> ASGIApp:
    """Strawberry's own ASGI application."""

    class Stock(GraphQL[Any, None]):
        async def get_context(self, request: Any, response: Any) -> Any:
            return Loaders(graph)

    return Stock(strawberry.Schema(Query), graphql_ide=None)


if __name__ == "__main__":
    serve(application)
