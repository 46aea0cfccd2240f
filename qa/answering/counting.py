"""The count behind every answer and summary: which sentences name the aspect, and `coverage` of the scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa.answering.coverage import LIKELY, coverage, naming_words
from qa.answering.rereading import Rereading
from qa.models import Coverage, Filters, Question, Vectors
from qa.ports import EvidenceSource, LexicalIndex, SentenceKey
from qa.subjects import names_of

__all__ = ["Counted", "Counting"]

MENTIONS = 100_000  # sentences in scope that hold the aspect's words; beyond this a count is a lower bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts for a question, and what was found on the way.

    `mentions` are the sentences that hold the words of its aspect, `likely` those that read as an answer;
    `unspoken` says that a word of the question stands nowhere in the reviews of the item asked about.
    """

    coverage: Coverage
    mentions: frozenset[SentenceKey]
    likely: frozenset[SentenceKey]
    unspoken: bool


class Counting:
    """Counts over every review in scope. Safe to share between threads where the ports are."""

    def __init__(self, *, evidence: EvidenceSource, lexical: LexicalIndex, rereading: Rereading) -> None:
        self._evidence = evidence
        self._lexical = lexical
        self._rereading = rereading

    def count(
        self,
        question: Question,
        filters: Filters,
        vector: Vectors,
        aspect: Vectors | None,
        *,
        closely: bool = True,
    ) -> Counted:
        """The counts for a question; unit vectors (d,) of it and, where it names one, of its aspect.

        Without `closely` no sentence is read together with the question.
        """
        named = self._named(question, filters)
        mentions = frozenset.intersection(*named.values()) if named else frozenset()
        blocks = self._evidence.blocks(filters)
        read: Mapping[SentenceKey, float] = {}
        of_an_item = filters.item_id is not None and filters.review_id is None
        if of_an_item and closely:
            blocks = tuple(blocks)
            read = self._rereading.read(question, blocks, vector, aspect, mentions)
        counts = coverage(question, blocks, vector, aspect_vector=aspect, mentions=mentions, read=read)
        return Counted(
            coverage=counts,
            mentions=mentions,
            likely=frozenset(key for key, share in read.items() if share >= LIKELY),
            unspoken=of_an_item and self._is_unspoken(question, filters, named),
        )

    def _named(self, question: Question, filters: Filters) -> dict[str, frozenset[SentenceKey]]:
        """For each word of the aspect, the sentences in scope that hold it or a word for the same."""
        return {
            term: frozenset(key for key, _ in self._lexical.search(sorted(alike), filters, MENTIONS))
            for term, alike in naming_words(question).items()
        }

    def _is_unspoken(
        self, question: Question, filters: Filters, named: Mapping[str, frozenset[SentenceKey]]
    ) -> bool:
        if question.asks_return:
            return False
        return any(
            not (named[term] if term in named else self._lexical.search(sorted(names_of(term)), filters, 1))
            for term in question.terms
        )
