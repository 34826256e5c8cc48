"""Measures of one ranking against what is right for it, each in [0, 1]."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Judged:
    """What was ranked for one need, and what is right for it."""

    ranking: Sequence[str]
    """Ids, best first; whatever isn't there was not found."""
    grades: Mapping[str, int]
    """Grade of each judged candidate; above 0 it is right, and one at least is."""
    size: int
    """How many candidates there are to be found."""

    @property
    def right(self) -> frozenset[str]:
        """Ids of the right candidates."""
        return frozenset(id_ for id_, grade in self.grades.items() if grade > 0)


def reciprocal_rank(judged: Judged) -> float:
    """1 / rank of the first right candidate, 0 where none was found; its mean is MRR."""
    return next((1 / rank for rank, id_ in enumerate(judged.ranking, 1) if id_ in judged.right), 0.0)


def recall(judged: Judged, k: int) -> float:
    """Share of the right candidates that are among the first `k`."""
    return len(judged.right & set(judged.ranking[:k])) / len(judged.right)


def accuracy(judged: Judged, k: int) -> float:
    """1 where a right candidate is among the first `k`, else 0."""
    return float(not judged.right.isdisjoint(judged.ranking[:k]))


def ndcg(judged: Judged, k: int) -> float:
    """Normalised discounted cumulative gain, of gain 2^grade - 1 (Järvelin & Kekäläinen 2002; Burges 2005)."""

    def discounted(grades: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:k], 1))

    best = discounted(sorted(judged.grades.values(), reverse=True))
    return discounted([judged.grades.get(id_, 0) for id_ in judged.ranking]) / best


def auc(judged: Judged) -> float:
    """Chance that a right candidate stands before a wrong one; what was not found ties at the end."""
    wrong = judged.size - len(judged.right)
    if not wrong:
        return 1.0
    behind, before = 0.0, 0
    for id_ in judged.ranking:
        if id_ in judged.right:
            behind += wrong - before
        else:
            before += 1
    behind += len(judged.right - set(judged.ranking)) * (wrong - before) / 2
    return behind / (wrong * len(judged.right))


MEASURES: dict[str, Callable[[Judged], float]] = {
    "MRR": reciprocal_rank,
    "acc@1": lambda judged: accuracy(judged, 1),
    "acc@3": lambda judged: accuracy(judged, 3),
    "recall@10": lambda judged: recall(judged, 10),
    "recall@50": lambda judged: recall(judged, 50),
    "nDCG@10": lambda judged: ndcg(judged, 10),
    "AUC": auc,
}
"""What is printed, in that order."""
