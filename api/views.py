"""What is shown of the core's values, over HTTP and by the commands with --json: the same fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, Field

from qa.answering.candidates import stance_of
from qa.models import (
    Answer,
    Citation,
    Claim,
    Coverage,
    Hit,
    Item,
    Json,
    Page,
    Review,
    Stance,
    WriteOutcome,
    WriteStatus,
)

__all__ = [
    "AnswerView",
    "CitationView",
    "CoverageView",
    "HitView",
    "HitsView",
    "ItemsView",
    "OutcomeView",
    "OutcomesView",
    "ReviewSummaryView",
    "ReviewView",
    "ReviewsView",
]

EXCERPT_CHARS = 280  # of a review in a list: enough to recognise it


class _About(BaseModel):
    """What is known of a review besides its words."""

    item_id: str
    item_title: str | None
    title: str | None
    author: str | None
    rating: float | None
    rating_scale: float | None
    published: date | None
    url: str | None


def _about(review: Review) -> dict[str, object]:
    return {name: getattr(review, name) for name in _About.model_fields}


class ClaimView(BaseModel):
    """One statement of an answer, and the numbers of its citations."""

    text: str
    stance: Stance
    citations: list[int]

    @classmethod
    def of(cls, claim: Claim) -> Self:
        return cls(text=claim.text, stance=claim.stance, citations=list(claim.citations))


class CitationView(_About):
    """A quote and its place: `text[start:end]` of the review, in Unicode code points."""

    n: int
    review_id: str
    quote: str
    start: int
    end: int
    source_start: int
    source_end: int
    before: str
    after: str
    stance: Stance
    score: float
    spoiler: bool = Field(description="Whether the quote gives away a turn of the plot.")

    @classmethod
    def of(cls, citation: Citation) -> Self:
        own = set(cls.model_fields) - set(_About.model_fields) - {"review_id"}
        values = {name: getattr(citation, name) for name in own}
        return cls.model_validate({**values, **_about(citation.review), "review_id": citation.review.id})


class CoverageView(BaseModel):
    """Counts over every review in scope; all but the first count voices, of which copies are one."""

    reviews_in_scope: int
    reviewers: int
    mentioning: int
    positive: int
    negative: int

    @classmethod
    def of(cls, coverage: Coverage) -> Self:
        return cls.model_validate(coverage, from_attributes=True)


class AnswerView(BaseModel):
    """A cited answer; where the reviews do not say, `answered` is false and `nearest` is filled."""

    id: str
    question: str
    answered: bool
    answer: str
    claims: list[ClaimView]
    citations: list[CitationView]
    coverage: CoverageView
    nearest: list[CitationView]
    suggestions: list[str]
    item_id: str | None = Field(
        description="The item that was asked about alone: by filter, or named here or earlier."
    )
    full_question: str | None = Field(description="What was asked in full, where `history` made it so.")
    engine: Literal["extractive", "generative"]
    reason: str | None = Field(
        description="Why the embedded engine answered although a language model is configured."
    )
    model: str | None
    usage: dict[str, int] | None
    dropped_claims: int = Field(description="Claims left out because they could not be borne out.")
    timing_ms: dict[str, float]

    @classmethod
    def of(cls, answer: Answer) -> Self:
        return cls(
            id=answer.id,
            question=answer.question,
            answered=answer.answered,
            answer=answer.text,
            claims=[ClaimView.of(claim) for claim in answer.claims],
            citations=[CitationView.of(citation) for citation in answer.citations],
            coverage=CoverageView.of(answer.coverage),
            nearest=[CitationView.of(citation) for citation in answer.nearest],
            suggestions=list(answer.suggestions),
            item_id=answer.item_id,
            full_question=answer.full_question,
            engine=answer.engine,
            reason=answer.reason,
            model=answer.model,
            usage=None if answer.usage is None else dict(answer.usage),
            dropped_claims=answer.dropped_claims,
            timing_ms=dict(answer.timing_ms),
        )


class HitView(_About):
    """A stretch of a review found for a query; `opinion` lies in 0..1, `polarity` in -1..1."""

    review_id: str
    text: str
    start: int
    end: int
    score: float
    stance: Stance
    opinion: float
    polarity: float

    @classmethod
    def of(cls, hit: Hit) -> Self:
        return cls.model_validate(
            {
                **_about(hit.review),
                "review_id": hit.review.id,
                "text": hit.text,
                "start": hit.span.start,
                "end": hit.span.end,
                "score": hit.score,
                "stance": stance_of(hit),
                "opinion": hit.opinion,
                "polarity": hit.polarity,
            }
        )


class HitsView(BaseModel):
    """What a search found, best first."""

    hits: list[HitView]

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> Self:
        return cls(hits=[HitView.of(hit) for hit in hits])


class ReviewSummaryView(_About):
    """A review in a list: everything but its whole text, whose length in code points is `length`."""

    id: str
    source: str | None
    language: str | None
    metadata: dict[str, Json]
    excerpt: str
    length: int

    @classmethod
    def of(cls, review: Review) -> Self:
        return cls.model_validate(
            {
                **_whole(review),
                "excerpt": review.text[:EXCERPT_CHARS],
                "length": len(review.text),
            }
        )


class ReviewView(_About):
    """A review, whole: `text` is what citations point into, `source_text` what was given."""

    id: str
    source: str | None
    language: str | None
    metadata: dict[str, Json]
    text: str
    source_text: str
    content_hash: str

    @classmethod
    def of(cls, review: Review) -> Self:
        return cls.model_validate(
            {
                **_whole(review),
                "text": review.text,
                "source_text": review.source_text,
                "content_hash": review.content_hash,
            }
        )


def _whole(review: Review) -> dict[str, object]:
    return {
        **_about(review),
        "id": review.id,
        "source": review.source,
        "language": review.language,
        "metadata": dict(review.metadata),
    }


class ReviewsView(BaseModel):
    """One page of reviews; `next` is the cursor of the page after, null at the end."""

    reviews: list[ReviewSummaryView]
    next: str | None

    @classmethod
    def of(cls, page: Page[Review]) -> Self:
        return cls(reviews=[ReviewSummaryView.of(review) for review in page.rows], next=page.cursor)


class ItemView(BaseModel):
    """A thing that is reviewed; `mean_rating` is over its rated reviews, as a share of their scale (0..1)."""

    item_id: str
    item_title: str | None
    reviews: int
    rated: int
    mean_rating: float | None

    @classmethod
    def of(cls, item: Item) -> Self:
        return cls(
            item_id=item.id,
            item_title=item.title,
            reviews=item.reviews,
            rated=item.rated,
            mean_rating=item.mean_rating,
        )


class ItemsView(BaseModel):
    """One page of items; `next` is the cursor of the page after, null at the end."""

    items: list[ItemView]
    next: str | None

    @classmethod
    def of(cls, page: Page[Item]) -> Self:
        return cls(items=[ItemView.of(item) for item in page.rows], next=page.cursor)


class OutcomeErrorView(BaseModel):
    """Why a review was not stored; `field` names the part at fault, where one is."""

    code: str
    detail: str
    field: str | None


class OutcomeView(BaseModel):
    """What became of one review, by its place in the request."""

    index: int
    id: str | None
    status: WriteStatus
    error: OutcomeErrorView | None = None

    @classmethod
    def of(cls, outcome: WriteOutcome) -> Self:
        error = None
        if outcome.status == "error":
            error = OutcomeErrorView(
                code=outcome.code or "error", detail=outcome.message or "", field=outcome.field
            )
        return cls(index=outcome.index, id=outcome.id, status=outcome.status, error=error)


class OutcomesView(BaseModel):
    """What became of every review of a write, in order, with counts."""

    results: list[OutcomeView]
    created: int
    updated: int
    unchanged: int
    failed: int

    @classmethod
    def of(cls, outcomes: Sequence[WriteOutcome]) -> Self:
        counts: Mapping[str, int] = {
            status: sum(outcome.status == status for outcome in outcomes)
            for status in ("created", "updated", "unchanged", "error")
        }
        return cls(
            results=[OutcomeView.of(outcome) for outcome in outcomes],
            created=counts["created"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            failed=counts["error"],
        )
