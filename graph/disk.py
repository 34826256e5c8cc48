"""A full disk, told as what it is."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import DiskFull

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No space left, over the user's quota, over the size that a file may have here."""


@contextmanager
def room(folder: Path, mend: str) -> Generator[None]:
    """Raise `DiskFull` where the system finds no room in the block; `mend` says what to do, after a colon."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise DiskFull(
            f"No room left on the disk of {folder}: {mend}, and run it again. · 磁盘已满，请清理或改用其他文件夹。"
        ) from error
