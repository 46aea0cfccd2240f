"""A service that keeps reviews in a dictionary and answers by looking for a word, for tests of the wire."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from api.settings import Settings
from qa.alignment import Alignment, Span
from qa.errors import (
    ConfigurationError,
    DuplicateReview,
    InvalidFilter,
    InvalidQuestion,
    ModelFailed,
    NotFound,
    PullquoteError,
)
from qa.events import AnswerEvent, Begun, BrokenOff, Ended, Told
from qa.ingest.drafts import ReviewDraft
from qa.models import (
    Answer,
    AspectSummary,
    Citation,
    Claim,
    Coverage,
    Engine,
    Filters,
    Hit,
    Item,
    Page,
    Point,
    RatingDisagreement,
    Review,
    Spoilers,
    Summary,
    Turn,
    Unit,
    WriteOutcome,
)

EVERYTHING = Filters()

__all__ = ["FakeReadiness", "FakeRuntime", "FakeService", "review_from"]

ABOUT = (
    "item_id",
    "item_title",
    "title",
    "author",
    "rating",
    "rating_scale",
    "published",
    "url",
    "source",
    "language",
)


def review_from(draft: ReviewDraft) -> Review:
    """The draft as it stands, uncleaned."""
    digest = hashlib.sha256(draft.model_dump_json().encode()).hexdigest()
    return Review(
        id=draft.id or f"rev_{digest[:20]}",
        text=draft.text,
        source_text=draft.text,
        alignment=Alignment.identity(len(draft.text)),
        content_hash=digest,
        metadata=draft.metadata,
        **{name: getattr(draft, name) for name in ABOUT},
    )


@dataclass
class FakeService:
    """Everything the facade promises, over a dictionary. `failure` is raised by every call while set."""

    stored: dict[str, Review] = field(default_factory=dict)
    failure: BaseException | None = None
    refuse_text: str | None = None
    never_answers: bool = False
    fails_after: int | None = None
    fails_with: Exception = field(default_factory=RuntimeError)
    breaks_off: bool = False
    written: dict[str, Any] = field(default_factory=dict)
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[dict[str, Any]] = field(default_factory=list)
    searched: list[dict[str, Any]] = field(default_factory=list)
    summarized: list[dict[str, Any]] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)

    def _check(self) -> None:
        if self.failure is not None:
            raise self.failure

    async def add_reviews(self, drafts: Sequence[ReviewDraft]) -> list[WriteOutcome]:
        self._check()
        self.batches.append(len(drafts))
        reviews = [review_from(draft) for draft in drafts]
        if len({(r.id, r.content_hash) for r in reviews}) > len({r.id for r in reviews}):
            raise DuplicateReview("Two reviews share an id but differ; give each its own id.")
        return [self._add(index, review) for index, review in enumerate(reviews)]

    def _add(self, index: int, review: Review) -> WriteOutcome:
        if review.text == self.refuse_text:
            return WriteOutcome(
                index=index,
                id=review.id,
                status="error",
                code="invalid_review",
                message="text is empty once markup is removed.",
                field="text",
            )
        before = self.stored.get(review.id)
        self.stored[review.id] = review
        if before is None:
            return WriteOutcome(index=index, id=review.id, status="created")
        same = before.content_hash == review.content_hash
        return WriteOutcome(index=index, id=review.id, status="unchanged" if same else "updated")

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
        self._check()
        if self.never_answers:
            try:
                await asyncio.Event().wait()
            finally:
                self.cancelled.set()
        if not question.strip() or len(question) > 2000:
            raise InvalidQuestion("Ask a question of 1 to 2,000 characters.")
        if engine == "generative":
            raise ConfigurationError("No language model is configured; set PULLQUOTE_LLM or use extractive.")
        self.asked.append(
            {
                "filters": filters,
                "max_citations": max_citations,
                "spoilers": spoilers,
                **({"history": list(history)} if history else {}),
            }
        )
        word = question.rstrip("?").split()[-1]
        found = [review for review in self._in_scope(filters) if word in review.text]
        citations = tuple(_citation(n, review, word) for n, review in enumerate(found[:max_citations], 1))
        return Answer(
            id="ans_1",
            question=question,
            answered=bool(citations),
            text=" ".join(f"{c.quote} [{c.n}]." for c in citations) or "The reviews do not say.",
            claims=tuple(Claim(text=c.quote, stance="neutral", citations=(c.n,)) for c in citations),
            citations=citations,
            coverage=Coverage(
                reviews_in_scope=len(self._in_scope(filters)),
                reviewers=len(self._in_scope(filters)),
                mentioning=len(found),
                positive=0,
                negative=0,
            ),
            nearest=()
            if citations
            else tuple(_citation(1, r, r.text[:5]) for r in self._in_scope(filters)[:1]),
            suggestions=(),
            timing_ms={"total": 1.0},
            **{"engine": "extractive", **self.written},
        )

    async def stream(
        self, question: str, filters: Filters = EVERYTHING, **options: Any
    ) -> AsyncGenerator[AnswerEvent]:
        answer = await self.ask(question, filters, **options)
        yield Begun(
            answer_id=answer.id,
            sources=tuple(citation.review for citation in answer.citations),
            coverage=answer.coverage,
        )
        for place, claim in enumerate(answer.claims):
            if self.fails_after == place:
                raise self.fails_with
            new = tuple(c for c in answer.citations if c.n in claim.citations)
            yield Told(text=f"{' ' if place else ''}{claim.text} [{new[0].n}].", claim=claim, citations=new)
        if not answer.answered:
            yield Told(text=answer.text)
        if self.breaks_off:
            yield BrokenOff(failure=ModelFailed("It broke off.", reason="model_unavailable"))
        else:
            yield Ended(answer=answer)

    async def search(
        self,
        query: str,
        filters: Filters = EVERYTHING,
        *,
        limit: int = 10,
        unit: Unit = "sentence",
        spoilers: Spoilers = "show",
    ) -> Sequence[Hit]:
        self._check()
        self.searched.append({"limit": limit, "unit": unit, "spoilers": spoilers})
        found = [review for review in self._in_scope(filters) if query in review.text]
        return [_hit(review, query) for review in found[:limit]]

    async def summarize(
        self,
        item_id: str,
        aspects: Sequence[str] = (),
        *,
        max_aspects: int = 8,
        max_citations: int = 2,
        spoilers: Spoilers = "show",
    ) -> Summary:
        self._check()
        reviews = self._in_scope(Filters(item_id=item_id))
        if not reviews:
            raise NotFound("There is no review of an item with this id.")
        self.summarized.append(
            {
                "aspects": list(aspects),
                "max_aspects": max_aspects,
                "max_citations": max_citations,
                "spoilers": spoilers,
            }
        )
        return summary_of(reviews, [*aspects, "the ending"])

    async def review(self, review_id: str) -> Review:
        self._check()
        if review_id not in self.stored:
            raise NotFound("There is no review with this id.")
        return self.stored[review_id]

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]:
        self._check()
        return _page(self._in_scope(filters), cursor, limit)

    async def delete_review(self, review_id: str) -> None:
        del self.stored[(await self.review(review_id)).id]

    async def items(self, *, cursor: str | None, limit: int) -> Page[Item]:
        self._check()
        names = sorted({review.item_id for review in self.stored.values()})
        items = [
            Item(id=name, title=None, reviews=sum(r.item_id == name for r in self.stored.values()))
            for name in names
        ]
        return _page(items, cursor, limit)

    def _in_scope(self, filters: Filters) -> list[Review]:
        names = ("item_id", "author", "source", "language")
        wanted = {name: value for name in names if (value := getattr(filters, name)) is not None}
        return [
            review
            for review in self.stored.values()
            if all(getattr(review, name) == value for name, value in wanted.items())
            and filters.review_id in (None, review.id)
        ]


def _page(rows: Sequence[Any], cursor: str | None, limit: int) -> Page[Any]:
    if cursor is not None and not cursor.isdecimal():
        raise InvalidFilter("This cursor was not given out here; begin again without one.")
    start = int(cursor or 0)
    return Page(
        rows=tuple(rows[start : start + limit]), cursor=str(start + limit) if rows[start + limit :] else None
    )


def _citation(n: int, review: Review, word: str) -> Citation:
    start = review.text.index(word)
    end = start + len(word)
    return Citation(
        n=n,
        review=review,
        quote=word,
        start=start,
        end=end,
        source_start=start,
        source_end=end,
        before=review.text[:start],
        after=review.text[end:],
        stance="neutral",
        score=0.5,
    )


def summary_of(reviews: Sequence[Review], aspects: Sequence[str]) -> Summary:
    """Every aspect on the first word of the first review, which its rating belies."""
    first = reviews[0]
    counts = Coverage(
        reviews_in_scope=len(reviews), reviewers=len(reviews), mentioning=1, positive=0, negative=1
    )
    return Summary(
        item=Item(id=first.item_id, title=first.item_title, reviews=len(reviews), rated=1, mean_rating=0.4),
        coverage=counts,
        aspects=tuple(
            AspectSummary(
                aspect=aspect, named_by_caller=aspect != "the ending", coverage=counts, citations=(1,)
            )
            for aspect in aspects
        ),
        pros=(),
        cons=(Point(text="The ending: criticised in 1 of 1 review that mentions it", citations=(1,)),),
        most_divided="the ending",
        citations=(_citation(1, first, first.text.split()[0]),),
        suggestions=("How is the ending?",),
        rating_disagreements=(RatingDisagreement(review=first, polarity=-0.8),),
    )


def _hit(review: Review, word: str) -> Hit:
    start = review.text.index(word)
    return Hit(
        review=review, span=Span(start, start + len(word)), score=0.9, opinion=0.8, polarity=-0.7, ordinal=0
    )


@dataclass(frozen=True, kw_only=True)
class FakeReadiness:
    ready: bool
    checks: Mapping[str, str]
    reviews: int


@dataclass
class FakeRuntime:
    """A runtime over a fake service; `cannot_open` is raised instead of opening.

    Where `ready` is None, it is ready when every check is fine.
    """

    service: FakeService = field(default_factory=FakeService)
    checks: dict[str, str] = field(default_factory=lambda: {"record": "ok", "index": "ok"})
    ready: bool | None = None
    model: str | None = None
    cannot_open: PullquoteError | None = None
    opened_with: Settings | None = None
    adopted: bool = False
    closed: bool = False

    async def readiness(self) -> FakeReadiness:
        fine = all(result == "ok" for result in self.checks.values())
        return FakeReadiness(
            ready=fine if self.ready is None else self.ready,
            checks=self.checks,
            reviews=len(self.service.stored),
        )

    async def try_model(self) -> str | None:
        return self.model

    async def reindex(self, progress: Callable[[int, int], None]) -> None:
        progress(1, 2)
        progress(2, 2)

    def report(self) -> Mapping[str, str]:
        return {"embedding model": "a fake one"}

    @asynccontextmanager
    async def open(
        self, settings: Settings, *, adopt: bool = False, warm: bool = False
    ) -> AsyncIterator[FakeRuntime]:
        if self.cannot_open is not None:
            raise self.cannot_open
        self.opened_with, self.adopted, self.closed = settings, adopt, False
        try:
            yield self
        finally:
            self.closed = True
