"""Every error that this project raises on purpose, as one tree.

LianlouError                    something a person can act on; `code` is stable, the message says what and how to mend it
├── GraphError                  the graph could not answer
│   ├── Unavailable             no server is reachable (after bounded retries)
│   ├── TimedOut                a statement ran past its time
│   ├── OutOfMemory             a statement needed more transaction memory than allowed
│   ├── Conflict                a constraint, or another writer, stands against the write
│   └── StatementFailed         the server refused a statement: our fault, never the client's
├── EngineError                 the embedded server
│   ├── DownloadFailed          a jar could not be fetched, or is not the one the lock names
│   ├── EngineStartFailed       Java or Neo4j did not start
│   └── DiskFull                no room for the download or the store
├── ModelError                  the graph's data or version does not fit the model
└── InputError                  what the caller gave is wrong: a file, a row, an argument
"""

from __future__ import annotations

from typing import ClassVar


class LianlouError(Exception):
    """Base of every deliberate error; `str()` is safe to show to whoever caused it."""

    code: ClassVar[str] = "INTERNAL"


class GraphError(LianlouError):
    """The graph could not answer."""

    code = "GRAPH_ERROR"


class Unavailable(GraphError):
    """No server is reachable, after bounded retries."""

    code = "GRAPH_UNAVAILABLE"


class TimedOut(GraphError):
    """A statement ran past its time and was ended on the server."""

    code = "TIMED_OUT"


class OutOfMemory(GraphError):
    """A statement needed more transaction memory than the server allows."""

    code = "TOO_LARGE"


class Conflict(GraphError):
    """A constraint or another writer stands against the write; nothing was written."""

    code = "CONFLICT"


class StatementFailed(GraphError):
    """The server refused a statement. The cause is logged, and never shown to a client."""

    code = "INTERNAL"


class EngineError(LianlouError):
    """The embedded Neo4j could not be brought, started, joined or stopped."""

    code = "ENGINE_ERROR"


class DownloadFailed(EngineError):
    """A jar could not be fetched, was cut off, or is not the one the lock names."""


class EngineStartFailed(EngineError):
    """Java or Neo4j did not start; the message carries the end of the log."""


class DiskFull(EngineError):
    """There is no room for the download or for the store."""


class ModelError(LianlouError):
    """The graph's data or version does not fit the declared model."""

    code = "MODEL_ERROR"


class InputError(LianlouError):
    """What the caller gave is wrong; the message says what, where, and how to mend it."""

    code = "BAD_USER_INPUT"
