import numpy as np
import pytest

from qa.evaluation.datasets.placing import Placing, place, tied_gains


def placing(scores: list[float], right: list[bool]) -> Placing:
    return place(np.array(scores), np.array(right, dtype=np.bool_))


def test_a_right_unit_is_found_from_its_rank_on() -> None:
    second = placing([0.1, 0.9, 0.5], [False, False, True])
    assert [second.hit(k) for k in (1, 2, 3)] == [0.0, 1.0, 1.0]
    assert second.reciprocal_rank() == 0.5


def test_the_best_of_several_right_units_counts() -> None:
    assert placing([0.1, 0.9, 0.5], [True, True, False]).reciprocal_rank() == 1.0


def test_a_tie_counts_as_the_mean_over_its_orders() -> None:
    # One of three that tie after a better one: ranks 2, 3 and 4, each a third of the time.
    tie = placing([0.9, 0.0, 0.0, 0.0], [False, True, False, False])
    assert [tie.hit(k) for k in (1, 2, 3, 4)] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert tie.reciprocal_rank() == pytest.approx((1 / 2 + 1 / 3 + 1 / 4) / 3)


def test_two_right_of_three_that_tie_come_first_two_times_in_three() -> None:
    # The first right one has rank 1 with 2/3, and rank 2 with 1/3.
    tie = placing([0.0, 0.0, 0.0], [True, True, False])
    assert tie.hit(1) == pytest.approx(2 / 3)
    assert tie.reciprocal_rank() == pytest.approx(2 / 3 + 1 / 6)


def test_ranks_beyond_the_depth_earn_nothing() -> None:
    tie = placing([0.9, 0.0, 0.0], [False, True, False])
    assert tie.reciprocal_rank(2) == pytest.approx(1 / 4)
    assert tie.reciprocal_rank(1) == 0.0


def test_chance_does_not_look_at_scores() -> None:
    assert placing([0.9, 0.1, 0.0, 0.0], [True, False, False, False]).chance(1) == 0.25


def test_nothing_right_is_never_found() -> None:
    none = placing([0.9, 0.1], [False, False])
    assert (none.hit(2), none.reciprocal_rank(), none.chance(2)) == (0.0, 0.0, 0.0)


def test_no_unit_is_never_found() -> None:
    none = placing([], [])
    assert (none.hit(1), none.reciprocal_rank(), none.chance(1)) == (0.0, 0.0, 0.0)


def test_units_that_tie_share_their_gains() -> None:
    gains = tied_gains(np.array([0.0, 0.5, 0.0]), np.array([3.0, 1.0, 0.0]))
    assert gains == [1.0, 1.5, 1.5]
