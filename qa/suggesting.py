"""Suggested questions for a scope: from its own reviews, each tried before it is offered, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from qa.answering.suggestions import Offer, chosen, worded
from qa.models import Filters, Question, Vectors
from qa.ports import Embedder, EvidenceSource
from qa.reading.questions import aspect_text, query_text, read_question
from qa.scope_cache import ScopeCache
from qa.synthesis import Synthesis
from qa.vectors import unit

__all__ = ["Suggesting", "Trial"]

KEPT_SCOPES = 1_000  # whose questions are remembered; about 10 kB each
TRIED = 6  # questions tried at most: each costs as much as an answer
OFFERED = 4  # that are kept, so that enough are left beside whatever was asked

# Whether a question, with the unit vectors (d,) of it and of its aspect, is answered within a scope;
# with `hide` without what gives away the plot.
Trial = Callable[[Question, Filters, Vectors, Vectors | None, bool], bool]


class Suggesting:
    """Offers questions about one item or review. Safe to share between threads where the ports are."""

    def __init__(
        self, *, evidence: EvidenceSource, embedder: Embedder, synthesis: Synthesis, is_answered: Trial
    ) -> None:
        self._evidence = evidence
        self._embedder = embedder
        self._synthesis = synthesis
        self._is_answered = is_answered
        self._kept: ScopeCache[tuple[Filters, bool], tuple[Offer, ...]] = ScopeCache(KEPT_SCOPES)

    def beside(
        self, asked: Question | None, vector: Vectors | None, filters: Filters, *, hide: bool
    ) -> tuple[str, ...]:
        """Questions that the scope answers, none near the one asked, whose unit vector (d,) is given.

        None for a scope that is not one item or review: too much would have to be read.
        """
        if not filters.names_one:
            return ()
        revision = self._evidence.revision
        offers = self._kept.get((filters, hide), revision)
        if offers is None:
            offers = self._offers(filters, hide)
            self._kept.put((filters, hide), revision, offers)
        return chosen(offers, asked, vector)

    def _offers(self, filters: Filters, hide: bool) -> tuple[Offer, ...]:
        reviews = self._evidence.count(filters)
        if not reviews:
            return ()
        spoken = self._synthesis.spoken_of(filters, hide=hide)[: TRIED - 2]
        questions = [read_question(text) for text in islice(worded(spoken, reviews), TRIED)]
        texts = [query_text(one) for one in questions]
        aspects = [aspect_text(one.aspect) if one.aspect else one.text for one in questions]
        vectors = unit(self._embedder.embed_documents([*texts, *aspects]))
        tried = (
            Offer(question=question, vector=vectors[place])
            for place, question in enumerate(questions)
            if self._is_answered(
                question,
                filters,
                vectors[place],
                vectors[place + len(questions)] if question.aspect else None,
                hide,
            )
        )
        return tuple(islice(tried, OFFERED))
