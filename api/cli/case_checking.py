"""The reviews that a case file is checked against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import UnreadableSource
from qa.evaluation.reviews import MemoryReviews, ReviewText

if TYPE_CHECKING:
    from qa.ingest.loaders import DraftRow

__all__ = ["reviews_in"]


def reviews_in(paths: Sequence[Path]) -> MemoryReviews:
    """The reviews in files and folders, as they would be stored. Raises: UnreadableSource; InvalidReview."""
    from qa.ingest.loaders import DraftRow, LoadOptions, RowProblem, load

    reviews: list[ReviewText] = []
    for event in load(paths, LoadOptions()):
        if isinstance(event, RowProblem):
            place = f"{event.path}, line {event.line}" if event.line else str(event.path)
            raise UnreadableSource(f"{place}: {event.reason}")
        if isinstance(event, DraftRow):
            reviews.append(_prepared(event))
    if not reviews:
        raise UnreadableSource(f"There is no review in {', '.join(map(str, paths))}.")
    return MemoryReviews(reviews)


def _prepared(row: DraftRow) -> ReviewText:
    from qa.ingest.preparing import prepare

    return ReviewText.of(prepare(row.draft))
