"""Tables and gold pairs in, rankings out: each way of ranking, for each need that the gold pairs judge."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from graph import Graph
from graph.errors import InputError
from lianlou.evaluation.baselines import BM25, shuffled
from lianlou.evaluation.gold import NAME, read_gold, resolved
from lianlou.evaluation.metrics import Judged
from loaders import load
from queries.matching import Limits, Matching, Weights
from queries.meaning import installed, said
from queries.statements import evaluation
from queries.text import grams

GIVEN, TEXT = "given the terms · 给定类目", "text only · 只有文字"
BARE, LABELLED, CHANCE = "BM25, texts · 原文", "BM25, with terms' words · 含类目用词", "random · 随机"
OFF = "– {}"
ASKED = Matching(all_rings=True, only=("Capability",), limits=Limits(shown=1_000))
SUGGESTED = 3

Row = dict[str, Any]
Progress = Callable[[int, int], None]
Way = Callable[[Row], Awaitable[list[Row]]]
"""Ranks capabilities for a need: rows with an id, best first."""


@dataclass
class Ranking:
    """One way's answers: what it ranked, and how long each took."""

    judged: dict[str, Judged] = field(default_factory=dict[str, Judged])
    rows: dict[str, list[Row]] = field(default_factory=dict[str, "list[Row]"])
    milliseconds: list[float] = field(default_factory=list[float])


@dataclass(frozen=True)
class Evaluation:
    """All that was ranked, by way and need."""

    half: str
    needs: dict[str, Row]
    capabilities: dict[str, Row]
    ways: dict[str, Ranking]
    terms: dict[str, list[str]]
    """The terms suggested for each need that asks for one."""
    unshared: float
    """Share of needs that have not one gram in common with the texts of what is right for them."""

    @property
    def right_terms(self) -> list[float]:
        """For each need that asks for terms: 1 where one of them is among those suggested, else 0."""
        return [float(bool({*self.needs[need]["terms"]} & {*terms})) for need, terms in self.terms.items()]


async def evaluate(
    graph: Graph, paths: Sequence[Path], *, half: str = "all", seed: int = 0, progress: Progress | None = None
) -> Evaluation:
    """Load the tables into a graph that holds nothing else, and rank its capabilities for each need judged.

    Args:
        graph: Migrated and empty; what is loaded stays in it.
        paths: Folders (or files) of tables, one `gold.csv` among them.
        half: Of the needs, those whose gold rows say this in their column `half`; or `all`.
        seed: Of the random ranking.
        progress: Told how many needs are done.

    Raises:
        InputError: a table has rows that are refused, or the gold pairs name what isn't there.
    """
    gold = read_gold(paths)
    report = await load(graph, _tables(paths))
    if report.refusals:
        first = report.refusals[0]
        raise InputError(
            f"{len(report.refusals)} 行被拒绝 · rows are refused, the first in {first.file}:{first.row}: {first.reason}; {first.mend}"
        )
    needs, capabilities = await evaluation.collected(graph)
    meant = resolved(gold.grades, needs, "need")
    ids = resolved({name for row in gold.grades.values() for name in row}, capabilities, "capability")
    grades = {
        meant[need]: {ids[name]: grade for name, grade in row.items()}
        for need, row in gold.grades.items()
        if any(row.values()) and half in {"all", gold.halves[need]}
    }
    if not grades:
        raise InputError(f"{NAME} 没有 {half} 的行。 · No row of {NAME} is of the half {half!r}.")
    by_id = {row["id"]: row for row in needs if row["id"] in grades}
    every = {row["id"]: row for row in capabilities}
    own = {id_: said(row) for id_, row in every.items()}
    ways = _ways(graph, own, every, terms=any(row["terms"] for row in by_id.values()), seed=seed)
    rankings: dict[str, Ranking] = defaultdict(Ranking)
    suggested: dict[str, list[str]] = {}
    for number, (id_, need) in enumerate(by_id.items()):
        for name, rank in ways.items():
            if not number and not name.startswith(("BM25", "random")):
                await rank(need)  # planned once, before any is timed
            started = time.perf_counter()
            rows = await rank(need)
            rankings[name].milliseconds.append((time.perf_counter() - started) * 1_000)
            rankings[name].rows[id_] = rows
            rankings[name].judged[id_] = Judged([row["id"] for row in rows], grades[id_], len(every))
        if need["terms"]:
            suggested[id_] = await evaluation.suggestions(graph, said(need), SUGGESTED)
        if progress:
            progress(number + 1, len(by_id))
    unshared = [not _shares(said(need), grades[id_], own) for id_, need in by_id.items()]
    return Evaluation(half, by_id, every, dict(rankings), suggested, sum(unshared) / len(unshared))


def _tables(paths: Iterable[Path]) -> list[Path]:
    """The paths' tables, without the gold pairs."""
    inside = [each for path in paths for each in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return [each for each in inside if each.suffix in {".csv", ".xlsx"} and each.name != NAME]


def _shares(text: str, grades: dict[str, int], own: dict[str, str]) -> bool:
    asked = grams(text).keys()
    return any(asked & grams(own[id_]).keys() for id_, grade in grades.items() if grade > 0)


def _ways(
    graph: Graph, own: dict[str, str], every: dict[str, Row], *, terms: bool, seed: int
) -> dict[str, Way]:
    def given(weights: Weights) -> Way:
        return lambda need: evaluation.ranked(graph, need["id"], replace(ASKED, weights=weights))

    def text(weights: Weights) -> Way:
        return lambda need: evaluation.ranked_draft(graph, said(need), replace(ASKED, weights=weights))

    def by(rank: Callable[[Row], list[str]]) -> Way:
        async def way(need: Row) -> list[Row]:
            return [{"id": id_} for id_ in rank(need)]

        return way

    def each_off(name: str, rank: Callable[[Weights], Way], features: Iterable[str]) -> dict[str, Way]:
        return {f"{name} {OFF.format(each)}": rank(replace(Weights(), **{each: 0.0})) for each in features}

    off = [each.name for each in fields(Weights) if each.name != "meaning" or installed()]
    bare = BM25(own)
    labelled = BM25({id_: "\n".join([own[id_], *row["labels"]]) for id_, row in every.items()})
    ways: dict[str, Way] = {}
    if terms:
        ways[GIVEN] = given(Weights())
        ways |= each_off(GIVEN, given, off)
    ways[TEXT] = text(Weights())
    ways |= each_off(TEXT, text, [each for each in off if each in {"words", "meaning", "readiness"}])
    if any(row["labels"] for row in every.values()):
        ways[LABELLED] = by(lambda need: labelled.rank(said(need)))
    ways[BARE] = by(lambda need: bare.rank(said(need)))
    ways[CHANCE] = by(lambda need: shuffled(list(every), f"{seed} {need['id']}"))
    return ways
