"""The sentences of an item's reviews that take a side, and which of them to quote for what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.candidates import CLEAR_OPINION, CLEAR_POLARITY
from qa.answering.summary import SIDES, Remark
from qa.evidence import Evidence
from qa.models import Hit, Review, Vectors

__all__ = ["Remarks"]

READ_OF_SIDE = 24  # remarks on a side, the surest and nearest, whose wording is read
NEARNESS = 0.5  # weight of a remark's closeness to what is asked beside the clearness of its words


class Remarks:
    """The remarks in blocks of evidence, as far as their reviews are among `reviews`, by id.

    `clearness` says how clearly the words of a sentence take its side, higher being clearer; None where they
    do not.
    """

    def __init__(
        self,
        blocks: Iterable[Evidence],
        reviews: Mapping[str, Review],
        clearness: Callable[[Hit], float | None],
    ) -> None:
        self._all = [remark for block in blocks for remark in _sided(block, reviews)]
        self._clearness = clearness
        self._read: dict[int, float | None] = {}
        self._scores = np.array([one.hit.score for one in self._all], dtype=np.float32)
        self._positive = np.array([one.hit.polarity > 0 for one in self._all], dtype=np.bool_)

    def __len__(self) -> int:
        return len(self._all)

    def said(self, least_opinion: float) -> Sequence[Hit]:
        """The sentences of at least that opinion (0..1)."""
        return [one.hit for one in self._all if one.hit.opinion >= least_opinion]

    def closeness(self, vectors: Vectors) -> NDArray[np.float32]:
        """The cosines (n, k) of the remarks and unit vectors (k, d)."""
        if not self._all:
            return np.zeros((0, len(vectors)), dtype=np.float32)
        return np.asarray(np.stack([one.vector for one in self._all]) @ vectors.T, dtype=np.float32)

    def naming(self, keys: Iterable[tuple[str, int]]) -> NDArray[np.bool_]:
        """Which remarks (n,) are among the sentences, by review id and ordinal."""
        wanted = frozenset(keys)
        return np.array([(one.hit.review.id, one.hit.ordinal) in wanted for one in self._all], dtype=np.bool_)

    def best(
        self, among: NDArray[np.bool_] | None = None, closeness: NDArray[np.float32] | None = None
    ) -> tuple[Remark, ...]:
        """The remarks `among` (n,), or all, that are clear and close (n,), the best first."""
        scores = self._scores if closeness is None else self._scores + NEARNESS * closeness
        chosen = np.ones(len(self), dtype=np.bool_) if among is None else among
        ranked: list[tuple[float, int]] = []
        for side in SIDES:
            places = np.flatnonzero(chosen & (self._positive == (side == "positive")))
            for place in places[np.argsort(-scores[places], kind="stable")][:READ_OF_SIDE].tolist():
                clearness = self._clearness_of(place)
                if clearness is not None:
                    ranked.append((float(scores[place]) + clearness, place))
        return tuple(self._all[place] for _, place in sorted(ranked, key=lambda pair: (-pair[0], pair[1])))

    def _clearness_of(self, place: int) -> float | None:
        if place not in self._read:
            self._read[place] = self._clearness(self._all[place].hit)
        return self._read[place]


def _sided(block: Evidence, reviews: Mapping[str, Review]) -> Iterable[Remark]:
    """The sentences of a block that take a side, where their review stands as it was when they were read."""
    sided = (block.opinion >= CLEAR_OPINION) & (np.abs(block.polarity) >= CLEAR_POLARITY)
    for row in np.flatnonzero(sided).tolist():
        review = block.review_at(row, reviews)
        if review is not None:
            clearness = float(block.opinion[row]) * abs(float(block.polarity[row]))
            hit = block.hit_at(row, review, score=clearness)
            yield Remark(hit=hit, vector=block.vectors[row])
