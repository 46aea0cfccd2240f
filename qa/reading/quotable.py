"""What of a review may be quoted in an answer at all."""

from __future__ import annotations

from qa.alignment import Span
from qa.reading.links import holds_link, holds_markup
from qa.reading.orders import gives_orders

__all__ = ["may_be_quoted", "sentence_around"]

REACH = 400  # characters on either side within which the ends of a sentence are looked for
_ENDS = ".!?\u2026\u3002\n"


def may_be_quoted(sentence: str) -> bool:
    """Whether a sentence is about what is reviewed: no advertisement, and no order to whoever answers."""
    return not (holds_link(sentence) or holds_markup(sentence) or gives_orders(sentence))


def sentence_around(text: str, span: Span) -> str:
    """The sentence that a span stands in, roughly: up to the nearest full stop on either side."""
    first, last = max(0, span.start - REACH), min(len(text), span.end + REACH)
    start = max((text.rfind(end, first, span.start) for end in _ENDS), default=-1)
    ends = [place for end in _ENDS if (place := text.find(end, max(first, span.end - 1), last)) >= 0]
    return text[max(first, start + 1) : min(ends, default=last) + 1].strip()
