"""Queries for many ids, asked in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select

from vectorstore.schema import reviews

__all__ = ["in_parts", "rows_by_id"]

T = TypeVar("T")

PER_QUERY = 500  # SQLite allows 32,766 bound values in a statement; small parts plan faster


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in order, so many at a time as one statement should bind."""
    for start in range(0, len(values), PER_QUERY):
        yield values[start : start + PER_QUERY]


def rows_by_id(connection: Connection, query: Select[Any], ids: Iterable[str]) -> Iterator[Any]:
    """The rows of `query`, which selects from `reviews`, for the reviews with these ids."""
    for part in in_parts(list(ids)):
        yield from connection.execute(query.where(reviews.c.id.in_(part)))
