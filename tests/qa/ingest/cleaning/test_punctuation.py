"""Spaces lost beside punctuation."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.punctuation import punctuation_edits


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("back to Dover.The rest", "back to Dover. The rest"),
        ('in "Old Ash."The horror of "it"', 'in "Old Ash." The horror of "it"'),
        ("in “Old Ash.”The horror", "in “Old Ash.” The horror"),
        ("afraid of?You are", "afraid of? You are"),
        ("it works!great stuff", "it works! great stuff"),
        ("made in 1985.The next", "made in 1985. The next"),
        ("and so...The end", "and so... The end"),
        ("Mr.Smith", "Mr. Smith"),
        ("seen on the BBC.The rest of", "seen on the BBC. The rest of"),
        ("downbeat,plodding;slow", "downbeat, plodding; slow"),
        ("(c),Ivo Brant", "(c), Ivo Brant"),
        ("his isolation:He was", "his isolation: He was"),
        ("by Ivo Brant(director of the", "by Ivo Brant (director of the"),
        ("by Ivo Brant(co-director of", "by Ivo Brant (co-director of"),
        ('by Ivo Brant("Old Ash", 1985)', 'by Ivo Brant ("Old Ash", 1985)'),
        ("by Ivo Brant(in a wig)", "by Ivo Brant (in a wig)"),
        ("who did this?(Nobody knows.)", "who did this? (Nobody knows.)"),
        ("by Ivo Brant(1985)", "by Ivo Brant (1985)"),
        ("the Ash (a film)and more", "the Ash (a film) and more"),
        ("of “Old Ash”and “New”", "of “Old Ash” and “New”"),
        ("called“Old Ash” there", "called “Old Ash” there"),
        ('the "Old Ash"and so on', 'the "Old Ash" and so on'),
    ],
)
def test_lost_spaces_come_back(source, text):
    assert Alignment.from_edits(source, punctuation_edits(source))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "the U.S.A. and e.g. and i.e. that",
        "J.R.R.Tolkien",
        "a Ph.D thesis",
        "the .NET way",
        "3.5 of 1,000 at 3:10",
        "see www.site.com/Film.Name,Two",
        "mail joan.Doe@mail.com",
        "node.js and amazon.com",
        "film(s) and actor(ess)es",
        "a (re)make",
        "f(x), g(a, b), word(s) and print(a)",
        "N,N-dimethyl",
        'a 27" screen',
        'the ""Looper""s',
    ],
)
def test_what_needs_no_space_gets_none(text):
    assert punctuation_edits(text) == []
