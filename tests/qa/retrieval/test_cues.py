"""Wordings that announce an answer."""

import numpy as np
import pytest

from qa.models import Question
from qa.retrieval.cues import (
    are_asides,
    are_short,
    ask_back,
    cue_strengths,
    report_others,
    speak_of,
    term_shares,
)


def _question(text: str, kind: str = "fact", stance: str = "either", terms: tuple[str, ...] = ()) -> Question:
    return Question(text=text, kind=kind, stance=stance, terms=terms)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        (_question("Who built it?"), "It was built by Ada Lind.", "It was built by hand."),
        (_question("How many lamps?"), "There were forty or 41 lamps.", "There were lamps."),
        (_question("When was it made?"), "It was made in 1973.", "It was made last."),
        (_question("Where is it set?"), "It is set in Lisbon.", "It is set in winter."),
        (_question("Why did they leave?"), "They left because it rained.", "They left early."),
        (
            _question("What is it like?", "comparison"),
            'It recalls "The Lamp Seller" (1973).',
            "It is told in nine parts.",
        ),
        (
            _question("What is wrong?", "opinion", "negative"),
            "Unfortunately it lacks a third act.",
            "It has three acts.",
        ),
        (_question("What is good?", "opinion", "positive"), "The lamps are superb.", "The lamps are green."),
        (_question("Worth it?", "verdict"), "Ultimately I recommend it.", "It runs for two hours."),
    ],
)
def test_a_sentence_worded_as_asked_is_stronger(question: Question, told: str, untold: str):
    strengths = cue_strengths(question, [told, untold])

    assert strengths[0] > strengths[1]


def test_a_denied_complaint_counts_against():
    question = _question("What is wrong?", "opinion", "negative")

    plain, denied = cue_strengths(question, ["It was not good but dull.", "It was good and not dull."])

    assert plain > denied


def test_strengths_stay_within_bounds():
    text = "too bad, too long, too dull, too weak, too poor, and never, alas, not boring " * 50

    strengths = cue_strengths(_question("?", "opinion", "negative"), [text, ""])

    assert 0.9 < strengths[0] <= 1.0
    assert strengths[1] == 0.0


def test_open_questions_have_no_wording_of_their_own():
    np.testing.assert_array_equal(
        cue_strengths(_question("How is it?", "opinion"), ["Superb.", "Bad."]), [0, 0]
    )


def test_term_shares_count_whole_words():
    question = _question("?", terms=("lamp", "seller"))

    np.testing.assert_allclose(
        term_shares(question, ["The lamp seller.", "A lamp.", "Lamplight."]), [1.0, 0.5, 0.0]
    )


def test_questions_are_seen_behind_closing_marks():
    np.testing.assert_array_equal(ask_back(['"Why?"', "Why (how?)", "Why."]), [1, 1, 0])


def test_sentences_of_fewer_than_eight_words_are_short():
    np.testing.assert_array_equal(are_short(["one two three", "a b c d e f g h"]), [1, 0])


def test_asides_stand_in_brackets_from_end_to_end():
    np.testing.assert_array_equal(
        are_asides(["(See it first.)", "[A note].", "(He) sees it.", "He sees (it)."]), [1, 1, 0, 0]
    )


def test_judgements_of_others_are_told_from_the_writer_s():
    texts = [
        "A film that everyone here seems to find dull.",
        "Dov grumbles that the lamps are dim.",
        "I thought that the lamps were dim.",
        "The lamps are dim, and people stumble.",
    ]

    np.testing.assert_array_equal(report_others(texts), [1, 1, 0, 0])


def test_a_third_party_is_spoken_of_where_it_is_named():
    assert list(speak_of("his wife", ["My wife slept through it.", "It is long."])) == [1, 0]


def test_others_are_spoken_of_where_their_opinion_is_reported():
    assert list(speak_of("other guests", ["Everyone raves about the pool.", "I like the pool."])) == [1, 0]


def test_where_a_third_party_sits_is_not_who_it_is():
    told = speak_of(
        "the people at the next table", ["Our table wobbled.", "People complained that it was loud."]
    )

    assert list(told) == [0, 1]
