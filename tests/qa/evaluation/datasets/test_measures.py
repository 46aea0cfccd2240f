import numpy as np
import pytest

from qa.evaluation.datasets.measures import macro, measure
from qa.evaluation.datasets.placing import Placing, place


def ranked(*right: bool) -> Placing:
    """Units in their order, right or not."""
    return place(-np.arange(len(right), dtype=np.float64), np.array(right, dtype=np.bool_))


def test_measures_are_means_over_questions() -> None:
    found = measure([ranked(False, True), ranked(True, False, False, False)])
    assert found is not None
    assert found.questions == 2
    assert found.recall == {1: 0.5, 3: 1.0, 5: 1.0, 10: 1.0}
    assert found.mrr == pytest.approx((1 / 2 + 1) / 2)


def test_chance_is_that_of_drawing_as_many_units() -> None:
    found = measure([ranked(False, True), ranked(True, False, False, False)])
    assert found is not None
    assert found.chance == {
        1: pytest.approx((1 / 2 + 1 / 4) / 2),
        3: pytest.approx((1 + 3 / 4) / 2),
        5: 1,
        10: 1,
    }


def test_a_question_without_a_right_unit_counts_as_not_found() -> None:
    found = measure([ranked(False, False)])
    assert found is not None
    assert (found.recall[10], found.chance[10], found.mrr) == (0.0, 0.0, 0.0)


def test_an_answer_at_rank_11_is_not_in_the_mean_reciprocal_rank() -> None:
    found = measure([ranked(*[False] * 10, True)])
    assert found is not None
    assert found.mrr == 0.0


def test_nothing_measured_is_none() -> None:
    assert measure([]) is None
    assert macro([]) is None


def test_parts_count_the_same_however_many_their_questions() -> None:
    small, large = measure([ranked(True)]), measure([ranked(False, True)] * 3)
    assert small is not None
    assert large is not None
    mean = macro([small, large])
    assert mean is not None
    assert (mean.questions, mean.recall[1], mean.mrr) == (4, 0.5, 0.75)
