"""Sentences gathered into passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.models import Chunk, Sentence

__all__ = ["CHUNK_CHARS", "chunk_sentences"]

CHUNK_CHARS = 400  # characters, at most, unless one sentence is longer; see tests/benchmarks/subjqa.py
_PARAGRAPH_SHARE = (
    0.5  # of the limit: a chunk this long ends with its paragraph, a shorter one takes in the next
)


def chunk_sentences(
    text: str, sentences: Sequence[Sentence], max_chars: int = CHUNK_CHARS
) -> tuple[Chunk, ...]:
    """Passages of whole sentences, in order; every sentence stands in exactly one.

    A passage holds at most `max_chars` characters, or a single sentence, and rather ends with a paragraph
    than runs across its border.
    """
    return tuple(
        Chunk(
            ordinal=ordinal,
            start=sentences[first].start,
            end=sentences[last].end,
            first=sentences[first].ordinal,
            last=sentences[last].ordinal,
        )
        for ordinal, (first, last) in enumerate(_runs(text, sentences, max_chars))
    )


def _runs(text: str, sentences: Sequence[Sentence], max_chars: int) -> Iterator[tuple[int, int]]:
    """Indices of the first and last sentence of each passage."""
    first = 0
    for index in range(1, len(sentences)):
        if _parts(text, sentences[first].start, sentences[index - 1], sentences[index], max_chars):
            yield first, index - 1
            first = index
    if sentences:
        yield first, len(sentences) - 1


def _parts(text: str, start: int, before: Sentence, after: Sentence, max_chars: int) -> bool:
    """Whether a passage that begins at `start` ends between two sentences."""
    if after.end - start > max_chars:
        return True
    return before.end - start >= _PARAGRAPH_SHARE * max_chars and "\n" in text[before.end : after.start]
