"""The part of a sentence that speaks of something: a clause, or the whole where it has no other side."""

from __future__ import annotations

import re

from qa.alignment import Span
from qa.words import words

__all__ = ["SHORT", "clauses_of", "stretch_around"]

MIN_WORDS = 4  # of a stretch that can be understood by itself
SHORT = 220  # characters: a sentence up to here is quoted whole where nothing in it speaks of the other side

_BREAK = re.compile(
    r"\s*[;:()\u2014]\s*|\s+[\u2013-]\s+|,?\s+(?:but|although|though|yet|whereas|while|however|except)\s+|"
    r",\s+(?=(?:and|which|who|where|so)\s)"
)
_COMMA = re.compile(r",\s+")
_OPENING = re.compile(r"(?:and|but|so|yet|which|where|-|\u2013)\s+", re.IGNORECASE)


def stretch_around(text: str, place: int, *, fine: bool = False) -> Span:
    """The clause of the sentence `text` that holds `place`; with `fine`, commas part clauses too.

    One that is too short to be understood takes in what follows it, else what stands before it.
    """
    cuts = _cuts(text, fine)
    last = next(index for index, cut in enumerate(cuts) if index and (place < cut or index == len(cuts) - 1))
    first = last - 1
    while len(words(text[cuts[first] : cuts[last]])) < MIN_WORDS and (first > 0 or last < len(cuts) - 1):
        if last < len(cuts) - 1:
            last += 1
        else:
            first -= 1
    return _tidy(text, Span(cuts[first], cuts[last]))


def clauses_of(text: str) -> list[Span]:
    """All clauses of a sentence, commas parting them, in order."""
    return list(dict.fromkeys(stretch_around(text, cut, fine=True) for cut in _cuts(text, True)[:-1]))


def _cuts(text: str, fine: bool) -> list[int]:
    """Where clauses begin, and the end of the text."""
    inner = {match.end() for match in _BREAK.finditer(text)}
    if fine:
        inner |= {match.end() for match in _COMMA.finditer(text)}
    return [0, *sorted(inner - {0, len(text)}), len(text)]


def _tidy(text: str, span: Span) -> Span:
    """The span without what only joins it to its neighbours."""
    start, end = span
    while True:
        start += len(text[start:end]) - len(text[start:end].lstrip(" \n\t,;:-\u2013\u2014)"))
        opening = _OPENING.match(text, start, end)
        if start == 0 or opening is None:
            break
        start = opening.end()
    bare = text[start:end].rstrip(" \n\t,;:-\u2013\u2014(")
    joined = re.sub(r",?\s+(?:but|although|though|yet|whereas|while|however|except|and)$", "", bare)
    return Span(start, start + len(joined))
