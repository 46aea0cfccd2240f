"""Padding."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.spaces import space_edits


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Ivo (     Una Pell    ) claims", "Ivo (Una Pell) claims"),
        ("by     Una Pell    and her", "by Una Pell and her"),
        ("with     Una Pell    .As befits", "with Una Pell.As befits"),
        ("what     Una Pell    's film", "what Una Pell's film"),
        ("a dull film , with a dull end . no !", "a dull film, with a dull end. no!"),
        ('the " big top " is , well , big', 'the "big top" is, well, big'),
        ("of “     The Ash    .”", "of “The Ash.”"),
        ("it is . . . well , fine . . .", "it is... well, fine..."),
        ("  both ends  ", "both ends"),
        (" one", "one"),
        ("one \n two", "one\ntwo"),
    ],
)
def test_padding_goes(source, text):
    assert Alignment.from_edits(source, space_edits(source))[0] == text


@pytest.mark.parametrize(
    "text",
    ["fine :) really ;-) :D", "and then ... nothing", "the .NET way", "a .45 calibre", "he is 6' 2\" tall"],
)
def test_spaces_that_mean_something_stay(text):
    assert space_edits(text) == []
