"""A claim's own words: made plain, and held to what it cites."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa.generation.wording import MAX_CLAIM_CHARS, fault_in, is_english, plain_words

DISGUISE = "it holds letters in disguise"
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
        ("It glows 5 * 4 * 3, a 4* lamp.", "It glows 5 * 4 * 3, a 4* lamp."),
        ("It *really* _glows_ and ***shines***.", "It really glows and shines."),
        ("It is a snake_case_lamp.", "It is a snake_case_lamp."),
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
        "It ~~glows~~.",
        "It ==glows==.",
        "*It glows, really.* So",
        "_It glows.",
        "- It glows.",
        "* It glows.",
        "1. It glows.",
        "It [glows][x].",
        "It glows &lt so.",
        "It glows \u301040\u3011.",
        "It glows [40, 40].",
        "It glows \u3014\u2776\u3015.",
        "It glows [a].",
        "It glows (1).",
        "It glows (1, 2).",
        "It glows ().",
    ],
)
def test_markup_is_a_fault_whatever_the_sources_hold(text: str) -> None:
    assert fault_in(text, [text]) == MARKUP


def test_a_number_in_round_brackets_is_no_citation_where_it_says_more() -> None:
    for text in ("It glows (8/10).", "It glows (2019).", "It glows (40 euros)."):
        assert fault_in(text, [text]) is None, text


@pytest.mark.parametrize(
    "text",
    [
        "M\u043est glow.",
        "R\u0435viewers like it.",
        "The \u039c\u0391RRI\u039f lamp glows.",
        "It glows\u0301\u0301\u0301.",
        "It glows\u0336\u20dd\u0301.",
    ],
)
def test_letters_in_disguise_are_a_fault(text: str) -> None:
    assert fault_in(text, [text]) == DISGUISE


def test_letters_of_other_alphabets_and_two_marks_are_none() -> None:
    for text in (
        "\u041b\u0430\u043c\u043f\u0430 glows.",
        "It glows a\u0302\u0301 lot.",
        "Caf\u00e9 lamps glow.",
    ):
        assert fault_in(text, [text]) is None, text


def test_a_long_bracket_of_digits_is_read_quickly() -> None:
    start = perf_counter()
    fault_in(f"It glows ({'1' * 39}\u00bd) {'(1' * 100}", [])
    assert perf_counter() - start < 1.0


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
        "Lamps glow. Shades are torn! Do they? Children avoid them.",
        "\u201cVery good\u201d and bright. (Mostly) bright.",
        '"Very good" and bright.',
        "Unlike lamps, wifi is slow. Padlocked doors. Overpriced, noisier, thin. Saving is hard.",
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
    assert fault_in("USB is what it has.", []) == NAME
    assert fault_in("USB is what lamps have.", ["a usb lamp"]) is None


def test_a_word_of_four_capitals_is_loud_and_of_three_is_not() -> None:
    assert fault_in("LAMP is what it is.", []) == NAME
    assert fault_in("THE lamp is what it is.", []) is None


@pytest.mark.parametrize(
    "text",
    [
        "Marriott serves a better breakfast.",
        "It is good: Marriott has none of it.",
        "It is good (Gordon made it).",
        "It is good\u2026 Ramsay cooked.",
        "It is good \u2014 Hilton has none.",
        "It is \u201cVery good\u201d.",
        "Breakfast superb unlike Marriott",
        "Oscar liked breakfast.",
        "Facebook liked breakfast.",
    ],
)
def test_a_name_is_one_at_the_start_of_a_sentence_too_and_after_other_marks(text: str) -> None:
    assert fault_in(text, ["The breakfast is superb."]) == NAME
    assert fault_in(text, [text]) is None


def test_an_abbreviation_may_stand_for_words_of_a_source() -> None:
    assert fault_in("Without AC, it is hot.", ["It had no air con."]) is None
    assert fault_in("Without AC, it is hot.", ["It had no con air."]) == NAME
    assert fault_in("It had ANC on.", [], asked="How is the ANC?") is None


def test_the_parts_of_a_word_with_a_number_are_words_and_the_number_is_one() -> None:
    assert fault_in("It is a 10-minute walk.", ["a ten-minute walk"]) is None
    assert fault_in("It is a 10-minute walk.", ["a five-minute walk"]) == NUMBER
    assert fault_in("A 68-year-old liked it.", ["I am 68"]) is None
    assert fault_in("It is a 10-Marit walk.", ["ten"]) == NAME


def test_a_unit_may_be_written_with_its_number_or_apart() -> None:
    assert fault_in("It is 5km off.", ["It is 5 km off."]) is None
    assert fault_in("It is 5 km off.", ["It is 5km off."]) is None
    assert fault_in("It costs 40k euros.", ["It costs 40 euros."]) == NUMBER
    assert fault_in("It costs 5k.", ["It costs 5 euros."]) == NUMBER
    assert fault_in("It lay on the 3rd floor.", ["on the third floor"]) is None
    assert fault_in("It lay on the 3rd floor.", ["three floors"]) == NUMBER


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It is 5 km off.", "1.5 km"),
        ("It adds 5%.", "12.5%"),
        ("It adds 12%.", "12.5%"),
        ("It cost 99 euros.", "34.99 euros"),
        ("It took 45 euros.", "10:45"),
        ("It cost 499 euros.", "4,99 euros"),
        ("It is 15 km off.", "1,5 km"),
        ("It adds 40%.", "40 euros"),
        ("It costs 40 euros.", "40% off"),
        ("It costs \u2776 euros.", "1 euro, 40 euros"),
        ("It took \u00bd hour.", "2 hours"),
        ("It lies on the ninth floor.", "nine floors"),
        ("It costs \u56db\u5341 euros.", "40 euros"),
    ],
)
def test_a_part_of_a_number_is_another_number(claim: str, source: str) -> None:
    assert fault_in(claim, [source]) == NUMBER
    assert fault_in(claim, [source, claim]) is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It is rated 8/10.", "8/10 from me"),
        ("It costs $1,299.00.", "$1,299.00"),
        ("It costs $1299.", "$1,299.00"),
        ("It costs 40.00 euros.", "forty euros"),
        ("It is 22-24 degrees.", "22 to 24 degrees"),
        ("It opens at 10:30.", "from 10:30 on"),
        ("It is 1.5 km off.", "1,5 km"),
        ("It adds thirty percent.", "30%"),
    ],
)
def test_the_same_number_may_be_written_in_another_way(claim: str, source: str) -> None:
    assert fault_in(claim, [source]) is None


def test_a_number_of_the_question_may_only_be_denied_or_compared_with() -> None:
    asked = "Does it cost 90 euros?"
    assert fault_in("It costs 90 euros.", ["19 euros"], asked=asked) == NUMBER
    for text in ("It does not cost 90 euros.", "It costs less than 90 euros.", "It isn\u2019t 90 euros."):
        assert fault_in(text, ["19 euros"], asked=asked) is None, text
    assert fault_in("It costs less than 80 euros.", ["19 euros"], asked=asked) == NUMBER


@pytest.mark.parametrize("text", ["Do not go there.", "a", "It is what it was."])
def test_a_claim_of_small_words_alone_says_nothing(text: str) -> None:
    assert fault_in(text, [text]) == "it says nothing"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("It glows in the dark.", True),
        ("Lamps glow", True),
        ("Das Essen schmeckte sehr gut.", False),
        ("Le service \u00e9tait tr\u00e8s lent.", False),
        ("La habitaci\u00f3n estaba muy limpia.", False),
        ("Il letto era molto comodo.", False),
        ("Het ontbijt was niet goed.", False),
        ("\u65e9\u9910\u5f88\u68d2\u3002", False),
        ("The caf\u00e9 and der Wirt", True),
    ],
)
def test_which_texts_are_english(text: str, english: bool) -> None:
    assert is_english(text) == english


def test_capitals_are_names_in_other_languages_but_german() -> None:
    assert fault_in("Das Essen im Hotel war sehr gut.", []) is None
    assert fault_in("Le service du Hilton \u00e9tait lent.", []) == NAME
    assert fault_in("Tr\u00e8s bon service, mais lent.", []) is None
    assert fault_in("La cama del Hilton era muy buena.", []) == NAME


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
