from __future__ import annotations

import numpy as np
import pytest

from qa.retrieval.expectation import ANSWER_WEIGHT, expected_answer, towards


def test_the_expected_answer_names_what_is_asked_about() -> None:
    assert expected_answer(("room", "service")) == "The room service is great."


def test_a_question_that_names_nothing_has_no_expected_answer() -> None:
    assert expected_answer(()) is None


def test_the_query_moves_by_the_weight_and_stays_unit_length() -> None:
    moved = towards(np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32))
    length = (1 + ANSWER_WEIGHT**2) ** 0.5
    assert moved == pytest.approx([1 / length, ANSWER_WEIGHT / length])


def test_an_answer_that_says_the_same_changes_nothing() -> None:
    vector = np.array([0.6, 0.8], np.float32)
    assert towards(vector, vector) == pytest.approx(vector)
