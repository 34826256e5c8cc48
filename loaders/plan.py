"""Rows as what they will be in the graph: nodes with properties, and ties still by the words of the cells."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from graph.model import MODEL
from loaders.checks import check
from loaders.columns import Fills, Names, Qualifies, Table, Tie, kin, properties_of, same
from loaders.kinds import CHINESE
from loaders.read import RawRow, RawTable
from loaders.report import Refusal
from loaders.rows import ROWS, Row
from loaders.wrong import Wrong, shown, wrong


@dataclass(frozen=True)
class Where:
    """A row's place, as a person finds it."""

    file: str
    row: int

    def __str__(self) -> str:
        return f"{self.file}:{self.row}"


CLEAR = {"<clear>", "<清空>"}
"""What stands in a cell that takes away what is in the graph (an empty one says nothing)."""


@dataclass(frozen=True)
class Spoken:
    """Relationships of a node, by type and direction, and the column that speaks of them."""

    type: str
    reverse: bool
    column: str


@dataclass(frozen=True)
class Wanted:
    """One name in a cell, and the relationship it is to become. `reverse`: it ends at the row's node."""

    column: str
    type: str
    text: str
    reverse: bool
    properties: Mapping[str, Any]


@dataclass
class Item:
    """A row on its way into the graph: a node (`id`, `label`), or a tie alone (`tie`)."""

    where: Where
    table: str
    headers: Mapping[str, str]
    id: str = ""
    label: str = ""
    properties: dict[str, Any] = field(default_factory=dict[str, Any])
    defaults: dict[str, Any] = field(default_factory=dict[str, Any])
    """Properties given only to a node that isn't there yet."""
    wanted: list[Wanted] = field(default_factory=list[Wanted])
    cleared: list[Spoken] = field(default_factory=list[Spoken])
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
    where = Where(table.file, raw.number)
    cleared = [name for name, cell in raw.cells.items() if isinstance(cell, str) and cell.strip() in CLEAR]
    try:
        row = model.model_validate({name: cell for name, cell in raw.cells.items() if name not in cleared})
    except ValidationError as errors:
        return [_of_pydantic(where, table, raw, dict(each)) for each in errors.errors(include_url=False)]
    made = Item(where, table.name, table.headers)
    try:
        if broken := [made.refusal(error, column, value) for column, value, error in check(row)]:
            return broken
        _fill(made, row)
        for name in cleared:
            _clear(made, model, name)
    except _InColumn as error:
        return [made.refusal(error.wrong, error.column, raw.cells.get(error.column))]
    return made


class _InColumn(Exception):
    def __init__(self, column: str, error: Wrong) -> None:
        self.column, self.wrong = column, error


def _of_pydantic(where: Where, table: RawTable, raw: RawRow, error: Mapping[str, Any]) -> Refusal:
    column = str(error["loc"][0]) if error["loc"] else None
    context: Mapping[str, str] = error.get("ctx") or {}
    if error["type"] == "missing":
        found = wrong(
            "missing_value", "缺少必填的值", "the value is required", "填写该格", "fill in the cell"
        )
    elif "mend" in context:
        found = Wrong(context["code"], context["reason"], context["mend"])
    else:
        found = wrong("wrong_value", "值不合要求", str(error["msg"]), "改正该值", "mend the value")
    header = table.headers.get(column or "", column)
    return refusal(where, found, header, raw.cells.get(column or ""))


def _fill(made: Item, row: Row) -> None:
    given = {name: getattr(row, name) for name in row.model_fields_set}
    table = row.table
    if table.name == "ties":
        _fill_tie(made, row, given)
        return
    _fill_identity(made, table, given)
    columns = row.columns()
    for name, value in given.items():
        marker = columns[name].marker
        if isinstance(marker, Fills) and marker.property.name != "id":
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
            made.properties[marker.property.name] = list(value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownArgumentType] - a tuple of strings or integers
        elif isinstance(marker, Names):
            qualities = {
                other.marker.property.name: given[each]
                for each, other in columns.items()
                if isinstance(other.marker, Qualifies) and other.marker.column == name and each in given
            }
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
            made.wanted += [Wanted(name, marker.type, each, marker.reverse, qualities) for each in value]
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
    if "title" in properties_of(made.label) and "title" not in made.properties:
        made.defaults["title"] = _title(str(made.properties.get("text") or made.id))


def _clear(made: Item, model: type[Row], name: str) -> None:
    marker = model.columns()[name].marker
    if isinstance(marker, Names):
        made.cleared.append(Spoken(marker.type, marker.reverse, name))
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
    allowed = dict.fromkeys(MODEL.by_label[each].prefix for each in ((label,) if label else table.labels))
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
    stem = re.sub(r"#.*", "", made.where.file)
    made.defaults.update({"synthetic": False, "source": stem, **table.defaults.get(made.label, {})})


def _kind(table: Table, given: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    word = given.get("kind")
    if word is None or not table.kinds:
        return None, {}
    for kind, chosen in table.kinds.items():
        node = MODEL.by_label[chosen[0]]
        if same(str(word)) in {same(each) for each in (kind, chosen[0], *CHINESE.get(kind, ()))}:
            return chosen
        if not chosen[1].get("kind") and same(str(word)) == same(node.zh):
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


def _fill_tie(made: Item, row: Row, given: Mapping[str, Any]) -> None:
    word = same(str(given["type"]))
    known = {same(each): tie for tie in MODEL.relationships for each in (tie.type, tie.zh)}
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
        marker = row.columns()[name].marker
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
    """A value from the graph as Python has it: the driver's own dates as `date` and `datetime`."""
    if hasattr(value, "to_native"):
        value = value.to_native()
    if isinstance(value, datetime):
        return value.timestamp()
    return value.isoformat() if isinstance(value, date) else value
