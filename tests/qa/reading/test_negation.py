"""Set phrases that say the contrary of their words."""

from time import perf_counter

import pytest

from qa.reading.negation import ANNOUNCED, SETTLED, settled_polarity


@pytest.mark.parametrize(
    "text",
    [
        "The owners could not have been nicer.",
        "Nothing not to like!",
        "Battery I can\u2019t fault.",
        "There is not a dull minute in it.",
        "It is never boring.",
        "No complaints.",
        "We couldn't be happier.",
        "You won't regret it.",
        "There is nothing to complain about.",
        "I can't recommend this lamp highly enough.",
        "The soup was not bad at all.",
        "The battery lasts me all week.",
        "We could not have asked for more.",
        "I was not bored for a second.",
    ],
)
def test_denied_complaints_are_praise(text: str):
    assert settled_polarity(text, -0.7) == SETTLED


@pytest.mark.parametrize(
    "text",
    ["It could not have been worse.", "There is nothing to recommend here.", "I couldn't finish it."],
)
def test_denied_praise_is_a_complaint(text: str):
    assert settled_polarity(text, 0.4) == -SETTLED


@pytest.mark.parametrize(
    "text",
    [
        "I can't recommend it.",
        "It is not good.",
        "It is not without its problems.",
        "I would have liked more.",
        "The lamp is dull.",
        "It could have been nicer.",
    ],
)
def test_what_means_what_it_says_is_left_as_it_was_read(text: str):
    assert settled_polarity(text, -0.7) == -0.7


def test_beside_another_clause_a_phrase_meets_the_reading_half_way():
    text = "I have no complaints about the staff, but the room was filthy."

    assert settled_polarity(text, -0.6) == pytest.approx(0.1)


def test_a_phrase_never_weakens_a_reading_it_agrees_with():
    assert settled_polarity("No complaints, and what a view!", 0.95) == 0.95


def test_phrases_for_both_sides_settle_nothing():
    assert settled_polarity("It is never boring and there is nothing to like.", -0.2) == -0.2


def test_a_very_long_sentence_is_read_quickly():
    start = perf_counter()

    settled_polarity("I can't recommend " * 12_000, 0.0)
    settled_polarity("not a single could not have been " * 6_000, 0.0)

    assert perf_counter() - start < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "If I have a problem with the film, it's the ending.",
        "If I had to name one fault, it would be the kettle.",
        "My only complaint is the noise.",
        "The main drawback is its weight.",
    ],
)
def test_an_announced_complaint_is_one_however_fair_it_sounds(text: str):
    assert settled_polarity(text, 0.5) == -ANNOUNCED
    assert settled_polarity(text, -0.9) == -0.9


def test_an_announced_complaint_that_is_taken_back_is_no_praise():
    assert settled_polarity("My only complaint is the noise, but the room was lovely.", 0.5) == 0.0
    assert settled_polarity("If you have a problem, the staff solve it.", 0.5) == 0.5
