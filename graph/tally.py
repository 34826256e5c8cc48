"""What a request costs in the graph: its statements, and how long it waits for them."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What one request cost: statements sent, and seconds spent waiting for them."""

    statements: int = 0
    seconds: float = 0.0
    texts: list[str] = field(default_factory=list[str])
    took: list[float] = field(default_factory=list[float])
    """Seconds of each."""


_tally: ContextVar[Tally | None] = ContextVar("lianlou_tally", default=None)


@contextmanager
def tallied() -> Generator[Tally]:
    """Count the statements sent within the block (and in tasks started within it)."""
    token = _tally.set(tally := Tally())
    try:
        yield tally
    finally:
        _tally.reset(token)


@contextmanager
def counted(statement: str) -> Generator[None]:
    """Count the statement that is sent within the block."""
    started = time.perf_counter()
    try:
        yield
    finally:
        if tally := _tally.get():
            took = time.perf_counter() - started
            tally.statements += 1
            tally.seconds += took
            tally.texts.append(statement)
            tally.took.append(took)
