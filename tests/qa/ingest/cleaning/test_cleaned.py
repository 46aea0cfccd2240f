"""Cleaning as a whole: what it promises for any text, and the hard cases."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.ingest.cleaning import Cleaned, clean

CRITICS = Path(__file__).parents[5] / "shared" / "data" / "critics"

# Enough plain English around a case for the text to be taken for what it is.
AROUND = (
    " It is one of the better films of that year, and the cast does well with what it has to do for this."
)

MESS = [
    *(
        "the",
        "of",
        "Marla",
        "Quist",
        "ofMarla",
        "Quistabout",
        "usedto",
        "ina",
        "AsMarla",
        "byJ.J.",
        "Quist'sMarla",
        "He",
        "it's",
        "3.5",
        "U.S.",
        "Ph.D",
        "x",
    ),
    *(" ", "  ", "     ", "\n", "\n\n", "\t", "\u00a0", "\u200b", "\u200d", "\u00ad", "\r\n", "\x00", "\x92"),
    *(
        ".",
        ",",
        "!",
        "?",
        ";",
        ":",
        "...",
        "…",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        "’",
        "“",
        "”",
        "-",
        "—",
        "*",
        "1.",
    ),
    *(
        "Advertisement",
        ".Advertisement",
        "AdvertisementThe",
        "Read more",
        "&amp;",
        "&lt;",
        "&gt;",
        "&#8217;",
        "&nbsp;",
    ),
    *(
        "<b>",
        "</b>",
        '<a href="x">',
        "</a>",
        "\x1b[1m",
        "\x1b",
        "<br>",
        "<p>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<",
        ">",
        "â€™",
        "Ã©",
        "â€",
        "Ã¢â‚¬â„¢",
    ),
    *(
        "e\u0301",
        "\u0301",
        "😀",
        "👩\u200d🚀",
        "می\u200cخواهم",
        "\ud800",
        ":)",
        "a@b.com",
        "www.x.com",
        "#tag",
    ),
]
messy = st.lists(st.one_of(st.sampled_from(MESS), st.text(max_size=3)), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(messy)
def test_what_is_clean_stays_as_it_is(source):
    once = clean(source).text
    assert clean(once).text == once


@settings(max_examples=150, deadline=None)
@given(messy)
def test_the_alignment_spans_both_sides(source):
    cleaned = clean(source)
    assert cleaned.alignment.source_length == len(source)
    assert cleaned.alignment.text_length == len(cleaned.text)


@settings(max_examples=150, deadline=None)
@given(messy)
def test_the_text_can_be_encoded(source):
    assert "\x00" not in clean(source).text.encode().decode()


@settings(max_examples=100, deadline=None)
@given(messy)
def test_a_kept_letter_is_the_same_letter_in_the_source(source):
    cleaned = clean(source)
    for segment in cleaned.alignment.segments:
        if segment.kept:
            shown = cleaned.text[segment.text_start : segment.text_end]
            given_text = source[segment.source_start : segment.source_end]
            differing = {(a, b) for a, b in zip(shown, given_text, strict=True) if a != b and not a.isspace()}
            assert all(not b.isascii() or b == "\x92" for _, b in differing)


def test_a_quote_is_found_in_the_source():
    source = "She spoke of     Marla Quist    .As befits &quot;Ash&quot;"
    cleaned = clean(source)
    assert cleaned.text == 'She spoke of Marla Quist. As befits "Ash"'
    start = cleaned.text.index("Quist. As")
    span = cleaned.alignment.to_source(start, start + len("Quist. As"))
    assert source[span.start : span.end] == "Quist    .As"


def test_nothing_comes_of_nothing():
    assert clean("") == Cleaned(text="", alignment=clean("").alignment)
    assert clean(" \n\t ").text == ""


def test_clean_prose_is_returned_with_the_identity():
    source = "A quiet film." + AROUND
    assert len(clean(source).alignment.segments) == 1


@pytest.mark.parametrize(
    "kept",
    [
        "Ivo McNichol, Una DeNiro, Shy LaBeouf, Abe LeBron, Flo MacArthur, Pat O'Brien and Ed FitzGerald",
        "JoBeth Arlen, AnnaSophia Bell, DeAndre Moss, LaToya Finch and Mo VanDyke",
        "an iPhone, an eBay seller, YouTube, WiFi, a GoPro, a PlayStation, JavaScript and LinkedIn",
        "the too-neat O. Henry ending",
        "from L.A. at 9 a.m., on the 3:10 with U2 and the Ph.D. of J.R.R. Tolkien",
        "featherweight, nonetheless, heretofore, storyline, soundtrack, earbuds and a touchscreen",
        "Harrison, Martin, Alison, Roland, Barbra Streisand and Michel Legrand",
        "Linklater, Fassbinder, Villeneuve, Gyllenhaal, Kieslowski and Witherspoon",
        "recieve, definately, seperate and untill",
        "a mail to joan.Doe@mail.com, a look at www.site.com/Page?x=1,2 and https://a.com/The,Film",
        "as @annaDoe said of #bestFilmEver and the WH-1000XM4",
        "the U.S.A. e.g. i.e. 3.5 Ph.D. .NET amazon.com and Node.js",
        "a < b and c > d, <3 :) ;-) ... huh",
        "film(s), actor(ess), (re)make, his/her and f(x)",
        "d'Artagnan, l'amour, rock'n'roll and 'tis",
        "what?! No!!! Well... Yahoo! answers",
        '5\'10" tall with a 27" screen',
        'she said "go" and "stop", twice',
        "an Airbender case by Beyerdynamic and a Westin room",
        "a café, a naïve façade — “quoted” and ‘single’ 😀",
        "the Donaudampfschifffahrt and the Lebensgefühl",
    ],
)
def test_what_is_well_written_is_kept(kept):
    assert clean(kept + "." + AROUND).text == kept + "." + AROUND


@pytest.mark.parametrize(
    "text",
    [
        "Der Film ist lang,aber die Darstellerin spielt unglaublich gut. Auch die Kamera vonHier ist gut.",
        "El cine deNiro nos gusta mucho porque la historia es muy buena y los actores trabajan bien aquí.",
    ],
)
def test_words_of_another_language_are_not_cut(text):
    cut = clean(text).text
    assert "vonHier" in cut or "deNiro" in cut


def test_a_scraped_review_reads_as_it_was_written():
    source = (
        "Nobody expected much of it.Advertisement Nor did I. It starsMarla Quistas a nurse who wants to "
        "leave, and it was shot byIvo Brantin Lisbon. The camera (     Ida Voss    ) is good.The rest,sadly, "
        "is not. There is more ofUna PellandDominic Grasleyin the second half, and that is for the best. See "
        "it.Advertisement"
    )
    assert clean(source).text == (
        "Nobody expected much of it. Nor did I. It stars Marla Quist as a nurse who wants to leave, and "
        "it was shot by Ivo Brant in Lisbon. The camera (Ida Voss) is good. The rest, sadly, is not. There "
        "is more of Una Pell and Dominic Grasley in the second half, and that is for the best. See it."
    )


def test_a_text_that_lost_its_line_ends_gets_its_spaces_back():
    source = (
        "It is one of the films that people usedto make when there was a rule thatbefalls nobody now. The "
        "hero is a doggedfunctionary who finds embarrassingthe king easy, and he'sshipwrecked with "
        "butfourenormous trunks. "
        "She grows fond of him and of the island. Ipreferred the book, which was better than the film is."
    )
    text = clean(source).text
    for words in (
        "used to make",
        "that befalls",
        "dogged functionary",
        "embarrassing the",
        "he's shipwrecked",
        "but four enormous",
        "I preferred",
    ):
        assert words in text


@pytest.mark.parametrize(
    "line",
    ["a", "Aa", "<", "<a ", "</a>b", "\x1b[0", "\x1b]", "<!--", "&amp;", '"', "(", "e\u0301", "ab", "\u200d"],
)
def test_a_long_line_without_spaces_is_cleaned_in_linear_time(line):
    source = line * (200_000 // len(line))
    started = perf_counter()
    clean(source)
    assert perf_counter() - started < 5  # under a second where the machine is free


@pytest.mark.skipif(not CRITICS.is_dir(), reason="the scraped reviews are not on this machine")
def test_scraped_reviews_are_left_without_residue():
    for path in sorted(CRITICS.glob("*.txt")):
        text = clean(path.read_text(encoding="utf-8")).text
        assert "Advertisement" not in text
        assert "  " not in text
        assert clean(text).text == text
