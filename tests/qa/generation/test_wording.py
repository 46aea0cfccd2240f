"""A claim's own words: made plain, and held to what it cites."""

from __future__ import annotations

import pytest

from qa.generation.wording import MAX_CLAIM_CHARS, fault_in, plain_words

LINK, MARKUP = "it holds a link or an address", "it holds markup"
PEOPLE = "it says how many say so"
NUMBER, NAME = "it holds a number that its quotes do not", "it holds a name that its quotes do not"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It glows.", "It glows."),
        ("  It\n\tglows \u00a0.\r\n", "It glows ."),
        ("It **really** __glows__ `now`.", "It really glows now."),
        ("It g\u200blo\u202ews\ufeff.", "It glows."),
        ("It\x1b[31m glows\x00.", "It glows."),
        ("It glows [3].", "It glows."),
        ("It glows[3][12].", "It glows."),
        ("It [\u200b4] glows.", "It glows."),
        ("It says \u201csee [4] there\u201d.", "It says \u201csee [4] there\u201d."),
        ("It glows 5 * 4 * 3 _so_.", "It glows 5 * 4 * 3 _so_."),
        ("\u200b", ""),
        ("\ud800 glows", "glows"),
    ],
)
def test_words_are_made_plain(text: str, plain: str) -> None:
    assert plain_words(text) == plain


@pytest.mark.parametrize("text", ["", "   ", "...", "12", "\u201c\u201d", "\u263a"])
def test_a_text_without_a_letter_says_nothing(text: str) -> None:
    assert fault_in(text, ["12"]) == "it says nothing"


def test_a_claim_may_be_so_long_and_no_longer() -> None:
    assert fault_in("a" * MAX_CLAIM_CHARS, []) is None
    assert fault_in("a" * (MAX_CLAIM_CHARS + 1), []) == "it is longer than 400 characters"


@pytest.mark.parametrize(
    "text",
    [
        "See www.lamps.example for more.",
        "See https://lamps for more.",
        "Write to me@lamps.example please.",
        "Write to me [at] lamps [dot] example please.",
        "See lamps.com for more.",
        "See \uff4c\uff41\uff4d\uff50\uff53\uff0e\uff43\uff4f\uff4d for more.",
        "See javascript:alert for more.",
    ],
)
def test_a_link_or_an_address_is_a_fault_whatever_the_sources_hold(text: str) -> None:
    assert fault_in(text, [text]) == LINK


@pytest.mark.parametrize(
    "text",
    [
        "It <b>glows</b>.",
        "It [glows](there).",
        "It {glows}.",
        "It glows | fades.",
        "It glows \\ fades.",
        "It \u27e6glows\u27e7.",
        "It glows &amp; fades.",
        "a > b",
        "It glows [3].",
    ],
)
def test_markup_is_a_fault_whatever_the_sources_hold(text: str) -> None:
    assert fault_in(text, [text]) == MARKUP


@pytest.mark.parametrize("text", ["It gl[[1]1]ows.", "It *`*glows*`*.", "It *[1]*glows*[1]*."])
def test_what_only_comes_about_where_something_is_taken_out_is_a_fault(text: str) -> None:
    assert fault_in(plain_words(text), ["1"]) == MARKUP


def test_how_many_say_so_is_a_fault_unless_a_source_says_it() -> None:
    assert fault_in("Most guests like it.", ["We like it."]) == PEOPLE
    assert fault_in("It suits most guests.", ["It suits most guests."]) is None


def test_a_number_is_a_fault_unless_a_source_has_it() -> None:
    assert fault_in("It costs 40 euros.", ["It costs 45 euros.", "It has four beds."]) == NUMBER
    assert fault_in("It costs 40 euros.", ["Nothing.", "It costs forty euros."]) is None
    assert fault_in("It costs forty euros.", ["It costs 40 euros."]) is None
    assert fault_in("It costs 40 and 50 euros.", ["It costs 40 euros."]) == NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "The lamp of Marit glows.",
        "The lamp was made by IKEA.",
        "The iPhone is a lamp of its own.",
        "MARIT glows.",
        "The McLamp is of brass.",
        "They met at O\u2019Hara and left.",
    ],
)
def test_a_name_is_a_fault_unless_a_source_has_it(text: str) -> None:
    assert fault_in(text, ["The lamp glows."]) == NAME
    assert fault_in(text, [text]) is None


def test_a_word_with_digits_and_letters_is_a_name() -> None:
    assert fault_in("the b2 glows", ["2 lamps"]) == NAME
    assert fault_in("the b2 glows", ["The B2 lamp"]) is None


@pytest.mark.parametrize(
    "text",
    [
        "Lamps glow. Shades are torn! Do they? Bulbs: Good ones of brass.",
        "It is \u201cVery good\u201d and (Mostly) bright \u2014 So it is \u2026 Yes.",
        'It is "Very good" and bright.',
        "The reviewer says that I, I'm, I\u2019ve, I'd and I'll are fine.",
        "It is A good one.",
        "Die Lampe gl\u00fcht in der Nacht.",
        "THE lamp glows.",
    ],
)
def test_a_capital_that_makes_no_name_is_let_be(text: str) -> None:
    if text == "It is A good one.":
        assert fault_in(text, ["a good one"]) is None
    elif "Lampe" in text:
        assert fault_in(text, ["Die Lampe brennt."]) is None
    else:
        assert fault_in(text, []) is None


def test_a_short_word_in_capitals_inside_an_english_sentence_is_a_name() -> None:
    assert fault_in("It is of USB make.", []) == NAME
    assert fault_in("USB is what it has.", []) is None


def test_a_word_of_four_capitals_is_loud_and_of_three_is_not() -> None:
    assert fault_in("LAMP is what it is.", []) == NAME
    assert fault_in("LAM is what it is.", []) is None


def test_a_name_may_be_in_another_form_than_in_the_source() -> None:
    assert fault_in("It is one of the Beatles.", ["the beatle book"]) is None
    assert fault_in("It is Olufsen\u2019s lamp.", ["Olufsen made it."]) is None
    assert fault_in("It is by Olufsen.", ["The Olufsen-Lamp glows."]) is None
    assert fault_in("It is \uff2darit and does glow.", ["marit"]) is None


def test_faults_are_told_one_by_one_the_gravest_first() -> None:
    assert fault_in("Most guests of Marit like lamps.com for 40.", []) == LINK
    assert fault_in("Most guests of Marit like <b>it</b> for 40.", []) == MARKUP
    assert fault_in("Most guests of Marit like it for 40.", []) == PEOPLE
    assert fault_in("It is of Marit for 40.", []) == NUMBER
    assert fault_in("It is of Marit.", []) == NAME
    assert fault_in("It is fine.", []) is None
