"""What a column is: where its cells go in the graph, and the headers it may stand under.

A row model (loaders/rows.py) marks each of its fields with one of these. Types, closed sets and bounds
come from graph/model, so that a column can't allow what the model forbids.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from graph.model import MODEL, Property, Relationship


@cache
def properties_of(label: str) -> Mapping[str, Property]:
    """A label's properties by name; the model computes them anew each time."""
    return MODEL.properties_of(label)


@cache
def kin(label: str) -> frozenset[str]:
    """The labels with ids of their own that carry `label`."""
    return frozenset(node.label for node in MODEL.concrete(label))


@dataclass(frozen=True)
class Fills:
    """The cell fills a node's property: `Fills("Building.floors")`."""

    of: str
    zh: tuple[str, ...] = ()
    """Chinese headers; the model's own first where none is given."""

    @property
    def label(self) -> str:
        """The label that declares the property, or carries it."""
        return self.of.partition(".")[0]

    @cached_property
    def property(self) -> Property:
        """The property as the model declares it."""
        return properties_of(self.label)[self.of.partition(".")[2]]


@dataclass(frozen=True)
class Names:
    """The cell names other things, by id or unique name: each becomes a relationship.

    `reverse` says that the relationship comes from the thing named to the row's own; `one` that a row
    has at most one. The label that the cell may name is the relationship's other end.
    """

    type: str
    zh: tuple[str, ...] = ()
    one: bool = False
    reverse: bool = False

    @property
    def relationship(self) -> Relationship:
        """The relationship type as the model declares it."""
        return MODEL.by_type[self.type]

    @property
    def targets(self) -> tuple[str, ...]:
        """Labels that the cell may name."""
        return self.relationship.start if self.reverse else self.relationship.end


@dataclass(frozen=True)
class Qualifies:
    """The cell fills a property of the relationships that another column of the row names."""

    column: str
    of: str
    zh: tuple[str, ...] = ()

    @cached_property
    def property(self) -> Property:
        """The property as the model declares it: `Qualifies("member_of", "MEMBER_OF.standing")`."""
        type_, _, name = self.of.partition(".")
        return next(each for each in MODEL.by_type[type_].properties if each.name == name)


@dataclass(frozen=True)
class Chooses:
    """The cell says which kind of thing the row is; it chooses the label (and the id's prefix)."""

    zh: tuple[str, ...] = ("类别", "类型")


@dataclass(frozen=True)
class Tie:
    """A column of the ties table: one end, the type, or a property of whatever type the row has."""

    part: str
    zh: tuple[str, ...] = ()


Marker = Fills | Names | Qualifies | Chooses | Tie


@dataclass(frozen=True)
class Column:
    """A row model's field, with the headers it may stand under."""

    name: str
    marker: Marker
    required: bool

    @property
    def zh(self) -> tuple[str, ...]:
        """Chinese headers, the usual one first."""
        if self.marker.zh:
            return self.marker.zh
        if isinstance(self.marker, Fills | Qualifies):
            return (self.marker.property.zh,)
        return (self.marker.relationship.zh,) if isinstance(self.marker, Names) else ()

    @property
    def en(self) -> str:
        """The English label."""
        return self.name.replace("_", " ").capitalize()

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that is understood, as `same` writes it."""
        return tuple(dict.fromkeys(same(each) for each in (self.name, self.en, *self.zh)))


@dataclass(frozen=True)
class Table:
    """A table's name and what its rows are.

    `kinds` maps the words of a `kind` column to the label and the properties they stand for.
    `defaults` are given to a node when it is created, never to one that is there. `told` names columns
    of which a row needs at least one: the text its id is made from where it has none.
    """

    name: str
    zh: str
    labels: tuple[str, ...]
    about: str
    kinds: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict[str, Any])
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    told: tuple[str, ...] = ()


@lru_cache(10_000)
def same(header: str) -> str:
    """A header as it is compared: width, case, spaces, `_`, `-`, `*` and a unit in brackets don't count."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    bare = re.sub(r"[\s_\-*:]+", "", re.sub(r"\([^)]*\)", "", folded))
    return bare or re.sub(r"\s+", "", folded)
