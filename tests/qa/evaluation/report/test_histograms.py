from __future__ import annotations

import pytest

from qa.evaluation.report.histograms import histogram, shared_edges


def test_shares_fall_into_tenths_and_one_into_the_last() -> None:
    bars = histogram([0, 0.05, 0.1, 0.99, 1.0])
    assert bars.counts == (2, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    assert (bars.p50, bars.open_ended) == (0.1, False)


def test_other_units_have_round_steps_from_nought() -> None:
    edges = shared_edges({"": [120.0, 480.0]})
    assert (edges[0], edges[1], edges[-1]) == (0, 20, 480)


def test_what_lies_far_out_shares_the_last_bar() -> None:
    bars = histogram([10.0] * 99 + [10_000.0])
    assert bars.edges[-1] == 20
    assert (bars.counts[10], bars.counts[-1], bars.open_ended) == (99, 1, True)


def test_series_that_are_compared_have_the_same_edges() -> None:
    edges = shared_edges({"fast": [10.0], "slow": [240.0]})
    assert histogram([10.0], edges).edges == histogram([240.0], edges).edges


@pytest.mark.parametrize("values", [[], [float("nan")]])
def test_nothing_to_count_is_no_error(values: list[float]) -> None:
    bars = histogram(values)
    assert (sum(bars.counts), bars.p50) == (0, None)


def test_negative_and_equal_values_are_counted() -> None:
    assert sum(histogram([-0.5, 0.5]).counts) == 2
    assert sum(histogram([7.0, 7.0]).counts) == 2
