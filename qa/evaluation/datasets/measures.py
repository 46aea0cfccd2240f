"""How well many questions were ranked: means of where the right units came, beside chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from qa.evaluation.datasets.placing import Placing

__all__ = ["CUTOFFS", "MRR_DEPTH", "Measures", "macro", "measure"]

CUTOFFS = (1, 3, 5, 10)  # ranks down to which recall is taken
MRR_DEPTH = 10  # ranks; what comes later counts as not found


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Means over questions, in 0..1.

    `recall[k]` is the share of questions with a right unit among the first k, `chance[k]` what drawing k
    units blindly would give, `mrr` the mean of 1 / rank of the first right unit down to MRR_DEPTH.
    """

    questions: int
    recall: Mapping[int, float]
    chance: Mapping[int, float]
    mrr: float


def measure(placings: Sequence[Placing]) -> Measures | None:
    """The measures of questions, by where their right units came; None for no question.

    A question none of whose units is right counts as not found.
    """
    if not placings:
        return None
    return Measures(
        questions=len(placings),
        recall={k: fmean(placing.hit(k) for placing in placings) for k in CUTOFFS},
        chance={k: fmean(placing.chance(k) for placing in placings) for k in CUTOFFS},
        mrr=fmean(placing.reciprocal_rank(MRR_DEPTH) for placing in placings),
    )


def macro(parts: Iterable[Measures]) -> Measures | None:
    """The plain mean of parts, each counting the same however many its questions; None for no part."""
    parts = tuple(parts)
    if not parts:
        return None
    return Measures(
        questions=sum(part.questions for part in parts),
        recall={k: fmean(part.recall[k] for part in parts) for k in CUTOFFS},
        chance={k: fmean(part.chance[k] for part in parts) for k in CUTOFFS},
        mrr=fmean(part.mrr for part in parts),
    )
