"""Reviews as judging sees them: what is in scope is what the stores would select."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.alignment import Alignment
from qa.errors import InputError
from qa.evaluation.reviews import MemoryReviews, ReviewText, ServiceReviews
from qa.models import Chunk, DateRange, Filters, Page, RatingRange, Review, ReviewEntry, Sentence
from tests.qa.evaluation.builders import TEXTS, review
from vectorstore.store import Store, open_store

TEXT = "The lid rattles."


def stored(review_id: str, **fields: Any) -> Review:
    known = {"item_id": "kettle", "text": TEXT, "source_text": TEXT, "content_hash": ""} | fields
    return Review(id=review_id, alignment=Alignment.identity(len(TEXT)), **known)


def in_scope(source: MemoryReviews | ServiceReviews, scope: Filters) -> list[str]:
    return [one.id for one in asyncio.run(source.in_scope(scope))]


# The scope.

ITEMS = ("kettle", "Kettle", "kettle ")
NAMES = (None, "Ana", "ana", "A\u0301na", "\u00c1na", "", "' OR 1=1 --", "%", "🫖")
RATINGS = (None, 0.0, -0.0, 1.0, 1.1, 4.5, 10.0)
DATES = (None, date(1, 1, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(9999, 12, 31))
LIBRARY = [
    stored(
        f"r{n}",
        item_id=ITEMS[n % len(ITEMS)],
        author=NAMES[n % len(NAMES)],
        source=NAMES[(n // 2) % len(NAMES)],
        language=(None, "en", "es")[n % 3],
        rating=rating,
        published=published,
    )
    for n, (rating, published) in enumerate(product(RATINGS, DATES))
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A real store in SQLite that holds every review of the library."""
    store = open_store(tmp_path_factory.mktemp("scope") / "home", embedding="none")
    one, sentence = np.ones((1, 4), np.float32) / 2, Sentence(ordinal=0, start=0, end=len(TEXT))
    reading = np.zeros(1, np.float32)
    store.save(
        [
            ReviewEntry(
                review=review,
                sentences=(sentence,),
                chunks=(Chunk(ordinal=0, start=0, end=len(TEXT), first=0, last=0),),
                vectors=one,
                opinion=reading,
                polarity=reading,
            )
            for review in LIBRARY
        ]
    )
    yield store
    store.close()


def bounds(values: tuple[Any, ...]) -> st.SearchStrategy[tuple[Any, Any]]:
    """Two bounds, either of them open, that leave something between them."""
    pairs = st.tuples(st.sampled_from(values), st.sampled_from(values))
    return pairs.map(lambda pair: pair if None in pair else (min(pair), max(pair)))


def sometimes(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values)


scopes = st.builds(
    Filters,
    item_id=sometimes(ITEMS),
    review_id=sometimes(("r0", "r7", "R7", "")),
    author=sometimes(NAMES),
    source=sometimes(NAMES),
    language=sometimes(("en", "EN", "es")),
    rating=bounds(RATINGS).map(lambda pair: RatingRange(gte=pair[0], lte=pair[1])),
    published=bounds(DATES).map(lambda pair: DateRange(since=pair[0], until=pair[1])),
)


@settings(deadline=None, max_examples=150)
@given(scope=scopes)
def test_a_scope_selects_what_the_record_in_sql_selects(library: Store, scope: Filters) -> None:
    listed = {review.id for review in library.page(scope, None, 100).rows}
    assert {review.id for review in LIBRARY if ReviewText.of(review).is_in(scope)} == listed


RATED = review("r", TEXT, rating=3.0, published=date(2024, 2, 29), author="Ana")


@pytest.mark.parametrize(
    ("scope", "within"),
    [
        (Filters(), True),
        (Filters(rating=RatingRange(gte=3.0, lte=3.0)), True),
        (Filters(rating=RatingRange(gte=3.1)), False),
        (Filters(rating=RatingRange(lte=2.9)), False),
        (Filters(published=DateRange(since=date(2024, 2, 29), until=date(2024, 2, 29))), True),
        (Filters(published=DateRange(since=date(2024, 3, 1))), False),
        (Filters(author="Ana", review_id="r"), True),
        (Filters(author="Ana", review_id="s"), False),
        (Filters(source="shop"), False),
    ],
    ids=str,
)
def test_every_condition_that_is_set_must_hold(scope: Filters, within: bool) -> None:
    assert RATED.is_in(scope) is within


