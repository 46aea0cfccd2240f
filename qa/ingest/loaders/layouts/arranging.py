"""A table's columns put to use: as the user says, then by sight, then by their usual names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.ingest.loaders.cells import column_label
from qa.ingest.loaders.layouts.amazon import AMAZON
from qa.ingest.loaders.layouts.goodreads import GOODREADS
from qa.ingest.loaders.layouts.layout import Layout
from qa.ingest.loaders.layouts.letterboxd import LETTERBOXD
from qa.ingest.loaders.layouts.rotten_tomatoes import ROTTEN_TOMATOES, ROTTEN_TOMATOES_MASSIVE
from qa.ingest.loaders.layouts.usual_names import plain_name, usual_layout
from qa.ingest.loaders.layouts.yelp import YELP

__all__ = ["arrange"]

# What only a table of that origin has together.
_BY_SIGHT = (
    (frozenset({"text", "rating", "parent_asin", "asin", "user_id", "timestamp"}), AMAZON),
    (frozenset({"text", "stars", "review_id", "business_id", "user_id", "date"}), YELP),
    (frozenset({"review_content", "rotten_tomatoes_link", "critic_name", "review_score"}), ROTTEN_TOMATOES),
    (frozenset({"reviewText", "reviewId", "criticName", "reviewState"}), ROTTEN_TOMATOES_MASSIVE),
    (frozenset({"Review", "Name", "Year", "Letterboxd URI", "Rating"}), LETTERBOXD),
    (frozenset({"My Review", "My Rating", "Book Id", "Title", "Author"}), GOODREADS),
)
_SHOWN_COLUMNS = 12  # in a message; enough to see what a table is
_SHOWN_CHARS = 40  # of each of them


def arrange(columns: Sequence[str], wanted: Mapping[str, str]) -> Layout | str:
    """The layout of a table, or why it has none.

    `wanted` maps fields to columns that a user named, in any case and punctuation; these count first.
    """
    chosen: dict[str, str] = {}
    for field, name in wanted.items():
        column = _find(columns, name)
        if column is None:
            return f"no column {name[:_SHOWN_CHARS]!r} among: {_listed(columns)}"
        chosen[field] = column
    layout = _by_sight(columns, chosen) or usual_layout(columns, chosen)
    return layout or f"no review text column among: {_listed(columns)}"


def _find(columns: Sequence[str], name: str) -> str | None:
    if name in columns:
        return name
    plain = plain_name(name)
    return next((column for column in columns if plain_name(column) == plain), None)


def _by_sight(columns: Sequence[str], chosen: Mapping[str, str]) -> Layout | None:
    present, taken = set(columns), set(chosen.values())
    for signs, layout in _BY_SIGHT:
        if signs <= present:
            known = {field: column for field, column in layout.columns.items() if column not in taken}
            return replace(layout, columns={**known, **chosen})
    return None


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(column_label(column)[:_SHOWN_CHARS] for column in columns[:_SHOWN_COLUMNS])
    more = len(columns) - _SHOWN_COLUMNS
    return f"{shown} and {more} more" if more > 0 else shown
