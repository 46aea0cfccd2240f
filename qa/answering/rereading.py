"""Reading the sentences nearest to what is counted once more, each together with the question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from qa.evidence import Evidence
from qa.models import Question, Vectors
from qa.ports import Reranker, ReviewRecords, SentenceKey

__all__ = ["READ", "Rereading"]

READ = 16  # sentences at over 2 ms each on two cores; 24 and 40 count no better
MOST_SENTENCES = 2_000  # in scope; beyond, the few that are read would not move a count
NAMED_BONUS = 0.15  # how much nearer a sentence is that names the aspect, in units of a cosine


class _Near(NamedTuple):
    closeness: float
    block: int
    row: int


class Rereading:
    """Tells how likely sentences speak of what is asked. Safe to share where the ports are."""

    def __init__(self, *, records: ReviewRecords, reranker: Reranker | None) -> None:
        self._records = records
        self._reranker = reranker

    def read(
        self,
        question: Question,
        blocks: Sequence[Evidence],
        vector: Vectors,
        aspect: Vectors | None,
        mentions: Collection[SentenceKey],
    ) -> Mapping[SentenceKey, float]:
        """The nearest sentences of `blocks` with a probability (0..1) that each answers the question.

        None are read where one review is in scope, or too much to read, or nothing in particular is asked.
        Unit vectors (d,) of the question and of its aspect; `mentions` are sentences that name the aspect.
        """
        if self._reranker is None or not _is_worth_reading(question, blocks):
            return {}
        near = nlargest(READ, _nearness(blocks, vector, aspect, mentions))
        rows = [(blocks[one.block], one.row, one.closeness) for one in near]
        reviews = self._records.get(
            {block.speakers[int(block.review_of[row])].review_id for block, row, _ in rows}
        )
        texts: dict[SentenceKey, str] = {}
        for block, row, closeness in rows:
            review = block.review_at(row, reviews)
            if review is not None:
                hit = block.hit_at(row, review, closeness)
                texts[review.id, hit.ordinal] = hit.text
        relevance = self._reranker.relevance(question.text, list(texts.values()))
        return dict(zip(texts, map(float, relevance), strict=True))


def _is_worth_reading(question: Question, blocks: Sequence[Evidence]) -> bool:
    if not question.asks_opinion or question.aspect is None or question.asks_return:
        return False
    voices = {speaker.voice for block in blocks for speaker in block.speakers}
    return len(voices) > 1 and sum(map(len, blocks)) <= MOST_SENTENCES


def _nearness(
    blocks: Sequence[Evidence],
    vector: Vectors,
    aspect: Vectors | None,
    mentions: Collection[SentenceKey],
) -> list[_Near]:
    found = []
    for place, block in enumerate(blocks):
        near = block.vectors @ vector
        if aspect is not None:
            near = near.clip(min=block.vectors @ aspect)
        near[[row for _, row in block.rows_of(mentions)]] += NAMED_BONUS
        found += [_Near(float(closeness), place, row) for row, closeness in enumerate(near)]
    return found
