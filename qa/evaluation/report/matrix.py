"""Several runs side by side: what each setting gains in quality, and what it costs in time and money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from qa.evaluation.report.page import assemble
from qa.evaluation.report.rows import number, words
from qa.evaluation.resampling import LEVEL
from qa.evaluation.runs import MetricInfo, Run
from qa.evaluation.summary import measure

__all__ = ["Cell", "cell_of", "matrix_payload", "pareto_front", "render_matrix"]

SCRIPTS = ("dom.js", "scatter.js", "matrix.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One run. `seconds` is the median time of a case, `cost_usd` the mean cost of one; None where not told.

    `failed` is why the run has no result.
    """

    name: str
    settings: dict[str, str]
    quality: float | None
    low: float | None
    high: float | None
    cases: int
    seconds: float | None
    cost_usd: float | None
    errors: int
    failed: str | None


def render_matrix(runs: Sequence[Run], *, metric: str) -> str:
    """One file that compares runs by a metric. Runs without a result are listed with the reason."""
    return assemble(f"{metric} by setting", matrix_payload(runs, metric), SCRIPTS)


def matrix_payload(runs: Sequence[Run], metric: str) -> dict[str, Any]:
    """The data of the page: varying settings as columns, cells, and which of them no other beats."""
    info = _info(runs, metric)
    cells = [cell_of(run, metric) for run in runs]
    names = list(dict.fromkeys(name for cell in cells for name in cell.settings))
    varying = [name for name in names if len({cell.settings.get(name) for cell in cells}) > 1]
    fixed = [[name, cells[0].settings[name]] for name in names if name not in varying]
    return {
        "metric": info.model_dump(),
        "level": LEVEL,
        "columns": [name for name in varying if name != "error"],
        "fixed": fixed,
        "cases_files": list(dict.fromkeys(run.cases_file for run in runs)),
        "cells": [asdict(cell) for cell in cells],
        "fronts": {
            "seconds": pareto_front([(c.seconds, c.quality) for c in cells], higher=info.higher_is_better),
            "cost_usd": pareto_front([(c.cost_usd, c.quality) for c in cells], higher=info.higher_is_better),
        },
    }


def cell_of(run: Run, metric: str) -> Cell:
    """What a run comes to."""
    failed = _failure(run)
    measured = measure(run.rows, metric)
    low, high = (measured.interval or (None, None)) if failed is None else (None, None)
    times = [row.latency_ms / 1000 for row in run.rows if row.answer is not None]
    costs = [row.answer.cost_usd for row in run.rows if row.answer and row.answer.cost_usd is not None]
    return Cell(
        name=run.name,
        settings=dict(words({key: value for key, value in run.system.items() if key != "error"})),
        quality=number(measured.value) if failed is None else None,
        low=number(low),
        high=number(high),
        cases=measured.cases,
        seconds=number(float(np.median(times))) if times else None,
        cost_usd=number(float(np.mean(costs))) if costs else None,
        errors=sum(row.answer is None for row in run.rows),
        failed=failed,
    )


def pareto_front(points: Sequence[tuple[float | None, float | None]], *, higher: bool) -> list[int]:
    """The indices of (price, quality) that no other beats: as good for less, or better for as little."""
    sign = 1 if higher else -1
    known = [(at, x, sign * y) for at, (x, y) in enumerate(points) if x is not None and y is not None]
    return [at for at, x, y in known if not any(a <= x and b >= y and (a < x or b > y) for _, a, b in known)]


def _failure(run: Run) -> str | None:
    if told := run.system.get("error"):
        return str(told)
    if not run.rows:
        return "no case was run"
    if all(row.answer is None for row in run.rows):
        reason, times = Counter(row.error or "no answer" for row in run.rows).most_common(1)[0]
        return f"every case failed; {times} of {len(run.rows)} with: {reason}"
    return None


def _info(runs: Sequence[Run], metric: str) -> MetricInfo:
    infos = (info for run in runs for info in run.metrics if info.name == metric)
    return next(infos, MetricInfo(name=metric))
