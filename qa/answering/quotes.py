"""The gate every claim passes: a quote is found in its review, character for character, or it is not shown.

A drafted claim names its quotes; whoever drafted it is not believed. Each quote is looked up in the review it
names, at the place it expects first, then anywhere, then with spaces, quotation marks, dashes and case made
alike. What is shown is always the review's own characters. Nothing is matched fuzzily.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from qa.alignment import Span
from qa.answering.lookup import find, is_quotable
from qa.answering.prose import compose, quoted_stretches, without_markers
from qa.models import Citation, Claim, Review, Stance

__all__ = [
    "HIDDEN_QUOTE",
    "NO_QUOTE",
    "NO_SUCH_WORDS",
    "Draft",
    "Gate",
    "Quote",
    "Verified",
    "cite",
    "verify",
]

NO_QUOTE = "none of its quotes stands, letter by letter, in the review it names"
HIDDEN_QUOTE = "all that it quotes gives the plot away, and may not be shown"
NO_SUCH_WORDS = "it shows words in quotation marks that no review it cites has, or that may not be shown"

CONTEXT_CHARS = 200  # shown on either side of a quote; about a sentence and a half


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words said to stand in a review; `start` is where they are expected, `score` lies in 0..1."""

    review_id: str
    text: str
    start: int | None = None
    score: float = 0.0
    stance: Stance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as drafted, before anything of it is believed."""

    text: str
    stance: Stance
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What passed: `text` is the answer with [n] markers; `dropped` counts the claims that did not pass."""

    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    dropped: int


class _Place(NamedTuple):
    """Where a quote was found."""

    review: Review
    span: Span
    quote: Quote


@dataclass(slots=True)
class _Ledger:
    """Citations in order of first use; a span is numbered once, and no number goes beyond `limit`."""

    limit: int
    citations: list[Citation] = field(default_factory=list)
    numbers: dict[tuple[str, Span], int] = field(default_factory=dict)

    def numbers_of(self, places: Iterable[_Place], stance: Stance) -> tuple[int, ...]:
        """The numbers of the places, each once; places beyond the limit have none."""
        numbers = (self._number(place, stance) for place in places)
        return tuple(dict.fromkeys(number for number in numbers if number is not None))

    def _number(self, place: _Place, stance: Stance) -> int | None:
        review, span, quote = place
        known = self.numbers.get((review.id, span))
        if known is not None or len(self.citations) >= self.limit:
            return known
        n = len(self.citations) + 1
        self.citations.append(cite(review, span, n=n, stance=quote.stance or stance, score=quote.score))
        self.numbers[(review.id, span)] = n
        return n


class Gate:
    """What every claim passes to be shown; claims are admitted one by one, as they are drafted.

    `reviews` are those that may be quoted, by id. No more than `limit` spans are cited, and none that meets a
    span of `hidden`, by review.
    """

    def __init__(
        self,
        reviews: Mapping[str, Review],
        *,
        limit: int = 6,
        hidden: Mapping[str, Sequence[Span]] = MappingProxyType({}),
    ) -> None:
        self._reviews = reviews
        self._hidden = hidden
        self._ledger = _Ledger(limit=limit)
        self.claims: list[Claim] = []
        self.faults: list[str] = []

    @property
    def dropped(self) -> int:
        """How many claims could not be borne out."""
        return len(self.faults)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the claims admitted so far, in order of first use."""
        return tuple(self._ledger.citations)

    def allow(self, limit: int) -> None:
        """Bound the citations anew."""
        self._ledger.limit = limit

    def admit(self, draft: Draft) -> Claim | None:
        """The claim with those of its quotes that are found; None where it is not shown.

        It is dropped, and counted, with its last quote, or when its own text shows words in quotation marks
        that no cited review holds. One whose quotes are all beyond the limit is left out, not dropped.
        """
        found = self._found(draft)
        shown = [place for place in found if not self.hides(place.review, place.span)]
        fault = _fault_in(draft.text, found, shown)
        if fault is not None:
            self.faults.append(fault)
            return None
        numbers = self._ledger.numbers_of(shown, draft.stance)
        if not numbers:
            return None
        claim = Claim(text=without_markers(draft.text), stance=draft.stance, citations=numbers)
        self.claims.append(claim)
        return claim

    def hides(self, review: Review, span: Span) -> bool:
        """Whether a span of a review meets one that may not be shown."""
        hidden = self._hidden.get(review.id, ())
        return any(span.start < other.end and other.start < span.end for other in hidden)

    def _found(self, draft: Draft) -> list[_Place]:
        places = []
        for quote in draft.quotes:
            review = self._reviews.get(quote.review_id)
            span = find(review.text, quote.text, quote.start) if review is not None else None
            if review is not None and span is not None:
                places.append(_Place(review, span, quote))
        return places


def verify(
    lead: str, drafts: Iterable[Draft], reviews: Mapping[str, Review], *, max_citations: int = 6
) -> Verified:
    """Hold every drafted claim to its quotes, and string those that pass after the lead."""
    gate = Gate(reviews, limit=max_citations)
    for draft in drafts:
        gate.admit(draft)
    return Verified(
        text=compose(lead, gate.claims) if gate.claims else "",
        claims=tuple(gate.claims),
        citations=gate.citations,
        dropped=gate.dropped,
    )


def cite(review: Review, span: Span, *, n: int, stance: Stance, score: float) -> Citation:
    """The citation of a span of a review, with its place in the source and the words around it."""
    source = review.alignment.to_source(span.start, span.end)
    return Citation(
        n=n,
        review=review,
        quote=review.text[span.start : span.end],
        start=span.start,
        end=span.end,
        source_start=source.start,
        source_end=source.end,
        before=_before(review.text, span.start),
        after=_after(review.text, span.end),
        stance=stance,
        score=min(1.0, max(0.0, score)),
    )


def _fault_in(text: str, found: Sequence[_Place], shown: Sequence[_Place]) -> str | None:
    """Why a claim is dropped: `found` are its quotes, `shown` those that may be shown."""
    if not found:
        return NO_QUOTE
    if not shown:
        return HIDDEN_QUOTE
    return None if _is_honest(text, [place.review for place in shown]) else NO_SUCH_WORDS


def _is_honest(text: str, cited: Sequence[Review]) -> bool:
    """Whether every stretch that a claim shows in quotation marks stands in a cited review."""
    stretches = (stretch for stretch in quoted_stretches(text) if is_quotable(stretch))
    return all(any(find(review.text, stretch) for review in cited) for stretch in stretches)


def _before(text: str, start: int) -> str:
    """The words before `start`, beginning at the start of a word."""
    first = max(0, start - CONTEXT_CHARS)
    if first > 0 and not text[first - 1].isspace():
        space = _first_space(text, first, start)
        first = space if space is not None else start
    return text[first:start]


def _after(text: str, end: int) -> str:
    """The words after `end`, stopping at the end of a word."""
    last = min(len(text), end + CONTEXT_CHARS)
    if last < len(text) and not text[last].isspace():
        space = _last_space(text, end, last)
        last = space if space is not None else end
    return text[end:last]


def _first_space(text: str, start: int, end: int) -> int | None:
    return next((place + 1 for place in range(start, end) if text[place].isspace()), None)


def _last_space(text: str, start: int, end: int) -> int | None:
    return next((place for place in range(end - 1, start - 1, -1) if text[place].isspace()), None)
