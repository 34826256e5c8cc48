"""The measures, against numbers worked out by hand."""

import math

import pytest

from lianlou.evaluation.bootstrap import estimate
from lianlou.evaluation.metrics import MEASURES, Judged, accuracy, auc, ndcg, recall, reciprocal_rank

THIRD = Judged(["x", "y", "a", "z", "b"], {"a": 2, "b": 1, "c": 1, "x": 0}, size=10)
"""Of three right ones the first stands third, another fifth, and one was not found."""


def test_the_reciprocal_rank_is_that_of_the_first_right_one() -> None:
    assert reciprocal_rank(THIRD) == pytest.approx(1 / 3)
    assert reciprocal_rank(Judged(["x"], {"a": 1}, size=2)) == 0


def test_recall_is_the_share_of_the_right_ones_among_the_first() -> None:
    assert [recall(THIRD, k) for k in (2, 3, 5, 50)] == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3])


def test_accuracy_asks_for_one_right_one_among_the_first() -> None:
    assert [accuracy(THIRD, k) for k in (1, 2, 3)] == [0, 0, 1]


def test_a_grade_of_0_is_wrong() -> None:
    assert accuracy(THIRD, 1) == 0
    assert THIRD.right == {"a", "b", "c"}


def test_ndcg_discounts_by_rank_and_gains_by_grade() -> None:
    got = 3 / math.log2(4) + 1 / math.log2(6)
    best = 3 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(THIRD, 10) == pytest.approx(got / best)
    assert ndcg(THIRD, 3) == pytest.approx(3 / math.log2(4) / best)
    assert ndcg(Judged(["a", "b", "c"], THIRD.grades, size=10), 10) == pytest.approx(1)


def test_auc_counts_pairs_and_ties_what_was_not_found() -> None:
    # 7 wrong ones: 2 stand before a, 3 before b; c ties with the 4 wrong ones that were not found
    assert auc(THIRD) == pytest.approx((5 + 4 + 4 / 2) / (7 * 3))
    assert auc(Judged(["a"], {"a": 1}, size=5)) == 1
    assert auc(Judged([], {"a": 1}, size=5)) == 0.5
    assert auc(Judged(["b", "a"], {"a": 1, "b": 2}, size=2)) == 1


def test_every_measure_of_a_perfect_ranking_is_1() -> None:
    perfect = Judged(["a", "b", "x", "y"], {"a": 2, "b": 1}, size=4)
    assert {name: measure(perfect) for name, measure in MEASURES.items()} == pytest.approx(
        dict.fromkeys(MEASURES, 1.0)
    )


def test_an_interval_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    values = [0.0, 1.0, 0.5, 0.25, 1.0, 0.0, 0.75]
    assert estimate(values, seed=1) == estimate(values, seed=1)
    assert estimate(values, seed=1, samples=50) != estimate(values, seed=2, samples=50)


def test_an_interval_holds_the_mean_and_narrows_with_more_values() -> None:
    few, many = estimate([0.0, 1.0] * 8), estimate([0.0, 1.0] * 200)
    assert few.mean == many.mean == 0.5
    assert few.low < 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    # the binomial's own interval of 16 and 400 throws, within a throw
    assert few.high - few.low == pytest.approx(2 * 1.96 * 0.5 / 4, abs=1 / 16)
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / 20, abs=1 / 100)


def test_values_all_alike_leave_no_doubt() -> None:
    each = estimate([0.5] * 9)
    assert (each.mean, each.low, each.high) == (0.5, 0.5, 0.5)
