"""Where a planned field's value comes from: the words in which GraphQL types say it.

A pattern is written in Cypher's own words with `this` for the parent and `that` for the child:
`(this)-[:RAISED_BY]->(that)`. It is part of the program, never of a request.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph import Graph, Transaction
from graph.errors import InputError
from graph.model import Kind, Mask, Relationship
from queries.planner.viewer import Viewer

METADATA = "planned"
"""Key in a Strawberry field's metadata under which its source stands."""

STATEMENT_COST = 100
"""What one use of a statement file (matches, search) costs besides its rows, counted in rows."""


@dataclass(frozen=True, eq=False)
class Source:
    """Base of all sources; compared by identity, so that an interface's field is one source for all its types."""


@dataclass(frozen=True, eq=False)
class Property(Source):
    """A property of the parent node."""

    name: str
    kind: Kind = Kind.STRING
    mask: Mask | None = None
    required: bool = False
    values: tuple[str, ...] = ()
    person: str = ""
    """Of a masked column of a row: the column that holds whose it is."""


@dataclass(frozen=True, eq=False)
class One(Source):
    """The node at the other end of a pattern, or null."""

    pattern: str
    required: bool = False
    """Whether there always is one; told by its annotation."""


@dataclass(frozen=True, eq=False)
class Many(Source):
    """At most `first` nodes at the other end of a pattern, in their type's order."""

    pattern: str


@dataclass(frozen=True, eq=False)
class Connected(Source):
    """A Relay connection over the nodes at the other end of a pattern (at the root: `(that:Label)`)."""

    pattern: str
    distinct: bool = False
    """Whether the pattern can reach a node twice."""
    edge: Relationship | None = None
    """The one relationship of the pattern, whose properties the edges show; told by the model in `build`."""


@dataclass(frozen=True, eq=False)
class ById(Source):
    """The node of the label whose id is the argument `id`."""

    label: str


@dataclass(frozen=True, eq=False)
class ByIds(Source):
    """The nodes of the label whose ids are the argument `ids`, in that order, null where there is none."""

    label: str


class Statements(Protocol):
    """Where statement fields find their files: `queries.statements`, or a team's own."""

    def text(self, name: str) -> str:
        """The statement's text, which reads the parent as `n` and the arguments as `$args`."""
        ...

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns it returns."""
        ...


Prepare = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, eq=False)
class Statement(Source):
    """A statement file: its one row is the value, its columns are read by `Column` fields.

    With `rows`, the column of that name is a list of maps, and the value is a Relay connection over them
    in the order of `order` (column, descending), whose last entry is unique. One that is sent apart may leave out
    rows after the first `$args.upTo`, where that isn't null, if its column `rowCount` tells how many there are.
    """

    name: str
    rows: str | None = None
    order: tuple[tuple[str, bool], ...] = ()
    prepare: Prepare = dict
    """Makes the statement's `$args` from the field's arguments; runs in Python before the statement is sent."""


Solve = Callable[[Mapping[str, Any], Mapping[str, Any]], "Mapping[str, Any] | None"]
"""From the question's row and the statement's `$args` to the answer's columns, or null where there is none."""


def unchanged(row: Mapping[str, Any], _: Mapping[str, Any]) -> Mapping[str, Any]:
    """The solver of a field whose statement answers it alone."""
    return row


@dataclass(frozen=True, eq=False)
class Solved(Statement):
    """A statement that is sent apart; `solve` makes the answer of its one row, and a last read what is selected.

    The row holds plain values and ids; the answer too, and where a `NodeColumn` stands it holds ids.
    `solve` is a pure function that runs in a thread of its own.
    """

    solve: Solve = field(default=lambda row, _: row, repr=False)
    cost: int = 200
    """What one use costs besides its rows, counted in rows."""
    seconds: float = 0.0
    """How long both reads and the solver may take together, where that is longer than the graph's time-out."""


Gather = Callable[[Graph, str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""From the graph, the field's statement and its `$args` to the row that the statement alone could not give."""


@dataclass(frozen=True, eq=False)
class Gathered(Solved):
    """A solved field of the root whose row takes more than one statement: `gather` sends them, the named one among them."""

    gather: Gather | None = None
    supposes: bool = False
    """Whether it sends the named one in a transaction that has written what is supposed, and undoes it."""


Write = Callable[[Transaction, Mapping[str, Any], Viewer], Awaitable[Mapping[str, Any]]]
"""Changes the graph: from the transaction, the field's arguments and who asks, to the payload's columns."""


class Declined(InputError):
    """A write was refused, and nothing was written; `row` holds the payload's columns that say why."""

    def __init__(self, message: str, row: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True, eq=False)
class Writes(Source):
    """A mutation: one write transaction, in which the payload is read as well.

    `write` may run again from the start where the transaction is tried again. Where a `NodeColumn` stands in the
    payload, its row holds ids.
    """

    write: Write = field(repr=False)
    permission: str
    """What whoever asks has to be allowed."""


@dataclass(frozen=True, eq=False)
class Column(Source):
    """A value, map or list of maps in the parent row, by its column's name."""

    name: str
    kind: Kind = Kind.STRING


@dataclass(frozen=True, eq=False)
class NodeColumn(Source):
    """A node, or a list of nodes, in the parent row; null, or left out, where it hasn't the label."""

    name: str
    label: str | None = None
    whole: bool = False
    """Whether a row is left out with any of the nodes of its list that is hidden from the viewer."""


@dataclass(frozen=True, eq=False)
class Computed(Source):
    """Made in Python from other columns of the parent: `make({column: value})`."""

    columns: tuple[str, ...]
    make: Callable[[Mapping[str, Any]], Any] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Edge(Source):
    """In a filter or an order: what stands below is said of the relationship, not of the node."""


@dataclass(frozen=True, eq=False)
class Aggregated(Source):
    """One row over all that a connection holds, whatever page is shown."""


@dataclass(frozen=True, eq=False)
class Grouped(Source):
    """A row for each combination of the values of `by`, most counted first."""


@dataclass(frozen=True, eq=False)
class GroupKey(Source):
    """The values that a group has in common."""


@dataclass(frozen=True, eq=False)
class GroupedEdge(Source):
    """In a group's key: a property of the relationship."""

    property: Property


@dataclass(frozen=True, eq=False)
class Measured(Source):
    """The aggregates of one property, each by its function's name."""

    property: Property
    edge: bool = False
    """Whether it is a property of the relationship."""
