"""Words run together with initials."""

import re

import pytest

from qa.ingest.cleaning.initials import initial_cut
from qa.ingest.cleaning.vocabulary import vocabulary

WORD = re.compile(r"[^\W\d_]+")


def cut_in(text: str) -> int | None:
    match = WORD.search(text)
    assert match is not None
    return initial_cut(match, vocabulary())


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("monstrousU.K. trawler", 9),
        ("byJ.J. Marsk", 2),
        ("directorM. Ostry Vane", 8),
        ("realityTV show", 7),
        ("FBIagent", 3),
        ("CGIeffects", 3),
    ],
)
def test_a_word_is_cut_from_initials(text, cut):
    assert cut_in(text) == cut


@pytest.mark.parametrize(
    "text", ["pH. The", "DVDs and", "TVs. The", "iOS is", "PhD. And", "whenI. the", "xqTV set", "FBI agent"]
)
def test_a_capital_that_belongs_to_the_word_is_not(text):
    assert cut_in(text) is None
