"""The reviews that cases and answers speak of, as far as judging an answer needs them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from pydantic import TypeAdapter, ValidationError

from qa.errors import InputError
from qa.ingest.sentences import split_sentences
from qa.models import Filters, Page, Review, Sentence

__all__ = ["MemoryReviews", "ReviewSource", "ReviewText", "ServiceReviews"]

_PAGE = 100  # reviews fetched at a time


@dataclass(frozen=True, kw_only=True)
class ReviewText:
    """A review as the system under test has it: quotes and offsets are into `text`, in code points."""

    id: str
    text: str
    item_id: str = ""
    item_title: str | None = None
    title: str | None = None
    author: str | None = None
    rating: float | None = None
    rating_scale: float | None = None
    published: date | None = None
    source: str | None = None
    language: str | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, for the level that chance reaches."""
        return tuple(split_sentences(self.text))

    @classmethod
    def of(cls, review: Review) -> ReviewText:
        """A stored review."""
        names = cls.__dataclass_fields__
        return cls(**{name: getattr(review, name) for name in names})

    def is_in(self, scope: Filters) -> bool:
        """Whether every condition that is set holds; a review without rating or date fails a bound on it."""
        named = (
            (scope.item_id, self.item_id),
            (scope.review_id, self.id),
            (scope.author, self.author),
            (scope.source, self.source),
            (scope.language, self.language),
        )
        return (
            all(wanted is None or wanted == own for wanted, own in named)
            and _within(scope.rating.gte, self.rating, scope.rating.lte)
            and _within(scope.published.since, self.published, scope.published.until)
        )


class ReviewSource(Protocol):
    """Where the reviews are. What is asked for twice is fetched once."""

    async def in_scope(self, scope: Filters) -> Sequence[ReviewText]: ...

    async def get(self, review_id: str) -> ReviewText | None: ...


class MemoryReviews:
    """Reviews held in memory: texts by id, or mappings with `id`, `text` and what else is known.

    Raises: InputError for a mapping that is no review, and for an id that two of them have.
    """

    def __init__(
        self, reviews: Iterable[ReviewText] | Mapping[str, str] | Iterable[Mapping[str, Any]]
    ) -> None:
        if isinstance(reviews, Mapping):
            rows: Iterable[Any] = [{"id": key, "text": text} for key, text in reviews.items()]
        else:
            rows = reviews
        made = [row if isinstance(row, ReviewText) else _review_text(row, n) for n, row in enumerate(rows)]
        self._by_id: dict[str, ReviewText] = {}
        for review in made:
            if self._by_id.setdefault(review.id, review) is not review:
                raise InputError(f"Two reviews have the id {review.id!r}.")

    async def in_scope(self, scope: Filters) -> Sequence[ReviewText]:
        return [review for review in self._by_id.values() if review.is_in(scope)]

    async def get(self, review_id: str) -> ReviewText | None:
        return self._by_id.get(review_id)


def _review_text(row: Mapping[str, Any], number: int) -> ReviewText:
    """A review from a mapping; what else it holds does not matter here. Raises: InputError."""
    try:
        return TypeAdapter(ReviewText).validate_python(dict(row))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"Review {number + 1}, {where}: {first['msg'].lower()}.") from None


class Pages(Protocol):
    """The part of the service that reads reviews."""

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]: ...


class ServiceReviews:
    """The reviews of a service in this process."""

    def __init__(self, service: Pages) -> None:
        self._service = service
        self._by_scope: dict[Filters, list[ReviewText]] = {}
        self._by_id: dict[str, ReviewText] = {}
        self._fetching = asyncio.Lock()

    async def in_scope(self, scope: Filters) -> Sequence[ReviewText]:
        async with self._fetching:
            if scope not in self._by_scope:
                self._by_scope[scope] = await self._fetched(scope)
        return self._by_scope[scope]

    async def get(self, review_id: str) -> ReviewText | None:
        if review_id not in self._by_id:
            await self.in_scope(Filters(review_id=review_id))
        return self._by_id.get(review_id)

    async def _fetched(self, scope: Filters) -> list[ReviewText]:
        found: list[ReviewText] = []
        cursor: str | None = None
        while True:
            page = await self._service.reviews(scope, cursor=cursor, limit=_PAGE)
            found += [self._known(review) for review in page.rows]
            if page.cursor is None:
                return found
            cursor = page.cursor

    def _known(self, review: Review) -> ReviewText:
        return self._by_id.setdefault(review.id, ReviewText.of(review))


def _within(low: Any, value: Any, high: Any) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)
