"""Follow-up questions made full: "and the acting?" asks again what the question before it asked."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reading.fragments import read_fragment
from qa.reading.precedents import Precedent, read_precedent
from qa.reading.questions import MAX_QUESTION_CHARS
from qa.reading.rewordings import reworded
from qa.reading.utterances import is_question

__all__ = ["full_question"]

_LOOK_BACK = 6  # earlier turns; who says "why?" means none before


def full_question(text: str, earlier: Sequence[str]) -> str:
    """`text` as a question that stands by itself, with what it leaves to the user's `earlier` questions.

    `earlier` are in the order asked, the last being the nearest; those that ask nothing are passed over.
    A text that needs none of them, or cannot be made whole by them, comes back as it is. The result has at
    most `MAX_QUESTION_CHARS` where `text` has.
    """
    fragment = read_fragment(text)
    precedent = _precedent(earlier[-_LOOK_BACK:]) if fragment is not None else None
    if fragment is None or precedent is None:
        return text
    full = reworded(fragment, precedent)
    return full if full is not None and len(full) <= MAX_QUESTION_CHARS else text


def _precedent(earlier: Sequence[str]) -> Precedent | None:
    """The nearest earlier question, itself made full first."""
    if not earlier:
        return None
    *before, last = earlier
    if not is_question(last):
        return _precedent(before)
    fragment = read_fragment(last)
    if fragment is None:
        return read_precedent(last)
    nearer = _precedent(before)
    if nearer is None:
        return read_precedent(last) if fragment.leaning in ("thing", "clause", "side") else None
    full = reworded(fragment, nearer)
    return read_precedent(full or last)
