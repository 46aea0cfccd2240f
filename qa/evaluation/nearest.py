"""The words of a text that read most like a quote which does not stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from qa.evaluation.reviews import ReviewText

__all__ = ["nearest_words"]

LIKENESS = 0.7  # from which a quote may have been meant, as difflib measures it: 2 x matches / characters
SHIFTS = (0, -1, 1, -2, 2)  # characters too many or too few before what they share
MAX_REVIEWS = 200  # that are looked through: a few milliseconds each


def nearest_words(quote: str, reviews: Iterable[ReviewText]) -> tuple[str, str] | None:
    """Words and the id of their review; None where nothing is alike."""
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(quote)
    best, found = LIKENESS, None
    for review, _ in zip(reviews, range(MAX_REVIEWS), strict=False):
        matcher.set_seq1(review.text)
        match = matcher.find_longest_match()
        for shift in SHIFTS:
            words = _whole_words(review.text, match.a - match.b + shift, len(quote))
            matcher.set_seq1(words)
            if (likeness := matcher.ratio()) > best:
                best, found = likeness, (words, review.id)
    return found


def _whole_words(text: str, start: int, length: int) -> str:
    """The text from `start` on, and on both sides what its outer words still lack."""
    start = min(max(0, start), len(text))
    end = min(start + length, len(text))
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[start:end]
