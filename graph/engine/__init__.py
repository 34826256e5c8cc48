"""The embedded engine: a real Neo4j Community server in a child process. Start reading at `launch.hold`."""

from graph.engine.launch import Holding, hold
from graph.engine.options import EngineOptions

__all__ = ["EngineOptions", "Holding", "hold"]
