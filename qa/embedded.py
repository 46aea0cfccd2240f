"""The embedded engine: what a question finds and counts, and the answer made of it without a model."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from qa.alarms import Alarms, wants_alarms
from qa.alignment import Span
from qa.answering.candidates import Candidate, stance_of
from qa.answering.change import change_lead, turning_month
from qa.answering.counting import Counting
from qa.answering.extractive import NEAREST, ExtractiveAnswer, draft_answer
from qa.answering.quotes import Verified, cite, verify
from qa.answering.suggestions import is_borne_out
from qa.models import Answer, Citation, Coverage, Filters, Hit, Question, Review, Vectors
from qa.named_items import NamedItems, asks_which
from qa.ports import Embedder, EvidenceSource, SentenceKey
from qa.reading.links import veiled
from qa.reading.questions import aspect_text, query_text, read_question
from qa.reading.quotable import may_be_quoted
from qa.reading.scope import narrowed
from qa.retrieval.retriever import Found, Lookup, Retriever
from qa.turns import PlotTurns, is_turn
from qa.vectors import unit

__all__ = ["Clock", "EmbeddedEngine", "Glimpsed", "Prepared", "Understood"]

TRIED_CITATIONS = 2  # of a question that is tried before it is suggested
CANDIDATES = 40  # sentences from which an answer is drawn


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Understood:
    """A question as it is understood, and the search for its words, which has begun.

    `question` is as read and `filters` as it narrows them; `vector` (d,) is its unit vector, and `revision`
    that of the record when it was asked.
    """

    question: Question
    filters: Filters
    vector: Vectors
    lookup: Lookup
    hide: bool
    max_citations: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glimpsed:
    """What is found at a first glance: sentences that may be shown, about best first, and what may not.

    `grave` are reports of harm that an answer may not leave out, by what the harm is; `hidden` are spans, by
    review, of which nothing may be quoted.
    """

    evidence: tuple[Hit, ...]
    grave: Mapping[str, Hit]
    hidden: Mapping[str, Sequence[Span]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """What a question found and counted, and the answer that the embedded engine drafts of it.

    `evidence` are the sentences that may be shown, best first; `grave` are reports of harm that an answer may
    not leave out, by what the harm is.
    """

    understood: Understood
    evidence: tuple[Hit, ...]
    grave: Mapping[str, Hit]
    coverage: Coverage
    drafted: ExtractiveAnswer

    @property
    def question(self) -> Question:
        return self.understood.question

    @property
    def hide(self) -> bool:
        return self.understood.hide

    @property
    def max_citations(self) -> int:
        return self.understood.max_citations

    @property
    def reviews(self) -> dict[str, Review]:
        """The reviews that an answer may quote, by id."""
        return {hit.review.id: hit.review for hit in (*self.evidence, *self.grave.values())}


class EmbeddedEngine:
    """Finds, counts and answers. Every call blocks; safe to share between threads where the ports are."""

    def __init__(
        self,
        *,
        evidence: EvidenceSource,
        embedder: Embedder,
        retriever: Retriever,
        counting: Counting,
        turns: PlotTurns,
        alarms: Alarms,
        items: NamedItems,
    ) -> None:
        self._evidence = evidence
        self._embedder = embedder
        self._retriever = retriever
        self._counting = counting
        self._turns = turns
        self._alarms = alarms
        self._items = items

    def understand(
        self,
        text: str,
        filters: Filters,
        *,
        max_citations: int,
        hide: bool,
        clock: Clock,
        earlier: Sequence[str] = (),
    ) -> Understood:
        """Read a question, and begin to look for it.

        `earlier` are the user's questions before it, newest first: an item that one of them names is meant
        still where this one names none. Raises: InvalidQuestion.
        """
        question = read_question(text)
        spoken = (question.text,) if asks_which(question.text) else (question.text, *earlier)
        item = self._items.named_in(filters, spoken)
        filters = narrowed(filters if item is None else replace(filters, item_id=item), question)
        revision = self._evidence.revision
        lookup = self._retriever.look_up(question, filters)
        understood = Understood(
            question=question,
            filters=filters,
            vector=self._embedded(query_text(question)),
            lookup=lookup,
            hide=hide,
            max_citations=max_citations,
            revision=revision,
        )
        clock.mark("understand")
        return understood

    def glance(self, understood: Understood, clock: Clock) -> Glimpsed:
        """The sentences closest to a question, not yet read together with it: enough for who reads them."""
        question, filters, hide = understood.question, understood.filters, understood.hide
        found = self._found(understood, closely=False)
        grave = self._grave(question, filters, hide=hide)
        reviews = {hit.review.id: hit.review for hit in (*(one.hit for one in found), *grave.values())}
        glimpsed = Glimpsed(
            evidence=tuple(one.hit for one in found),
            grave=grave,
            hidden=self._turns.of(reviews.values()) if hide else {},
        )
        clock.mark("retrieve")
        return glimpsed

    def prepare(self, understood: Understood, clock: Clock, glimpsed: Glimpsed | None = None) -> Prepared:
        """Find the evidence for a question, count, and draft an answer, after what was `glimpsed` of it."""
        question = understood.question
        aspect = self._embedded(aspect_text(question.aspect)) if question.aspect else None
        return self._prepared(understood, aspect, clock, grave=glimpsed.grave if glimpsed else None)

    def answer(self, prepared: Prepared) -> Answer:
        """The answer as drafted, held to the record; without id, suggestions and timing."""
        verified = _verified(prepared)
        return Answer(
            id="",
            question=prepared.question.text,
            answered=bool(verified.claims),
            text=verified.text if verified.claims else prepared.drafted.lead,
            claims=verified.claims,
            citations=self.marked(verified.citations, prepared),
            coverage=prepared.coverage,
            nearest=() if verified.claims else self.nearest(prepared),
            suggestions=(),
            engine="extractive",
            dropped_claims=verified.dropped,
        )

    def nearest(self, prepared: Prepared) -> tuple[Citation, ...]:
        """The closest sentences, to be shown where nothing answers."""
        nearest = (
            cite(hit.review, hit.span, n=n, stance=stance_of(hit), score=hit.score)
            for n, hit in enumerate(prepared.drafted.nearest or prepared.evidence[:NEAREST], start=1)
        )
        return self.marked(nearest, prepared)

    def marked(self, citations: Iterable[Citation], prepared: Prepared) -> tuple[Citation, ...]:
        """The citations, each told whether it gives the plot away, with what may not be shown hidden."""
        marked = self._turns.marked(citations, hide=prepared.hide)
        return tuple(replace(one, before=veiled(one.before), after=veiled(one.after)) for one in marked)

    def closeness(self, one: str, other: str) -> float:
        """How close two texts are in meaning, as a cosine."""
        return float(self._embedded(one) @ self._embedded(other))

    def is_answered(
        self, question: Question, filters: Filters, vector: Vectors, aspect: Vectors | None, hide: bool
    ) -> bool:
        """Whether a question would be answered, on the side it asks for; tried less closely."""
        understood = Understood(
            question=question,
            filters=filters,
            vector=vector,
            lookup=self._retriever.look_up(question, filters),
            hide=hide,
            max_citations=TRIED_CITATIONS,
            revision=self._evidence.revision,
        )
        prepared = self._prepared(understood, aspect, Clock(), closely=False)
        return is_borne_out(question, (claim.stance for claim in _verified(prepared).claims))

    def _prepared(
        self,
        understood: Understood,
        aspect: Vectors | None,
        clock: Clock,
        *,
        closely: bool = True,
        grave: Mapping[str, Hit] | None = None,
    ) -> Prepared:
        """With `closely`, the best sentences are read together with the question; `grave` may be known."""
        question, filters, vector = understood.question, understood.filters, understood.vector
        found = self._found(understood, closely=closely)
        clock.mark("retrieve")
        counted = self._counting.count(question, filters, vector, aspect, closely=closely)
        if grave is None:
            grave = self._grave(question, filters, hide=understood.hide)
        drafted = draft_answer(
            question,
            [_candidate(one, aspect, counted.likely) for one in found],
            counted.coverage,
            max_citations=understood.max_citations,
            unspoken=counted.unspoken,
            grave=grave,
        )
        if drafted.answered and question.asks_change:
            moved = self._change(question, filters, vector, aspect)
            drafted = replace(drafted, lead=moved or drafted.lead)
        return Prepared(
            understood=understood,
            evidence=tuple(one.hit for one in found),
            grave=grave,
            coverage=counted.coverage,
            drafted=drafted,
        )

    def _found(self, understood: Understood, *, closely: bool) -> list[Found]:
        found = self._retriever.find(
            understood.question,
            understood.vector,
            understood.filters,
            CANDIDATES,
            understood.lookup,
            closely=closely,
        )
        return [one for one in found if _may_be_shown(one.hit, hide=understood.hide)]

    def _change(
        self, question: Question, filters: Filters, vector: Vectors, aspect: Vectors | None
    ) -> str | None:
        """What the counts were before and since the month that halves the reviews in scope."""
        month = turning_month(self._evidence.blocks(filters))
        if month is None:
            return None
        since = replace(filters, published=replace(filters.published, since=month))
        before = replace(filters, published=replace(filters.published, until=month - timedelta(days=1)))
        halves = (self._counting.count(question, half, vector, aspect).coverage for half in (before, since))
        return change_lead(month, *halves)

    def _grave(self, question: Question, filters: Filters, *, hide: bool) -> dict[str, Hit]:
        """The plainest report of each kind of harm in scope, where the question may not do without."""
        if filters.review_id is not None or not wants_alarms(question):
            return {}
        alarms = [one for one in self._alarms.raised(filters) if _may_be_shown(one.hit, hide=hide)]
        return {one.harm: one.hit for one in reversed(alarms)}

    def _embedded(self, text: str) -> Vectors:
        return unit(self._embedder.embed_query(text))


def _verified(prepared: Prepared) -> Verified:
    drafted = prepared.drafted
    return verify(drafted.lead, drafted.drafts, prepared.reviews, max_citations=prepared.max_citations)


def _may_be_shown(hit: Hit, *, hide: bool) -> bool:
    """Whether a sentence may be part of an answer."""
    return may_be_quoted(hit.text) and not (hide and is_turn(hit))


def _candidate(found: Found, aspect: Vectors | None, likely: Collection[SentenceKey]) -> Candidate:
    near = None if aspect is None else float(found.vector @ aspect)
    return Candidate(
        hit=found.hit,
        vector=found.vector,
        score=found.score,
        closeness=found.closeness,
        aspect_cosine=near,
        likely=(found.hit.review.id, found.hit.ordinal) in likely,
    )


class Clock:
    """Times the steps of an answer, in milliseconds."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def mark(self, step: str) -> None:
        """End a step; one that is marked again adds up."""
        now = time.perf_counter()
        self._laps[step] = round(self._laps.get(step, 0.0) + (now - self._last) * 1000, 2)
        self._last = now

    @property
    def laps(self) -> dict[str, float]:
        """The steps so far, and their total."""
        return {**self._laps, "total": round((self._last - self._start) * 1000, 2)}
