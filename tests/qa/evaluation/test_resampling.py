from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import norm

from qa.evaluation.resampling import (
    EXACT_CASES,
    PERMUTATIONS,
    Interval,
    Resampler,
    holm,
    paired_p,
    weighted_mean,
)

Array = NDArray[np.float64]
Column = tuple[Array, Array]


def _column(values: list[float], weights: list[float] | None = None) -> Column:
    return np.array(values, dtype=float), np.array(weights or [1.0] * len(values), dtype=float)


def _brute_force(before: Column, after: Column) -> float:
    """Every way in which the two runs may have been the other way round in each case, none left out."""
    cases = list(zip(zip(*before, strict=True), zip(*after, strict=True), strict=True))

    def difference(swaps: tuple[bool, ...]) -> float | None:
        sides = [pair[::-1] if swap else pair for pair, swap in zip(cases, swaps, strict=True)]
        means = []
        for side in (0, 1):
            weight = sum(pair[side][1] for pair in sides)
            if weight == 0:
                return None
            means.append(sum(pair[side][0] * pair[side][1] for pair in sides) / weight)
        return abs(means[1] - means[0])

    observed = difference((False,) * len(cases))
    if observed is None:
        return 1.0
    drawn = [difference(swaps) for swaps in product((False, True), repeat=len(cases))]
    return sum(one is None or one >= observed - 1e-9 for one in drawn) / len(drawn)


# The weighted mean.


def test_a_mean_is_weighted() -> None:
    assert weighted_mean([1.0, 0.0, 0.5], [1.0, 2.0, 1.0]) == 0.375


def test_a_mean_of_nothing_is_none() -> None:
    assert weighted_mean([], []) is None
    assert weighted_mean([1.0, 1.0], [0.0, 0.0]) is None


# Intervals.


def test_there_is_no_interval_of_nothing() -> None:
    assert Resampler(0).interval(*_column([])) is None
    assert Resampler(2).interval(*_column([1.0, 0.0], [0.0, 0.0])) is None


def test_cases_that_are_alike_have_an_interval_of_no_length() -> None:
    assert Resampler(5).interval(*_column([0.25] * 5)) == pytest.approx(Interval(0.25, 0.25))


def test_one_case_is_an_interval_of_no_length() -> None:
    assert Resampler(1).interval(*_column([0.5])) == Interval(0.5, 0.5)


def test_the_same_cases_have_the_same_interval_every_time() -> None:
    values, weights = _column([0.0, 1.0, 0.5, 1.0])
    assert Resampler(4).interval(values, weights) == Resampler(4).interval(values, weights)


def test_the_interval_of_a_large_sample_is_close_to_the_normal_one() -> None:
    values = np.random.default_rng(1).beta(2, 3, size=800)
    found = Resampler(800).interval(values, np.ones(800))
    half = norm.ppf(0.975) * values.std(ddof=1) / np.sqrt(800)
    assert found is not None
    assert found.low == pytest.approx(values.mean() - half, abs=0.1 * half)
    assert found.high == pytest.approx(values.mean() + half, abs=0.1 * half)


def test_the_interval_of_a_share_is_close_to_the_normal_one() -> None:
    values, weights = _column([1.0] * 240 + [0.0] * 160)
    found = Resampler(400).interval(values, weights)
    half = 1.959964 * np.sqrt(0.6 * 0.4 / 400)  # 0.0480
    assert found == pytest.approx(Interval(0.6 - half, 0.6 + half), abs=0.1 * half)


def test_the_interval_of_a_ratio_is_close_to_that_of_the_delta_method() -> None:
    generator = np.random.default_rng(2)
    weights = generator.integers(1, 6, size=600).astype(float)
    values = generator.binomial(weights.astype(int), 0.7) / weights
    ratio = (values * weights).sum() / weights.sum()
    spread = (weights * (values - ratio)).std(ddof=1) / (weights.mean() * np.sqrt(600))
    half = norm.ppf(0.975) * spread
    found = Resampler(600).interval(values, weights)
    assert found == pytest.approx(Interval(ratio - half, ratio + half), abs=0.1 * half)


def test_cases_without_weight_do_not_move_the_interval_far() -> None:
    values = np.random.default_rng(3).random(200)
    alone = Resampler(200).interval(values, np.ones(200))
    padded = Resampler(400).interval(np.append(values, np.zeros(200)), np.repeat([1.0, 0.0], 200))
    assert alone is not None and padded is not None
    length = alone.high - alone.low
    assert padded == pytest.approx(alone, abs=0.15 * length)


def test_the_interval_of_a_difference_knows_that_cases_are_paired() -> None:
    before = np.random.default_rng(4).random(100)
    resampler, weights = Resampler(100), np.ones(100)
    shifted = resampler.interval_of_difference((before, weights), (before + 0.1, weights))
    assert shifted == pytest.approx(Interval(0.1, 0.1))


def test_there_is_no_interval_of_a_difference_from_nothing() -> None:
    nothing, something = _column([0.0, 0.0], [0.0, 0.0]), _column([1.0, 0.0])
    assert Resampler(2).interval_of_difference(nothing, something) is None


