"""Finding a quote in a text."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.alignment import Span
from qa.answering.lookup import find, find_all, is_fragment, is_quotable

TEXT = "The lamps \u2014 all forty \u2014 glow. \u201cIt\u2019s  perfect,\u201d she said. The lamps fade."


def _found(text: str, quote: str, expected: int | None = None) -> str | None:
    span = find(text, quote, expected)
    return None if span is None else text[span.start : span.end]


def test_an_exact_quote_is_found():
    assert find(TEXT, "all forty") == Span(12, 21)


def test_the_expected_place_is_tried_first():
    second = TEXT.rindex("The lamps")

    assert find(TEXT, "The lamps", second) == Span(second, second + 9)


def test_a_wrong_expectation_leads_to_the_nearest_occurrence():
    assert find(TEXT, "The lamps", 50) == Span(TEXT.rindex("The lamps"), TEXT.rindex("The lamps") + 9)
    assert find(TEXT, "The lamps", 3) == Span(0, 9)


@pytest.mark.parametrize(
    "quote",
    [
        "the LAMPS - all forty - glow",
        "lamps  \n\u2013 all forty \u2014 glow.",
        '"It\'s perfect,"',
        "It\u2019s perfect",
        "\u2026all forty\u2026",
    ],
)
def test_spaces_marks_dashes_and_case_do_not_matter(quote: str):
    assert _found(TEXT, quote) is not None


def test_what_is_found_is_the_text_s_own_wording():
    assert _found(TEXT, '"it\'s perfect,"') == "\u201cIt\u2019s  perfect,\u201d"


@pytest.mark.parametrize(
    "quote", ["The lamps glow", "all fifty", "lamp", "amps fade", "al", " . ", "", "\u2026\u2026\u2026"]
)
def test_what_does_not_stand_there_word_for_word_is_not_found(quote: str):
    assert find(TEXT, quote) is None


def test_an_impossible_expectation_does_no_harm():
    assert find(TEXT, "all forty", -5) == find(TEXT, "all forty", 10_000) == Span(12, 21)


def test_composed_and_decomposed_letters_are_alike():
    assert _found("Un cafe\u0301 noir.", "caf\u00e9 noir") == "cafe\u0301 noir"
    assert _found("Un caf\u00e9 noir.", "cafe\u0301 noir") == "caf\u00e9 noir"


def test_no_letter_is_torn_from_its_mark():
    assert find("Un cafe\u0301", "cafe") is None
    assert find("Un caf\u00e9", "cafe") is None


def test_letters_that_fold_to_several_are_found_whole():
    assert _found("Die STRASSE brennt", "stra\u00dfe brennt") == "STRASSE brennt"
    assert _found("Die Stra\u00dfe brennt", "STRASSE") == "Stra\u00dfe"


def test_scripts_without_spaces_have_no_word_borders():
    assert _found("この映画は素晴らしい結末だった", "素晴らしい") == "素晴らしい"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_found_quote_differs_from_the_wanted_only_in_form(text: str, start: int, end: int):
    wanted = text[start:end]
    span = find(text, wanted, start)

    assert span is None or 0 <= span.start < span.end <= len(text)
    assert span is None or text[span.start : span.end].strip().casefold() == wanted.strip().casefold()


def test_long_texts_are_searched_quickly():
    text = "the lamp' - " * 20_000
    start = perf_counter()

    assert find(text, "the lamp' - no") is None
    assert perf_counter() - start < 2.0


@pytest.mark.parametrize(
    "text", ["Meh", "Very well.", "- The ending.", "* It was.", "And the ending?", "结束"]
)
def test_a_word_or_two_and_a_bare_entry_are_fragments(text: str):
    assert is_fragment(text)


@pytest.mark.parametrize(
    "text", ["I hated it.", "- Weak ending", "Who cut the bell rope?", "灯が川の上で静かに光っている。"]
)
def test_a_statement_is_no_fragment(text: str):
    assert not is_fragment(text)


def test_all_places_of_words_are_found_but_those_inside_others() -> None:
    assert find_all("A lid. The lid, lids and a Lid.", "lid") == [Span(2, 5), Span(11, 14)]
    assert find_all("Rated 7 of 10, not 17.", "7") == [Span(6, 7)]
    assert find_all("A lid.", "") == []


def test_the_exact_words_are_preferred_to_those_alike_wherever_they_stand() -> None:
    assert find("THE LAMPS, the lamps", "the lamps") == Span(11, 20)
    assert find("the lamps, THE LAMPS", "the lamps", 11) == Span(0, 9)


def test_of_several_alike_the_one_nearest_to_the_expectation_is_found() -> None:
    text = "The lamps, THE Lamps, the LAMPS."
    places = [find(text, "the lamps", expected) for expected in (0, 12, 30)]
    assert places == [Span(0, 9), Span(11, 20), Span(22, 31)]


@pytest.mark.parametrize(("text", "start"), [("lampshade", 0), ("A lampshade", 2)])
def test_where_it_is_expected_a_quote_may_be_cut_inside_a_word(text: str, start: int) -> None:
    assert find(text, "lamp", start) == Span(start, start + 4)
    assert find(text, "lamp") is None


def test_where_it_is_expected_no_letter_is_torn_from_its_mark() -> None:
    assert find("Un cafe\u0301", "cafe", 3) is None


def test_a_character_that_counts_as_several_is_never_split() -> None:
    assert find("A \ufb01ne day", "ine day") is None
    assert find("\ufb01ne day", "ine day") is None
    assert find("A sta\ufb00", "A staf") is None
    assert find("\ufb03", "ffi") == Span(0, 1)


def test_a_quote_has_three_characters_and_a_letter_or_digit_among_them() -> None:
    assert [is_quotable(text) for text in ("Meh", " 7! ", "it", "...", " it ", "(7)", "")] == [
        *(True, False, False, False, False, True, False)
    ]
    assert find("A \u201cmeh\u201d lamp", "MEH") == Span(3, 6)


def test_how_short_a_statement_in_another_script_may_be() -> None:
    assert is_fragment("\u706f" * 7)
    assert not is_fragment("\u706f" * 8)
    assert not is_fragment("\u00c7a y va")


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "'",
            '"',
            "`",
            "\u00b4",
            "\u2018",
            "\u2019",
            "\u201a",
            "\u201b",
            "\u201c",
            "\u201d",
            "\u201e",
            "\u201f",
        ),
        *("\u2032", "\u2033", "\u00ab", "\u00bb", "\u2039", "\u203a"),
    ],
)
def test_every_quotation_mark_is_like_any_other(mark: str) -> None:
    assert _found(f"A {mark}lamp{mark} glows", "A \u201clamp\u201d glows") == f"A {mark}lamp{mark} glows"
    assert _found("A lamp glows", f"{mark}lamp glows{mark}") == "lamp glows"


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"])
def test_every_dash_is_like_any_other(dash: str) -> None:
    assert _found(f"A lamp {dash} it glows", "a lamp - it glows") == f"A lamp {dash} it glows"


@pytest.mark.parametrize("bullet", ["-", "*", "+", "\u2022", "\u2013", "\u2014"])
def test_an_entry_that_only_names_a_thing_is_a_fragment(bullet: str) -> None:
    assert is_fragment(f"{bullet} The ending of it")
    assert not is_fragment(f"{bullet} The ending of it drags")


def test_a_quote_does_not_begin_with_the_mark_of_a_letter_before_it() -> None:
    assert find("A x\u0301 lamp glows", "\u0301 lamp glows") is None
