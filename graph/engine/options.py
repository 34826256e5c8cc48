"""What can be set about the embedded engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EngineOptions:
    """Sizes in megabytes; `port` 0 takes a free one; `aot` makes and uses Java's start-up cache."""

    heap_mb: int = 1536
    pagecache_mb: int = 256
    transaction_mb: int = 384
    query_cache: int = 150
    """Plans kept; one of a matching statement takes some 8 MB of the heap."""
    port: int = 0
    aot: bool = True
    start_seconds: float = 120.0
