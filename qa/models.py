"""The values the core works with: frozen, without behaviour beyond reading themselves.

Offsets are 0-based, end-exclusive and count Unicode code points (the W3C Web Annotation rule).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.alignment import Alignment, Span
from qa.errors import InvalidFilter, ModelReason

__all__ = [
    "Answer",
    "AspectSummary",
    "Chunk",
    "Citation",
    "Claim",
    "Coverage",
    "DateRange",
    "Engine",
    "Filters",
    "Hit",
    "Item",
    "Json",
    "Page",
    "Point",
    "Question",
    "QuestionKind",
    "RatingDisagreement",
    "RatingRange",
    "Review",
    "ReviewEntry",
    "Sentence",
    "Spoilers",
    "Stance",
    "Summary",
    "Turn",
    "Unit",
    "Vectors",
    "WantedStance",
    "WriteOutcome",
    "WriteStatus",
]

T = TypeVar("T")

Json = str | int | float | bool | None
Vectors = NDArray[np.float32]
Stance = Literal["positive", "negative", "mixed", "neutral"]
WantedStance = Literal["positive", "negative", "both", "either"]
QuestionKind = Literal["opinion", "fact", "comparison", "verdict", "count"]
Unit = Literal["sentence", "passage"]
Spoilers = Literal["show", "hide"]
Engine = Literal["auto", "extractive", "generative"]
WriteStatus = Literal["created", "updated", "unchanged", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review: what was given (`source_text`), what is shown (`text`), and the map between them."""

    id: str
    item_id: str
    text: str
    source_text: str
    alignment: Alignment
    content_hash: str
    item_title: str | None = None
    title: str | None = None
    author: str | None = None
    rating: float | None = None
    rating_scale: float | None = None
    published: date | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a review: `review.text[start:end]`."""

    ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A passage of whole sentences: `review.text[start:end]`, sentences `first` to `last` inclusive."""

    ordinal: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewEntry:
    """A review with everything computed from it once, at ingest. Rows of the arrays are its sentences.

    `vectors` (n, d) are unit length; `opinion` (n,) is the probability in 0..1 that a sentence gives an
    opinion, `polarity` (n,) lies in -1 (against) .. 1 (for).
    """

    review: Review
    sentences: tuple[Sentence, ...]
    chunks: tuple[Chunk, ...]
    vectors: Vectors
    opinion: NDArray[np.float32]
    polarity: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRange:
    """Bounds on the rating as given, both inclusive; None leaves a side open."""

    gte: float | None = None
    lte: float | None = None

    def __post_init__(self) -> None:
        """Raises: InvalidFilter when a bound is no number, or the bounds leave nothing between them."""
        if not all(bound is None or isfinite(bound) for bound in (self.gte, self.lte)):
            raise InvalidFilter("A bound on the rating must be a finite number.")
        if self.gte is not None and self.lte is not None and self.gte > self.lte:
            raise InvalidFilter("The rating is asked to be above its upper bound; swap the two.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """Bounds on the publication date, both inclusive; None leaves a side open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Raises: InvalidFilter when the bounds leave no day between them."""
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InvalidFilter("The first day asked for is after the last; swap the two.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is in scope: every condition that is set must hold. Nothing set means every review."""

    item_id: str | None = None
    review_id: str | None = None
    author: str | None = None
    source: str | None = None
    language: str | None = None
    rating: RatingRange = RatingRange()
    published: DateRange = DateRange()

    @property
    def names_one(self) -> bool:
        """Whether the scope is one item or one review, small enough to weigh every sentence of it."""
        return self.item_id is not None or self.review_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as read: its words, and what they ask for."""

    text: str
    kind: QuestionKind
    stance: WantedStance
    terms: tuple[str, ...] = ()
    """The words that name something, case-folded, each once; neither the asking, the stance nor a date."""
    aspect: str | None = None
    """What is asked about, a short noun phrase as worded, with its article; None for the whole item."""
    foreign: bool = False
    """Whether it looks to be in another language than English, in which it is read less well."""
    asks_whether: bool = False
    """Whether yes or no would answer it: "Is the service slow?", "Did anyone complain about noise?"."""
    asks_change: bool = False
    """Whether it asks how something has changed: "Has it got better?", "Is it still as good?"."""
    asks_return: bool = False
    """Whether it counts who would come back, or buy again; `aspect` then says so in words of our own."""
    names: tuple[str, ...] = ()
    """The proper names asked about, as written; never that of the critic who judges."""
    holder: str | None = None
    """The third party whose opinion is asked for, as worded ("his wife"); None for the reviewers."""
    published: DateRange = DateRange()
    """The days of publication that it limits the reviews to: "since June", "in 2022"."""
    stars: RatingRange = RatingRange()
    """The ratings as given that it limits the reviews to: "What do one-star reviews say?"."""

    @property
    def asks_opinion(self) -> bool:
        """Whether what reviewers think is asked for, rather than a fact or a likeness."""
        return self.kind in ("opinion", "verdict", "count")

    @property
    def is_of_the_whole(self) -> bool:
        """Whether an opinion is asked for, on no aspect in particular."""
        return self.asks_opinion and self.aspect is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A stretch of a review found for a query. `score` lies in 0..1, higher is better."""

    review: Review
    span: Span
    score: float
    opinion: float
    polarity: float
    ordinal: int

    @property
    def text(self) -> str:
        return self.review.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of an answer and the numbers of the citations it rests on."""

    text: str
    stance: Stance
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote that stands in a review: `review.text[start:end] == quote`.

    `before` and `after` are the words around it, an ellipsis for what is hidden; `score` lies in 0..1.
    `spoiler` says that it gives away a turn of the plot.
    """

    n: int
    review: Review
    quote: str
    start: int
    end: int
    source_start: int
    source_end: int
    before: str
    after: str
    stance: Stance
    score: float
    spoiler: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts over every review in scope. A mixed review counts as positive and as negative.

    `reviewers` are the voices in scope, and all below counts voices: copies of a review, and what one author
    says of one item in several reviews, count once.
    """

    reviews_in_scope: int
    reviewers: int
    mentioning: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A cited answer, or an honest absence of one (`answered` false, `nearest` filled)."""

    id: str
    question: str
    answered: bool
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    coverage: Coverage
    nearest: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    engine: Literal["extractive", "generative"]
    item_id: str | None = None
    """The item that was asked about alone: by filter, or because the question or one before it names it."""
    full_question: str | None = None
    """What was asked in full, where the conversation before made it so."""
    reason: ModelReason | None = None
    """Why the embedded engine answered although a language model was to."""
    dropped_claims: int = 0
    model: str | None = None
    usage: Mapping[str, int] | None = None
    timing_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing that is reviewed. `mean_rating` is over rated reviews, as a share of their scale (0..1)."""

    id: str
    title: str | None
    reviews: int
    rated: int = 0
    mean_rating: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectSummary:
    """What the reviews of an item say of one aspect: counts, and the numbers of the citations for them."""

    aspect: str
    named_by_caller: bool
    coverage: Coverage
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something for or against an item, and the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDisagreement:
    """A review whose rating and text plainly disagree; `polarity` of the text lies in -1..1."""

    review: Review
    polarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the reviews of an item say as a whole and of its aspects, every count over all of them."""

    item: Item
    coverage: Coverage
    aspects: tuple[AspectSummary, ...]
    pros: tuple[Point, ...]
    cons: tuple[Point, ...]
    most_divided: str | None
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...] = ()
    rating_disagreements: tuple[RatingDisagreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOutcome:
    """What became of one review of a write. `message` and `code` are set on `error` only."""

    index: int
    id: str | None
    status: WriteStatus
    code: str | None = None
    message: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page of a list; `cursor` fetches the next, None at the end."""

    rows: tuple[T, ...]
    cursor: str | None = None
