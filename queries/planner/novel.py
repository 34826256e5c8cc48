"""Statements that the database has not planned yet: planned one at a time, in a share of the time, and by quota.

Planning costs the database far more than running: 40-600 ms of one core. Twenty odd questions a second would leave
nothing for the known ones. EXPLAIN plans without running, into the same cache of plans that the run then finds.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from graph import Graph
from graph.errors import LianlouError
from queries.planner.kept import Kept
from queries.planner.viewer import Viewer

KNOWN = 150
"""Statements taken for planned: as many as the embedded engine keeps plans."""
WAITING = 20
"""Statements that may wait for their turn, or be in it."""
SHARE = 0.25
"""Of the time, what plannings may take in the long run, one at a time: of one core's, on a server that is not busy."""
BURST = 2.0
"""Seconds that they may take one after the other before they are held to their share."""
REST = 3.0
"""Seconds after a planning until the next, at most: one that took long is not made up for by all."""
MINUTE = 60.0


Planning = Callable[[], Coroutine[Any, Any, None]]
"""Has a statement planned."""


class TooManyNew(LianlouError):
    """A statement that has to be planned first is refused for now."""

    code = "TOO_MANY_NEW_SHAPES"

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.details = {"retryAfter": max(1, round(seconds))}


@dataclass
class _Pending:
    """A statement that is being planned, or waits for its turn."""

    task: asyncio.Task[None]
    waiting: int = 0
    """Requests."""


class Novelty:
    """What one server has had planned, and who brought it.

    Args:
        at_once: Plannings at the same time.
        share: Of the time, what they may take in the long run.
        burst: Seconds that they may take before that.
        waiting: Statements that may wait for theirs.
        known: Statements that are taken for planned.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        *,
        at_once: int = 1,
        share: float = SHARE,
        burst: float = BURST,
        waiting: int = WAITING,
        known: int = KNOWN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._turn = asyncio.Semaphore(at_once)
        self._share, self._burst = share, burst
        self._even = 0.0
        """When what they took beyond the burst is made up for, by the loop's clock."""
        self._waiting = waiting
        self._pending: dict[str, _Pending] = {}
        self._known: Kept[str, bool] = Kept(known)
        self._clock = clock
        self._brought: dict[str, tuple[float, float]] = {}
        """What each viewer has left, and since when."""

    async def plan(self, graph: Graph, statements: Iterable[str], viewer: Viewer) -> None:
        """Have those planned that are not known; return at once where all are.

        Who asks for one that is being planned already waits for it with the others.

        Raises:
            TooManyNew: the viewer has brought its share of this minute, or too many wait already.
            GraphError: the graph could not plan it.
        """
        for each in dict.fromkeys(statements):
            if self._known.get(each):
                continue
            if each not in self._pending:
                self._admit(viewer)
            await self._awaited(each, partial(self._in_turn, graph, each))

    async def ahead(self, statement: str, planned: Planning) -> None:
        """Have one planned before anybody asks, beside those whose turn it is; whoever asks for it meanwhile waits for it too."""
        if not self._known.get(statement):
            await self._awaited(statement, planned)
            self._known.put(statement, value=True)

    async def _awaited(self, statement: str, planned: Planning) -> None:
        """Wait for a planning with all others who do, begun by the first; it ends where nobody waits any more."""
        pending = self._pending.get(statement)
        if pending is None:
            pending = self._pending[statement] = _Pending(asyncio.create_task(planned()))
        pending.waiting += 1
        try:
            await asyncio.shield(pending.task)
        finally:
            pending.waiting -= 1
            if not pending.waiting:
                pending.task.cancel()  # nobody wants it any more, where it is not done
                if self._pending.get(statement) is pending:
                    del self._pending[statement]

    async def _in_turn(self, graph: Graph, statement: str) -> None:
        loop = asyncio.get_running_loop()
        await self._turn.acquire()
        begun = loop.time()
        try:
            await graph.explain(statement)
            self._known.put(statement, value=True)
        finally:
            now = loop.time()
            taken = max(self._even, now - self._burst / self._share) + (now - begun) / self._share
            self._even = min(taken, now + REST)
            loop.call_later(max(self._even - now, 0), self._turn.release)

    def _admit(self, viewer: Viewer) -> None:
        if len(self._pending) >= self._waiting:
            raise TooManyNew(
                "现在有太多从未见过的查询在等候规划。稍后再试。 · Too many questions of a new shape wait to be planned: "
                "try again shortly; known ones are answered meanwhile.",
                len(self._pending) + max(self._even - asyncio.get_running_loop().time(), 0),
            )
        if (share := viewer.new_shapes) is None:
            return
        now = self._clock()
        left, since = self._brought.get(viewer.name, (float(share), now))
        left = min(float(share), left + (now - since) * share / MINUTE)
        if left < 1:
            raise TooManyNew(
                f"每分钟最多 {share} 条从未见过的语句。用变量代替写在文中的值，或发布查询（lianlou documents publish）。 · "
                f"At most {share} statements of a new shape a minute: send values as variables, ask for the same fields "
                "each time, or have your documents published.",
                (1 - left) * MINUTE / share,
            )
        self._brought[viewer.name] = (left - 1, now)
