"""Published documents: clients that know one's key need not send its text. They are the graph's, so that every server has them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from graph import Graph, Transaction
from graph.errors import InputError
from queries.statements import text


@dataclass(frozen=True)
class Document:
    """A GraphQL document under its file's name, with variables (JSON) to plan it with."""

    name: str
    text: str
    examples: tuple[str, ...] = ()
    published: datetime | None = None
    """UTC; None where it is not yet."""

    @property
    def key(self) -> str:
        """Under which it is asked for."""
        return key_of(self.text)


def key_of(document: str) -> str:
    """`sha256:` and the SHA-256 of the text in UTF-8, in hexadecimal."""
    return f"sha256:{hashlib.sha256(document.encode()).hexdigest()}"


async def publish(graph: Graph, documents: Iterable[Document]) -> set[str]:
    """Publish all in one transaction; the keys of those that were not published before."""
    given = [
        {"key": each.key, "name": each.name, "text": each.text, "examples": list(each.examples)}
        for each in documents
    ]
    now = datetime.now(UTC)

    async def work(tx: Transaction) -> set[str]:
        rows = await tx.run(text("publish_documents"), {"documents": given, "now": now})
        return {row["key"] for row in rows if row["fresh"]}

    return await graph.write(work)


async def every(graph: Graph) -> list[Document]:
    """All that are published, by name."""
    return [
        Document(row["name"], row["text"], tuple(row["examples"]), row["published"].to_native())
        for row in await graph.read(text("every_document"))
    ]


async def document_of(graph: Graph, key: str) -> str | None:
    """The text published under a key; None where there is none."""
    rows = await graph.read(text("document_of"), {"key": key})
    return rows[0]["text"] if rows else None


async def withdraw(graph: Graph, names: Iterable[str]) -> int:
    """Take documents back, by key or name; how many.

    Raises:
        InputError: one of them is not published; none is taken back then.
    """

    async def work(tx: Transaction) -> int:
        rows = await tx.run(text("withdraw_documents"), {"names": list(dict.fromkeys(names))})
        if missing := [row["name"] for row in rows if not row["withdrawn"]]:
            raise InputError(
                f"没有发布过 {'、'.join(missing)}；lianlou documents list 列出全部。 · "
                f"{', '.join(missing)} is not published; lianlou documents list names all."
            )
        return sum(row["withdrawn"] for row in rows)

    return await graph.write(work)
