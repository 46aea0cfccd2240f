"""A Goodreads library export: one person's books, some with a review."""

from __future__ import annotations

from qa.ingest.loaders.layouts.layout import Cells, Layout

__all__ = ["GOODREADS"]

_DAY = "Day"  # made here: when the book was read, or else added


def _revised(cells: Cells) -> Cells:
    rating = cells.get("My Rating")
    return {
        **cells,
        "My Rating": None if rating in ("0", 0) else rating,  # the export's way to say: not rated
        _DAY: cells.get("Date Read") or cells.get("Date Added"),
    }


# `Author` wrote the book, not the review.
GOODREADS = Layout(
    name="Goodreads export",
    columns={
        "text": "My Review",
        "item_id": "Book Id",
        "item_title": "Title",
        "rating": "My Rating",
        "published": _DAY,
    },
    rating_scale=5.0,
    metadata={
        "Author": "book_author",
        "Original Publication Year": "book_year",
        "Exclusive Shelf": "shelf",
        "Bookshelves": "bookshelves",
    },
    revise=_revised,
    often_textless=True,
)
