"""A table of the synthetic district, and its writing: row by row, in the loader's own format."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.synth.world import World

Cells = Mapping[str, object]
"""A row by column; what is None or left out is an empty cell."""
LARGEST = 400 * 1024 * 1024
"""Bytes after which a table goes on in a further file; the loader takes no more than 512 MB."""


@dataclass(frozen=True)
class SynthTable:
    """One file's worth of rows: `name` as the loader knows the table, `part` where several make up one."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[World], Iterator[Cells]]
    part: str = ""

    @property
    def stem(self) -> str:
        """The file's name."""
        return f"{self.name}-{self.part}" if self.part else self.name


def write(table: SynthTable, world: World, folder: Path, largest: int = LARGEST) -> int:
    """Write a table into the folder, as it is made; the number of rows."""
    rows = iter(table.rows(world))
    written, number = 0, 0
    while True:
        path = folder / f"{table.stem}{f'-{number + 1:02d}' if number else ''}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(table.columns)
            before = written
            for row in rows:
                lines.writerow(_line(table, row))
                written += 1
                if not written % 4096 and file.tell() > largest:
                    break
            else:
                if written == before and number:
                    path.unlink()
                return written
        number += 1


def _line(table: SynthTable, row: Cells) -> list[str]:
    if unknown := row.keys() - set(table.columns):
        raise KeyError(f"{table.stem} has no column {', '.join(sorted(unknown))}")
    return [_cell(row.get(column)) for column in table.columns]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ";".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - ids
    return str(value)
