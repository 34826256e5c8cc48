"""The whole district into a folder: the vocabulary's tables as they stand, and one file a table, streamed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from loaders.synth.table import write
from loaders.synth.tables import TABLES
from loaders.synth.world import World

Progress = Callable[[str, int, int], None]
"""Told the table that was written, how many are, and of how many."""


@dataclass
class Written:
    """What was written."""

    rows: dict[str, int] = field(default_factory=dict[str, int])
    """By file stem; the vocabulary's tables, which are copied, are not counted."""

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def write_folder(
    folder: Path, *, scale: float, seed: int, as_of: date, progress: Progress | None = None
) -> Written:
    """Write a synthetic district's tables.

    The same scale, seed, day and vocabulary give the same bytes. Memory doesn't grow with the rows.

    Args:
        folder: Where the tables go; it is made, and tables of that name in it are replaced.
        scale: 1 for the real district's orders of magnitude, 0.01 for a small community.
        seed: Which of the many districts.
        as_of: The day that all dates are counted back from.
        progress: Told of each table.

    Raises:
        ValueError: the scale is not above 0.
        FileNotFoundError: the vocabulary's tables are not there.
        OSError: the folder can't be written to.
    """
    world = World(scale, seed, as_of)
    folder.mkdir(parents=True, exist_ok=True)
    for path in world.vocabulary.files.values():
        shutil.copyfile(path, folder / path.name)
    written = Written()
    for path in _further_files(folder):
        path.unlink()
    for number, table in enumerate(TABLES, 1):
        written.rows[table.stem] = write(table, world, folder)
        if progress:
            progress(table.stem, number, len(TABLES))
    return written


def _further_files(folder: Path) -> list[Path]:
    """The second and later files that a larger district left of a table: they would be read beside the new ones."""
    stems = {table.stem for table in TABLES}
    return [each for each in folder.glob("*-[0-9][0-9].csv") if each.stem[:-3] in stems]
