"""Rows as what they will be in the graph: nodes with properties, and ties still by the words of the cells."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from graph.model import MODEL, Relationship
from loaders import cells
from loaders.checks import check
from loaders.columns import Column, Fills, Names, Qualifies, Table, Tie, kin, properties_of, same
from loaders.kinds import CHINESE
from loaders.read import RawRow, RawTable
from loaders.report import Refusal
from loaders.rows import ROWS, Row
from loaders.wrong import Wrong, shown, wrong


class Where(NamedTuple):
    """A row's place, as a person finds it."""

    file: str
    row: int

    def __str__(self) -> str:
        return f"{self.file}:{self.row}"


CLEAR = {"<clear>", "<清空>"}
"""What stands in a cell that takes away what is in the graph (an empty one says nothing)."""


class Spoken(NamedTuple):
    """Relationships of a node, by type and direction, and the column that speaks of them."""

    type: str
    reverse: bool
    column: str


class Wanted(NamedTuple):
    """One name in a cell, and the relationship it is to become. `reverse`: it ends at the row's node."""

    column: str
    type: str
    text: str
    reverse: bool
    properties: Mapping[str, Any]


NOTHING: Mapping[str, Any] = {}


@dataclass(slots=True)
class Item:
    """A row on its way into the graph: a node (`id`, `label`), or a tie alone (`tie`)."""

    where: Where
    table: str
    headers: Mapping[str, str]
    id: str = ""
    label: str = ""
    properties: dict[str, Any] = field(default_factory=dict[str, Any])
    defaults: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    """Properties given only to a node that isn't there yet; the same map for all rows alike."""
    wanted: tuple[Wanted, ...] = ()
    cleared: tuple[Spoken, ...] = ()
    tie: tuple[str, str, str] | None = None
    """Start and end as the cells name them, and the type between them."""

    @property
    def spoken(self) -> set[Spoken]:
        """The relationships of its node of which the row says which there are."""
        return {Spoken(each.type, each.reverse, each.column) for each in self.wanted} | {*self.cleared}

    def refusal(self, error: Wrong, column: str | None = None, value: object = None) -> Refusal:
        """The refusal of this row for `error`."""
        return refusal(self.where, error, self.headers.get(column or "", column), value)


def refusal(where: Where, error: Wrong, column: str | None = None, value: object = None) -> Refusal:
    """A refusal of a row."""
    told = None if value is None else shown(value)
    return Refusal(where.file, where.row, column, told, error.code, error.reason, error.mend)


def item(table: RawTable, raw: RawRow) -> Item | list[Refusal]:
    """A raw row as an item, or everything that is wrong with it."""
    model = ROWS[table.name]
    made = Item(Where(table.file, raw.number), table.name, table.headers)
    given: dict[str, Any] = {}
    cleared: list[str] = []
    wrongs: list[Refusal] = []
    for name, reader in _readers(model).items():
        cell = raw.cells.get(name)
        if cell is None:
            found = None
        elif isinstance(cell, str) and cell.strip() in CLEAR:
            cleared.append(name)
            found = None
        else:
            found = reader.value(cell)
        if isinstance(found, Wrong):
            wrongs.append(made.refusal(found, name, cell))
        elif found is not None:
            given[name] = found
        elif reader.column.required:
            error = wrong(
                "missing_value", "缺少必填的值", "the value is required", "填写该格", "fill in the cell"
            )
            wrongs.append(made.refusal(error, name, cell))
    if wrongs:
        return wrongs
    try:
        if broken := [made.refusal(error, column, value) for column, value, error in check(model, given)]:
            return broken
        _fill(made, model, given)
        for name in cleared:
            _clear(made, model, name)
    except _InColumn as error:
        return [made.refusal(error.wrong, error.column, raw.cells.get(error.column))]
    return made


SHORT = 64
"""Cells up to so many characters are looked up among those read before: ids, names and words come again and again."""
REMEMBERED = 20_000
"""Cells of a column that are remembered."""


