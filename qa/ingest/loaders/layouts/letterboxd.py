"""The `reviews.csv` of a Letterboxd export: one person's reviews of films."""

from __future__ import annotations

from qa.ingest.loaders.layouts.layout import Cells, Layout

__all__ = ["LETTERBOXD"]

_FILM = "Film"  # made here: two films may share a name, but seldom a name and a year


def _with_film(cells: Cells) -> Cells:
    name, year = cells.get("Name"), cells.get("Year")
    film = f"{name} ({year})" if name and year else name
    return {**cells, _FILM: film}


LETTERBOXD = Layout(
    name="Letterboxd export",
    columns={
        "text": "Review",
        "item_id": _FILM,
        "item_title": "Name",
        "rating": "Rating",
        "published": "Date",
        "url": "Letterboxd URI",
    },
    rating_scale=5.0,
    metadata={
        "Year": "year",
        "Rewatch": "rewatch",
        "Tags": "tags",
        "Watched Date": "watched_date",
    },
    revise=_with_film,
    often_textless=True,
)
