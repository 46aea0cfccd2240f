from __future__ import annotations

import numpy as np
import pytest

from qa.retrieval.fusion import LEXICAL_WEIGHT, fuse


def test_without_shared_words_the_score_is_the_cosine() -> None:
    cosine = np.array([0.5, -0.25, 0.0])
    assert fuse(cosine, np.zeros(3)).tolist() == [0.5, -0.25, 0.0]


def test_shared_words_add_their_share_of_the_weight() -> None:
    assert fuse(np.array([0.5, 0.5]), np.array([1.0, 0.5])) == pytest.approx(
        [0.5 + LEXICAL_WEIGHT, 0.5 + LEXICAL_WEIGHT / 2]
    )


def test_meaning_outweighs_words_when_it_is_far_closer() -> None:
    close_in_meaning, same_words = fuse(np.array([0.7, 0.3]), np.array([0.0, 1.0]))
    assert close_in_meaning > same_words


def test_words_decide_between_equally_close_sentences() -> None:
    assert np.argmax(fuse(np.array([0.4, 0.4, 0.4]), np.array([0.1, 0.9, 0.0]))) == 1


def test_no_sentences_have_no_scores() -> None:
    scores = fuse(np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))
    assert scores.shape == (0,)
    assert scores.dtype == np.float32
