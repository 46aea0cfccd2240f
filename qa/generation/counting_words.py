"""Numbers in a text, and words on how many people say something."""

from __future__ import annotations

import re
import unicodedata

from qa.numerals import ONES, TENS, in_words
from qa.words import word_set, words

__all__ = ["counts_people", "numbers_in"]

_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
_LARGE = word_set("hundred hundreds thousand thousands million millions billion billions dozen dozens")
# "One" and "first" are as often no number at all; "zero" never tells of a thing.
_SMALL = frozenset(ONES[2:]) | frozenset(TENS)
_COMPOUND = re.compile(rf"\b({'|'.join(TENS)})[-\s]({'|'.join(ONES[1:10])})\b", re.IGNORECASE)
_IN_DIGITS = {word: str(value) for value in range(2, 100) for word in [in_words(value)]}

_PEOPLE = (
    r"(?:review(?:er)?s?|guests?|critics?|customers?|people|persons?|users?|buyers?|readers?|viewers?|diners?"
    r"|visitors?|travell?ers?|patrons?|owners?|players?|others?|opinions?|shoppers?|fans?|authors?|commenters?)"
)
_SHARE = (
    r"(?:most|many|several|some|few|a few|all|both|every|each|no|none|numerous|multiple|various|half"
    r"|(?:a |the )?(?:majority|minority|handful|number|couple|third|quarter|lots?|plenty|dozens|hundreds)"
    rf"|\d[\d.,]*\s?%?|{'|'.join(sorted(_SMALL | _LARGE))})"
)
_COUNTED = re.compile(
    rf"\b{_SHARE}(?:\s+(?:of|out of|in|per ?cent of))?(?:\s+\d+)?"
    rf"(?:\s+(?:the|these|those|our|other))?(?:\s+\w+)?\s+{_PEOPLE}\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:everyone|everybody|nobody|no[ -]one|unanimous(?:ly)?|universal(?:ly)?|majority|consensus"
    r"|without exception)\b",
    re.IGNORECASE,
)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers in a text, in digits where they are below a hundred or written so."""
    plain = _COMPOUND.sub(_compound_in_digits, unicodedata.normalize("NFKC", text))
    written = {match[0].replace(",", "") for match in _DIGITS.finditer(plain)}
    parts = {part for number in written for part in re.split(r"[.:/]", number)}
    spoken = {word for word in words(plain) if word in _SMALL or word in _LARGE}
    return frozenset(
        _bare(one) for one in (*written, *parts, *(_IN_DIGITS.get(word, word) for word in spoken))
    )


def _compound_in_digits(found: re.Match[str]) -> str:
    return _IN_DIGITS["-".join(found.groups()).lower()]


def _bare(number: str) -> str:
    return number.lstrip("0") or "0" if number.isdecimal() else number.removesuffix("s")


def counts_people(text: str, given: str) -> bool:
    """Whether a text says how many people say something, in words that stand nowhere in what is given."""
    folded = " ".join(given.casefold().split())
    found = (*_COUNTED.finditer(text), *_EVERYONE.finditer(text))
    return any(" ".join(match[0].casefold().split()) not in folded for match in found)
