"""Splitting lower-case tokens."""

import pytest

from qa.ingest.cleaning.segmentation import likely, segments
from qa.ingest.cleaning.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("usedto", ("used", "to")),
        ("fromthe", ("from", "the")),
        ("thatbefalls", ("that", "befalls")),
        ("butfourenormous", ("but", "four", "enormous")),
        ("andembarrassingthe", ("and", "embarrassing", "the")),
        ("ofthe", ("of", "the")),
    ],
)
def test_a_telling_function_word_is_proof(token, parts):
    assert segments(token, vocabulary(), loose=False) == parts


@pytest.mark.parametrize(
    "token",
    [
        "filmindustry",
        "goodmorning",
        "catlike",
        "breathe",
        "gathering",
        "inhospitability",
        "dermatopathology",
        "xqzzk",
    ],
)
def test_two_plain_words_are_none(token):
    assert segments(token, vocabulary(), loose=False) == (token,)


def test_they_are_where_the_text_loses_spaces():
    assert segments("filmindustry", vocabulary(), loose=True) == ("film", "industry")


@pytest.mark.parametrize("token", ["catlike", "redesigner", "becuase", "a" * 60, "naïvethe"])
def test_derivations_and_slips_are_one_word_even_there(token):
    assert segments(token, vocabulary(), loose=True) == (token,)


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("tohurry", ("to", "hurry")),
        ("hadmissed", ("had", "missed")),
        ("lightmidnightmovie", ("light", "midnight", "movie")),
        ("storiesofanger", ("stories", "of", "anger")),
        ("filmindustry", ("filmindustry",)),
        ("outguns", ("outguns",)),
        ("recieved", ("recieved",)),
    ],
)
def test_after_other_losses_a_function_word_or_length_tells(token, parts):
    assert likely(token, vocabulary()) == parts


@pytest.mark.parametrize("token", ["outguns", "keyholed", "foulmouthed", "woulda", "getup"])
def test_words_made_on_the_spot_stay_whole_where_the_text_loses_spaces(token):
    assert segments(token, vocabulary(), loose=True) == (token,)
