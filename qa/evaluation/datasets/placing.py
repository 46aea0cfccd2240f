"""Where a ranker put what it should have found, when units with the same score may fall in any order.

Rankers by words give many units the same score, none. Read as badly as they may fall, or in the order of the
text, such ties would decide more than the words do: so every measure is the mean over all their orders.

Source: McSherry and Najork, "Computing information retrieval performance measures efficiently in the presence
of tied scores", ECIR 2008.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.ranking import chance_of_hit

__all__ = ["Placing", "place", "tied_gains"]

Scores = NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Of `units`, `right` are right. `above` rank strictly before the first right one, `tied` rank with it.

    `right_tied` of those tied are right; it is 0 where no unit is right at all.
    """

    units: int
    right: int
    above: int
    tied: int
    right_tied: int

    def hit(self, k: int) -> float:
        """How often a right unit is among the first `k`, 0.0..1.0."""
        return self._within_tie(k - self.above)

    def reciprocal_rank(self, depth: int | None = None) -> float:
        """The mean of 1 / rank of the first right unit; 0.0 beyond `depth`."""
        last = self.tied if depth is None else min(self.tied, depth - self.above)
        by_then = [self._within_tie(drawn) for drawn in range(max(last, 0) + 1)]
        ranks = range(self.above + 1, self.above + len(by_then))
        return sum(
            (now - before) / rank for rank, (before, now) in zip(ranks, pairwise(by_then), strict=True)
        )

    def chance(self, k: int) -> float:
        """How often `k` units drawn blindly hold a right one, 0.0..1.0."""
        return chance_of_hit(self.units, self.right, k) or 0.0

    def _within_tie(self, drawn: int) -> float:
        return (chance_of_hit(self.tied, self.right_tied, drawn) or 0.0) if drawn > 0 else 0.0


def place(scores: Scores, right: NDArray[np.bool_]) -> Placing:
    """Where the right units come when units are ordered by score, highest first."""
    best = scores[right].max() if right.any() else -np.inf
    tied = scores == best
    return Placing(
        units=len(scores),
        right=int(right.sum()),
        above=int(np.sum(scores > best)),
        tied=int(tied.sum()),
        right_tied=int(np.sum(tied & right)),
    )


def tied_gains(scores: Scores, gains: Scores) -> list[float]:
    """The gain to expect at each rank: units with the same score share theirs."""
    means = {score: float(gains[scores == score].mean()) for score in scores}
    return [means[score] for score in -np.sort(-scores)]
