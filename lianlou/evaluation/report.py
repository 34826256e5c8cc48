"""An evaluation as tables for a terminal, as JSON, and as a file of rankings to read errors in."""

from __future__ import annotations

import csv
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lianlou.evaluation.bootstrap import Estimate, estimate
from lianlou.evaluation.metrics import MEASURES, Judged, auc, reciprocal_rank
from lianlou.evaluation.run import BARE, GIVEN, LABELLED, SUGGESTED, TEXT, Evaluation, Ranking
from queries.meaning import said

WORST = 10
WRITTEN = 20
"""Ranks of each need in the file of rankings, besides those of what is right."""


def document(found: Evaluation, seed: int) -> dict[str, Any]:
    """The JSON document: half, needs, capabilities, unshared, ways, above, suggestions, worst."""
    return {
        "half": found.half,
        "needs": len(found.needs),
        "capabilities": len(found.capabilities),
        "unshared": found.unshared,
        "suggestions": _told(estimate(found.right_terms, seed=seed)) if found.terms else None,
        "ways": {
            name: {
                **{measure: _told(each) for measure, each in _estimates(ranking, seed).items()},
                "milliseconds": statistics.median(ranking.milliseconds),
            }
            for name, ranking in found.ways.items()
        },
        "above": {
            name: {measure: _told(each) for measure, each in measures.items()}
            for name, measures in above(found, seed).items()
        },
        "worst": worst(found),
    }


def show(found: Evaluation, seed: int, out: Console) -> None:
    """Print each way's measures with their 95 % intervals, then the worst needs."""
    out.print(
        f"{len(found.needs)} 条需求 · needs ({escape(found.half)}), {len(found.capabilities)} 项能力 · capabilities; "
        f"与正确答案没有共同词元的占 · share without a gram in common with what is right: {found.unshared:.0%}"
    )
    table = Table("", *MEASURES, "ms", title="95 % bootstrap", title_justify="left", show_lines=True)
    for name, ranking in found.ways.items():
        cells = _cells(_estimates(ranking, seed), "")
        table.add_row(escape(name), *cells, f"{statistics.median(ranking.milliseconds):.1f}")
    for name, measures in above(found, seed).items():
        table.add_row(escape(f"{TEXT} − {name}"), *_cells(measures, "+"), "")
    out.print(table)
    if found.terms:
        each = estimate(found.right_terms, seed=seed)
        out.print(
            f"建议的 {SUGGESTED} 个类目中有正确的 · right term among {SUGGESTED} suggested: "
            f"{each.mean:.3f} ({each.low:.2f}–{each.high:.2f})"
        )
    out.print("最差的需求（只有文字） · worst needs (text only):")
    for row in worst(found):
        out.print(
            escape(
                f"  {row['rank'] or '—'}: {row['text']} → {'; '.join(row['right'])} | {'; '.join(row['first'])}"
            )
        )


def _cells(measures: dict[str, Estimate], sign: str) -> list[str]:
    return [
        f"{each.mean:{sign}.3f}\n[dim]{each.low:{sign}.2f}–{each.high:{sign}.2f}[/]"
        for each in measures.values()
    ]


def above(found: Evaluation, seed: int) -> dict[str, dict[str, Estimate]]:
    """How far text only is above each BM25, need by need: the paired bootstrap's interval of each measure's difference."""
    judged = found.ways[TEXT].judged

    def less(other: dict[str, Judged], measure: Callable[[Judged], float]) -> Estimate:
        return estimate([measure(judged[need]) - measure(other[need]) for need in judged], seed=seed)

    return {
        name: {label: less(found.ways[name].judged, measure) for label, measure in MEASURES.items()}
        for name in (LABELLED, BARE)
        if name in found.ways
    }


def worst(found: Evaluation) -> list[dict[str, Any]]:
    """The needs that text alone answers worst, with what is right and what came first instead."""
    titles = {id_: row["title"] for id_, row in found.capabilities.items()}
    judged = found.ways[TEXT].judged
    order = sorted(judged, key=lambda need: (reciprocal_rank(judged[need]), auc(judged[need]), need))
    return [
        {
            "need": need,
            "text": said(found.needs[need]).replace("\n", " "),
            "rank": _first_right(judged[need]),
            "right": sorted(titles[id_] for id_ in judged[need].right),
            "first": [titles[id_] for id_ in judged[need].ranking[:3]],
        }
        for need in order[:WORST]
    ]


def write_rankings(found: Evaluation, path: Path) -> None:
    """Write the rankings given the terms and from text only: the first of each need, and all that is right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["need", "text", "way", "rank", "grade", "capability", "title", "score", "words"])
        for name in (GIVEN, TEXT):
            for need, rows in found.ways[name].rows.items() if name in found.ways else ():
                for line in _lines(found, found.ways[name].judged[need], rows):
                    writer.writerow([need, said(found.needs[need]), name, *line])


def _lines(found: Evaluation, judged: Judged, rows: list[dict[str, Any]]) -> list[list[Any]]:
    lines = [
        [
            rank,
            judged.grades.get(row["id"], ""),
            row["id"],
            found.capabilities[row["id"]]["title"],
            f"{row['score']:.4f}",
            " ".join(row["words"]),
        ]
        for rank, row in enumerate(rows, 1)
        if rank <= WRITTEN or row["id"] in judged.grades
    ]
    lost = sorted(judged.grades.keys() - {row["id"] for row in rows})
    return lines + [["", judged.grades[id_], id_, found.capabilities[id_]["title"], "", ""] for id_ in lost]


def _first_right(judged: Judged) -> int | None:
    return next((rank for rank, id_ in enumerate(judged.ranking, 1) if id_ in judged.right), None)


def _estimates(ranking: Ranking, seed: int) -> dict[str, Estimate]:
    def each(measure: Callable[[Judged], float]) -> Estimate:
        return estimate([measure(judged) for judged in ranking.judged.values()], seed=seed)

    return {name: each(measure) for name, measure in MEASURES.items()}


def _told(value: Estimate) -> dict[str, float]:
    return {"mean": value.mean, "low": value.low, "high": value.high}
