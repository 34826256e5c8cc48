"""Published documents: read from files and checked, planned when a server starts, found by their key."""

from __future__ import annotations

import re
import time
from pathlib import Path

import orjson

from graph import Graph
from graph.errors import InputError
from lianlou.http.refusals import NotPublished, UnknownDocument
from lianlou.http.request import Asked
from lianlou.web.saved import operations
from queries.planner.execute import Planner
from queries.planner.kept import Kept
from queries.statements.documents import Document, document_of, key_of

KEPT = 60.0
"""Seconds for which a document that was looked up is not looked up again."""
MOST_KEPT = 1_000
_EXAMPLE = re.compile(r"^#\s*variables:(.*)$", re.MULTILINE)


def folder_of(path: Path, planner: Planner) -> list[Document]:
    """The documents of a folder's .graphql files (those in its folders too), or of one file.

    Raises:
        InputError: there is none, or one is no document that would be answered; the message names the file.
    """
    paths = sorted(path.rglob("*.graphql")) if path.is_dir() else [path] if path.exists() else []
    if not paths:
        raise InputError(f"{path}：没有 .graphql 文件。 · There is no .graphql file.")
    found = [_document(each, planner) for each in paths]
    names: dict[str, Path] = {}
    for each, document in zip(paths, found, strict=True):
        if (other := names.setdefault(document.name, each)) != each:
            raise InputError(f"{each}：与 {other} 同名。 · It has the same name as {other}: rename one.")
    return found


def _document(path: Path, planner: Planner) -> Document:
    try:
        text = path.read_bytes().decode("utf-8")
        planner.check(text)
        examples = [_example(each.strip(), text, planner) for each in _EXAMPLE.findall(text)]
    except (InputError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{path}：{error}") from error
    return Document(path.stem, text, tuple(examples))


def _example(given: str, document: str, planner: Planner) -> str:
    try:
        variables = orjson.loads(given)
    except orjson.JSONDecodeError:
        raise InputError(
            f"`# variables: {given}` 不是 JSON。 · That is not JSON: write `# variables: {{…}}`."
        ) from None
    planner.check(document, variables)
    return given


class Documents:
    """The documents that a server answers by their key: those published in its graph, and the page's own."""

    def __init__(self, graph: Graph, planner: Planner, *, only: bool = False) -> None:
        self.graph = graph
        self.planner = planner
        self.only = only
        """Whether nothing else is answered."""
        self._own = {key_of(each.query): each.query for each in operations()}
        self._kept: Kept[str, tuple[float, str]] = Kept(MOST_KEPT)

    async def of(self, asked: Asked) -> str:
        """The document that a request means.

        Raises:
            UnknownDocument: none is published under its key.
            NotPublished: it brings a document of its own, and only published ones are answered.
        """
        if asked.document is not None:
            if (found := await self._found(asked.document)) is None:
                raise UnknownDocument(
                    f"没有发布过 {asked.document[:100]}。 · Nothing is published under this key: send `query`, or publish it (lianlou documents publish)."
                )
            return found
        known = not self.only or not self.planner.asks_graph(asked.query)
        if not known and await self._found(key_of(asked.query)) is None:
            raise NotPublished(
                "此服务只回答已发布的查询。 · Only published documents are answered here: send the key of one as `documentId`, or have yours published (lianlou documents publish)."
            )
        return asked.query

    async def _found(self, key: str) -> str | None:
        if (own := self._own.get(key)) is not None:
            return own
        now = time.monotonic()
        until, text = self._kept.get(key) or (0.0, "")
        if until >= now:
            return text
        found = await document_of(self.graph, key)
        if found is None:
            self._kept.drop(key)
        else:
            self._kept.put(key, (now + KEPT, found))
        return found
