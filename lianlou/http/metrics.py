"""What /metrics tells, in Prometheus' format; each application has a registry of its own.

Where several processes serve (lianlou/workers.py) each tells the sums of all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import Response

from lianlou.workers import COUNTS

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""Upper bounds of the buckets."""


class Metrics:
    """Counts of one application's requests, and of what they cost in the graph."""

    def __init__(self, plans_cached: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        at = self.registry
        self._requests = Counter(
            "lianlou_requests", "HTTP requests answered", ["path", "status"], registry=at
        )
        self._errors = Counter("lianlou_errors", "GraphQL errors sent, by code", ["code"], registry=at)
        self._seconds = Histogram(
            "lianlou_request_seconds", "Time to answer", ["path"], buckets=SECONDS, registry=at
        )
        self._statements = Counter("lianlou_statements", "Statements sent to the graph", registry=at)
        self._graph_seconds = Histogram(
            "lianlou_graph_seconds", "Time that a request waited for the graph", buckets=SECONDS, registry=at
        )
        self._known: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        """By path and status: looking a label up takes longer than counting."""
        self._plans_cached = plans_cached
        self._plans = Gauge(
            "lianlou_plans_cached", "Compiled operations kept", registry=at, multiprocess_mode="livesum"
        )

    def count(
        self,
        path: str,
        status: int,
        codes: Sequence[str],
        *,
        seconds: float,
        statements: int,
        graph_seconds: float,
    ) -> None:
        """Count one answered request."""
        self._plans.set(self._plans_cached())
        if (known := self._known.get((path, status))) is None:
            known = self._requests.labels(path, str(status)), self._seconds.labels(path)
            self._known[path, status] = known
        known[0].inc()
        known[1].observe(seconds)
        for code in codes:
            self._errors.labels(code).inc()
        if statements:
            self._statements.inc(statements)
            self._graph_seconds.observe(graph_seconds)

    async def answer(self, _: Request) -> Response:
        """The endpoint."""
        registry = self.registry
        if COUNTS in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
