"""Cases show their borders: " | " stands for a space at a border, "||" for a border without one."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.ingest.sentences import MAX_SENTENCE_CHARS, split_sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def unmarked(case: str) -> str:
    return case.replace("||", "").replace(" | ", " ")


def marked(case: str) -> list[str]:
    return case.replace("||", " | ").split(" | ")


QUOTES = [
    '"You didn\'t finish it, did you?" she asked. | Not at all, I said.',
    '"Really?" Anna asked. | "Yes." | I left it there.',
    'They call it "the long goodbye." | Nobody leaves early.',
    "He shrugged: “It will do.” | The crowd did not agree.",
    'We saw "Whose Garden Is This?" (1966) at home.',
    'The sequel to "Whose Garden Is This?" is longer.',
    'He shouted "Run!"||The dog stayed.',
    'He left the room.||"Come along," she said.',
    "She called it 'a mess.' | We agreed.",
]
BRACKETS = [
    "It broke. | (I had warned them.) | They paid.",
    "The lamp (which broke twice!) is back in its box.",
    "Airplane! (1980) still works.",
    "It hums [sic]. | Badly.",
]
NAMES = [
    "The tale borrows from O. Henry and J.R.R. Tolkien. | It shows.",
    "Samuel L. Jackson is in it. | Briefly.",
    "We flew to L.A. | The show starts there.",
    "We watched L.A. Confidential twice.",
    "I know L.A. and it is not this.",
    "Neither do I. | She does.",
    "Airplane! is a comedy. | I laughed.",
]
ABBREVIATIONS = [
    "Mr. Hale met Dr. Okoye at St. Anne vs. the rest.",
    "Bring socks, e.g. wool ones, i.e. warm ones.",
    "We sold lamps, rugs, etc. | Great fun.",
    "Lamps, rugs, etc. were sold.",
    "The U.S. version is longer.",
    "It is made in the U.S. | The box says so.",
    "Room No. 5 is the best. | Would I go back? | No. | Never.",
    "Tom Vance Jr. sings. | Acme Inc. made it.",
    "It needs approx. 5 min. to boot.",
    "It took 5 min. | Then it died.",
    "See Vol. 2 for more. | I did.",
    "The main st. is loud and the temp. control fails.",
    "Ask for the mfg. date.",
    "The cable is 10 ft. | It is sturdy.",
    "I called a rep. | He hung up.",
    "then mr. hale left. | we stayed.",
    "We stayed in Napa, CA. | The pool is cold.",
]
NUMBERS = [
    "It costs $4.99 and weighs 3.5 kg. | Fair.",
    "Doors open at 3:10 p.m. | Come early.",
    "Breakfast is at 9 a.m. on weekdays.",
    "I bought it in 2009. | 10 years on it works.",
    "1. Bright screen. | 2. Weak battery. | 3. Fine otherwise.",
    "I give it a 5. | The box is a 2.",
]
ELLIPSES = [
    "It was fine... | But no more than that.",
    "It was... well, fine.",
    "And then… | Nothing happened.",
    "And then… nothing happened.",
    "We waited . . . | Nobody came.",
    "... and so it goes. | Again.",
]
LOST_SPACES = [
    "Very good.||The next day it died.",
    "It ends well.||I cried.",
    "No more than that.||It is fine.||In short, buy it.",
    "We never forget.||RATING: nine of ten",
    "It scored 71/100.||So be it.",
    "Write to Lamps.Com today.",
    "What a show!||We stayed.",
    "Order it at lampshop.com or www.lamps.org today.",
    "See https://lamps.org/?Page=2.Then call.",
    "It runs on Asp.Net and e.g.this works.",
    "Write to jo.Smith@lamps.org soon.",
]
LOWER_CASE = [
    "the room was small. | the bed was fine.",
    "the room was small . | the bed was fine .",
    "is it loud? | yes it is! | avoid it.",
]
EMPHASIS = [
    "Really!? | Yes!",
    "Never again! ! ! | Avoid.",
    "loved it 😍 | battery lasts long",
    "Great stuff! 😍😍 | The next one too.",
    "I ❤️ this place so much.",
    "😍 loved it",
    "I liked the soup :) | Will return.",
    "a family 👨‍👩‍👧‍👦 | everyone came along",
]
SCRIPTS = [
    "很好。||电池不行！||真的？||是的。",
    "「いいね。」と彼は言った。||帰った。",
    "هل أعجبك؟ | نعم أعجبني.",
    "यह अच्छा है। | मुझे पसंद आया।",
    "Er kam z.B. gestern. | Es war gut.",
    "¿Fue bueno? | ¡Sí! | Volveré.",
]
LINES = [
    "Pros: | • light | • cheap",
    "It begins here, runs on until the margin of the page makes it\nturn, and ends here.",
]

CASES = [
    *QUOTES,
    *BRACKETS,
    *NAMES,
    *ABBREVIATIONS,
    *NUMBERS,
    *ELLIPSES,
    *LOST_SPACES,
    *LOWER_CASE,
    *EMPHASIS,
    *SCRIPTS,
    *LINES,
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_says(case: str) -> None:
    assert split(unmarked(case)) == marked(case)


def test_a_paragraph_ends_a_sentence_without_a_mark() -> None:
    assert split("Sound\n\nGood bass\n\nclear voices") == ["Sound", "Good bass", "clear voices"]


def test_short_lines_are_sentences_and_wrapped_lines_are_not() -> None:
    wrapped = "The strap is long enough for tall people who carry a\ncoat."
    assert split(f"Battery good\nscreen bad\n\n{wrapped}") == ["Battery good", "screen bad", wrapped]


def test_listed_lines_are_sentences_of_their_own() -> None:
    assert split("We liked:\n- the pool\n- the bar\n2) the view") == [
        "We liked:",
        "- the pool",
        "- the bar",
        "2) the view",
    ]


def test_ordinals_count_from_zero() -> None:
    assert [s.ordinal for s in split_sentences("One came. Two left. Three stayed.")] == [0, 1, 2]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert split_sentences(text) == ()


def test_a_run_on_is_cut_before_a_conjunction() -> None:
    clause = "the plot of the second act went round in circles for an hour" * 4
    assert split(f"{clause}, and {clause}") == [f"{clause},", f"and {clause}"]


def test_a_run_on_is_cut_at_a_semicolon_rather_than_a_comma() -> None:
    words = "it was long and slow " * 11
    assert split(f"{words}; then, {words}") == [f"{words};", f"then, {words.strip()}"]


def test_a_long_word_is_cut_between_visible_characters() -> None:
    family = "👨\u200d👩\u200d👧"
    pieces = split(family * 400)
    assert len(pieces) > 1
    assert all(len(piece) % len(family) == 0 for piece in pieces)


def test_flags_are_cut_in_pairs_of_letters() -> None:
    pieces = split("🇫🇷🇩🇪🇮🇹" * 200)
    assert all(len(piece) % 2 == 0 for piece in pieces)


HOSTILE = [
    "a",
    ". ",
    '."',
    'a."B',
    "(((.",
    "!",
    "e\u0301",
    "\u0301",
    "1.",
    "Mr. ",
    "😍 ",
    ":) ",
    "\n ",
    "x\n",
    "'",
    " ",
    "。",
    "a.B",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_long_hostile_text_is_split_in_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    began = time.perf_counter()
    sentences = split_sentences(text)
    assert time.perf_counter() - began < 5.0
    assert all(s.end - s.start <= MAX_SENTENCE_CHARS for s in sentences)


PIECES = st.sampled_from(
    [
        *"aA1 .!?…,;:\"'”“()[]-•\n",
        "\n\n",
        "Mr. ",
        "e.g. ",
        "The ",
        "the ",
        "and ",
        " . ",
        "...",
        "😍",
        "👩\u200d👧",
        "。",
        "؟ ",
        "।",
    ]
)
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=60).map("".join), st.text(alphabet="ab,", min_size=300)
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sentences_are_ordered_trimmed_bounded_and_lose_nothing(text: str) -> None:
    sentences = split_sentences(text)
    place = 0
    for sentence in sentences:
        piece = text[sentence.start : sentence.end]
        assert text[place : sentence.start].strip() == ""
        assert piece == piece.strip() != ""
        assert len(piece) <= MAX_SENTENCE_CHARS
        place = sentence.end
    assert text[place:].strip() == ""


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a", "e\u0301", "👍🏽", "👩\u200d👧", "न\u093f", "Wow! ", " ", "."]), max_size=500
    )
)
def test_no_sentence_begins_inside_a_visible_character(parts: list[str]) -> None:
    text = "".join(parts)
    for sentence in split_sentences(text):
        before = text[sentence.start - 1 : sentence.start]
        if before and not before.isspace():
            assert before != "\u200d"
            assert not unicodedata.category(text[sentence.start]).startswith("M")


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_sentence_split_again_keeps_its_ends(text: str) -> None:
    for sentence in split(text):
        again = split_sentences(sentence)
        assert (again[0].start, again[-1].end) == (0, len(sentence))
