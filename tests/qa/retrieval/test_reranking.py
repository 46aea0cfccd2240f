"""Sentences read once more, together with the question."""

import numpy as np

from qa.retrieval.ranking import RELEVANCE_WEIGHT
from qa.retrieval.reranking import RERANKED, reranked
from tests.qa.rerankers import Finds


def test_the_best_are_read_and_gain_in_their_places():
    scores = np.linspace(0, 1, RERANKED + 3, dtype=np.float32)
    sure = Finds("")

    reread = reranked(sure, "Any gripes?", scores, [str(place) for place in range(len(scores))])

    assert sure.texts == [str(place) for place in reversed(range(3, len(scores)))]
    np.testing.assert_allclose(reread - scores, [0.0] * 3 + [RELEVANCE_WEIGHT] * RERANKED, atol=1e-6)


def test_the_given_scores_are_not_changed_in_place():
    scores = np.array([0.5, 0.4], dtype=np.float32)

    reranked(Finds(""), "Any gripes?", scores, ["One.", "Two."])

    assert scores.tolist() == np.array([0.5, 0.4], dtype=np.float32).tolist()


def test_without_a_reranker_scores_are_as_they_were():
    scores = np.array([0.5, 0.4], dtype=np.float32)

    np.testing.assert_array_equal(reranked(None, "Any gripes?", scores, ["One.", "Two."]), scores)
