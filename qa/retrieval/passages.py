"""Found sentences widened to the passages they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.alignment import Span
from qa.models import Chunk, Hit
from qa.ports import SentenceKey

__all__ = ["as_passages"]


def as_passages(hits: Sequence[Hit], chunks: Mapping[SentenceKey, Chunk]) -> list[Hit]:
    """The passage of each sentence, once, in the order of its best sentence, whose score it takes."""
    passages: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        chunk = chunks.get((hit.review.id, hit.ordinal))
        if chunk is not None and chunk.start <= hit.span.start and hit.span.end <= chunk.end:
            widened = replace(hit, span=Span(chunk.start, chunk.end), ordinal=chunk.ordinal)
            passages.setdefault((hit.review.id, chunk.ordinal), widened)
    return list(passages.values())
