import numpy as np

from qa.evaluation.datasets.sentence_rows import SentenceRows

UNITS = ["It boils. It leaks.", "Heavy.", "The lid sticks. The cord is short. Hm."]


def test_the_sentences_of_units_follow_each_other() -> None:
    rows = SentenceRows(UNITS)
    assert [rows.texts[i] for i in rows.of(np.array([2, 0]))] == [
        "The lid sticks.",
        "The cord is short.",
        "Hm.",
        "It boils.",
        "It leaks.",
    ]


def test_a_unit_is_as_good_as_its_best_sentence() -> None:
    scores = np.array([0.1, 0.9, 0.3, 0.5, 0.2])
    assert SentenceRows(UNITS).best(np.array([2, 0]), scores).tolist() == [0.9, 0.5]


def test_a_unit_in_which_there_is_no_sentence_counts_as_one() -> None:
    assert SentenceRows(["", "Heavy."]).texts == ["", "Heavy."]


def test_no_unit_has_no_score() -> None:
    none = np.array([], dtype=np.intp)
    rows = SentenceRows(UNITS)
    assert rows.best(none, np.zeros(len(rows.of(none)))).tolist() == []
