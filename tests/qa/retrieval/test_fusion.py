from __future__ import annotations

import numpy as np
import pytest

from qa.evidence import Evidence, Speaker
from qa.retrieval.fusion import AFTER_WEIGHT, BEFORE_WEIGHT, LEXICAL_WEIGHT, fuse


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


def test_a_sentence_is_the_closer_for_close_neighbours_in_its_own_review() -> None:
    block = _block(review_of=[0, 0, 0, 1], ordinals=[0, 1, 2, 0])
    fused = fuse(np.array([0.0, 0.5, 0.0, 0.0]), np.zeros(4), block)
    assert fused == pytest.approx([0.5 * AFTER_WEIGHT, 0.5, 0.5 * BEFORE_WEIGHT, 0.0])


def test_sentences_that_do_not_follow_each_other_are_no_neighbours() -> None:
    block = _block(review_of=[0, 0], ordinals=[0, 4])
    assert fuse(np.array([0.5, 0.0]), np.zeros(2), block) == pytest.approx([0.5, 0.0])


def test_what_is_far_from_the_question_takes_nothing_from_its_neighbours() -> None:
    block = _block(review_of=[0, 0], ordinals=[0, 1])
    assert fuse(np.array([-0.4, 0.3]), np.zeros(2), block)[1] == pytest.approx(0.3)


def _block(*, review_of: list[int], ordinals: list[int]) -> Evidence:
    rows = len(ordinals)
    return Evidence(
        speakers=tuple(Speaker(review_id=f"r{n}", content_hash="", voice=n) for n in set(review_of)),
        review_of=np.array(review_of, dtype=np.int32),
        ordinals=np.array(ordinals, dtype=np.int32),
        chunks=np.zeros(rows, dtype=np.int32),
        starts=np.zeros(rows, dtype=np.int32),
        ends=np.ones(rows, dtype=np.int32),
        vectors=np.zeros((rows, 2), dtype=np.float32),
        opinion=np.zeros(rows, dtype=np.float32),
        polarity=np.zeros(rows, dtype=np.float32),
    )
