"""Measures of a run: over all cases and by tag, each with its interval and the level of chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.resampling import Interval, Resampler, weighted_mean
from qa.evaluation.runs import Row, Run, ScoreRow

__all__ = ["ALL", "Measure", "columns", "measure", "summarise"]

ALL = ""  # the name of the group of all cases, which no tag can have

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A metric over a group of cases.

    `cases` counts those it applies to, and `failed` those it should have and could not be computed for. All
    numbers are None where it applies to none.
    """

    metric: str
    tag: str
    value: float | None
    interval: Interval | None
    chance: float | None
    cases: int
    failed: int

    def __str__(self) -> str:
        if self.value is None:
            return "no case"
        told = f"{self.value:.3f}"
        if self.interval is not None:
            told += f" (95% interval {self.interval.low:.3f} to {self.interval.high:.3f})"
        return f"{told}, {self.cases} case{'' if self.cases == 1 else 's'}"


def summarise(run: Run, *, judged: bool = False) -> dict[tuple[str, str], Measure]:
    """Every metric by group, keyed by metric and tag (`ALL` for all cases)."""
    names = [info.name for info in run.metrics]
    if judged:
        names = list(dict.fromkeys(name for row in run.rows for name in row.judged))
    groups = {ALL: list(run.rows)} | {
        tag: [row for row in run.rows if tag in row.case.tags] for tag in run.tags
    }
    measures = {}
    for tag, rows in groups.items():
        resampler = Resampler(len(rows))
        for name in names:
            scores = [(row.judged if judged else row.scores).get(name) for row in rows]
            measures[name, tag] = _measure(name, tag, scores, resampler)
    return measures


def measure(rows: Sequence[Row], metric: str, tag: str = ALL) -> Measure:
    """One metric over the rows with a tag."""
    scores = [row.scores.get(metric) for row in rows if tag == ALL or tag in row.case.tags]
    return _measure(metric, tag, scores, Resampler(len(scores)))


def columns(scores: Sequence[ScoreRow | None]) -> tuple[Array, Array]:
    """Values and weights; a score that is not there, or failed, weighs nothing."""
    usable = [score if score is not None and score.value is not None else None for score in scores]
    values = [0.0 if score is None or score.value is None else score.value for score in usable]
    return np.array(values), np.array([0.0 if score is None else score.weight for score in usable])


def _measure(metric: str, tag: str, scores: Sequence[ScoreRow | None], resampler: Resampler) -> Measure:
    values, weights = columns(scores)
    with_chance = [score for score in scores if score is not None and score.chance is not None]
    return Measure(
        metric=metric,
        tag=tag,
        value=weighted_mean(values, weights),
        interval=resampler.interval(values, weights),
        chance=weighted_mean([s.chance or 0.0 for s in with_chance], [s.weight for s in with_chance]),
        cases=int(np.count_nonzero(weights)),
        failed=sum(score is not None and score.error is not None for score in scores),
    )


def by_metric(measures: Mapping[tuple[str, str], Measure], tag: str = ALL) -> list[Measure]:
    """The measures of one group, in order."""
    return [measure for (_, group), measure in measures.items() if group == tag]
