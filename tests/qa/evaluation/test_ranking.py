from itertools import combinations
from math import comb, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, ndcg_score

from qa.evaluation.ranking import (
    average_precision,
    chance_of_hit,
    hit,
    id_precision,
    id_recall,
    ndcg,
    reciprocal_rank,
)

flags = st.lists(st.booleans(), max_size=12)
ids = st.lists(st.sampled_from("abcdefgh"), max_size=10)


def test_a_hit_is_one_of_the_first_k() -> None:
    assert hit([False, True, False], 1) == 0.0
    assert hit([False, True, False], 2) == 1.0
    assert hit([False, True, False], 10) == 1.0


def test_nothing_ranked_is_no_hit() -> None:
    assert hit([], 5) == 0.0
    assert hit([True], 0) == 0.0


def test_chance_is_that_of_drawing_without_replacement() -> None:
    # 5 units, 2 relevant, 2 drawn: 1 - (3/5)(2/4) = 0.7.
    assert chance_of_hit(5, 2, 2) == pytest.approx(0.7)
    assert chance_of_hit(4, 1, 1) == 0.25


def test_chance_at_its_ends() -> None:
    assert chance_of_hit(3, 0, 2) == 0.0
    assert chance_of_hit(3, 3, 1) == 1.0
    assert chance_of_hit(3, 1, 3) == 1.0
    assert chance_of_hit(3, 1, 10) == 1.0
    assert chance_of_hit(3, 1, 0) == 0.0


def test_there_is_no_chance_of_drawing_from_nothing() -> None:
    assert chance_of_hit(0, 0, 5) is None


@given(st.integers(1, 7), st.data())
def test_chance_is_the_share_of_all_draws(units: int, data: st.DataObject) -> None:
    relevant, k = data.draw(st.integers(0, units)), data.draw(st.integers(0, units))
    draws = list(combinations(range(units), k))
    hits = sum(any(one < relevant for one in draw) for draw in draws)
    assert len(draws) == comb(units, k)
    assert chance_of_hit(units, relevant, k) == pytest.approx(hits / len(draws))


def test_the_reciprocal_rank_is_that_of_the_first_relevant() -> None:
    assert reciprocal_rank([False, False, True, True]) == pytest.approx(1 / 3)
    assert reciprocal_rank([True, False]) == 1.0


def test_a_rank_beyond_k_counts_as_none() -> None:
    assert reciprocal_rank([False, False, True], 2) == 0.0
    assert reciprocal_rank([False, False, True], 3) == pytest.approx(1 / 3)


def test_nothing_relevant_has_a_reciprocal_rank_of_zero() -> None:
    assert reciprocal_rank([]) == 0.0
    assert reciprocal_rank([False]) == 0.0


def test_ndcg_by_hand() -> None:
    # Gains 0, 1, 1 of an ideal 1, 1: (1/log2(3) + 1/log2(4)) / (1 + 1/log2(3)) = 1.13093 / 1.63093.
    assert ndcg([0, 1, 1], [1, 1], 3) == pytest.approx(0.693426, abs=1e-6)


def test_ndcg_with_graded_gains_by_hand() -> None:
    # (1 + 3/log2(3)) / (3 + 1/log2(3)) = 2.892789 / 3.630930.
    assert ndcg([1, 3], [3, 1], 2) == pytest.approx(0.796708, abs=1e-6)


def test_ndcg_of_the_best_order_is_one() -> None:
    assert ndcg([3, 1, 0], [0, 1, 3], 3) == 1.0


def test_ndcg_looks_no_further_than_k() -> None:
    assert ndcg([0, 0, 1], [1], 2) == 0.0


def test_ndcg_with_nothing_to_gain_does_not_apply() -> None:
    assert ndcg([0, 0], [], 5) is None
    assert ndcg([], [0.0], 5) is None


def test_ndcg_of_an_empty_ranking_is_zero() -> None:
    assert ndcg([], [1.0], 5) == 0.0


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12).filter(any), st.integers(1, 14))
def test_ndcg_is_that_of_scikit_learn(gains: list[int], k: int) -> None:
    scores = np.arange(len(gains), 0, -1)
    expected = ndcg_score([gains], [scores], k=k)
    assert ndcg(gains, gains, k) == pytest.approx(expected)


@given(flags.filter(any))
def test_average_precision_is_that_of_scikit_learn(relevant: list[bool]) -> None:
    expected = average_precision_score(relevant, np.arange(len(relevant), 0, -1))
    assert average_precision(relevant) == pytest.approx(expected)


def test_average_precision_by_hand() -> None:
    # Relevant at 1 and 3: (1/1 + 2/3) / 2 = 0.8333.
    assert average_precision([True, False, True]) == pytest.approx(5 / 6)


def test_average_precision_of_nothing_found_is_zero() -> None:
    assert average_precision([]) == 0.0
    assert average_precision([False, False]) == 0.0


def test_recall_and_precision_over_ids_by_hand() -> None:
    assert id_recall(["a", "b", "x"], ["a", "b", "c", "d"]) == 0.5
    assert id_precision(["a", "b", "x", "y"], ["a", "b", "c"]) == 0.5


def test_an_id_counts_once() -> None:
    assert id_recall(["a", "a"], ["a", "b", "b"]) == 0.5
    assert id_precision(["a", "a", "x"], ["a"]) == 0.5


def test_measures_over_ids_do_not_apply_without_what_they_divide_by() -> None:
    assert id_recall(["a"], []) is None
    assert id_precision([], ["a"]) is None
    assert id_recall([], ["a"]) == 0.0
    assert id_precision(["a"], []) == 0.0


@given(ids, ids)
def test_precision_is_recall_the_other_way_round(one: list[str], other: list[str]) -> None:
    assert id_precision(one, other) == id_recall(other, one)


@given(flags, st.integers(1, 14))
def test_every_measure_lies_between_zero_and_one(relevant: list[bool], k: int) -> None:
    gains = [float(one) for one in relevant]
    measures = [hit(relevant, k), reciprocal_rank(relevant, k), average_precision(relevant)]
    if any(relevant):
        measures.append(ndcg(gains, gains, k) or 0.0)
    assert all(0.0 <= measure <= 1.0 for measure in measures)


@given(flags, st.integers(1, 12))
def test_looking_further_never_lowers_a_hit(relevant: list[bool], k: int) -> None:
    assert hit(relevant, k) <= hit(relevant, k + 1)
    assert reciprocal_rank(relevant, k) <= reciprocal_rank(relevant, k + 1)


@given(st.integers(0, 10))
def test_a_single_relevant_at_a_rank_is_discounted_by_its_logarithm(above: int) -> None:
    found = ndcg([0.0] * above + [1.0], [1.0], above + 1)
    assert found == pytest.approx(1 / log2(above + 2))
