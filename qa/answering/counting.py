"""The count behind every answer and summary: which sentences name the aspect, and `coverage` of the scope."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answering.coverage import coverage, naming_words
from qa.models import Coverage, Filters, Question, Vectors
from qa.ports import EvidenceSource, LexicalIndex, SentenceKey

__all__ = ["Counted", "Counting"]

MENTIONS = 100_000  # sentences in scope that hold the aspect's words; beyond this a count is a lower bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts for a question, and the sentences that hold the words of its aspect."""

    coverage: Coverage
    mentions: frozenset[SentenceKey]


class Counting:
    """Counts over every review in scope. Safe to share between threads where the ports are."""

    def __init__(self, *, evidence: EvidenceSource, lexical: LexicalIndex) -> None:
        self._evidence = evidence
        self._lexical = lexical

    def count(self, question: Question, filters: Filters, vector: Vectors, aspect: Vectors | None) -> Counted:
        """The counts for a question; unit vectors (d,) of it and, where it names one, of its aspect."""
        mentions = self._mentions(question, filters)
        counts = coverage(
            question, self._evidence.blocks(filters), vector, aspect_vector=aspect, mentions=mentions
        )
        return Counted(coverage=counts, mentions=mentions)

    def _mentions(self, question: Question, filters: Filters) -> frozenset[SentenceKey]:
        named = [
            frozenset(key for key, _ in self._lexical.search(sorted(alike), filters, MENTIONS))
            for alike in naming_words(question).values()
        ]
        return frozenset.intersection(*named) if named else frozenset()
