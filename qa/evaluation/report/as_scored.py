"""An answer as the metrics had it, made again from a run, so that page and scores cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.gold import Gold, GoldPoint, Place
from qa.evaluation.metrics import Observation
from qa.evaluation.reviews import ReviewText
from qa.evaluation.runs import ReviewRow, Row

__all__ = ["as_scored"]


def as_scored(row: Row, reviews: Mapping[str, ReviewRow]) -> Observation:
    """The answer of a row with its gold and what it cites; where there is none, one that says nothing."""
    answer = row.answer or SystemAnswer(text="")
    points = [tuple(Place(*place) for place in point.places) for point in row.gold.points]
    shown = (*answer.citations, *(answer.retrieved or ()))
    return Observation(
        case=row.case,
        answer=answer,
        gold=Gold(points=tuple(GoldPoint(places=places) for places in points)),
        in_scope=_in_scope(row, shown, reviews),
        reviews=_texts(reviews, {cited.review_id for cited in shown}),
        latency_ms=row.latency_ms,
    )


def _in_scope(row: Row, shown: Iterable[Cited], reviews: Mapping[str, ReviewRow]) -> Sequence[ReviewText]:
    """Where words without a review are looked for: of the reviews in scope, those that a run keeps."""
    if all(cited.review_id is not None for cited in shown):
        return ()
    scope = replace(row.case.scope.filters(), source=None, language=None)  # a run has neither
    return [review for review in _texts(reviews, reviews).values() if review.is_in(scope)]


def _texts(reviews: Mapping[str, ReviewRow], ids: Iterable[str | None]) -> dict[str, ReviewText]:
    return {key: _text(key, reviews[key]) for key in ids if key is not None and key in reviews}


def _text(key: str, review: ReviewRow) -> ReviewText:
    fields = review.model_dump(exclude={"published"})
    return ReviewText(id=key, published=_day(review.published), **fields)


def _day(published: str | None) -> date | None:
    try:
        return None if published is None else date.fromisoformat(published)
    except ValueError:  # a file written by hand may say anything
        return None
