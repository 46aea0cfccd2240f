"""What requests may hold. Unknown fields are refused, values are not converted, sizes are bounded."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SkipValidation

from qa.ingest.drafts import ReviewDraft
from qa.models import DateRange, Engine, Filters, RatingRange, Spoilers, Turn, Unit

__all__ = [
    "AskRequest",
    "FiltersBody",
    "PageQuery",
    "PutReviewsRequest",
    "ReviewsQuery",
    "SearchRequest",
    "SummaryQuery",
    "Text",
    "TurnBody",
]

MAX_QUESTION_CHARS = 2_000  # documented here, enforced by the core, which other callers share
MAX_VALUE_CHARS = 1_000  # of a filter; no stored value is longer
MAX_CURSOR_CHARS = 2_000  # a cursor holds an id and its place, encoded
MAX_TURNS = 50
MAX_TURN_CHARS = 8_000
MAX_CITATIONS = 20
MAX_LIMIT = 100  # rows of a page
MAX_ASPECTS = 20  # of a summary, named by the caller and found: more is no summary
MAX_ASPECT_CHARS = 100  # of a name: a few words
MAX_SIDE_CITATIONS = 5  # quotes of a summary on each side of an aspect
SPOILERS = "`hide` keeps sentences that give away the plot out of all that is shown."
MAX_REVIEWS = 1_000  # of one write: one transaction, embedded before it is answered


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("This holds half a character (lone surrogate); send valid Unicode.") from None
    if "\0" in text:
        raise ValueError("This holds a NUL character; remove it.")
    return text


def _iso_date(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("This must be a date such as 2024-03-31.")


Text = Annotated[str, Field(strict=True), AfterValidator(_encodable)]
Value = Annotated[
    str, Field(strict=True, min_length=1, max_length=MAX_VALUE_CHARS), AfterValidator(_encodable)
]
Cursor = Annotated[
    str, Field(strict=True, min_length=1, max_length=MAX_CURSOR_CHARS), AfterValidator(_encodable)
]
TurnText = Annotated[str, Field(strict=True, max_length=MAX_TURN_CHARS), AfterValidator(_encodable)]
AspectName = Annotated[
    str, Field(strict=True, min_length=1, max_length=MAX_ASPECT_CHARS), AfterValidator(_encodable)
]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Day = Annotated[date, BeforeValidator(_iso_date)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RatingBody(_Body):
    """Bounds on the rating as given, both inclusive."""

    gte: Number | None = None
    lte: Number | None = None


class PublishedBody(_Body):
    """Bounds on the publication date, both inclusive."""

    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")


class FiltersBody(_Body):
    """What is in scope: every condition that is set must hold."""

    item_id: Value | None = None
    review_id: Value | None = None
    author: Value | None = None
    source: Value | None = None
    language: Value | None = None
    rating: RatingBody | None = None
    published: PublishedBody | None = None

    def value(self) -> Filters:
        """Raises: InvalidFilter"""
        rating, published = self.rating or RatingBody(), self.published or PublishedBody()
        return Filters(
            rating=RatingRange(gte=rating.gte, lte=rating.lte),
            published=DateRange(since=published.since, until=published.until),
            item_id=self.item_id,
            review_id=self.review_id,
            author=self.author,
            source=self.source,
            language=self.language,
        )


class TurnBody(_Body):
    """An earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: TurnText

    def value(self) -> Turn:
        return Turn(role=self.role, content=self.content)


class AskRequest(_Body):
    """A question about the reviews in scope."""

    question: Annotated[Text, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION_CHARS})]
    filters: FiltersBody | None = None
    history: Annotated[list[TurnBody], Field(max_length=MAX_TURNS)] | None = Field(
        default=None, description="Earlier turns, with which a question such as `and the acting?` is read."
    )
    engine: Engine = "auto"
    max_citations: int = Field(default=6, strict=True, ge=1, le=MAX_CITATIONS)
    spoilers: Spoilers = Field(default="show", description=SPOILERS)

    def turns(self) -> list[Turn]:
        return [turn.value() for turn in self.history or ()]


class SearchRequest(_Body):
    """A search for sentences or passages."""

    query: Annotated[Text, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION_CHARS})]
    filters: FiltersBody | None = None
    limit: int = Field(default=10, strict=True, ge=1, le=MAX_LIMIT)
    unit: Unit = "sentence"
    spoilers: Spoilers = Field(default="show", description=SPOILERS)


class PutReviewsRequest(_Body):
    """Reviews to add or replace. Each is checked on its own, so that one bad review spoils no other."""

    reviews: list[SkipValidation[ReviewDraft]] = Field(min_length=1, max_length=MAX_REVIEWS)


class PageQuery(_Body):
    """A page of a list: `cursor` is the `next` of the page before."""

    limit: int = Field(default=20, ge=1, le=MAX_LIMIT)
    cursor: Cursor | None = None


class SummaryQuery(_Body):
    """What a summary of an item should hold besides the aspects that its reviews speak of."""

    aspect: list[AspectName] = Field(default_factory=list, max_length=MAX_ASPECTS)
    max_aspects: int = Field(default=8, ge=0, le=MAX_ASPECTS)
    max_citations: int = Field(
        default=2, ge=1, le=MAX_SIDE_CITATIONS, description="On each side of an aspect."
    )
    spoilers: Spoilers = Field(default="show", description=SPOILERS)


class ReviewsQuery(PageQuery):
    """Which reviews to list, and which page of them."""

    item_id: Value | None = None
    author: Value | None = None
    source: Value | None = None
    language: Value | None = None
    rating_gte: Annotated[float, Field(allow_inf_nan=False)] | None = None
    rating_lte: Annotated[float, Field(allow_inf_nan=False)] | None = None
    published_from: Day | None = None
    published_to: Day | None = None

    def filters(self) -> Filters:
        """Raises: InvalidFilter"""
        return Filters(
            rating=RatingRange(gte=self.rating_gte, lte=self.rating_lte),
            published=DateRange(since=self.published_from, until=self.published_to),
            item_id=self.item_id,
            author=self.author,
            source=self.source,
            language=self.language,
        )
