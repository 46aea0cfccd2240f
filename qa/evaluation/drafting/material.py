"""What cases are drafted from: the reviews of one item, and what each of their sentences says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.evaluation.reviews import ReviewText

__all__ = ["Material", "ReadSentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence, `review.text[start:end] == text`, as it was read at ingest.

    `opinion` is the probability in 0..1 that it gives an opinion; `polarity` lies in -1 (against) .. 1 (for).
    """

    review_id: str
    start: int
    end: int
    text: str
    opinion: float
    polarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The reviews of an item by id, and their sentences in order, each review's together.

    `closeness` holds, for the subjects that were looked for, how close the nearest sentence comes to each,
    about 0..1: a subject that is not in it was not looked for.
    """

    item_id: str
    title: str | None
    reviews: Mapping[str, ReviewText]
    sentences: tuple[ReadSentence, ...]
    closeness: Mapping[str, float] = field(default_factory=dict)
