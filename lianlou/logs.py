"""Logs: one line of JSON an event on standard error, or readable lines for a person; ours and libraries' alike."""

from __future__ import annotations

import logging
import sys
from functools import partial
from typing import Any, Literal, TextIO

import orjson
import structlog

Format = Literal["json", "console"]


def configure(form: Format, level: str = "INFO", *, to: TextIO | None = None) -> None:
    """Send every log record of this process to standard error in one format.

    The line of each request is written by structlog itself: through the standard library it took six times as long.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_json)]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("neo4j", "uvicorn"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*shared, *last],
        logger_factory=partial(_Written, to or sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(root.level),
        cache_logger_on_first_use=False,
    )


class _Written(structlog.WriteLogger):
    """Writes its lines itself, under a name as the standard library's loggers have."""

    def __init__(self, file: TextIO, name: str) -> None:
        super().__init__(file)
        self.name = name


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=repr).decode()
