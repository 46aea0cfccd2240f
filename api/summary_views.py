"""What is shown of a summary, over HTTP and by the command with --json: the same fields."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from api.views import CitationView, CoverageView
from qa.models import AspectSummary, Point, RatingDisagreement, Summary

__all__ = ["SummaryView"]


class AspectView(BaseModel):
    """One aspect: how many reviews mention it, for it and against it, and the numbers of their quotes."""

    aspect: str
    named_by_caller: bool
    mentioning: int
    positive: int
    negative: int
    citations: list[int]

    @classmethod
    def of(cls, summary: AspectSummary) -> Self:
        return cls(
            aspect=summary.aspect,
            named_by_caller=summary.named_by_caller,
            mentioning=summary.coverage.mentioning,
            positive=summary.coverage.positive,
            negative=summary.coverage.negative,
            citations=list(summary.citations),
        )


class PointView(BaseModel):
    """Something for or against, and the numbers of its citations."""

    text: str
    citations: list[int]

    @classmethod
    def of(cls, point: Point) -> Self:
        return cls(text=point.text, citations=list(point.citations))


class RatingView(BaseModel):
    """The ratings of an item: their mean as a share of their scale (0..1), and how many there are."""

    mean: float | None
    rated: int


class RatingDisagreementView(BaseModel):
    """A review whose rating says the contrary of its text, whose `polarity` lies in -1..1."""

    review_id: str
    rating: float | None
    rating_scale: float | None
    polarity: float

    @classmethod
    def of(cls, found: RatingDisagreement) -> Self:
        return cls(
            review_id=found.review.id,
            rating=found.review.rating,
            rating_scale=found.review.rating_scale,
            polarity=found.polarity,
        )


class SummaryView(BaseModel):
    """What the reviews of an item say, counted over all of them."""

    item_id: str
    item_title: str | None
    reviews_in_scope: int
    rating: RatingView
    coverage: CoverageView
    aspects: list[AspectView]
    pros: list[PointView]
    cons: list[PointView]
    most_divided: str | None
    citations: list[CitationView]
    suggestions: list[str]
    rating_disagreements: list[RatingDisagreementView]

    @classmethod
    def of(cls, summary: Summary) -> Self:
        item = summary.item
        return cls(
            item_id=item.id,
            item_title=item.title,
            reviews_in_scope=summary.coverage.reviews_in_scope,
            rating=RatingView(mean=item.mean_rating, rated=item.rated),
            coverage=CoverageView.of(summary.coverage),
            aspects=[AspectView.of(aspect) for aspect in summary.aspects],
            pros=[PointView.of(point) for point in summary.pros],
            cons=[PointView.of(point) for point in summary.cons],
            most_divided=summary.most_divided,
            citations=[CitationView.of(citation) for citation in summary.citations],
            suggestions=list(summary.suggestions),
            rating_disagreements=[RatingDisagreementView.of(found) for found in summary.rating_disagreements],
        )
