"""Text to sentences."""

from __future__ import annotations

from collections.abc import Iterator

from qa.ingest.sentences.boundaries import boundaries
from qa.ingest.sentences.runons import cut_runon
from qa.models import Sentence

__all__ = ["split_sentences"]


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order.

    They do not overlap, begin and end with a visible character, together hold every character of the text
    that is not white space, and are at most MAX_SENTENCE_CHARS long. The work is linear in the length.
    """
    spans = (_trim(text, start, end) for start, end in _pieces(text))
    kept = ((start, end) for start, end in spans if start < end)
    return tuple(Sentence(ordinal=n, start=start, end=end) for n, (start, end) in enumerate(kept))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for border in (*boundaries(text), len(text)):
        first, last = _trim(text, start, border)
        for cut in cut_runon(text, first, last):
            yield first, cut
            first = cut
        yield first, last
        start = border


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    trimmed = piece.lstrip()
    start += len(piece) - len(trimmed)
    return start, start + len(trimmed.rstrip())
