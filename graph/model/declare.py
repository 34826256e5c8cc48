"""The words in which the model is declared: properties, nodes, relationships, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Kind(Enum):
    """The type of a property, with the Cypher type that the audit checks."""

    STRING = "STRING"
    INTEGER = "INTEGER"
    FLOAT = "FLOAT"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    DATETIME = "ZONED DATETIME"
    STRINGS = "LIST<STRING NOT NULL>"
    INTEGERS = "LIST<INTEGER NOT NULL>"
    FLOATS = "LIST<FLOAT NOT NULL>"


class Mask(Enum):
    """How a personal property is shown to whoever may not see it."""

    NAME = "name"
    """The family name stays: 王**."""
    PHONE = "phone"
    """First three and last four digits stay: 138****1234."""
    HIDDEN = "hidden"
    """Nothing stays."""


@dataclass(frozen=True)
class Property:
    """One typed property of a node or relationship.

    `values` closes the set of a STRING(S); `internal` ones never reach a client; `mask` makes it personal.
    """

    name: str
    kind: Kind = Kind.STRING
    zh: str = ""
    en: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    mask: Mask | None = None
    internal: bool = False
    minimum: float | None = None


@dataclass(frozen=True)
class Node:
    """A label with its properties.

    `prefix` is the kind in front of its ids; abstract labels (Place, Organization) have none.
    `parents` are the further labels each such node carries. `unique` names properties that are
    keys of their own (null allowed). Each of `indexes` is a tuple of properties that a sorted page
    or a lookup starts from.
    """

    label: str
    zh: str
    en: str
    prefix: str = ""
    parents: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    unique: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    order: tuple[str, ...] = ()
    """Properties that its pages are sorted by where nothing else is asked; by default those of its first index."""
    searched: tuple[str, ...] = ()
    """Properties in the fulltext index `search`."""
    lookups: tuple[tuple[str, str], ...] = ()
    """Fulltext indexes in which it is looked up by a list of its own: name of the index, and of the STRINGS."""
    meant: str = ""
    """Name of the vector index of its `meaning`, if it is looked up."""
    bookkeeping: bool = False
    """Made by the program itself, never by a row of a table: counts, events."""
    history: bool = False
    """The creation of such a node is appended as an Event too, as every change of any node is."""


@dataclass(frozen=True)
class Relationship:
    """A relationship type with its ends (any of the labels named) and properties."""

    type: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    zh: str
    en: str
    properties: tuple[Property, ...] = ()
    acyclic: bool = False
    period: tuple[str, str] | None = None
    """Names of the DATE properties between which it holds, both days included; null is without an end."""
    key: tuple[str, ...] = ()
    """Properties that tell apart relationships of this type between the same two nodes (two spells)."""
    end_label: str = ""
    """A further label of the nodes at its end, from their first such relationship on, for good: a page in their order starts
    at its index, and passes few that lead to nothing. Whoever writes such a relationship sets it; one that is declared when
    there is data needs a migration."""


@dataclass(frozen=True)
class Model:
    """All that may stand in the graph."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]

    @cached_property
    def by_label(self) -> dict[str, Node]:
        """Nodes by label."""
        return {node.label: node for node in self.nodes}

    @cached_property
    def by_prefix(self) -> dict[str, Node]:
        """Concrete nodes by the kind in front of their ids."""
        return {node.prefix: node for node in self.nodes if node.prefix}

    @cached_property
    def by_type(self) -> dict[str, Relationship]:
        """Relationships by type."""
        return {relationship.type: relationship for relationship in self.relationships}

    @cached_property
    def end_labels(self) -> dict[str, str]:
        """The further label of the nodes at the end of a relationship, by its type, where it has one."""
        return {each.type: each.end_label for each in self.relationships if each.end_label}

    @cached_property
    def searched(self) -> set[str]:
        """Labels in the fulltext index `search`."""
        return {node.label for node in self.nodes if node.searched}

    def labels_of(self, label: str) -> tuple[str, ...]:
        """Every label that a node declared as `label` carries, its own first."""
        node = self.by_label[label]
        found = [label]
        for parent in node.parents:
            found += [each for each in self.labels_of(parent) if each not in found]
        return tuple(found)

    def properties_of(self, label: str) -> dict[str, Property]:
        """Every property that a node declared as `label` may carry, by name."""
        return {
            prop.name: prop
            for each in reversed(self.labels_of(label))
            for prop in self.by_label[each].properties
        }

    def concrete(self, label: str) -> tuple[Node, ...]:
        """The nodes with ids of their own that carry `label`."""
        return tuple(node for node in self.nodes if node.prefix and label in self.labels_of(node.label))

    def constraints(self) -> Iterator[tuple[str, str]]:
        """Name and statement of each constraint and index, in the order to create them."""
        for node in self.nodes:
            for key in node.unique:
                name = f"unique_{node.label}_{key}".lower()
                yield (
                    name,
                    (
                        f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.{key} IS UNIQUE"
                    ),
                )
            for keys in node.indexes:
                yield _index(node.label, keys)
        for type_, label in self.end_labels.items():
            ends = [self.by_label[label] for label in self.by_type[type_].end]
            for keys in dict.fromkeys(keys for node in ends for keys in node.indexes):
                yield _index(label, keys)
        searched = [node for node in self.nodes if node.searched]
        properties = dict.fromkeys(each for node in searched for each in node.searched)
        yield (
            "search",
            (
                f"CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (n:{'|'.join(n.label for n in searched)}) "
                f"ON EACH [{', '.join(f'n.{each}' for each in properties)}] "
                "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
            ),
        )
        for name, listed in dict.fromkeys(each for node in self.nodes for each in node.lookups):
            labels = "|".join(node.label for node in self.nodes if (name, listed) in node.lookups)
            yield (
                name,
                (
                    f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{labels}) ON EACH [n.{listed}] "
                    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
                ),
            )
        for name in dict.fromkeys(node.meant for node in self.nodes if node.meant):
            meant = "|".join(node.label for node in self.nodes if node.meant == name)
            yield (
                name,
                (  # without a number of dimensions: that is the embedding model's own matter
                    f"CYPHER 25 CREATE VECTOR INDEX {name} IF NOT EXISTS FOR (n:{meant}) ON n.meaning "
                    "OPTIONS {indexConfig: {`vector.similarity_function`: 'cosine'}}"
                ),
            )


def _index(label: str, keys: tuple[str, ...]) -> tuple[str, str]:
    """Name and statement of an index over a label's properties."""
    name = f"index_{label}_{'_'.join(keys)}".lower()
    columns = ", ".join(f"n.{key}" for key in keys)
    return name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON ({columns})"
