"""`Filters` in the languages of the stores: conditions on the SQL record, and Chroma's `where`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement

from qa.models import Filters, Json, Review
from vectorstore.schema import reviews

__all__ = ["chroma_metadata", "chroma_where", "sql_conditions"]


def sql_conditions(filters: Filters) -> Sequence[ColumnElement[bool]]:
    """Conditions on the `reviews` table; a review without a rating or date fails a bound on it."""
    column = reviews.c
    equal = {
        column.item_id: filters.item_id,
        column.id: filters.review_id,
        column.author: filters.author,
        column.source: filters.source,
        column.language: filters.language,
    }
    conditions: list[ColumnElement[bool]] = [c == wanted for c, wanted in equal.items() if wanted is not None]
    if filters.rating.gte is not None:
        conditions.append(column.rating >= filters.rating.gte)
    if filters.rating.lte is not None:
        conditions.append(column.rating <= filters.rating.lte)
    if filters.published.since is not None:
        conditions.append(column.published >= filters.published.since)
    if filters.published.until is not None:
        conditions.append(column.published <= filters.published.until)
    return conditions


def chroma_where(filters: Filters) -> dict[str, Any] | None:
    """The same as a Chroma `where`: None for no condition, `$and` for several (one top key is allowed).

    Names are compared by their marks, see `chroma_metadata`.
    """
    equal = {
        "item_id": filters.item_id,
        "review_id": filters.review_id,
        "author": filters.author,
        "source": filters.source,
        "language": filters.language,
    }
    clauses: list[dict[str, Any]] = [
        {key: {"$eq": _mark(value)}} for key, value in equal.items() if value is not None
    ]
    clauses += _bounds("rating", filters.rating.gte, filters.rating.lte)
    clauses += _bounds("published", _day(filters.published.since), _day(filters.published.until))
    if len(clauses) > 1:
        return {"$and": clauses}
    return clauses[0] if clauses else None


def chroma_metadata(review: Review) -> Mapping[str, Json]:
    """What a chunk of `review` carries in Chroma, so that `chroma_where` can select it; never empty.

    Names are kept as marks of 64 bits: Chroma does not wipe what it deletes, and so has no name to leave
    behind.
    """
    names = {
        "item_id": review.item_id,
        "review_id": review.id,
        "author": review.author,
        "source": review.source,
        "language": review.language,
    }
    marks: dict[str, Json] = {key: _mark(name) for key, name in names.items() if name is not None}
    numbers: dict[str, Json] = {"rating": review.rating, "published": _day(review.published)}
    return marks | {key: number for key, number in numbers.items() if number is not None}


def _bounds(key: str, low: float | None, high: float | None) -> list[dict[str, Any]]:
    return [{key: {op: value}} for op, value in (("$gte", low), ("$lte", high)) if value is not None]


def _day(value: date | None) -> int | None:
    """Days since year 1: Chroma compares numbers only."""
    return None if value is None else value.toordinal()


def _mark(name: str) -> str:
    return blake2b(name.encode(), digest_size=8).hexdigest()
