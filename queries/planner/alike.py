"""Which parts of a document say the same, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from graphql import Node


class Alike:
    """Numbers the nodes of one document: two have the same number if they are written alike."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._known: dict[int, int] = {}

    def number(self, node: Node) -> int:
        """The node's number; each node is looked at once, so a whole document costs its length."""
        if (found := self._known.get(id(node))) is None:
            key = (node.kind, *(self._part(getattr(node, name)) for name in node.keys if name != "loc"))
            found = self._known[id(node)] = self._numbers.setdefault(key, len(self._numbers))
        return found

    def numbers(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """The numbers of several, each once: what is asked twice is the same as once."""
        return tuple(dict.fromkeys(map(self.number, nodes)))

    def _part(self, value: Any) -> Any:
        if isinstance(value, Node):
            return self.number(value)
        if isinstance(value, list | tuple):
            return tuple(self._part(each) for each in cast("tuple[Any, ...]", value))
        return value
