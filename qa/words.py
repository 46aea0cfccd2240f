"""Words of a text, and a light stem that makes "ending", "endings" and "ends" one word."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PlacedWord", "placed_words", "stem", "stems", "word_set", "words"]

# A word is a run of letters, digits and marks; an apostrophe holds it together only between letters.
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

_SUFFIXES = (
    "ically",
    "ations",
    "nesses",
    "ation",
    "ances",
    "ences",
    "ments",
    "iness",
    "ance",
    "ence",
    "ment",
    "ness",
    "ions",
    "ings",
    "ally",
    "ied",
    "ies",
    "ily",
    "ion",
    "ing",
    "ers",
    "ors",
    "est",
    "ed",
    "er",
    "or",
    "es",
    "ly",
    "al",
    "s",
    "e",
    "y",
)
_MIN_STEM = 3  # letters left after cutting; shorter stems make unrelated words meet


class PlacedWord(NamedTuple):
    """A word, case-folded with straight apostrophes, and where it stands: `[start, end)`."""

    text: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of `text` in order, case-folded, with straight apostrophes."""
    return [_folded(match.group()) for match in _WORD.finditer(text)]


def placed_words(text: str) -> list[PlacedWord]:
    """The words of `text` as `words` gives them, with their places."""
    return [PlacedWord(_folded(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def word_set(text: str) -> frozenset[str]:
    """The words of a list written with spaces, as they stand."""
    return frozenset(text.split())


def stem(word: str) -> str:
    """Cut the ending of an English word, crudely; other words mostly pass through.

    Source: a flat list in the manner of Lovins (1968), longest suffix first, one pass.
    """
    bare = word.removesuffix("'s").replace("'", "")
    if not bare.isascii():
        return bare
    for suffix in _SUFFIXES:
        if bare.endswith(suffix) and len(bare) - len(suffix) >= _MIN_STEM:
            return _undoubled(bare[: -len(suffix)])
    return bare


def stems(text: str) -> frozenset[str]:
    """The stems of all words of `text`."""
    return frozenset(map(stem, words(text)))


def _folded(word: str) -> str:
    return word.casefold().replace("\u2019", "'")


def _undoubled(cut: str) -> str:
    doubled = len(cut) > _MIN_STEM and cut[-1] == cut[-2] and cut[-1] not in "aeiouls"
    return cut[:-1] if doubled else cut
