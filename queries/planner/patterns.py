"""Declared patterns, and the day on which their relationships must be in force.

A relationship type with a period holds from its first day to its last, both included, a null day being no end.
Each relationship of a pattern is judged by itself, inside its own brackets, so hops and quantifiers are alike:

    (this)<-[:PART_OF]-{0,4}()<-[:LOCATED_IN]-(that)
    (n0)<-[:PART_OF]-{0,4}()<-[r2:LOCATED_IN WHERE coalesce(r2.from <= $p.d0, true) AND …]-(n1)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from graph.model import Model, Relationship

_BRACKETS = re.compile(r"\[([^\]]*)\]")
_TYPES = re.compile(r":(\w+(?:\|\w+)*)(\s*\{.*\})?")
_BARE = re.compile(r"(?<!\])--|-->|<--(?!\[)")
_THAT = re.compile(r"\(that(?::([\w|&]+))?(?=\))\)")
_ONE_HOP = re.compile(r"\(this\)<?-\[:(\w+)\]-(>?)\(that(?::[\w|&]+)?\)")


@dataclass(frozen=True)
class Hop:
    """What stands between one pair of brackets: the types, and anything that follows them."""

    types: tuple[str, ...]
    rest: str
    condition: str
    """That it is in force, with `{r}` for the relationship and `{day}`; empty where it always is."""

    def placed(self, relationship: str, day: str | None) -> str:
        """With its variable put in, and in force on the day if one is given."""
        where = f" WHERE {self.condition.format(r=relationship, day=day)}" if day and self.condition else ""
        return f"[{relationship}:{'|'.join(self.types)}{self.rest}{where}]"


@dataclass(frozen=True)
class Pattern:
    """A pattern taken apart: the pieces of text around its hops, and the hops."""

    pieces: tuple[str, ...]
    hops: tuple[Hop, ...]
    relationships: tuple[Relationship, ...]
    """Every declared type in it."""
    edge: Relationship | None = None
    """The type, where the pattern is one hop over one type that has properties."""
    outgoing: Relationship | None = None
    """The type, where the pattern is one hop over one type, from its start to its end."""

    @property
    def has_parent(self) -> bool:
        """Whether it starts from a parent; at the root there is none."""
        return any(re.search(r"\bthis\b", piece) for piece in self.pieces)

    @property
    def dated(self) -> bool:
        """Whether the day matters to it."""
        return any(hop.condition for hop in self.hops)

    @cached_property
    def repeats(self) -> bool:
        """Whether two relationships of one type may stand between the same two nodes."""
        return any(each.key or each.period for each in self.relationships)

    def placed(
        self,
        this: str | None,
        that: str,
        day: str | None,
        names: count[int],
        edge: str | None = None,
        hidden: Collection[str] = (),
    ) -> str:
        """The pattern with its variables put in.

        Args:
            this: The parent's variable; None at the root.
            that: The child's.
            day: Where the day travels on which its relationships are in force; None for the whole history.
            names: Numbers for new variables.
            edge: The variable of its one relationship, where that is read.
            hidden: Labels that the child must not have.
        """
        written = [self.pieces[0]]
        for hop, piece in zip(self.hops, self.pieces[1:], strict=True):
            named = edge or (f"r{next(names)}" if day and hop.condition else "")
            written += [hop.placed(named, day), piece]
        text = "".join(written)
        if hidden:
            text = _THAT.sub(lambda found: f"(that:{_but(found[1], hidden)})", text)
        return re.sub(r"\bthat\b", that, re.sub(r"\bthis\b", this or "", text))


def _but(labels: str | None, hidden: Collection[str]) -> str:
    """A label expression that leaves labels out."""
    others = "&".join(f"!{each}" for each in sorted(hidden))
    return f"({labels})&{others}" if labels else others


class Patterns:
    """The declared patterns over one model, each taken apart once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._periods = any(each.period for each in model.relationships)
        self._known: dict[str, Pattern] = {}

    def of(self, text: str) -> Pattern:
        """A pattern taken apart.

        Raises:
            TypeError: it has a relationship whose types, and so whose periods, can't be told.
        """
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Pattern:
        pieces, hops, at = list[str](), list[Hop](), 0
        if self._periods and _BARE.search(text):
            raise TypeError(_mend(text, "--"))
        for found in _BRACKETS.finditer(text):
            if (types := _TYPES.fullmatch(found[1])) is None:
                if self._periods:
                    raise TypeError(_mend(text, found[0]))
                continue
            names = tuple(types[1].split("|"))
            hops.append(Hop(names, types[2] or "", " AND ".join(self._conditions(names))))
            pieces.append(text[at : found.start()])
            at = found.end()
        declared = [
            self.model.by_type[name] for hop in hops for name in hop.types if name in self.model.by_type
        ]
        single = _ONE_HOP.fullmatch(text)
        edge = self.model.by_type.get(single[1]) if single else None
        return Pattern(
            (*pieces, text[at:]),
            tuple(hops),
            tuple(declared),
            edge if edge and any(not each.internal for each in edge.properties) else None,
            edge if single and single[2] else None,
        )

    def _conditions(self, types: tuple[str, ...]) -> Iterator[str]:
        """One for each period that the types have; other types with such properties are left alone."""
        declared = [self.model.by_type[name] for name in types if name in self.model.by_type]
        for period in dict.fromkeys(each.period for each in declared if each.period):
            holders = [each.type for each in declared if each.period == period]
            others = [each for each in declared if each.type not in holders]
            begins, ends = period
            condition = (
                f"coalesce({{r}}.{begins} <= {{day}}, true) AND coalesce({{r}}.{ends} >= {{day}}, true)"
            )
            if any(prop.name in period for each in others for prop in each.properties):
                condition = f"(NOT {{r}}:{'|'.join(holders)} OR ({condition}))"
            yield condition


def _mend(text: str, what: str) -> str:
    return (
        f"{what} in {text}: name the types, as in -[:A|B]->, and quantify as in -[:A]->{{0,4}}, "
        "so that the planner can tell which of them hold for a period."
    )
