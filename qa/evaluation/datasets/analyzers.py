"""How texts and questions become the terms that BM25 counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.terms import query_terms
from qa.words import stem, words

__all__ = ["STANDARD", "STEMMED", "Analyzer", "standard_words"]

Terms = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer:
    """Terms of a text that is searched, and of a question that searches; in order, repeated as they are."""

    text: Callable[[str], Terms]
    question: Callable[[str], Terms]


# What Unicode's word breaking (UAX #29) lets stand inside a word: between letters, between digits, or both.
_MARKS = "\u0300-\u036f\u200d"  # combining marks belong to the letter before them
_BETWEEN_LETTERS = ":\u00b7\u2027\uff1a"
_BETWEEN_DIGITS = ",;\u066c\u2044\uff0c\uff1b"
_BETWEEN_BOTH = ".'\u2018\u2019\u2024\uff07\uff0e"
_PART = rf"[^\W²³¹¼½¾]+[{_MARKS}]*"  # Python counts raised digits and fractions as word characters
_PARTS = rf"(?:{_PART})+"
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"{_PARTS}(?:(?:"
    rf"(?<={_LETTER})[{_BETWEEN_LETTERS}{_BETWEEN_BOTH}](?={_LETTER})"
    rf"|(?<=\d)[{_BETWEEN_DIGITS}{_BETWEEN_BOTH}](?=\d)"
    rf"){_PARTS})*"
)


def standard_words(text: str) -> Terms:
    """The words of a text, in lower case and all of them: those of Elasticsearch's `standard` analyzer.

    For scripts that write spaces between words; the analyzer also parts ideographs, which this does not.

    Source: Lucene's StandardTokenizer; https://www.unicode.org/reports/tr29/#Word_Boundaries
    """
    found = (match.group() for match in _WORD.finditer(text))
    return [word.lower() for word in found if word.strip("_")]


def _stemmed_words(text: str) -> Terms:
    return [stem(word) for word in words(text)]


def _stemmed_terms(question: str) -> Terms:
    return [stem(term) for term in query_terms(question)]


STANDARD = Analyzer(text=standard_words, question=standard_words)
STEMMED = Analyzer(text=_stemmed_words, question=_stemmed_terms)  # stop words are left out of questions only
