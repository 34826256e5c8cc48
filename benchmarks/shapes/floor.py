"""The floor: an endpoint for each shape that runs hand-written Cypher and encodes its one row with orjson."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from benchmarks.shapes.serving import serve
from benchmarks.shapes.shapes import Shape, shapes
from graph import Graph


async def answer(graph: Graph, shape: Shape, values: dict[str, Any]) -> Any:
    """What the graph says, as it is sent."""
    rows = await graph.read(shape.cypher, shape.parameters(values))
    return shape.finish(rows[0]["data"])


async def application(graph: Graph) -> ASGIApp:
    """An endpoint for each."""
    known = {shape.name: shape for shape in await shapes(graph)}

    async def answered(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        data = await answer(graph, known[asked["shape"]], asked["variables"])
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    return Starlette(routes=[Route("/graphql", answered, methods=["POST"])])


if __name__ == "__main__":
    serve(application)
