"""Gold evidence found in the reviews: where each point of a case stands, and what overlaps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa.alignment import Span
from qa.answering.lookup import find, find_all
from qa.evaluation.answers import Cited
from qa.evaluation.cases import Case
from qa.evaluation.nearest import nearest_words
from qa.evaluation.points import Passage
from qa.evaluation.reviews import ReviewText
from qa.models import Stance

__all__ = ["Gold", "GoldPoint", "Place", "Ungrounded", "ground", "overlaps", "place_cited"]

OVERLAP = 0.5  # of the shorter of two stretches, from which they are about the same words


class Place(NamedTuple):
    """A stretch of a review's text, in code points."""

    review_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPoint:
    """A point and every place that supports it."""

    places: tuple[Place, ...]
    stance: Stance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The points of a case. `units` sentences are in scope, and `relevant` of them bear on a point."""

    points: tuple[GoldPoint, ...] = ()
    units: int = 0
    relevant: int = 0

    def points_at(self, place: Place | None) -> list[int]:
        """The indices of the points that a place supports."""
        if place is None:
            return []
        return [
            index
            for index, point in enumerate(self.points)
            if any(overlaps(place, other) for other in point.places)
        ]


class Ungrounded(NamedTuple):
    """Evidence that stands in no review in scope: its index in the case and in the point, and why."""

    point: int
    reason: str
    passage: int = 0


def ground(case: Case, reviews: Sequence[ReviewText]) -> tuple[Gold, list[Ungrounded]]:
    """Find the evidence of a case in the reviews in its scope."""
    points: list[GoldPoint] = []
    problems: list[Ungrounded] = []
    for index, point in enumerate(case.evidence):
        places: list[Place] = []
        for number, passage in enumerate(point.any_of):
            found, reason = _places(passage, reviews)
            places += found
            if reason is not None:
                problems.append(Ungrounded(index, reason, number))
        points.append(GoldPoint(places=tuple(dict.fromkeys(places)), stance=point.stance))
    return _with_level(points, reviews), problems


def overlaps(one: Place, other: Place) -> bool:
    """Whether two places share at least half of the shorter."""
    if one.review_id != other.review_id:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= OVERLAP * min(one.end - one.start, other.end - other.start)


def place_cited(cited: Cited, reviews: Iterable[ReviewText]) -> Place | None:
    """Where cited words stand: at their offsets, else where they are found, in the review they name.

    None where they stand nowhere.
    """
    for review in reviews:
        if cited.review_id in (None, review.id):
            span = _span(review.text, cited.quote, cited.start)
            if span is not None:
                return Place(review.id, span.start, span.end)
    return None


def _span(text: str, quote: str, start: int | None) -> Span | None:
    if start is not None and start >= 0 and quote and text[start : start + len(quote)] == quote:
        return Span(start, start + len(quote))
    return find(text, quote, start)


def _places(passage: Passage, reviews: Sequence[ReviewText]) -> tuple[list[Place], str | None]:
    named = [review for review in reviews if passage.review in (None, review.id)]
    if not named:
        return [], f"the review {passage.review!r} is not in scope"
    if passage.start is not None and passage.end is not None:
        return _placed(passage, passage.start, passage.end, named[0])
    quote = passage.quote or ""
    found = [Place(review.id, *span) for review in named for span in _all_spans(review.text, quote)]
    if not found:
        where = f"the review {passage.review!r}" if passage.review else "any review in scope"
        return [], f"{_shortened(quote)} does not stand in {where}{_nearest(quote, named)}"
    return found, None


def _nearest(quote: str, reviews: Sequence[ReviewText]) -> str:
    near = nearest_words(quote, reviews)
    return "" if near is None else f"; nearest is {_shortened(near[0])} in {near[1]!r}"


def _placed(passage: Passage, start: int, end: int, review: ReviewText) -> tuple[list[Place], str | None]:
    if end > len(review.text):
        return [], f"{start} to {end} lies beyond the {len(review.text):,} characters of review {review.id!r}"
    words = review.text[start:end]
    if passage.quote is not None and words != passage.quote:
        return [], f"{start} to {end} of review {review.id!r} reads {_shortened(words)}, not as quoted"
    return [Place(review.id, start, end)], None


def _all_spans(text: str, quote: str) -> list[Span]:
    if spans := find_all(text, quote):
        return spans
    alike = find(text, quote)
    return [alike] if alike is not None else []


def _with_level(points: Sequence[GoldPoint], reviews: Sequence[ReviewText]) -> Gold:
    places = [place for point in points for place in point.places]
    if not places:
        return Gold(points=tuple(points))
    sentences = [Place(review.id, s.start, s.end) for review in reviews for s in review.sentences]
    bearing = {place.review_id for place in places}
    relevant = sum(
        any(overlaps(sentence, place) for place in places)
        for sentence in sentences
        if sentence.review_id in bearing
    )
    return Gold(points=tuple(points), units=len(sentences), relevant=relevant)


def _shortened(words: str) -> str:
    return repr(words if len(words) <= 80 else f"{words[:79]}…")
