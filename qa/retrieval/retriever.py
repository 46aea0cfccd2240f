"""Finding the sentences that answer: dense and lexical evidence, weighed together for one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from qa.alignment import Span
from qa.evidence import Evidence
from qa.models import Filters, Hit, Question, Review, Vectors
from qa.ports import (
    ChunkKey,
    EvidenceSource,
    LexicalIndex,
    Reranker,
    ReviewRecords,
    SentenceKey,
    VectorIndex,
)
from qa.retrieval.fusion import fuse
from qa.retrieval.ranking import rank, score_share, with_cues
from qa.retrieval.reranking import reranked
from qa.terms import query_terms

__all__ = ["Found", "Lookup", "Retriever"]

Lookup = Future[Mapping[SentenceKey, float]]

LOOKUPS = 2  # word searches at once: as many as questions are answered at once

CANDIDATE_CHUNKS = 100  # asked of the vector index; their sentences are then weighed exactly
CANDIDATE_SENTENCES = 100  # asked of the lexical index where the scope is not one item
LEXICAL_IN_SCOPE = 20_000  # sentences of one item with a word of the question; more say no more
# A word that stands in most sentences scores next to nothing; taken as the best it would decide everything.
WEAKEST_BEST = 1.0
POOL = 40  # best sentences whose wording is read; the order below hardly moves


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A sentence that was found: `vector` (d,) is its unit vector, `score` what it was ranked by.

    `closeness` is the score without what a reranker adds.
    """

    hit: Hit
    vector: Vectors
    score: float
    closeness: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Row:
    """One row of the evidence with its scores, copied, so that its block can be let go."""

    review_id: str
    content_hash: str
    ordinal: int
    span: Span
    vector: Vectors
    opinion: float
    polarity: float
    score: float


class Retriever:
    """Ranks sentences for a question.

    With one item or review in scope every sentence of it is weighed. Otherwise the vector index and the
    lexical index propose candidates; where the vector index cannot be used, everything in scope is weighed.
    """

    def __init__(
        self,
        *,
        records: ReviewRecords,
        evidence: EvidenceSource,
        lexical: LexicalIndex,
        vectors: VectorIndex,
        reranker: Reranker | None = None,
    ) -> None:
        self._records = records
        self._evidence = evidence
        self._lexical = lexical
        self._vectors = vectors
        self._reranker = reranker
        self._beside = ThreadPoolExecutor(max_workers=LOOKUPS, thread_name_prefix="pullquote-words")

    def look_up(self, question: Question, filters: Filters) -> Lookup:
        """Begin the search for the question's words, to run while the question is embedded."""
        return self._beside.submit(self._lexical_scores, question, filters)

    def find(
        self,
        question: Question,
        vector: Vectors,
        filters: Filters,
        limit: int,
        lookup: Lookup | None = None,
        *,
        closely: bool = True,
    ) -> list[Found]:
        """The `limit` best sentences in scope, best first; `vector` (d,) is the question's unit vector.

        `lookup` is what `look_up` began for the same question and filters. Without `closely` the best are not
        read together with the question, which takes most of the time.
        """
        wanted = max(limit, POOL)
        begun = lookup or self.look_up(question, filters)
        chunks = None if filters.names_one else self._vectors.search(vector, filters, CANDIDATE_CHUNKS)
        lexical = begun.result()
        best = nlargest(
            wanted,
            (
                row
                for block in self._candidates(chunks, filters, lexical)
                for row in _best_rows(question, vector, block, lexical, wanted)
            ),
            key=lambda row: row.score,
        )
        return self._worded(question, best, self._reranker if closely else None)[:limit]

    def _lexical_scores(self, question: Question, filters: Filters) -> Mapping[SentenceKey, float]:
        limit = LEXICAL_IN_SCOPE if filters.names_one else CANDIDATE_SENTENCES
        return dict(self._lexical.search(query_terms(question.text), filters, limit))

    def _candidates(
        self,
        chunks: Sequence[ChunkKey] | None,
        filters: Filters,
        lexical: Mapping[SentenceKey, float],
    ) -> Iterable[Evidence]:
        if chunks is None:
            return self._evidence.blocks(filters)
        return [self._evidence.of(chunks, list(lexical), filters)]

    def _worded(self, question: Question, rows: Sequence[_Row], reranker: Reranker | None) -> list[Found]:
        """Weigh the wording too, which is read of the best rows only, and put them in their final order."""
        reviews = self._records.get({row.review_id for row in rows})
        kept = [row for row in rows if _still_stands(row, reviews)]
        texts = [reviews[row.review_id].text[slice(*row.span)] for row in kept]
        scores = with_cues(question, np.array([row.score for row in kept], dtype=np.float32), texts)
        reread = reranked(reranker, question.text, scores, texts)
        return [
            Found(
                hit=_hit(kept[i], reviews[kept[i].review_id], float(reread[i])),
                vector=kept[i].vector,
                score=float(reread[i]),
                closeness=float(scores[i]),
            )
            for i in map(int, np.argsort(-reread, kind="stable"))
        ]


def _best_rows(
    question: Question,
    vector: Vectors,
    block: Evidence,
    lexical: Mapping[SentenceKey, float],
    limit: int,
) -> Iterable[_Row]:
    cosine = block.vectors @ vector if len(block) else np.zeros(0, dtype=np.float32)
    scores = rank(question, fuse(cosine, _aligned(block, lexical), block), block)
    top = np.argsort(-scores, kind="stable")[:limit]
    return [_row(block, int(i), float(scores[i])) for i in top]


def _row(block: Evidence, i: int, score: float) -> _Row:
    speaker = block.speakers[int(block.review_of[i])]
    return _Row(
        review_id=speaker.review_id,
        content_hash=speaker.content_hash,
        ordinal=int(block.ordinals[i]),
        span=Span(int(block.starts[i]), int(block.ends[i])),
        vector=block.vectors[i].copy(),
        opinion=float(block.opinion[i]),
        polarity=float(block.polarity[i]),
        score=score,
    )


def _still_stands(row: _Row, reviews: Mapping[str, Review]) -> bool:
    """Whether the review was neither deleted nor changed since its evidence was read."""
    review = reviews.get(row.review_id)
    return review is not None and review.content_hash == row.content_hash


def _aligned(block: Evidence, lexical: Mapping[SentenceKey, float]) -> NDArray[np.float32]:
    """Lexical scores (n,) for the rows of `block`, as a share of the best in the whole scope."""
    shares = np.zeros(len(block), dtype=np.float32)
    if not lexical or not len(block):
        return shares
    best = max(*lexical.values(), WEAKEST_BEST)
    for key, row in block.rows_of(lexical):
        shares[row] = lexical[key] / best
    return shares


def _hit(row: _Row, review: Review, score: float) -> Hit:
    return Hit(
        review=review,
        span=row.span,
        score=score_share(score),
        opinion=row.opinion,
        polarity=row.polarity,
        ordinal=row.ordinal,
    )
