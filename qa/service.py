"""The one facade: reviews in, cited answers out."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from qa.alarms import Alarms
from qa.answering.counting import Counting
from qa.answering.rereading import Rereading
from qa.asking import Asked, Asking
from qa.embedded import EmbeddedEngine
from qa.errors import NotFound
from qa.events import AnswerEvent, Ended
from qa.generation.engine import GenerativeEngine
from qa.ingest.chunking import CHUNK_CHARS
from qa.ingest.drafts import ReviewDraft
from qa.ingest.intake import Intake
from qa.models import (
    Answer,
    Engine,
    Filters,
    Hit,
    Item,
    Page,
    Review,
    Spoilers,
    Summary,
    Turn,
    Unit,
    Vectors,
    WriteOutcome,
)
from qa.named_items import NamedItems
from qa.ports import (
    Embedder,
    EvidenceSource,
    LexicalIndex,
    OpinionReader,
    Reranker,
    ReviewRecords,
    VectorIndex,
    Workers,
)
from qa.reading.questions import query_text, read_question
from qa.retrieval.passages import as_passages
from qa.retrieval.retriever import Retriever
from qa.suggesting import Suggesting
from qa.synthesis import Synthesis
from qa.turns import PlotTurns, is_turn
from qa.vectors import unit

__all__ = ["EVERYTHING", "ReviewQA"]

EVERYTHING = Filters()
SENTENCES_PER_PASSAGE = 4  # found per passage wanted, since several may stand in one
SPARE_SENTENCES = 20  # found beyond those wanted where some may be hidden


class ReviewQA:
    """Stores reviews and answers questions about them.

    Nothing here blocks the event loop: questions run on `readers`, writes on `writers`. What is left of an
    answer that has begun runs on `finishers`, so that new questions cannot crowd it out.
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
        finishers: Workers | None = None,
        reranker: Reranker | None = None,
        writer: GenerativeEngine | None = None,
        chunk_chars: int = CHUNK_CHARS,
    ) -> None:
        self._records = records
        self._evidence = evidence
        self._embedder = embedder
        counting = Counting(
            evidence=evidence,
            lexical=lexical,
            rereading=Rereading(records=records, reranker=reranker),
        )
        self._retriever = Retriever(
            records=records, evidence=evidence, lexical=lexical, vectors=vectors, reranker=reranker
        )
        self._turns = PlotTurns(evidence)
        engine = EmbeddedEngine(
            evidence=evidence,
            embedder=embedder,
            retriever=self._retriever,
            counting=counting,
            turns=self._turns,
            alarms=Alarms(records=records, evidence=evidence, lexical=lexical),
            items=NamedItems(records=records, evidence=evidence),
        )
        self._synthesis = Synthesis(
            records=records, evidence=evidence, counting=counting, embedder=embedder, turns=self._turns
        )
        self._suggesting = Suggesting(
            evidence=evidence, embedder=embedder, synthesis=self._synthesis, is_answered=engine.is_answered
        )
        self._asking = Asking(
            embedded=engine,
            suggesting=self._suggesting,
            readers=readers,
            finishers=finishers or readers,
            writer=writer,
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
        history: Sequence[Turn] = (),
    ) -> Answer:
        """Answer a question about the reviews in scope, with at most `max_citations` quotes.

        With `spoilers` hidden, no sentence that gives away the plot is quoted or shown; all are counted. A
        question that leans on the user's earlier ones in `history` is read with them; nothing else of it is.

        Raises: InvalidQuestion; ConfigurationError when a language model is asked for and none is configured.
        """
        asked = Asked(
            question=question,
            filters=filters,
            engine=engine,
            max_citations=max_citations,
            spoilers=spoilers,
            history=tuple(history),
        )
        async with aclosing(self._asking.events(asked, keeps=False)) as events:
            async for event in events:
                if isinstance(event, Ended):
                    return event.answer
        raise AssertionError("an answer that may be taken back always ends")

    async def stream(
        self,
        question: str,
        filters: Filters = EVERYTHING,
        *,
        engine: Engine = "auto",
        max_citations: int = 6,
        spoilers: Spoilers = "show",
        history: Sequence[Turn] = (),
    ) -> AsyncGenerator[AnswerEvent]:
        """The same as `ask`, told as it comes about; leaving it ends the call of the model.

        The last event is `Ended` or `BrokenOff`. Raises: as `ask` does, before the first event.
        """
        asked = Asked(
            question=question,
            filters=filters,
            engine=engine,
            max_citations=max_citations,
            spoilers=spoilers,
            history=tuple(history),
        )
        async with aclosing(self._asking.events(asked, keeps=True)) as events:
            async for event in events:
                yield event

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

    def _embedded(self, text: str) -> Vectors:
        return unit(self._embedder.embed_query(text))
