"""HTML in review text."""

import pytest

from qa.alignment import Alignment
from qa.ingest.cleaning.markup import markup_edits


def marked_down(source: str) -> str:
    return Alignment.from_edits(source, markup_edits(source))[0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Tom &amp; Jo", "Tom & Jo"),
        ("twice &amp;amp; thrice", "twice & thrice"),
        ("it&#39;s &#x201C;fine&#x201D;", "it's “fine”"),
        ("a&nbsp;b", "a\u00a0b"),
        ("AT&T; &notaname;", "AT&T; &notaname;"),
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<p>one</p>", "\n\none\n\n"),
        ("a <b>bold</b> word", "a bold word"),
        ('see <a href="x?a=1&amp;b=2">this</a>', "see this"),
        ('by<a href="x">Ivo Brant</a>film', "by Ivo Brant film"),
        ('<a href="x">Ivo Brant</a><a href="y">Una Pell</a>', "Ivo Brant Una Pell"),
        ('<a href="x"><i>Old Ash</i></a>about', "Old Ash about"),
        ('two <a href="x">film</a>s, un<a href="x">known</a>', "two films, unknown"),
        ('(<a href="x">Brant</a>), "<a href="y">Ash</a>"', '(Brant), "Ash"'),
        ("before<script>if (a < b) { c(); }</script>after", "beforeafter"),
        ("before<!-- a <b>note</b> -->after", "beforeafter"),
        ("an unclosed <script> here", "an unclosed  here"),
    ],
)
def test_markup_is_taken_out(source, text):
    assert marked_down(source) == text


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "a <b and c> d", "I <3 it", "x<y", "<unknown>", "<!-- open"]
)
def test_what_is_not_html_stays(text):
    assert markup_edits(text) == []