@dataclass(slots=True)
class _Reader:
    """A table's column as rows are read: what its marker makes of a cell, and what was made of those before."""

    column: Column
    sofar: dict[str, Any] = field(default_factory=dict[str, Any])
    named: dict[tuple[str, ...], tuple[Wanted, ...]] = field(
        default_factory=dict[tuple[str, ...], tuple[Wanted, ...]]
    )
    """What cells that say nothing more of their relationships asked for: rows that name the same share it."""

    def wanted(
        self, marker: Names, texts: tuple[str, ...], qualities: Mapping[str, Any]
    ) -> tuple[Wanted, ...]:
        """The relationships that a cell asks for."""
        if not qualities and (found := self.named.get(texts)):
            return found
        name, type_, reverse = self.column.name, marker.type, marker.reverse
        found = tuple(Wanted(name, type_, each, reverse, qualities) for each in texts)
        if not qualities:
            if len(self.named) >= REMEMBERED:
                self.named.clear()
            self.named[texts] = found
        return found

    def value(self, cell: Any) -> Any:
        """What a cell says, or what is wrong with it."""
        short = isinstance(cell, str) and len(cell) <= SHORT
        if short and cell in self.sofar:
            return self.sofar[cell]
        try:
            found = cells.read(self.column.marker, cell)
        except Wrong as error:
            return error
        if short:
            if len(self.sofar) >= REMEMBERED:
                self.sofar.clear()
            self.sofar[cell] = found
        return found


@cache
def _readers(model: type[Row]) -> dict[str, _Reader]:
    return {name: _Reader(column) for name, column in model.columns().items()}


class _InColumn(Exception):
    def __init__(self, column: str, error: Wrong) -> None:
        self.column, self.wrong = column, error


@cache
def _qualities(model: type[Row], column: str) -> tuple[tuple[str, str], ...]:
    """The columns that say something about the relationships of another, each with its property."""
    return tuple(
        (name, each.marker.property.name)
        for name, each in model.columns().items()
        if isinstance(each.marker, Qualifies) and each.marker.column == column
    )


def _fill(made: Item, model: type[Row], given: Mapping[str, Any]) -> None:
    table = model.table
    if table.name == "ties":
        _fill_tie(made, model, given)
        return
    _fill_identity(made, table, given)
    columns = model.columns()
    for name, value in given.items():
        marker = columns[name].marker
        if isinstance(marker, Fills):
            of = marker.property.name
            if of == "id":
                continue
            if marker.label in table.labels and made.label not in kin(marker.label):
                raise _InColumn(
                    name,
                    wrong(
                        "not_of_kind",
                        f"{MODEL.by_label[made.label].zh}没有“{columns[name].zh[0]}”",
                        f"a {made.label} has no {name}",
                        "清空该格，或改正类别",
                        "empty the cell, or mend the kind",
                    ),
                )
            made.properties[of] = list(value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownArgumentType] - a tuple of strings or integers
        elif isinstance(marker, Names):
            if marker.one and len(value) > 1:
                raise _InColumn(
                    name,
                    wrong(
                        "only_one",
                        f"只能填一个，此处有 {len(value)} 个",
                        f"takes one, not {len(value)}",
                        "留下一个",
                        "leave one",
                    ),
                )
            qualities = {of: given[each] for each, of in _qualities(model, name) if each in given} or NOTHING
            made.wanted += _readers(model)[name].wanted(marker, value, qualities)
        elif isinstance(marker, Qualifies) and marker.column not in given:
            raise _InColumn(
                name,
                wrong(
                    "qualifies_nothing",
                    f"填了此格，却没有填“{columns[marker.column].zh[0]}”",
                    f"says something about {marker.column}, which is empty",
                    f"填写 {marker.column} 或清空此格",
                    f"fill in {marker.column}, or empty this cell",
                ),
            )
    if "title" not in made.properties and "title" in properties_of(made.label):
        title = _title(str(made.properties.get("text") or made.id))
        made.defaults = {**made.defaults, "title": title}


def _clear(made: Item, model: type[Row], name: str) -> None:
    marker = model.columns()[name].marker
    if isinstance(marker, Names):
        made.cleared += (Spoken(marker.type, marker.reverse, name),)
    elif isinstance(marker, Fills) and not marker.property.required:
        made.properties[marker.property.name] = None
    else:
        raise _InColumn(
            name,
            wrong("not_clearable", "此格不能清空", "this can't be taken away", "填写一个值", "give a value"),
        )


