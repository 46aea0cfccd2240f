"""Characters that cannot be seen."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.characters import character_edits


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\x00b\x07c", "abc"),
        ("tab\there", "tab here"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffstart\u200b\u200f\u202eend", "startend"),
        ("lone \ud83d half", "lone  half"),
        ("it\x92s \x93so\x94\x85", "it’s “so”…"),
        ("letter\u200djoined", "letterjoined"),
        ("one\u2029two", "one\n\ntwo"),
        ("so \x1b[1;31mred\x1b[0m. So", "so red. So"),
        ("one\x1b[2Jtwo", "one two"),
        ("a \x1b]8;;http://a.b\x1b\\link\x1b]8;;\x07 here", "a link here"),
        ("an open \x1b[ end", "an open [ end"),
        ("hidden\U000e0041\U000e0042", "hidden"),
    ],
)
def test_what_cannot_be_seen_goes(source, text):
    assert Alignment.from_edits(source, character_edits(source))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🚀 and 👩🏽\u200d🚀 and ❤\ufe0f\u200d🔥",
        "می\u200cخواهم",
        "क्\u200dष",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "“curly” ‘quotes’ – dashes — and… 😀",
        "plain\ntext",
    ],
)
def test_what_carries_meaning_stays(text):
    assert character_edits(text) == []
