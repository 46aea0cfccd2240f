"""Filters mean what a plain reading of them means: in the record, the lexical index and Chroma."""

from __future__ import annotations

from datetime import date

import pytest

from qa.models import DateRange, Filters, RatingRange, Review, ReviewEntry
from vectorstore.filters import chroma_metadata, chroma_where
from vectorstore.store import Store

CASES = [
    Filters(),
    Filters(item_id="item-1"),
    Filters(review_id="r4"),
    Filters(author="author-2"),
    Filters(source="paper"),
    Filters(language="es"),
    Filters(rating=RatingRange(gte=2.0)),
    Filters(rating=RatingRange(lte=2.0)),
    Filters(rating=RatingRange(gte=1.0, lte=1.0)),
    Filters(published=DateRange(since=date(2024, 1, 6))),
    Filters(published=DateRange(until=date(2024, 1, 6))),
    Filters(published=DateRange(since=date(2024, 1, 3), until=date(2024, 1, 3))),
    Filters(item_id="item-0", source="shop"),
    Filters(author="author-1", language="en", rating=RatingRange(lte=4.0)),
    Filters(
        item_id="item-2",
        author="author-0",
        source="paper",
        language="en",
        rating=RatingRange(gte=0.0, lte=5.0),
        published=DateRange(since=date(2024, 1, 1), until=date(2024, 1, 31)),
    ),
    Filters(item_id="nothing has this"),
    Filters(review_id="r1", item_id="item-2"),
    Filters(author="' OR 1=1 --"),
]


def holds(filters: Filters, review: Review) -> bool:
    equal = [
        (filters.item_id, review.item_id),
        (filters.review_id, review.id),
        (filters.author, review.author),
        (filters.source, review.source),
        (filters.language, review.language),
    ]
    rating, published = filters.rating, filters.published
    return (
        all(wanted is None or wanted == got for wanted, got in equal)
        and (rating.gte is None or (review.rating is not None and review.rating >= rating.gte))
        and (rating.lte is None or (review.rating is not None and review.rating <= rating.lte))
        and (
            published.since is None or (review.published is not None and review.published >= published.since)
        )
        and (
            published.until is None or (review.published is not None and review.published <= published.until)
        )
    )


@pytest.mark.parametrize("filters", CASES, ids=str)
def test_every_reader_of_the_store_selects_the_same_reviews(
    store: Store, library: list[ReviewEntry], filters: Filters
) -> None:
    store.save(library)
    expected = {entry.review.id for entry in library if holds(filters, entry.review)}
    listed = {review.id for review in store.page(filters, None, 50).rows}
    scanned = {speaker.review_id for block in store.evidence.blocks(filters) for speaker in block.speakers}
    worded = {key[0] for key, _ in store.lexical.search(["shade", "glows"], filters, 100)}
    near = {key[0] for key in store.index.search(library[0].vectors[0], filters, 100) or ()}
    assert listed == scanned == worded == near == expected
    assert store.evidence.count(filters) == len(expected)


def test_no_condition_means_no_where_clause() -> None:
    assert chroma_where(Filters()) is None


def test_one_condition_stands_alone_and_several_under_and() -> None:
    assert chroma_where(Filters(rating=RatingRange(gte=1.0))) == {"rating": {"$gte": 1.0}}
    assert chroma_where(Filters(rating=RatingRange(gte=1.0, lte=2.0))) == {
        "$and": [{"rating": {"$gte": 1.0}}, {"rating": {"$lte": 2.0}}]
    }


def test_chroma_is_told_no_name(library: list[ReviewEntry]) -> None:
    told = str(chroma_metadata(library[0].review)) + str(chroma_where(Filters(author="author-0")))
    assert not any(name in told for name in ("item-0", "r0'", "author-0", "paper"))
