"""Distributions: how many cases have which value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

import numpy as np

__all__ = ["Histogram", "histogram", "shared_edges"]

SHARE_BINS = 10  # a tenth each
OTHER_BINS = 24  # at most; finer than this, bars of a small run are noise
TAIL = 2.0  # times the 95th percentile; what lies beyond shares the last bar, so that the rest stays legible


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Counts between `edges`, of which the last may be open: then it holds all that is more."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    open_ended: bool
    p50: float | None
    p95: float | None


def histogram(values: Sequence[float], edges: Sequence[float] | None = None) -> Histogram:
    """Count values. Tenths where all lie within 0 and 1, else round steps from 0 (see `shared_edges`)."""
    known = [value for value in values if isfinite(value)]
    edges = shared_edges({"": known}) if edges is None else edges
    if not known:
        nothing = (0,) * (len(edges) - 1)
        return Histogram(edges=tuple(edges), counts=nothing, open_ended=False, p50=None, p95=None)
    counts = [0] * (len(edges) - 1)
    for value in known:
        counts[_bin(value, edges)] += 1
    return Histogram(
        edges=tuple(edges),
        counts=tuple(counts),
        open_ended=max(known) > edges[-1],
        p50=float(np.quantile(known, 0.5)),
        p95=float(np.quantile(known, 0.95)),
    )


def shared_edges(series: Mapping[str, Sequence[float]]) -> list[float]:
    """Edges that suit every series, so that their histograms can be compared."""
    known = [value for values in series.values() for value in values if isfinite(value)]
    if not known or (min(known) >= 0 and max(known) <= 1):
        return [place / SHARE_BINS for place in range(SHARE_BINS + 1)]
    low = min(0.0, min(known))
    high = min(max(known), max(1e-9, TAIL * float(np.quantile(known, 0.95))))
    step = _round_step((high - low) / OTHER_BINS)
    first, last = floor(low / step), max(floor(low / step) + 1, ceil(high / step))
    return [round(place * step, 12) for place in range(first, last + 1)]


def _bin(value: float, edges: Sequence[float]) -> int:
    inside = (place for place, (low, high) in enumerate(pairwise(edges)) if low <= value < high)
    return next(inside, len(edges) - 2 if value >= edges[-1] else 0)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least`."""
    power = 10.0 ** floor(log10(max(least, 1e-12)))
    enough = least * (1 - 1e-9)  # a step that is there up to rounding will do
    return next((power * times for times in (1, 2, 2.5, 5) if power * times >= enough), power * 10)
