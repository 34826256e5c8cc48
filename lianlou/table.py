"""An answer in JSON as the rows of one table.

The rows are the items of the answer's connections (`nodes`), or where it has none, of all its lists of objects.
A connection within an item is followed down, so that each of its items is a row, with what stands above it repeated;
an item whose connection is empty keeps a row of its own. Any other list within an item is one cell.
Where rows come from several lists, the first column names the list. `chosen`, a path as in `gaps.nodes.rings`,
makes that list the rows instead. A column is named by its path within its item; what is repeated from above begins
with the name of the list it is from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graph.errors import InputError

Path = tuple[str, ...]
Row = dict[Path, Any]
Object = Mapping[str, Any]

SILENT = ("totalCount", "pageInfo", "__typename", "cursor", "unresolved")
"""What is told of a page or a type, not of a row."""
LIST: Path = ("list",)


@dataclass(frozen=True)
class Table:
    """Named columns and rows of cells: text, numbers, truth values or None."""

    columns: list[str]
    rows: list[list[Any]]


def table(data: Object, chosen: str | None = None) -> Table:
    """The rows of an answer.

    Raises:
        InputError: `chosen` is no list of objects in the answer.
    """
    path = tuple(chosen.split(".")) if chosen else ()
    known = list(dict.fromkeys(_known(data)))
    if path and path not in known:
        lists = "、".join(".".join(each) for each in known)
        raise InputError(
            f"--rows {chosen}：答案中没有这个列表，有 {lists or '—'}。 · The answer has no such list; it has {lists or 'none'}."
        )
    found = list(_rows(data, (), {}, path))
    several = len({here for here, _ in found}) > 1
    rows = [{LIST: _spoken(here)[-1], **row} if several else row for here, row in found if here]
    given = dict.fromkeys(key for row in rows for key in row)
    objects = {
        key[:at] for key in given for at in range(1, len(key))
    }  # one that is null is no column of its own
    keys = [key for key in given if key not in objects]
    return Table([".".join(key) for key in keys], [[row.get(key) for key in keys] for row in rows])


def pages_cut(data: Object) -> Iterator[tuple[str, int, int]]:
    """Each connection of which a page doesn't hold all: its path, how many it holds, of how many."""
    for path, items, beside in _lists(data, ()):
        total = beside.get("totalCount")
        if path[-1] == "nodes" and isinstance(total, int) and total > len(items):
            yield ".".join(_spoken(path)), len(items), total


def _rows(thing: Object, path: Path, above: Row, chosen: Path) -> Iterator[tuple[Path, Row]]:
    """The rows at and below an object, each with the path of the list that it is from."""
    followed = _followed(thing, path, chosen)
    if not followed:
        yield path, {**above, **_cells(thing, (), joined=True)}
        return
    begun = False
    for here, items in followed:
        others = [each for each, _ in followed if each != here]
        row = {**above, **_repeated(thing, path, here, others)}
        for item in items:
            begun = True
            yield from _rows(item, here, row, chosen)
    if not begun and path:
        yield followed[0][0], {**above, **_repeated(thing, path, followed[0][0], ())}


def _repeated(thing: Object, path: Path, here: Path, others: Sequence[Path]) -> Row:
    """What of an object is repeated beside each item of a list within it, under the name of the object's own list."""
    cells = _cells(thing, path, joined=False)
    begin = max(len(path) - 2, 0)
    return {_spoken(key[begin:]): value for key, value in cells.items() if _concerns(key, here, others)}


def _followed(thing: Object, path: Path, chosen: Path) -> list[tuple[Path, Sequence[Object]]]:
    lists = [(here, items) for here, items, _ in _lists(thing, path)]
    if chosen:
        return [(here, items) for here, items in lists if chosen[: len(here)] == here]
    connections = [(here, items) for here, items in lists if here[-1] == "nodes"]
    return connections or ([] if path else lists)


def _lists(thing: Object, path: Path) -> Iterator[tuple[Path, Sequence[Object], Object]]:
    """The nearest lists of objects below an object, each with the object it stands in."""
    for key, value in thing.items():
        if _is_list_of_objects(value):
            yield (*path, key), value, thing
        elif isinstance(value, Mapping):
            yield from _lists(cast("Object", value), (*path, key))


def _known(thing: Object, path: Path = ()) -> Iterator[Path]:
    for here, items, _ in _lists(thing, path):
        yield here
        for item in items:
            yield from _known(item, here)


def _is_list_of_objects(value: Any) -> bool:
    """An empty list counts: of what, nobody can tell from the answer."""
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in cast("list[Any]", value))


def _concerns(key: Path, here: Path, others: Sequence[Path]) -> bool:
    """Whether a value stands nearer to this list than to any other."""
    return all(_common(key, other) <= _common(key, here) for other in others)


def _common(one: Path, other: Path) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _cells(thing: Object, path: Path, *, joined: bool) -> Row:
    """The cells of an object by their paths; its lists are cells too where they are `joined`."""
    found: Row = {}
    for key, value in thing.items():
        here = (*path, key)
        if key in SILENT:
            continue
        if isinstance(value, Mapping):
            found.update(_cells(cast("Object", value), here, joined=joined))
        elif not isinstance(value, list):
            found[here] = value
        elif joined:
            found[here] = _joined(cast("list[Any]", value))
    return found


def _joined(items: Sequence[Any]) -> str:
    """A list in one cell: its values parted by commas, its objects by semicolons, as Chinese writes them."""
    if _is_list_of_objects(items):
        return "；".join(
            " ".join(_text(cell) for cell in _cells(each, (), joined=True).values() if cell is not None)
            for each in items
        )
    return "、".join(_text(each) for each in items)


def _text(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _spoken(path: Path) -> Path:
    return tuple(each for each in path if each not in ("nodes", "edges", "node")) or path
