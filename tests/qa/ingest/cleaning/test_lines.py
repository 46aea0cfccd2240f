"""Line breaks."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.lines import line_edits


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a line that is broken where the\nscreen ended.", "a line that is broken where the screen ended."),
        ("It ends here.\nThe next one follows.", "It ends here. The next one follows."),
        ("directed by\nMarla Quist", "directed by Marla Quist"),
        ("one\n \n\n\ntwo", "one\n\ntwo"),
        ("\n\none\n", "one"),
        ("one \n two.", "one two."),
    ],
)
def test_breaks_of_the_screen_become_spaces(source, text):
    assert Alignment.from_edits(source, line_edits(source))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Pros: light\nCons: heavy",
        "I bring:\n- a lamp\n- a rope",
        "1. First\n2. Second",
        "A heading\nIts text",
        "a\n\nb",
    ],
)
def test_breaks_of_the_author_stay(text):
    assert line_edits(text) == []
