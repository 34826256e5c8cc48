"""What compiling an operation gives: the statement, where arguments go, and how the answer is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from graphql import FieldNode, GraphQLError, GraphQLField, GraphQLOutputType, SelectionSetNode

from graph.errors import InputError
from queries.planner.keys import Key, order_mark
from queries.planner.sources import Gathered, Source

MARK = "_marked"
"""The key of a node's mark, where those that have it are counted."""

Path = tuple[str, ...]
"""Response keys from the root."""

ITSELF = ""
"""The key of what is made of several columns of a row that is there whole."""

ROOT = "root"
"""The key of a solver's answer that stands under no node."""

Read = Mapping[str, "Read | None"]
"""The columns that are read of a row or an answer; of a column that holds rows, which of theirs. None is all of it."""

AS_OF = "asOf"
"""The argument that says on which day a field, and all below it, is asked."""

Reading = Literal["value", "typename", "page", "computed", "listed", "resolver"]


@dataclass(frozen=True)
class Asked:
    """A field as an operation asks for it on one parent: its nodes are all those with its response key."""

    response_key: str
    definition: GraphQLField | None
    """None for `__typename` and the root's introspection fields."""
    source: Source | None
    nodes: list[FieldNode]
    path: Path
    given: Mapping[str, Any] | None = None
    """Its arguments' coerced values, of which only the shape may enter a text; None where one is null that
    may not be: graphql-core tells the error in its place."""

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value

    @property
    def sets(self) -> list[SelectionSetNode]:
        """What is selected below it."""
        return [node.selection_set for node in self.nodes if node.selection_set]


@dataclass(frozen=True)
class Entry:
    """One response key of an object: where its raw value stands, and how it is read."""

    response_key: str
    field_name: str
    key: str | int
    """Its place in a positional selection, or its key in a map; `ITSELF` is the whole map."""
    type: GraphQLOutputType
    reading: Reading = "value"
    selection: Selection | None = None
    site: int | None = None
    source: Source | None = None
    items: tuple[str, ...] = ()
    """What each item of a page holds, in its order."""
    row_of: int | None = None
    """The site of whose answer's rows it is read, which stay here: the first that carries the object is the row's place."""


@dataclass(frozen=True)
class Selection:
    """What is read of an object: its entries, for each concrete type it can be."""

    entries: dict[str, list[Entry]]
    abstract: bool
    positional: bool = False
    """Whether the object is carried as the list of its values, which is sooner sent and read than a map; if it can be of
    several types, its id is the first."""
    mark: int | None = None
    """The place of its mark, where the nodes that have one are counted."""

    @property
    def every(self) -> list[Entry]:
        """Its entries, those of all types."""
        return [each for entries in self.entries.values() for each in entries]


@dataclass(frozen=True)
class Site:
    """A field whose arguments travel as the parameter `a<index>`."""

    node: FieldNode
    definition: GraphQLField
    source: Source
    path: Path
    keys: tuple[Key, ...] = ()
    """The order of its rows, where they are paged."""
    day: int | None = None
    """The site above it whose `asOf` is its day too, where it has none of its own; without one, today."""
    read: Read | None = None
    """What is read of an answer that is sent back as a parameter; None is all."""
    fixed: Mapping[str, Any] | None = None
    """The values of its arguments that no variable stands in; None where one stands within another value, so that all have
    to be coerced for each request."""
    by_variable: Mapping[str, str] = field(default_factory=dict[str, str])
    """Its other arguments, each with the variable that it is."""

    @cached_property
    def mark(self) -> str:
        """The mark of its order, in its cursors."""
        return order_mark(self.keys)


Parameters = Mapping[str, frozenset[str]]
"""The parameters in a statement's text, each with the keys that are read of it; with none it is read whole."""

_PARAMETER = re.compile(r"\$p\.(\w+)(?:\.(\w+))?")


def parameters_in(statement: str | None) -> Parameters:
    """The parameters that a statement reads."""
    found: dict[str, set[str]] = {}
    for name, key in _PARAMETER.findall(statement or ""):
        found.setdefault(name, set()).add(key)
    return {name: frozenset() if "" in keys else frozenset(keys) for name, keys in found.items()}


@dataclass(frozen=True)
class Compiled:
    """The statement (None where nothing is asked of the graph), its arguments' sites, and the root selection."""

    statement: str | None
    sites: list[Site]
    root: Selection
    solved: Mapping[int, str] = field(default_factory=dict[int, str])
    """The sites that are answered apart, each with its statement; the answers are the last one's parameters `s<site>`."""
    question: str | None = None
    """The statement that finds the nodes under which they are asked; none where all stand at the root, or under nodes
    whose ids are given."""
    under: Mapping[int, int] = field(default_factory=dict[int, int])
    """The sites that stand under such nodes, each with the site of their ids."""
    seconds: float = 0.0
    """How long both reads and the solvers may take together, where that is longer than the graph's time-out."""
    needs_executor: bool = False
    """Whether a part of the operation (introspection, a plain resolver) is graphql-core's to answer."""

    @cached_property
    def statement_reads(self) -> Parameters:
        """What its statement reads of the parameters."""
        return parameters_in(self.statement)

    @cached_property
    def question_reads(self) -> Parameters:
        """What its question reads of them."""
        return parameters_in(self.question)

    @property
    def texts(self) -> list[str]:
        """Every statement, in the order in which they are sent."""
        return [text for text in (self.question, *self.solved.values(), self.statement) if text is not None]

    @property
    def supposing(self) -> set[str]:
        """The statements of fields that send theirs in a transaction that has written what is supposed."""
        sources = {text: self.sites[site].source for site, text in self.solved.items()}
        return {text for text, source in sources.items() if isinstance(source, Gathered) and source.supposes}


def refused(error: InputError, path: Path, node: FieldNode) -> GraphQLError:
    """A request error that says which field's arguments can't be answered, and where it stands."""
    return GraphQLError(f"{'.'.join(path)}: {error}", node, extensions={"code": error.code})
