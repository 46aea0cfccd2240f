"""How sure a measure is: bootstrap intervals, and a paired test for the difference of two runs.

A measure is a weighted mean, sum(value x weight) / sum(weight), over cases (see `Score`). Cases are what is
drawn, so that a measure whose weights differ keeps its own uncertainty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEVEL", "Interval", "Resampler", "holm", "paired_p", "weighted_mean"]

LEVEL = 0.95  # of an interval
RESAMPLES = 2_000  # the ends of an interval then move by about a tenth of its length from seed to seed
PERMUTATIONS = 10_000  # the least p that is told is 1 in this many
EXACT_CASES = 12  # so many cases that differ have 4,096 swaps, which are all tried
SEED = 20_240_601  # the same run always tells the same interval

Array = NDArray[np.float64]


class Interval(NamedTuple):
    """Bounds that hold the measure with probability `LEVEL`, as far as these cases can tell."""

    low: float
    high: float


def weighted_mean(values: Sequence[float] | Array, weights: Sequence[float] | Array) -> float | None:
    """sum(value x weight) / sum(weight); None where nothing has weight."""
    total = float(np.sum(weights))
    return float(np.dot(np.asarray(values), np.asarray(weights))) / total if total > 0 else None


class Resampler:
    """Draws `n` cases with replacement, the same draws for every measure.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentile intervals).
    """

    def __init__(self, n: int) -> None:
        drawn = (
            np.random.default_rng(SEED).integers(0, n, size=(RESAMPLES, n)) if n else np.zeros((RESAMPLES, 0))
        )
        cells = (drawn + np.arange(RESAMPLES)[:, None] * n).astype(np.int64).ravel()
        # How often each case is in each draw; small whole numbers, which 32 bits hold exactly.
        self._counts = np.bincount(cells, minlength=RESAMPLES * n).reshape(RESAMPLES, n).astype(np.float32)

    def interval(self, values: Array, weights: Array) -> Interval | None:
        """The interval of a weighted mean; None where nothing has weight."""
        return _percentiles(self._means(values, weights))

    def interval_of_difference(
        self, before: tuple[Array, Array], after: tuple[Array, Array]
    ) -> Interval | None:
        """The interval of after - before, each values and weights of the same cases in the same order."""
        return _percentiles(self._means(*after) - self._means(*before))

    def _means(self, values: Array, weights: Array) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((self._counts @ (values * weights)) / (self._counts @ weights))


def _percentiles(means: Array) -> Interval | None:
    means = means[np.isfinite(means)]
    if not len(means):
        return None
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def paired_p(before: tuple[Array, Array], after: tuple[Array, Array]) -> float:
    """How likely a difference this large is where the two runs are alike: a two-sided permutation test.

    Within each case the two runs may have been the other way round; every such swap is tried where few cases
    differ, else `PERMUTATIONS` at random. 1.0 where no case differs. In 0..1.

    Source: Smucker, Allan and Carterette, "A comparison of statistical significance tests for information
    retrieval evaluation", CIKM 2007; Phipson and Smyth, 2010, for the 1 added above and below.
    """
    (values_0, weights_0), (values_1, weights_1) = before, after
    gains = np.stack([values_0 * weights_0, values_1 * weights_1])
    weights = np.stack([weights_0, weights_1])
    differs = (gains[0] != gains[1]) | (weights[0] != weights[1])
    if not differs.any():
        return 1.0
    observed = abs(_difference(gains.sum(axis=1), weights.sum(axis=1)))
    if not np.isfinite(observed):
        return 1.0
    swaps, exact = _swaps(int(differs.sum()))
    moved = [part[:, differs] for part in (gains, weights)]
    sums = [part.sum(axis=1)[:, None] - (part[1] - part[0]) @ swaps.T * [[-1], [1]] for part in moved]
    rest = [part[:, ~differs].sum(axis=1)[:, None] for part in (gains, weights)]
    drawn = np.abs(_difference(sums[0] + rest[0], sums[1] + rest[1]))
    as_large = int(np.sum(~np.isfinite(drawn) | (drawn >= observed - 1e-12)))
    return as_large / len(swaps) if exact else (as_large + 1) / (len(swaps) + 1)


def _difference(gains: Array, weights: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        means = gains / weights
    return np.asarray(means[1] - means[0])


def _swaps(cases: int) -> tuple[Array, bool]:
    """Rows of 0 and 1, 1 where a case is swapped; and whether they are all there are."""
    if cases <= EXACT_CASES:
        return ((np.arange(2**cases)[:, None] >> np.arange(cases)) & 1).astype(np.float64), True
    generator = np.random.default_rng(SEED)
    return generator.integers(0, 2, size=(PERMUTATIONS, cases)).astype(np.float64), False


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values corrected for there being several, in the order given.

    Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for place, i in enumerate(order):
        largest = max(largest, min(1.0, p_values[i] * (len(p_values) - place)))
        corrected[i] = largest
    return corrected
