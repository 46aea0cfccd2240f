import pytest

from qa.evaluation.datasets.bm25 import Bm25Index


def test_a_score_is_what_the_formula_gives_by_hand() -> None:
    # N = 3, mean length 4/3, df = 1: idf = ln(1 + 2.5/1.5) = .980829; for length 1,
    # k1 * (1 - b + b * 1 / (4/3)) = 1.2 * .8125 = .975, so that the score is .980829 / 1.975.
    index = Bm25Index([["lid", "spout"], ["handle"], ["boil"]])
    assert index.scores(["boil"]) == pytest.approx([0.0, 0.0, 0.980829 / 1.975], abs=1e-6)


def test_a_term_asked_twice_counts_twice() -> None:
    index = Bm25Index([["lid", "spout"], ["handle"]])
    assert index.scores(["lid", "lid"]) == pytest.approx(2 * index.scores(["lid"]))


def test_a_term_that_no_text_holds_adds_nothing() -> None:
    index = Bm25Index([["lid"], ["spout"]])
    assert index.scores(["lid", "cord"]) == pytest.approx(index.scores(["lid"]))


def test_a_question_without_a_known_term_scores_nothing() -> None:
    assert Bm25Index([["lid"], ["spout"]]).scores([]).tolist() == [0.0, 0.0]


def test_texts_without_a_term_score_nothing() -> None:
    assert Bm25Index([[], []]).scores(["lid"]).tolist() == [0.0, 0.0]
