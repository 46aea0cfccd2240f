"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.cli.console import readable

if TYPE_CHECKING:
    from qa.models import Filters

__all__ = [
    "AuthorOption",
    "CursorOption",
    "ItemOption",
    "JsonOption",
    "LanguageOption",
    "LimitOption",
    "RatingFromOption",
    "RatingToOption",
    "ReviewOption",
    "SinceOption",
    "SourceOption",
    "SpoilersOption",
    "UntilOption",
    "filters_from",
    "named_path",
]

MAX_ROWS = 100  # of a page

_SCOPE = "Which reviews"
_DAY = ["%Y-%m-%d"]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, with the fields of the HTTP API.")]
ItemOption = Annotated[str | None, typer.Option("--item", help="Of this item.", rich_help_panel=_SCOPE)]
ReviewOption = Annotated[str | None, typer.Option("--review", help="Only this one.", rich_help_panel=_SCOPE)]
AuthorOption = Annotated[str | None, typer.Option("--author", help="By this author.", rich_help_panel=_SCOPE)]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="From this publication or site.", rich_help_panel=_SCOPE)
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="In this language, such as en.", rich_help_panel=_SCOPE)
]
RatingFromOption = Annotated[
    float | None, typer.Option("--rating-gte", help="Rated this or better.", rich_help_panel=_SCOPE)
]
RatingToOption = Annotated[
    float | None, typer.Option("--rating-lte", help="Rated this or worse.", rich_help_panel=_SCOPE)
]
SinceOption = Annotated[
    datetime | None,
    typer.Option("--since", help="From this day on.", formats=_DAY, rich_help_panel=_SCOPE),
]
UntilOption = Annotated[
    datetime | None,
    typer.Option("--until", help="Up to this day.", formats=_DAY, rich_help_panel=_SCOPE),
]
SpoilersOption = Annotated[
    Literal["show", "hide"],
    typer.Option("--spoilers", help="Whether sentences that give away the plot are shown."),
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=MAX_ROWS, help="Rows of a page.")]
CursorOption = Annotated[str | None, typer.Option("--cursor", help="Where the page before ended.")]


def named_path(value: str | Path) -> Path:
    """The path that an argument names.

    Raises: typer.BadParameter for an empty one, such as the shell makes of an unset variable.
    """
    if not str(value):
        raise typer.BadParameter("The path is empty. Name a file or a folder; . is the folder you are in.")
    return Path(value)


def filters_from(
    *,
    rating_gte: float | None = None,
    rating_lte: float | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    **values: str | None,
) -> Filters:
    """The scope the options describe.

    Raises: InvalidFilter for a range that ends before it begins; InputError for text that is none.
    """
    from qa.models import DateRange, Filters, RatingRange

    for name, value in values.items():
        if value is not None:
            readable(value, f"--{name.removesuffix('_id')}")
    rating = RatingRange(gte=rating_gte, lte=rating_lte)
    published = DateRange(since=_day(since), until=_day(until))
    return Filters(rating=rating, published=published, **values)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
