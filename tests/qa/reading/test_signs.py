from __future__ import annotations

import pytest

from qa.reading.signs import has_plain_words, is_hedged, side_of, weight_of


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The tart is superb.", "positive"),
        ("The hogget was lukewarm.", "negative"),
        ("The service was not friendly.", "negative"),
        ("It is never unfair.", "positive"),
        ("Battery I can't fault.", "positive"),
        ("The ear pads are too shallow.", "negative"),
        ("He can't stop smiling, it isn't dull.", "positive"),
        ("It is a kind of clock.", None),
        ("Combat is slow, heavy and wonderful.", None),
        ("We sat down at half past seven.", None),
        ("At The Quiet Anchor one eats fish.", None),
    ],
)
def test_plain_words_take_a_side(text: str, side: str | None) -> None:
    assert side_of(text, polarity=0.0) == side


def test_one_plain_word_does_not_outweigh_a_contrary_reading() -> None:
    assert side_of("It was great for a nap.", polarity=-0.9) is None
    assert side_of("It was great, superb, a delight.", polarity=-0.9) == "positive"


def test_a_rating_settles_what_no_plain_word_does() -> None:
    assert side_of("Somebody could die there.", polarity=-0.9, rating=0.2) == "negative"
    assert side_of("Somebody could die there.", polarity=-0.9, rating=0.9) is None
    assert side_of("Somebody could die there.", polarity=-0.9) is None
    assert side_of("He went at once.", polarity=0.9, rating=1.0) == "positive"


def test_words_for_and_against_weigh_nothing_together_but_are_there() -> None:
    assert weight_of("slow and wonderful") == 0
    assert has_plain_words("slow and wonderful")
    assert not has_plain_words("at half past seven")


@pytest.mark.parametrize(
    "text",
    [
        "People call the ending abrupt.",
        "My companion called it a swindle.",
        "Cosimo complains that audiences have become stupid.",
        "I'd read the complaints about slow service.",
        "Compared with the Orrin it is better.",
        "Am I alone in wanting a menu?",
        "“I am not funny,” he says.",
        "Oh good, a film about paperwork.",
    ],
)
def test_what_others_think_or_might_be_is_no_opinion_of_the_writer(text: str) -> None:
    assert is_hedged(text)


@pytest.mark.parametrize("text", ["The ending drags.", "service was lovely and quick??", "I complain a lot."])
def test_what_the_writer_thinks_is_not_hedged(text: str) -> None:
    assert not is_hedged(text)