def test_intervals_hold_the_true_mean_about_as_often_as_they_say() -> None:
    generator = np.random.default_rng(5)
    resampler, weights, held = Resampler(60), np.ones(60), 0
    for _ in range(300):
        found = resampler.interval(generator.beta(2, 3, size=60), weights)
        assert found is not None
        held += found.low <= 0.4 <= found.high
    # 0.95 within three standard errors of sqrt(.95 x .05 / 300) = .0126; small samples undercover a little.
    assert held / 300 >= 0.90


# The paired test.


def test_runs_that_are_alike_are_no_surprise() -> None:
    assert paired_p(_column([]), _column([])) == 1.0
    assert paired_p(_column([1.0, 0.5]), _column([1.0, 0.5])) == 1.0


def test_a_run_that_nothing_applies_to_is_no_surprise() -> None:
    assert paired_p(_column([0.0, 0.0], [0.0, 0.0]), _column([1.0, 1.0])) == 1.0


def test_cases_that_all_get_better_by_as_much_are_as_rare_as_all_heads_or_all_tails() -> None:
    assert paired_p(_column([0.0] * 6), _column([1.0] * 6)) == 2 / 2**6


def test_a_sign_test_by_hand() -> None:
    # 8 cases differ, 7 for the better: at least 7 or at most 1 of 8, 2 x (1 + 8) / 256 = 0.0703.
    before = _column([0.0] * 7 + [1.0] + [1.0] * 20)
    after = _column([1.0] * 7 + [0.0] + [1.0] * 20)
    assert paired_p(before, after) == 18 / 256


def test_the_two_directions_are_alike() -> None:
    before, after = _column([0.1, 0.9, 0.3, 0.2]), _column([0.6, 0.8, 0.7, 0.2])
    assert paired_p(before, after) == paired_p(after, before)


units = st.sampled_from([0.0, 0.25, 0.5, 1.0])
weights = st.sampled_from([0.0, 1.0, 2.0, 3.0])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(units, units), min_size=1, max_size=8))
def test_p_is_that_of_trying_every_swap(pairs: list[tuple[float, float]]) -> None:
    before, after = (_column(list(side)) for side in zip(*pairs, strict=True))
    assert paired_p(before, after) == pytest.approx(_brute_force(before, after))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(units, weights, units, weights), min_size=1, max_size=6))
def test_p_is_that_of_trying_every_swap_where_weights_differ(
    rows: list[tuple[float, float, float, float]],
) -> None:
    values_0, weights_0, values_1, weights_1 = (list(side) for side in zip(*rows, strict=True))
    before, after = _column(values_0, weights_0), _column(values_1, weights_1)
    assert paired_p(before, after) == pytest.approx(_brute_force(before, after))


def test_drawn_swaps_come_close_to_all_of_them() -> None:
    # 16 cases differ, 12 for the better: 2 x sum of C(16, 12..16) / 2^16 = 2 x 2517 / 65536 = 0.0768.
    assert EXACT_CASES < 16
    expected = 2 * sum(comb(16, better) for better in range(12, 17)) / 2**16
    found = paired_p(_column([0.0] * 12 + [1.0] * 4), _column([1.0] * 12 + [0.0] * 4))
    error = np.sqrt(expected * (1 - expected) / PERMUTATIONS)
    assert found == pytest.approx(expected, abs=4 * error)


def test_drawn_swaps_never_tell_less_than_one_in_their_number() -> None:
    assert paired_p(_column([0.0] * 60), _column([1.0] * 60)) == 1 / (PERMUTATIONS + 1)


@pytest.mark.parametrize(("cases", "rounds"), [(10, 400), (25, 200)])
def test_runs_that_are_alike_are_told_apart_no_more_often_than_alpha(cases: int, rounds: int) -> None:
    generator, alpha = np.random.default_rng(6), 0.05
    called = 0
    for _ in range(rounds):
        before, after = generator.random((2, cases)).round(1)
        called += paired_p((before, np.ones(cases)), (after, np.ones(cases))) <= alpha
    assert called / rounds <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / rounds)


def test_runs_that_differ_are_told_apart() -> None:
    generator = np.random.default_rng(7)
    before = generator.random(40)
    after = before + generator.normal(0.1, 0.1, size=40)
    assert paired_p((before, np.ones(40)), (after, np.ones(40))) < 0.001


# Correction for several metrics.


def test_holm_by_hand() -> None:
    # In order .01 .02 .03 .04: times 4, 3, 2, 1 is .04 .06 .06 .04, none less than the one before.
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])


def test_holm_of_one_is_itself_and_of_none_is_none() -> None:
    assert holm([0.03]) == [0.03]
    assert holm([]) == []


def test_holm_never_tells_more_than_one() -> None:
    assert holm([0.6, 0.9]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_keeps_the_order_and_lies_between_p_and_bonferroni(p_values: list[float]) -> None:
    corrected = holm(p_values)
    for p, more in zip(p_values, corrected, strict=True):
        assert p <= more <= min(1.0, p * len(p_values)) + 1e-12
    pairs = sorted(zip(p_values, corrected, strict=True))
    assert [more for _, more in pairs] == sorted(corrected)
