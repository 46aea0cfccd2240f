"""From cleaned reviews to entries of the record: sentences, chunks, vectors and readings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from qa.ingest.chunking import CHUNK_CHARS, chunk_sentences
from qa.ingest.sentences import split_sentences
from qa.models import Chunk, Review, ReviewEntry, Sentence, Vectors
from qa.ports import Embedder, OpinionReader
from qa.vectors import unit

__all__ = ["make_entries"]


def make_entries(
    reviews: Sequence[Review],
    embedder: Embedder,
    opinions: OpinionReader,
    *,
    chunk_chars: int = CHUNK_CHARS,
) -> list[ReviewEntry]:
    """Compute everything that is stored of `reviews`.

    All their sentences are embedded in one call, because the embedder sorts a call's texts by length.
    """
    split = [split_sentences(review.text) for review in reviews]
    texts = [r.text[s.start : s.end] for r, found in zip(reviews, split, strict=True) for s in found]
    if not reviews:
        return []
    vectors = unit(embedder.embed_documents(texts))
    opinion, polarity = opinions.read(texts)
    borders = pairwise(accumulate(map(len, split), initial=0))
    return [
        _entry(
            review,
            found,
            chunk_sentences(review.text, found, chunk_chars),
            slice(*border),
            vectors,
            opinion,
            polarity,
        )
        for review, found, border in zip(reviews, split, borders, strict=True)
    ]


def _entry(
    review: Review,
    sentences: tuple[Sentence, ...],
    chunks: tuple[Chunk, ...],
    rows: slice,
    vectors: Vectors,
    opinion: NDArray[np.float32],
    polarity: NDArray[np.float32],
) -> ReviewEntry:
    return ReviewEntry(
        review=review,
        sentences=sentences,
        chunks=chunks,
        vectors=vectors[rows],
        opinion=opinion[rows],
        polarity=polarity[rows],
    )
