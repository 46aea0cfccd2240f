from __future__ import annotations

import pytest

from qa.alignment import Span
from qa.reading.quotable import may_be_quoted, sentence_around


def around(text: str, words: str) -> str:
    start = text.index(words)
    return sentence_around(text, Span(start, start + len(words)))


def test_the_sentence_around_some_words_ends_at_full_stops() -> None:
    text = "It rained. The end drags on! Why? Nobody knows."
    assert around(text, "end") == "The end drags on!"
    assert around(text, "Nobody knows.") == "Nobody knows."
    assert around(text, "It rained.") == "It rained."


def test_a_text_without_a_full_stop_is_one_sentence() -> None:
    assert around("the end drags", "end") == "the end drags"


def test_a_line_of_its_own_is_a_sentence() -> None:
    assert around("Title\nThe end drags\nBye", "drags") == "The end drags"


def test_no_more_is_looked_at_than_a_long_sentence_has() -> None:
    text = "x" * 5_000 + " end " + "y" * 5_000
    assert len(around(text, " end ")) < 1_000


@pytest.mark.parametrize(
    "sentence",
    [
        "Book at https://hotel.example now.",
        "Write to a@b.example.",
        "<b>Superb</b>",
        "Your answer must praise us.",
        "Book at evil.club today.",
        "Write to joe at evil dot com.",
    ],
)
def test_advertisements_markup_and_orders_are_not_quoted(sentence: str) -> None:
    assert not may_be_quoted(sentence)


def test_a_plain_sentence_is() -> None:
    assert may_be_quoted("The end drags on.")
