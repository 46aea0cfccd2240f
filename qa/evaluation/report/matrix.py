"""Several runs side by side: what each setting gains in quality, and what it costs in time and money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from qa.evaluation.report.about import run_name
from qa.evaluation.report.page import assemble
from qa.evaluation.report.rows import number, words
from qa.evaluation.resampling import LEVEL
from qa.evaluation.runs import MetricInfo, Run
from qa.evaluation.summary import Measure, summarise

__all__ = ["Cell", "Quality", "cell_of", "matrix_payload", "pareto_front", "qualities_of", "render_matrix"]

SCRIPTS = ("dom.js", "labels.js", "scatter.js", "matrix_table.js", "matrix.js")
PRICES = ("ms", "usd")  # units of what a run takes, which is what its quality is held against


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One run. `seconds` is the median time of a case, `cost_usd` the mean cost of one; None where not told.

    `name` is empty where it only repeats settings; `failed` is why the run has no result.
    """

    name: str
    settings: dict[str, str]
    seconds: float | None
    cost_usd: float | None
    errors: int
    failed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """A metric of one run with its interval, over the cases that it applies to."""

    value: float | None
    low: float | None
    high: float | None
    cases: int


UNKNOWN = Quality(value=None, low=None, high=None, cases=0)


def render_matrix(runs: Sequence[Run], *, metric: str) -> str:
    """One file that compares runs, by a metric at first. Runs without a result are listed with the reason."""
    return assemble(f"{metric} by setting", matrix_payload(runs, metric), SCRIPTS)


def matrix_payload(runs: Sequence[Run], metric: str) -> dict[str, Any]:
    """The data of the page: what varies, the cells, and each metric with the runs that no other beats."""
    cells = [cell_of(run) for run in runs]
    qualities = [qualities_of(run) for run in runs]
    varying = _varying(cells)
    names = list(dict.fromkeys(name for cell in cells for name in cell.settings))
    named = all(cell.name for cell in cells) and len({cell.name for cell in cells}) == len(cells)
    first = {name: cell.settings[name] for cell in reversed(cells) for name in cell.settings}
    return {
        "metric": metric,
        "metrics": [
            _metric(info, [own.get(info.name, UNKNOWN) for own in qualities], cells)
            for info in _infos(runs, metric)
        ],
        "level": LEVEL,
        "columns": varying,
        "fixed": [[name, first[name]] for name in names if name not in varying],
        "cases_files": list(dict.fromkeys(run.cases_file for run in runs)),
        "cells": [{**asdict(cell), "label": cell.name if named else _label(cell, varying)} for cell in cells],
    }


def cell_of(run: Run) -> Cell:
    """What a run took, and whether it came to anything."""
    times = [row.latency_ms / 1000 for row in run.rows if row.answer is not None]
    costs = [row.answer.cost_usd for row in run.rows if row.answer and row.answer.cost_usd is not None]
    return Cell(
        name=_own_name(run),
        settings=dict(words({key: value for key, value in run.system.items() if key != "error"})),
        seconds=number(float(np.median(times))) if times else None,
        cost_usd=number(float(np.mean(costs))) if costs else None,
        errors=sum(row.answer is None for row in run.rows),
        failed=_failure(run),
    )


def qualities_of(run: Run) -> dict[str, Quality]:
    """How good a run is by each of its metrics; one without a result is not bad but unknown."""
    if _failure(run) is not None:
        return {}
    return {metric: _quality(measured) for (metric, _), measured in summarise(_untagged(run)).items()}


def pareto_front(points: Sequence[tuple[float | None, float | None]], *, higher: bool) -> list[int]:
    """The indices of (price, quality) that no other beats: as good for less, or better for as little."""
    sign = 1 if higher else -1
    known = [(at, x, sign * y) for at, (x, y) in enumerate(points) if x is not None and y is not None]
    return [at for at, x, y in known if not any(a <= x and b >= y and (a < x or b > y) for _, a, b in known)]


def _varying(cells: Sequence[Cell]) -> list[str]:
    """Settings that differ. A run that failed early tells few, and what it does not tell is no difference."""
    names = dict.fromkeys(name for cell in cells for name in cell.settings)
    return [
        name
        for name in names
        if len({cell.settings.get(name) for cell in cells if cell.failed is None or name in cell.settings})
        > 1
    ]


def _label(cell: Cell, varying: Sequence[str]) -> str:
    told = [f"{name.replace('_', ' ')} {cell.settings[name]}" for name in varying if name in cell.settings]
    return ", ".join(told) or cell.name or "run"


def _own_name(run: Run) -> str:
    """The run's name, where it is more than a list of settings such as a grid gives its cells."""
    told = {f"{name} {value}" for name, value in run.system.items()}
    return "" if set(run.name.split(", ")) <= told else run_name(run)


def _untagged(run: Run) -> Run:
    """The run with all cases as one group, which is measured many times faster than by tag."""
    bare = [row.model_copy(update={"case": row.case.model_copy(update={"tags": ()})}) for row in run.rows]
    return run.model_copy(update={"rows": tuple(bare)})


def _quality(measured: Measure) -> Quality:
    low, high = measured.interval or (None, None)
    return Quality(value=number(measured.value), low=number(low), high=number(high), cases=measured.cases)


def _metric(info: MetricInfo, qualities: Sequence[Quality], cells: Sequence[Cell]) -> dict[str, Any]:
    def front(prices: Iterable[float | None]) -> list[int]:
        points = [(price, one.value) for price, one in zip(prices, qualities, strict=True)]
        return pareto_front(points, higher=info.higher_is_better)

    return {
        **info.model_dump(),
        "cells": [asdict(one) for one in qualities],
        "fronts": {
            "seconds": front(cell.seconds for cell in cells),
            "cost_usd": front(cell.cost_usd for cell in cells),
        },
    }


def _failure(run: Run) -> str | None:
    if told := run.system.get("error"):
        return str(told)
    if not run.rows:
        return "no case was run"
    if all(row.answer is None for row in run.rows):
        reason, times = Counter(row.error or "no answer" for row in run.rows).most_common(1)[0]
        return f"every case failed; {times} of {len(run.rows)} with: {reason}"
    return None


def _infos(runs: Iterable[Run], metric: str) -> list[MetricInfo]:
    """The metrics to choose from: those that a run was scored by, and `metric` whether one was or not."""
    infos: dict[str, MetricInfo] = {}
    scored: set[str] = set()
    for run in runs:
        scored |= {name for row in run.rows for name, score in row.scores.items() if score.value is not None}
        for info in run.metrics:
            infos.setdefault(info.name, info)
    chosen = [one for one in infos.values() if one.name in scored and one.unit not in PRICES]
    wanted = infos.get(metric, MetricInfo(name=metric))
    return chosen if wanted in chosen else [wanted, *chosen]
