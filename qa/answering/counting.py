"""The count behind every answer and summary: what speaks of the aspect, and the `coverage` of the scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from qa.answering.coverage import Reading, coverage, naming_words, nearness
from qa.evidence import Evidence
from qa.models import Coverage, Filters, Question, Vectors
from qa.ports import EvidenceSource, LexicalIndex, ReviewRecords, SentenceKey, SideReader

__all__ = ["ABOUT", "Counted", "Counting"]

MENTIONS = 100_000  # sentences in scope that hold the aspect's words; beyond this a count is a lower bound
READABLE = 200  # reviews in scope; among more, a few sentences read together with the aspect change no count
READ = 24  # sentences nearest the aspect that are read together with it, at nearly 2 ms each on two cores
ABOUT = "What do people think of {aspect}?"  # whatever was asked of an aspect, its count is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts for a question, and the sentences that hold the words of its aspect."""

    coverage: Coverage
    mentions: frozenset[SentenceKey]


class Counting:
    """Counts over every review in scope. Safe to share between threads where the ports are."""

    def __init__(
        self,
        *,
        evidence: EvidenceSource,
        lexical: LexicalIndex,
        records: ReviewRecords,
        sides: SideReader | None = None,
    ) -> None:
        self._evidence = evidence
        self._lexical = lexical
        self._records = records
        self._sides = sides

    def count(self, question: Question, filters: Filters, vector: Vectors, aspect: Vectors | None) -> Counted:
        """The counts for a question; unit vectors (d,) of it and, where it names one, of its aspect."""
        mentions = self._mentions(question, filters)
        readings = {} if aspect is None else self._readings(question, filters, vector, aspect, mentions)
        counts = coverage(
            question,
            self._evidence.blocks(filters),
            vector,
            aspect_vector=aspect,
            mentions=mentions,
            readings=readings,
        )
        return Counted(coverage=counts, mentions=mentions)

    def _mentions(self, question: Question, filters: Filters) -> frozenset[SentenceKey]:
        named = [
            frozenset(key for key, _ in self._lexical.search(sorted(alike), filters, MENTIONS))
            for alike in naming_words(question).values()
        ]
        return frozenset.intersection(*named) if named else frozenset()

    def _readings(
        self,
        question: Question,
        filters: Filters,
        vector: Vectors,
        aspect: Vectors,
        mentions: frozenset[SentenceKey],
    ) -> Mapping[SentenceKey, Reading]:
        """What the sentences nearest the aspect say of it, where several reviews may."""
        if self._sides is None or not 1 < self._evidence.count(filters) <= READABLE:
            return {}
        blocks = list(self._evidence.blocks(filters))
        texts = self._texts(blocks, [nearness(block, vector, aspect, mentions) for block in blocks])
        read = self._sides.sides(ABOUT.format(aspect=question.aspect), list(texts.values()))
        return {key: Reading(*map(float, row)) for key, row in zip(texts, read, strict=True)}

    def _texts(self, blocks: Sequence[Evidence], near: Sequence[Vectors]) -> dict[SentenceKey, str]:
        """The nearest sentences as they stand in the record, by their keys."""
        nearest = nlargest(
            READ,
            (
                (float(scores[row]), place, int(row))
                for place, scores in enumerate(near)
                for row in (scores > 0).nonzero()[0]
            ),
        )
        found = [(blocks[place], row) for _, place, row in nearest]
        reviews = self._records.get({block.speakers[block.review_of[row]].review_id for block, row in found})
        texts = {}
        for block, row in found:
            review = block.review_at(row, reviews)
            if review is not None:
                key = (review.id, int(block.ordinals[row]))
                texts[key] = review.text[int(block.starts[row]) : int(block.ends[row])]
        return texts
