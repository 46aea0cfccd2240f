"""The sentences of many reviews as columns, for exact scoring, and who speaks in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from qa.alignment import Span
from qa.models import Hit, Review, Vectors

__all__ = ["Evidence", "Speaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The review that sentences of the evidence are of, and what is known of it besides.

    `voice` numbers whoever speaks in it: copies of a review, and all that one author says of one item, are a
    single voice. `rating` is a share of its scale, 0..1.
    """

    review_id: str
    content_hash: str
    voice: int
    item_id: str = ""
    author: str | None = None
    rating: float | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """The sentences of many reviews as columns; row i of every array is one sentence.

    `review_of[i]` indexes `speakers` and does not fall; `ordinals`, `starts`, `ends` place the sentence in
    its review, as it was under the content hash given for it, and `chunks` is the ordinal of its chunk.
    Within a review the ordinals rise.
    """

    speakers: tuple[Speaker, ...]
    review_of: NDArray[np.int32]
    ordinals: NDArray[np.int32]
    chunks: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    vectors: Vectors
    opinion: NDArray[np.float32]
    polarity: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ordinals)

    @property
    def voice_of(self) -> NDArray[np.int32]:
        """The voice (n,) that speaks in each sentence."""
        return np.array([speaker.voice for speaker in self.speakers], dtype=np.int32)[self.review_of]

    def review_at(self, row: int, reviews: Mapping[str, Review]) -> Review | None:
        """The review of a row, among `reviews` by id; None where it has changed or gone since."""
        speaker = self.speakers[int(self.review_of[row])]
        review = reviews.get(speaker.review_id)
        return review if review is not None and review.content_hash == speaker.content_hash else None

    def hit_at(self, row: int, review: Review, score: float) -> Hit:
        """A row as a hit in its review, with a score in 0..1."""
        return Hit(
            review=review,
            span=Span(int(self.starts[row]), int(self.ends[row])),
            score=score,
            opinion=float(self.opinion[row]),
            polarity=float(self.polarity[row]),
            ordinal=int(self.ordinals[row]),
        )

    def rows_of(self, keys: Iterable[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], int]]:
        """Each of `keys`, review id and ordinal, that is here, with its row."""
        place = {speaker.review_id: i for i, speaker in enumerate(self.speakers)}
        first = np.searchsorted(self.review_of, np.arange(len(self.speakers) + 1))
        for key in keys:
            review = place.get(key[0])
            if review is not None:
                start, stop = int(first[review]), int(first[review + 1])
                row = start + int(np.searchsorted(self.ordinals[start:stop], key[1]))
                if row < stop and self.ordinals[row] == key[1]:
                    yield key, row
