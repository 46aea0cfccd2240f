"""The one facade: reviews in, cited answers out."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from qa.alarms import Alarms, wants_alarms
from qa.answering.candidates import Candidate, stance_of
from qa.answering.change import change_lead, turning_month
from qa.answering.counting import Counting
from qa.answering.extractive import ExtractiveAnswer, draft_answer
from qa.answering.quotes import Verified, cite, verify
from qa.answering.rereading import Rereading
from qa.answering.suggestions import is_borne_out
from qa.errors import ConfigurationError, NotFound
from qa.ingest.chunking import CHUNK_CHARS
from qa.ingest.drafts import ReviewDraft
from qa.ingest.intake import Intake
from qa.models import (
    Answer,
    Coverage,
    Engine,
    Filters,
    Hit,
    Item,
    Page,
    Question,
    Review,
    Spoilers,
    Summary,
    Unit,
    Vectors,
    WriteOutcome,
)
from qa.ports import (
    Embedder,
    EvidenceSource,
    LexicalIndex,
    OpinionReader,
    Reranker,
    ReviewRecords,
    SentenceKey,
    VectorIndex,
    Workers,
)
from qa.reading.questions import aspect_text, query_text, read_question
from qa.reading.scope import narrowed
from qa.retrieval.passages import as_passages
from qa.retrieval.retriever import Found, Lookup, Retriever
from qa.suggesting import Suggesting
from qa.synthesis import Synthesis
from qa.turns import PlotTurns, is_turn
from qa.vectors import unit

__all__ = ["EVERYTHING", "ReviewQA"]

EVERYTHING = Filters()
SENTENCES_PER_PASSAGE = 4  # found per passage wanted, since several may stand in one
SPARE_SENTENCES = 20  # found beyond those wanted where some may be hidden
TRIED_CITATIONS = 2  # of a question that is tried before it is suggested
CANDIDATES = 40  # sentences from which an answer is drawn


class ReviewQA:
    """Stores reviews and answers questions about them.

    Nothing here blocks the event loop: questions run on `readers`, writes on `writers`.
    """

    def __init__(
        self,
        *,
        records: ReviewRecords,
        evidence: EvidenceSource,
        lexical: LexicalIndex,
        vectors: VectorIndex,
        embedder: Embedder,
        opinions: OpinionReader,
        readers: Workers,
        writers: Workers,
        reranker: Reranker | None = None,
        chunk_chars: int = CHUNK_CHARS,
    ) -> None:
        self._records = records
        self._evidence = evidence
        self._embedder = embedder
        self._counting = Counting(
            evidence=evidence,
            lexical=lexical,
            rereading=Rereading(records=records, reranker=reranker),
        )
        self._retriever = Retriever(
            records=records, evidence=evidence, lexical=lexical, vectors=vectors, reranker=reranker
        )
        self._turns = PlotTurns(evidence)
        self._alarms = Alarms(records=records, evidence=evidence, lexical=lexical)
        self._synthesis = Synthesis(
            records=records,
            evidence=evidence,
            counting=self._counting,
            embedder=embedder,
            turns=self._turns,
        )
        self._suggesting = Suggesting(
            evidence=evidence,
            embedder=embedder,
            synthesis=self._synthesis,
            is_answered=self._is_answered,
        )
        self._intake = Intake(records=records, embedder=embedder, opinions=opinions, chunk_chars=chunk_chars)
        self._readers = readers
        self._writers = writers

    async def add_reviews(self, drafts: Sequence[ReviewDraft]) -> list[WriteOutcome]:
        """Store reviews, durably on return; one outcome for each draft, in order.

        A draft that breaks a rule has the outcome `error`, and the others are stored.

        Raises: DuplicateReview when two drafts share an id and differ; StoreFull, StoreError. Then nothing
            was stored.
        """
        return await self._writers.run(self._intake.add, drafts)

    async def reprocess(self, progress: Callable[[int, int], None]) -> int:
        """Clean, split, read and embed every stored review anew, all or none; returns how many there are.

        `progress` is told reviews done and reviews in all.
        """

        def work() -> int:
            return self._intake.reprocess(self._evidence.count(EVERYTHING), progress)

        return await self._writers.run(work)

    async def ask(
        self,
        question: str,
        filters: Filters = EVERYTHING,
        *,
        engine: Engine = "auto",
        max_citations: int = 6,
        spoilers: Spoilers = "show",
    ) -> Answer:
        """Answer a question about the reviews in scope, with at most `max_citations` quotes.

        With `spoilers` hidden, no sentence that gives away the plot is quoted or shown; all are counted.

        Raises: InvalidQuestion; ConfigurationError when a language model is asked for and none is configured.
        """
        if engine == "generative":
            raise ConfigurationError(
                'No language model is configured. Ask with "engine": "auto" or "extractive".'
            )
        return await self._readers.run(self._answer, question, filters, max_citations, spoilers)

    async def search(
        self,
        query: str,
        filters: Filters = EVERYTHING,
        *,
        limit: int = 10,
        unit: Unit = "sentence",
        spoilers: Spoilers = "show",
    ) -> Sequence[Hit]:
        """The `limit` best sentences or passages in scope, best first.

        With `spoilers` hidden, those that give away the plot are left out. Raises: InvalidQuestion.
        """
        return await self._readers.run(self._find, query, filters, limit, unit, spoilers)

    async def summarize(
        self,
        item_id: str,
        aspects: Sequence[str] = (),
        *,
        max_aspects: int = 8,
        max_citations: int = 2,
        spoilers: Spoilers = "show",
    ) -> Summary:
        """What the reviews of an item say: the aspects they speak of, and every one in `aspects`, with counts
        and at most `max_citations` quotes on each side.

        Raises: NotFound when no review is of the item; InvalidQuestion for an aspect that holds no word.
        """

        def work() -> Summary:
            hide = spoilers == "hide"
            made = self._synthesis.summary(
                item_id, aspects, max_aspects=max_aspects, max_citations=max_citations, hide=hide
            )
            offered = self._suggesting.beside(None, None, Filters(item_id=item_id), hide=hide)
            return replace(made, suggestions=offered)

        return await self._readers.run(work)

    async def review(self, review_id: str) -> Review:
        """A stored review, whole. Raises: NotFound."""
        found = await self._readers.run(self._records.get, [review_id])
        if review_id not in found:
            raise NotFound("No review has this id.")
        return found[review_id]

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]:
        """Stored reviews in scope, a page at a time. Raises: InvalidFilter for a foreign cursor."""
        return await self._readers.run(self._records.page, filters, cursor, limit)

    async def items(self, *, cursor: str | None, limit: int) -> Page[Item]:
        """What is reviewed, by id, a page at a time."""
        return await self._readers.run(self._records.items, cursor, limit)

    async def delete_review(self, review_id: str) -> None:
        """Delete a review and all that was made from it. Raises: NotFound."""
        if not await self._writers.run(self._records.delete, [review_id]):
            raise NotFound("No review has this id.")

    def _find(
        self, query: str, filters: Filters, limit: int, unit: Unit, spoilers: Spoilers
    ) -> Sequence[Hit]:
        hide = spoilers == "hide"
        question = read_question(query)
        lookup = self._retriever.look_up(question, filters)
        vector = self._embedded(query_text(question))
        if unit == "sentence":
            wanted = limit + SPARE_SENTENCES if hide else limit
            hits = [one.hit for one in self._retriever.find(question, vector, filters, wanted, lookup)]
            return [hit for hit in hits if not (hide and is_turn(hit))][:limit]
        found = self._retriever.find(question, vector, filters, limit * SENTENCES_PER_PASSAGE, lookup)
        keys = [(hit.hit.review.id, hit.hit.ordinal) for hit in found]
        passages = as_passages([one.hit for one in found], self._evidence.passages(keys))
        return (self._turns.without(passages) if hide else passages)[:limit]

    def _answer(self, text: str, filters: Filters, max_citations: int, spoilers: Spoilers) -> Answer:
        hide = spoilers == "hide"
        clock = _Clock()
        question = read_question(text)
        filters = narrowed(filters, question)
        lookup = self._retriever.look_up(question, filters)
        vector = self._embedded(query_text(question))
        aspect = self._embedded(aspect_text(question.aspect)) if question.aspect else None
        clock.mark("understand")
        counts, drafted, verified = self._drafted(
            question, filters, vector, aspect, lookup, max_citations=max_citations, hide=hide, clock=clock
        )
        nearest = () if verified.claims else drafted.nearest
        shown = verified.citations or tuple(
            cite(hit.review, hit.span, n=n, stance=stance_of(hit), score=hit.score)
            for n, hit in enumerate(nearest, start=1)
        )
        shown = self._turns.marked(shown, hide=hide)
        clock.mark("answer")
        suggestions = self._suggesting.beside(question, vector, filters, hide=hide)
        clock.mark("suggest")
        return Answer(
            id=f"ans_{uuid4().hex}",
            question=question.text,
            answered=bool(verified.claims),
            text=verified.text if verified.claims else drafted.lead,
            claims=verified.claims,
            citations=shown if verified.claims else (),
            coverage=counts,
            nearest=() if verified.claims else shown,
            suggestions=suggestions,
            engine="extractive",
            dropped_claims=verified.dropped,
            timing_ms=clock.laps,
        )

    def _drafted(
        self,
        question: Question,
        filters: Filters,
        vector: Vectors,
        aspect: Vectors | None,
        lookup: Lookup,
        *,
        max_citations: int,
        hide: bool,
        clock: _Clock,
        closely: bool = True,
    ) -> tuple[Coverage, ExtractiveAnswer, Verified]:
        """The counts for a question, the answer as drafted, and what of it passed the gate.

        With `closely`, the best sentences are read together with the question.
        """
        found = self._retriever.find(question, vector, filters, CANDIDATES, lookup, closely=closely)
        found = [one for one in found if not (hide and is_turn(one.hit))]
        clock.mark("retrieve")
        counted = self._counting.count(question, filters, vector, aspect, closely=closely)
        counts, grave = counted.coverage, self._grave(question, filters, hide=hide)
        drafted = draft_answer(
            question,
            [_candidate(one, aspect, counted.likely) for one in found],
            counts,
            max_citations=max_citations,
            unspoken=counted.unspoken,
            grave=grave,
        )
        if drafted.answered and question.asks_change:
            moved = self._change(question, filters, vector, aspect)
            drafted = replace(drafted, lead=moved or drafted.lead)
        reviews = {hit.review.id: hit.review for hit in (*(one.hit for one in found), *grave.values())}
        verified = verify(drafted.lead, drafted.drafts, reviews, max_citations=max_citations)
        return counts, drafted, verified

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
        alarms = [one for one in self._alarms.raised(filters) if not (hide and is_turn(one.hit))]
        return {one.harm: one.hit for one in reversed(alarms)}

    def _is_answered(
        self, question: Question, filters: Filters, vector: Vectors, aspect: Vectors | None, hide: bool
    ) -> bool:
        lookup = self._retriever.look_up(question, filters)
        _, _, verified = self._drafted(
            question,
            filters,
            vector,
            aspect,
            lookup,
            max_citations=TRIED_CITATIONS,
            hide=hide,
            clock=_Clock(),
            closely=False,
        )
        return is_borne_out(question, (claim.stance for claim in verified.claims))

    def _embedded(self, text: str) -> Vectors:
        return unit(self._embedder.embed_query(text))


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


class _Clock:
    """Times the steps of an answer, in milliseconds."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def mark(self, step: str) -> None:
        now = time.perf_counter()
        self._laps[step] = round((now - self._last) * 1000, 2)
        self._last = now

    @property
    def laps(self) -> dict[str, float]:
        """The steps so far, and their total."""
        return {**self._laps, "total": round((self._last - self._start) * 1000, 2)}
