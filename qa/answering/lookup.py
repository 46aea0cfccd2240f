"""Where a quote stands in a text: exactly, or up to spaces, quotation marks, dashes and case."""

from __future__ import annotations

import unicodedata
from array import array
from functools import lru_cache
from typing import NamedTuple

from qa.alignment import Span
from qa.terms import query_terms
from qa.words import words

__all__ = ["MIN_QUOTE_CHARS", "find", "find_all", "is_fragment", "is_quotable"]

MIN_QUOTE_CHARS = 3  # anything shorter stands in every text and supports nothing

MIN_WORDS = 3  # fewer make no statement: "Very well.", "Meh"
MIN_NAMING = 2  # of an entry or a question: "- The ending." says nothing, "- Weak ending" does
MIN_UNSPACED = 8  # characters, in scripts that write no spaces between words

_BULLETS = "-*\u2022\u2013\u2014+ "
_QUOTATION_MARKS = (
    "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a"
)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_ALIKE = dict.fromkeys(_QUOTATION_MARKS, "'") | dict.fromkeys(_DASHES, "-")
_TRIMMED = _QUOTATION_MARKS + " .\u2026\u00a0"


class _Folded(NamedTuple):
    """A text made alike; `origin[i]` is the place in the text that folded character `i` comes from."""

    text: str
    origin: array[int]


def find(text: str, quote: str, expected: int | None = None) -> Span | None:
    """The span of `text` that reads as `quote`, the one nearest to `expected` where there are several.

    None when the quote is not there, is shorter than `MIN_QUOTE_CHARS`, or would begin or end inside a word.
    """
    wanted = quote.strip()
    if not is_quotable(wanted):
        return None
    if expected is not None and expected >= 0 and text.startswith(quote, expected):
        span = _trimmed(text, Span(expected, expected + len(quote)))
        if not _tears(text, span):
            return span
    exact = _nearest(_exact(text, wanted), expected)
    return exact or _nearest(_alike(text, wanted), expected)


def find_all(text: str, words: str) -> list[Span]:
    """Every span of `text` that reads exactly as `words` and neither begins nor ends inside a word."""
    return _exact(text, words) if words else []


def is_quotable(text: str) -> bool:
    """Whether a text says enough to be quoted: `MIN_QUOTE_CHARS` characters, a letter or digit among them."""
    bare = text.strip()
    return len(bare) >= MIN_QUOTE_CHARS and any(character.isalnum() for character in bare)


def is_fragment(text: str) -> bool:
    """Whether a text is no statement: a word or two, or an entry or question that only names a thing."""
    bare = text.strip()
    told = words(bare.lstrip(_BULLETS))
    if not bare.isascii() and len(told) < MIN_WORDS:
        return len(bare) < MIN_UNSPACED
    if bare[:1] in _BULLETS or bare.endswith("?"):
        return len(query_terms(bare)) < MIN_NAMING
    return len(told) < MIN_WORDS


def _exact(text: str, wanted: str) -> list[Span]:
    spans, place = [], text.find(wanted)
    while place >= 0:
        spans.append(Span(place, place + len(wanted)))
        place = text.find(wanted, place + len(wanted))
    return [span for span in spans if _is_whole(text, span)]


def _alike(text: str, wanted: str) -> list[Span]:
    folded = _fold(text)
    for needle in dict.fromkeys((_fold(wanted).text.strip(), _fold(wanted.strip(_TRIMMED)).text.strip())):
        if len(needle) < MIN_QUOTE_CHARS:
            continue
        spans, place = [], folded.text.find(needle)
        while place >= 0:
            spans += _unfolded(folded, place, place + len(needle))
            place = folded.text.find(needle, place + len(needle))
        whole = [span for span in spans if _is_whole(text, span)]
        if whole:
            return whole
    return []


def _unfolded(folded: _Folded, start: int, end: int) -> list[Span]:
    """The span of the text behind folded characters, none where it would split a character."""
    origin = folded.origin
    splits_first = start > 0 and origin[start - 1] == origin[start]
    splits_last = end < len(origin) and origin[end] == origin[end - 1]
    return [] if splits_first or splits_last else [Span(origin[start], origin[end - 1] + 1)]


@lru_cache(maxsize=128)  # reviews that are looked into again and again, as evaluation does
def _fold(text: str) -> _Folded:
    characters: list[str] = []
    origin = array("I")
    for place, character in enumerate(text):
        for alike in _like(character):
            if alike == " " and characters and characters[-1] == " ":
                continue
            characters.append(alike)
            origin.append(place)
    return _Folded("".join(characters), origin)


@lru_cache(maxsize=4096)
def _like(character: str) -> str:
    """What a character counts as: decomposed, case-folded, one kind of space, quotation mark and dash."""
    if character.isspace():
        return " "
    if character in _ALIKE:
        return _ALIKE[character]
    return unicodedata.normalize("NFD", character.casefold())


def _nearest(spans: list[Span], expected: int | None) -> Span | None:
    return min(spans, key=lambda span: abs(span.start - (expected or 0)), default=None)


def _trimmed(text: str, span: Span) -> Span:
    """The span without the spaces at its ends."""
    quote = text[span.start : span.end]
    return Span(span.start + len(quote) - len(quote.lstrip()), span.end - len(quote) + len(quote.rstrip()))


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span begins and ends between words, and tears no mark from its letter."""
    return not (_tears(text, span) or _inside_word(text, span.start) or _inside_word(text, span.end))


def _tears(text: str, span: Span) -> bool:
    """Whether a combining mark at either end of the span is parted from its letter."""
    edges = (place for place in span if place < len(text))
    return any(unicodedata.combining(text[place]) != 0 for place in edges)


def _inside_word(text: str, place: int) -> bool:
    """Whether a place has letters of a script with spaces, or digits, on both sides."""
    if not 0 < place < len(text):
        return False
    return all(
        c.isalnum() and (c.isdigit() or c.isupper() or c.islower()) for c in text[place - 1 : place + 1]
    )
