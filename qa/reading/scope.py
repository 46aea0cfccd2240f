"""The reviews that a question asks: those in scope, within the dates and ratings that its words set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from qa.models import DateRange, Filters, Question, RatingRange

__all__ = ["narrowed"]

Bound = TypeVar("Bound", date, float)

_NEVER = DateRange(since=date.min, until=date.min)  # no review was published then


def narrowed(filters: Filters, question: Question) -> Filters:
    """`filters` without what the question rules out: "since June", "one-star reviews".

    Where the two leave nothing in common, nothing is in scope.
    """
    if question.published == DateRange() and question.stars == RatingRange():
        return filters
    since = _later(filters.published.since, question.published.since)
    until = _earlier(filters.published.until, question.published.until)
    least = _later(filters.rating.gte, question.stars.gte)
    most = _earlier(filters.rating.lte, question.stars.lte)
    apart = since is not None and until is not None and since > until
    if apart or (least is not None and most is not None and least > most):
        return replace(filters, published=_NEVER)
    return replace(
        filters,
        published=DateRange(since=since, until=until),
        rating=RatingRange(gte=least, lte=most),
    )


def _later(one: Bound | None, other: Bound | None) -> Bound | None:
    return max((bound for bound in (one, other) if bound is not None), default=None)


def _earlier(one: Bound | None, other: Bound | None) -> Bound | None:
    return min((bound for bound in (one, other) if bound is not None), default=None)
