"""Slips that would hide what is asked."""

import pytest

from qa.reading.spelling import respelled
from qa.words import placed_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats", "what's"),
        ("wiht", "with"),
        ("anoys", "annoys"),
        ("dissapointing", "disappointing"),
        ("recomend", "recommend"),
        ("ppl", "people"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(typed: str, meant: str):
    assert respelled(typed, placed_words(typed))[0].text == meant


@pytest.mark.parametrize("word", ["three", "Greta", "soundtrak", "dose", "from", "bed", "form"])
def test_other_words_stay(word: str):
    assert respelled(word, placed_words(word))[0].text == word.casefold()


def test_places_stay():
    assert respelled("so anoys", placed_words("so anoys"))[1][1:] == (3, 8)
