"""Reviews from files, for a system that is not Pullquote's: the texts as Pullquote would hold them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qa.errors import InvalidReview, UnreadableSource
from qa.evaluation.reviews import ReviewText
from qa.ingest.loaders import DraftRow, load
from qa.ingest.preparing import prepare

__all__ = ["read_reviews"]


def read_reviews(paths: Iterable[Path]) -> list[ReviewText]:
    """Every review under the paths, cleaned, once. Raises: UnreadableSource when there is none."""
    named = list(paths)
    found: dict[str, ReviewText] = {}
    for event in load(named):
        if isinstance(event, DraftRow):
            try:
                review = prepare(event.draft)
            except InvalidReview:
                continue  # as ingesting would, which reports it
            found.setdefault(review.id, ReviewText.of(review))
    if not found:
        raise UnreadableSource(f"There are no reviews in {', '.join(map(str, named))}.")
    return list(found.values())
