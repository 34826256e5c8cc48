"""Gold pairs: which capability is right for which need, as a table says it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError

NAME = "gold.csv"
MEND = "give it the columns need, capability, grade (and half) · 应有 need、capability、grade（及 half）各列"


@dataclass(frozen=True)
class Gold:
    """Grades by need and capability, in the words of the table, and the half that each need belongs to."""

    grades: Mapping[str, Mapping[str, int]]
    halves: Mapping[str, str]


def read_gold(paths: Iterable[Path]) -> Gold:
    """Read the files `gold.csv` of folders: need, capability (each an id, a title or a text), grade, half.

    A grade is a whole number, 1 where the cell is empty; above 0 is right, 0 judged and wrong.

    Raises:
        InputError: there is no such file, or a row of it can't be read.
    """
    files = [each for path in paths for each in ([path / NAME] if path.is_dir() else [path])]
    files = [each for each in files if each.name == NAME and each.exists()]
    if not files:
        raise InputError(f"没有找到 {NAME}。 · There is no {NAME} in these folders: {MEND}.")
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    halves: dict[str, str] = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for number, row in enumerate(csv.DictReader(opened), 2):
                try:
                    need, capability = row["need"].strip(), row["capability"].strip()
                    grade = int((row.get("grade") or "1").strip())
                except (AttributeError, KeyError, ValueError) as error:
                    raise InputError(
                        f"{file.name}:{number}: {error!r}: this row can't be read: {MEND}."
                    ) from error
                grades[need][capability] = grade
                halves[need] = (row.get("half") or "").strip()
    return Gold(grades, halves)


def resolved(names: Iterable[str], nodes: Iterable[Mapping[str, str | None]], what: str) -> dict[str, str]:
    """The ids that names mean: an id itself, or the title or text of one of the nodes.

    Raises:
        InputError: a name means none of them.
    """
    by_name: dict[str, str] = {}
    for key in ("text", "title", "id"):  # what comes later counts for more
        by_name |= {name: str(node["id"]) for node in nodes if (name := node.get(key))}
    wanted = list(names)
    if lost := [name for name in wanted if name not in by_name]:
        raise InputError(
            f"{NAME}: {len(lost)} 个 {what} 不在表中 · {what} that no table holds, such as {lost[0]!r}: "
            "use the id, the title or the text as it stands in the table."
        )
    return {name: by_name[name] for name in wanted}
