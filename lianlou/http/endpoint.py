"""The GraphQL endpoint, as the GraphQL over HTTP specification describes it."""

from __future__ import annotations

from graphql import OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from graph import Graph
from graph.errors import GraphError, LianlouError, TimedOut, Unavailable
from lianlou.http.hanging_up import while_connected
from lianlou.http.headers import headers
from lianlou.http.refusals import Forbidden, error_response, not_allowed
from lianlou.http.request import GRAPHQL, Asked, media_type, read
from lianlou.http.viewers import Viewers
from lianlou.publishing import Documents
from lianlou.settings import Settings
from queries.planner.execute import Executed, Planner
from queries.planner.novel import TooManyNew
from queries.planner.viewer import Viewer

METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
HUNG_UP = 499
"""Status in the log of a request whose client went away; nobody receives it."""

STATUS = {
    TooManyNew.code: 429,
    Unavailable.code: 503,
    TimedOut.code: 504,
    GraphError.code: 500,
    LianlouError.code: 500,
}
"""Of responses without data; any other code is the client's own, 400."""


class Endpoint:
    """Answers GraphQL requests from one graph."""

    def __init__(
        self, graph: Graph, planner: Planner, settings: Settings, viewers: Viewers, documents: Documents
    ) -> None:
        self.graph = graph
        self.documents = documents
        self.planner = planner
        self.settings = settings
        self.viewers = viewers

    async def answer(self, request: Request) -> Response:
        """Answer one request.

        Raises:
            Refused: it is no GraphQL request, or one that its sender may not make.
        """
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        media = media_type(request)
        viewer = await self.viewers.of(request)
        try:
            asked = await read(
                request, most_bytes=self.settings.max_body_bytes, seconds=self.settings.body_timeout
            )
            document = await self.documents.of(asked)
            operation = self.planner.operation(document, asked.operation_name)
            request.state.operation = operation.name if operation else None
            if operation and operation.type is not OperationType.QUERY and request.method != "POST":
                raise not_allowed(["POST"])
            answer = await while_connected(request, self._execute(request, asked, document, viewer))
        except ClientDisconnect:
            return Response(status_code=HUNG_UP)
        request.state.codes = answer.codes
        return Response(
            answer.body,
            _status(answer, media),
            headers={
                "Cache-Control": "no-store",
                "Vary": "Accept, Authorization",
                "X-Content-Type-Options": "nosniff",
            },
            media_type=f"{media}; charset=utf-8",
        )

    async def _execute(self, request: Request, asked: Asked, document: str, viewer: Viewer) -> Executed:
        explain = asks(request, asked, "explain")
        if explain and not viewer.may("explain"):
            raise Forbidden("Only staff may ask for the statement: leave `explain` out.")
        return await self.planner.execute(
            self.graph,
            document,
            dict(asked.variables or {}),
            asked.operation_name,
            viewer=viewer,
            explain=explain,
            mark=asks(request, asked, "synthetic"),
        )


async def unanswered(_: Request, error: Exception) -> Response:
    """Starlette's handler for a graph that doesn't answer before GraphQL is read: who asks is looked up there."""
    assert isinstance(error, GraphError)  # noqa: S101 - registered for it
    return error_response(STATUS.get(error.code, 500), error.code, str(error), {"Cache-Control": "no-store"})


def asks(request: Request, asked: Asked, extension: str) -> bool:
    """Whether the response shall carry an extension (its statement, the number of its synthetic nodes).

    It is asked for by the header `Lianlou-…: true`, or by the request's own extensions.
    """
    header = headers(request.scope).get(f"lianlou-{extension}", "").strip().lower()
    return header == "true" or (asked.extensions or {}).get(extension) is True


def _status(answer: Executed, media: str) -> int:
    """200 for every well-formed request in plain JSON; by the error where `media` says that this is GraphQL."""
    if media != GRAPHQL or not answer.is_request_error:
        return 200
    return STATUS.get(answer.codes[0], 400)