def _fill_identity(made: Item, table: Table, given: Mapping[str, Any]) -> None:
    label, implied = _kind(table, given)
    id_ = given.get("id")
    if id_ is None:
        node = MODEL.by_label[table.labels[0]]
        id_ = f"{node.prefix}:t-{_digest(str(given.get('text') or given.get('title')))}"
    prefix = str(id_).partition(":")[0]
    allowed = _prefixes((label,) if label else table.labels)
    if prefix not in allowed:
        close = difflib.get_close_matches(prefix, allowed, n=1, cutoff=0.5)
        best = close[0] if close else next(iter(allowed))
        raise _InColumn(
            "id",
            wrong(
                "wrong_prefix",
                f"编号的类别“{shown(prefix)}”不对",
                f"the id's kind {shown(prefix)} is not right here",
                f"此处应为 {best}:…",
                f"use one of {', '.join(f'{each}:' for each in allowed)}",
            ),
        )
    made.id, made.label = str(id_), label or MODEL.by_prefix[prefix].label
    if not implied:
        alike = [more for of, more in table.kinds.values() if of == made.label]
        implied = alike[0] if len(alike) == 1 else implied
    made.properties.update(implied)
    made.defaults = _defaults(table.name, made.label, made.where.file)


@cache
def _prefixes(labels: tuple[str, ...]) -> Mapping[str, None]:
    return dict.fromkeys(MODEL.by_label[each].prefix for each in labels)


@cache
def _defaults(table: str, label: str, file: str) -> Mapping[str, Any]:
    stem = re.sub(r"#.*", "", file)
    return {"synthetic": False, "source": stem, **ROWS[table].table.defaults.get(label, {})}


@cache
def _kinds(table: str) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Every word of a table's `kind` column, the first kind that goes by it having it."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for kind, chosen in ROWS[table].table.kinds.items():
        words = [kind, chosen[0], *CHINESE.get(kind, ())]
        words += [] if chosen[1].get("kind") else [MODEL.by_label[chosen[0]].zh]
        for word in words:
            found.setdefault(same(word), chosen)
    return found


def _kind(table: Table, given: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    word = given.get("kind")
    if word is None or not table.kinds:
        return None, NOTHING
    if chosen := _kinds(table.name).get(same(str(word))):
        return chosen
    allowed = "、".join("/".join((kind, *CHINESE.get(kind, ())[:1])) for kind in table.kinds)
    raise _InColumn(
        "kind",
        wrong(
            "not_allowed",
            "不在允许的取值之中",
            "is not one of the values allowed",
            f"可用：{allowed}",
            "use one of these",
        ),
    )


@cache
def _types() -> Mapping[str, Relationship]:
    return {same(each): tie for tie in MODEL.relationships for each in (tie.type, tie.zh)}


def _fill_tie(made: Item, model: type[Row], given: Mapping[str, Any]) -> None:
    word = same(str(given["type"]))
    known = _types()
    if not (tie := known.get(word)):
        close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
        hint = f"是否指 {known[close[0]].type}？" if close else "可用：" + "、".join(MODEL.by_type)
        raise _InColumn(
            "type",
            wrong(
                "unknown_type",
                "没有这种关系",
                "is not a relationship type of the model",
                hint,
                f"did you mean {known[close[0]].type}?" if close else "use one of these",
            ),
        )
    allowed = {each.name: each for each in tie.properties}
    for name, value in given.items():
        marker = model.columns()[name].marker
        if not isinstance(marker, Tie) or marker.part in {"start", "type", "end"}:
            continue
        if marker.part not in allowed:
            words = "、".join(allowed) or "无"
            raise _InColumn(
                name,
                wrong(
                    "not_of_type",
                    f"{tie.type} 没有这一属性",
                    f"{tie.type} has no {marker.part}",
                    f"它的属性：{words}",
                    f"it has {', '.join(allowed) or 'none'}; empty the cell",
                ),
            )
        made.properties[marker.part] = value
    made.tie = (str(given["start"]), tie.type, str(given["end"]))


def _digest(text: str) -> str:
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()
    return hashlib.sha256(folded.encode()).hexdigest()[:16]


def _title(text: str) -> str:
    first = re.split(r"[。！？!?\n]|(?<=[a-z])\. ", text.strip(), maxsplit=1)[0].strip() or text.strip()
    return first if len(first) <= 40 else f"{first[:39]}…"


def comparable(value: Any) -> Any:
    """A value as it is compared, whether a cell or the graph has it: times as numbers, days as text, tuples as lists."""
    if hasattr(value, "to_native"):
        value = value.to_native()
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, tuple):
        return [*value]  # pyright: ignore[reportUnknownVariableType] - of strings or integers
    return value.isoformat() if isinstance(value, date) else value