@pytest.mark.parametrize(
    "scope",
    [
        Filters(rating=RatingRange(gte=0.0)),
        Filters(rating=RatingRange(lte=10.0)),
        Filters(published=DateRange(since=date(1, 1, 1))),
        Filters(published=DateRange(until=date(9999, 12, 31))),
    ],
    ids=str,
)
def test_a_review_without_rating_or_date_fails_any_bound_on_it(scope: Filters) -> None:
    assert not review("r", TEXT).is_in(scope)


def test_sentences_are_places_in_the_text() -> None:
    one = review("bo", TEXTS["bo"])
    assert [(s.start, s.end) for s in one.sentences] == [(0, 16), (17, 41)]


def test_a_stored_review_keeps_all_that_is_shown() -> None:
    made = ReviewText.of(stored("r", author="Ana", rating=3.0, rating_scale=5.0, published=date(2024, 2, 29)))
    assert (
        made.id,
        made.text,
        made.item_id,
        made.author,
        made.rating,
        made.rating_scale,
        made.published,
    ) == (
        "r",
        TEXT,
        "kettle",
        "Ana",
        3.0,
        5.0,
        date(2024, 2, 29),
    )


# Reviews in memory.


def test_reviews_may_be_texts_by_id() -> None:
    source = MemoryReviews({"a": "One.", "b": "Two."})
    assert asyncio.run(source.get("b")) == review("b", "Two.")
    assert asyncio.run(source.get("c")) is None
    assert in_scope(source, Filters()) == ["a", "b"]


def test_reviews_may_be_mappings_with_more_than_is_needed() -> None:
    source = MemoryReviews([{"id": "a", "text": "One.", "published": "2024-02-29", "stars": "*****"}])
    assert asyncio.run(source.get("a")) == review("a", "One.", published=date(2024, 2, 29))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"id": "b"}, "Review 2, text"),
        ({"text": "Two."}, "Review 2, id"),
        ({"id": 3, "text": "Two."}, "Review 2, id"),
        ({"id": "b", "text": "Two.", "published": "tomorrow"}, "Review 2, published"),
    ],
    ids=str,
)
def test_a_mapping_that_is_no_review_is_refused_with_its_number(row: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as raised:
        MemoryReviews([{"id": "a", "text": "One."}, row])
    assert raised.value.message.startswith(told)


def test_two_reviews_with_one_id_are_refused() -> None:
    with pytest.raises(InputError):
        MemoryReviews([{"id": "a", "text": "One."}, {"id": "a", "text": "Two."}])


def test_a_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputError):
        MemoryReviews({"a": None})  # type: ignore[dict-item]


# Reviews of a service.


class PagedService:
    """Lists reviews a page at a time, and keeps what it was asked."""

    def __init__(self, *reviews: Review) -> None:
        self.held = reviews
        self.asked: list[tuple[Filters, str | None]] = []

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]:
        self.asked.append((filters, cursor))
        chosen = [review for review in self.held if ReviewText.of(review).is_in(filters)]
        start = int(cursor or 0)
        end = start + limit
        return Page(rows=tuple(chosen[start:end]), cursor=str(end) if end < len(chosen) else None)


def many(count: int) -> PagedService:
    return PagedService(*(stored(f"r{n}") for n in range(count)))


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3)])
def test_every_page_is_read_in_order(count: int, pages: int) -> None:
    service = many(count)
    assert in_scope(ServiceReviews(service), Filters()) == [f"r{n}" for n in range(count)]
    assert len(service.asked) == pages


def test_a_scope_is_fetched_once() -> None:
    service = many(3)
    source = ServiceReviews(service)
    in_scope(source, Filters())
    in_scope(source, Filters(item_id="kettle"))
    in_scope(source, Filters())
    assert [scope.item_id for scope, _ in service.asked] == [None, "kettle"]


def test_a_review_that_was_read_in_a_scope_is_not_fetched_again() -> None:
    service = many(3)
    source = ServiceReviews(service)
    [*_, last] = asyncio.run(source.in_scope(Filters()))
    assert asyncio.run(source.get("r2")) is last
    assert len(service.asked) == 1


def test_a_review_that_is_not_there_is_asked_for_once() -> None:
    service = many(1)
    source = ServiceReviews(service)
    assert [asyncio.run(source.get("gone")) for _ in range(3)] == [None] * 3
    assert len(service.asked) == 1


def test_what_is_asked_for_twice_at_once_is_fetched_once() -> None:
    class Slow(PagedService):
        async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]:
            await asyncio.sleep(0)
            return await super().reviews(filters, cursor=cursor, limit=limit)

    service = Slow(stored("r"))

    async def both() -> None:
        source = ServiceReviews(service)
        await asyncio.gather(source.in_scope(Filters()), source.in_scope(Filters()))

    asyncio.run(both())
    assert len(service.asked) == 1
