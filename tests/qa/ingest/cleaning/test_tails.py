"""Names that swallowed the next word."""

from collections import Counter

import pytest

from qa.ingest.cleaning.evidence import Evidence
from qa.ingest.cleaning.tails import tail_cut
from qa.ingest.cleaning.vocabulary import vocabulary


def evidence(*own: str) -> Evidence:
    return Evidence(words=vocabulary(), counts=Counter(own), own=frozenset(own), breaks_links=bool(own))


def test_a_name_known_from_the_text_gives_the_word_away():
    assert tail_cut("Grasleywrote", evidence("Grasley"), link="none", followed=" it") == 7


def test_without_a_broken_link_nothing_is_cut():
    assert tail_cut("Lancasterabout", evidence(), link="none", followed=" it") is None


@pytest.mark.parametrize(
    ("token", "followed", "cut"),
    [
        ("Lancasterabout", " a film", 9),
        ("Chianesein", " James", 8),
        ("Hiltontype", ".", 6),
        ("Streisand", ", who", None),
        ("Okamoto", " in the", None),
        ("Linklater", " film", None),
        ("Witherspoon", ".", None),
        ("Grasleyin", "'s", None),
    ],
)
def test_after_a_broken_link_the_words_around_decide(token, followed, cut):
    assert tail_cut(token, evidence(), link="broken", followed=followed) == cut
