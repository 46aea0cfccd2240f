"""Ranking: what a question asks for moves sentences up and down."""

from math import isclose

import numpy as np
import pytest

from qa.evidence import Evidence, Speaker
from qa.models import Question
from qa.retrieval.ranking import (
    ASIDE_PENALTY,
    REPORT_PENALTY,
    rank,
    score_share,
    with_cues,
    with_relevance,
)


def _evidence(
    opinion: list[float], polarity: list[float], reviews: int = 1, ratings: tuple[float | None, ...] = (None,)
) -> Evidence:
    n = len(opinion)
    per_review = n // reviews
    return Evidence(
        speakers=tuple(
            Speaker(review_id=f"r{i}", content_hash="", voice=i, rating=ratings[i % len(ratings)])
            for i in range(reviews)
        ),
        review_of=np.repeat(np.arange(reviews, dtype=np.int32), per_review),
        ordinals=np.tile(np.arange(per_review, dtype=np.int32), reviews),
        chunks=np.zeros(n, dtype=np.int32),
        starts=np.arange(n, dtype=np.int32) * 10,
        ends=np.arange(n, dtype=np.int32) * 10 + 9,
        vectors=np.zeros((n, 2), dtype=np.float32),
        opinion=np.array(opinion, dtype=np.float32),
        polarity=np.array(polarity, dtype=np.float32),
    )


def _question(kind: str, stance: str = "either", **more: object) -> Question:
    return Question(text="?", kind=kind, stance=stance, **more)  # type: ignore[arg-type]


SAME = np.full(3, 0.5, dtype=np.float32)


@pytest.mark.parametrize(("stance", "first"), [("negative", 1), ("positive", 2)])
def test_equally_close_sentences_are_ordered_by_the_wanted_stance(stance: str, first: int):
    evidence = _evidence([0.1, 0.9, 0.9], [0.0, -0.8, 0.8])

    assert int(np.argmax(rank(_question("opinion", stance), SAME, evidence))) == first


def test_plot_comes_after_opinion_where_an_opinion_is_asked():
    scores = rank(_question("opinion", "negative"), SAME, _evidence([0.0, 0.9, 0.5], [0.0, 0.0, 0.0]))

    assert list(np.argsort(-scores)) == [1, 2, 0]


def test_facts_are_left_in_the_order_of_their_closeness():
    base = np.array([0.2, 0.7, 0.4], dtype=np.float32)

    np.testing.assert_array_equal(
        rank(_question("fact"), base, _evidence([0.9, 0.0, 0.9], [-1.0, 0.0, 1.0])), base
    )


def test_the_given_closeness_is_not_changed_in_place():
    base = SAME.copy()

    rank(_question("opinion", "negative"), base, _evidence([1.0, 1.0, 1.0], [-1.0, 0.0, 1.0]))

    np.testing.assert_array_equal(base, SAME)


def test_a_verdict_is_sought_at_the_end_of_each_review():
    evidence = _evidence([0.5] * 6, [0.0] * 6, reviews=2)

    scores = rank(_question("verdict"), np.full(6, 0.5, dtype=np.float32), evidence)

    assert set(np.argsort(-scores, kind="stable")[:2]) == {2, 5}


def test_no_sentence_has_no_score():
    assert rank(_question("verdict"), np.zeros(0, np.float32), _evidence([], [])).shape == (0,)
    assert with_cues(_question("fact"), np.zeros(0, np.float32), []).shape == (0,)


def test_a_question_back_loses_to_a_statement():
    texts = [
        "Why did nobody in the whole production notice the leaking roof?",
        "Sadly nobody in the whole production noticed the leaking roof.",
    ]

    scores = with_cues(_question("opinion", "negative"), np.array([0.5, 0.5], np.float32), texts)

    assert scores[1] > scores[0]


def test_a_few_words_lose_to_a_whole_sentence():
    texts = ["They went there.", "They went there by the night train from the coast."]

    scores = with_cues(_question("fact"), np.array([0.5, 0.5], np.float32), texts)

    assert isclose(float(scores[1] - scores[0]), 0.06, abs_tol=1e-6)


def test_the_asked_words_themselves_count_for_facts():
    texts = [
        "Ada Lind lit the halls with forty paper lamps in all.",
        "Somebody hung up lights in each of the halls.",
    ]

    scores = with_cues(_question("fact", terms=("paper", "lamps")), np.array([0.5, 0.5], np.float32), texts)

    assert scores[0] > scores[1]


def test_shares_keep_the_order_and_stay_below_one():
    shares = [score_share(score) for score in (-0.2, 0.0, 0.5, 1.0, 4.0)]

    assert shares == sorted(shares)
    assert shares[0] == shares[1] == 0.0
    assert isclose(shares[2], 0.632, abs_tol=0.001)
    assert shares[-1] < 1.0


def test_what_others_are_said_to_think_loses_where_a_stance_is_asked():
    texts = [
        "Some critics found the lamps of this hall dull and dim.",
        "Frankly I found the lamps of this hall dull and dim.",
    ]
    base = np.array([0.5, 0.5], np.float32)

    asked = with_cues(_question("opinion", "negative"), base, texts)
    open_ended = with_cues(_question("opinion"), base, texts)

    assert isclose(float(asked[1] - asked[0]), REPORT_PENALTY, abs_tol=1e-6)
    assert open_ended[0] == open_ended[1]


def test_words_in_brackets_lose_to_the_same_in_the_open():
    texts = [
        "(They went there by the night train from the coast.)",
        "They went there by the night train again.",
    ]

    scores = with_cues(_question("opinion"), np.array([0.5, 0.5], np.float32), texts)

    assert isclose(float(scores[1] - scores[0]), ASIDE_PENALTY, abs_tol=1e-6)


def test_a_third_partys_opinion_is_where_the_third_party_is_named():
    asked = _question("opinion", "negative", holder="his wife")
    texts = [
        "The second half seems far too long and slow.",
        "Sadly my wife found the second half far too slow.",
    ]

    plain, reported = with_cues(asked, SAME[:2], texts)

    assert reported - plain > ASIDE_PENALTY


def test_relevance_adds_to_a_score_and_takes_nothing_away():
    scores = with_relevance(SAME, np.array([0.0, 0.5, 1.0], dtype=np.float32))

    assert scores[0] == SAME[0] < scores[1] < scores[2]


@pytest.mark.parametrize(("stance", "first"), [("negative", 0), ("positive", 2)])
def test_of_equal_sentences_that_of_the_plainest_rating_comes_first(stance: str, first: int):
    evidence = _evidence([0.5] * 3, [0.0] * 3, reviews=3, ratings=(0.2, None, 1.0))

    scores = rank(_question("opinion", stance, aspect="the end"), SAME, evidence)

    assert int(np.argmax(scores)) == first


def test_the_rating_of_a_single_review_moves_none_of_its_sentences():
    rated = _evidence([0.5] * 3, [0.0] * 3, ratings=(0.2,))
    asked = _question("opinion", "negative", aspect="the end")

    np.testing.assert_array_equal(
        rank(asked, SAME, rated), rank(asked, SAME, _evidence([0.5] * 3, [0.0] * 3))
    )


def test_ratings_do_not_order_what_is_asked_of_either_side():
    evidence = _evidence([0.5] * 3, [0.0] * 3, reviews=3, ratings=(0.2, None, 1.0))

    assert len(set(rank(_question("opinion", aspect="the end"), SAME, evidence).tolist())) == 1
