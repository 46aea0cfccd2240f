"""hetPQA and ePQA: which of a question's candidates answers it, by grade.

Source: Shen et al., "xPQA", arXiv 2305.09249, for the task; the gain of a grade l is 2^l - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.datasets.hetpqa import REVIEW_SOURCE, ProductQuestion, full_label
from qa.evaluation.datasets.placing import Placing, place, tied_gains
from qa.evaluation.datasets.rankers import Ranker
from qa.evaluation.ranking import ndcg

__all__ = ["NDCG_DEPTH", "GradedMeasures", "rank_evidence"]

NDCG_DEPTH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedMeasures:
    """Means in 0..1 over the questions of which a candidate answers fully.

    `precision` is the share whose first candidate does, `mrr` the mean of 1 / rank of the first that does,
    `ndcg` that of all grades down to NDCG_DEPTH, `chance` what a blind choice of the first would give.
    """

    questions: int
    candidates: float  # of a question, on average
    precision: float
    mrr: float
    ndcg: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graded:
    placing: Placing
    ndcg: float


def rank_evidence(
    questions: Sequence[ProductQuestion], ranker: Ranker, *, reviews_only: bool = False
) -> GradedMeasures | None:
    """Rank each question's candidates, or only those from reviews; None where no question has a full answer.

    Statistics of words are those of all candidates of the file. Equal scores share their gains and places.
    """
    full = full_label(questions)
    ranking = ranker.over([c.text for question in questions for c in question.candidates])
    firsts = accumulate((len(question.candidates) for question in questions), initial=0)
    ranked: list[_Graded] = []
    for first, question in zip(firsts, questions, strict=False):
        kept = [i for i, c in enumerate(question.candidates) if not reviews_only or c.source == REVIEW_SOURCE]
        labels = np.array([question.candidates[i].label for i in kept], dtype=np.intp)
        if full in labels:
            scores = ranking.scores(question.text, first + np.array(kept, dtype=np.intp))
            ranked.append(_graded(scores, labels, full))
    return _means(ranked)


def _graded(scores: NDArray[np.floating], labels: NDArray[np.intp], full: int) -> _Graded:
    gains = 2.0**labels - 1.0
    return _Graded(
        placing=place(scores, labels == full),
        ndcg=ndcg(tied_gains(scores, gains), gains.tolist(), NDCG_DEPTH) or 0.0,
    )


def _means(ranked: Sequence[_Graded]) -> GradedMeasures | None:
    if not ranked:
        return None
    return GradedMeasures(
        questions=len(ranked),
        candidates=fmean(one.placing.units for one in ranked),
        precision=fmean(one.placing.hit(1) for one in ranked),
        mrr=fmean(one.placing.reciprocal_rank() for one in ranked),
        ndcg=fmean(one.ndcg for one in ranked),
        chance=fmean(one.placing.chance(1) for one in ranked),
    )
