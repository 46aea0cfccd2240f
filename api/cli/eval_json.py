"""An evaluation as one JSON document."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qa.evaluation.comparison import Comparison
from qa.evaluation.floors import Measures
from qa.evaluation.runs import Run
from qa.evaluation.summary import ALL, Measure, summarise
from qa.evaluation.verdict import RunVerdict

__all__ = ["evaluation_json"]


def evaluation_json(
    run: Run, measures: Measures, comparison: Comparison | None, verdict: RunVerdict
) -> dict[str, Any]:
    """The verdict, every measure over all cases and by tag, and the rows."""
    tags: dict[str, dict[str, Any]] = {}
    for (metric, tag), measure in measures.items():
        tags.setdefault(tag, {})[metric] = _measured(measure) | {"chance": measure.chance}
    judged = summarise(run, judged=True)
    return {
        "name": run.name,
        "version": run.version,
        "system": run.system,
        "cases": len(run.rows),
        "seconds": run.seconds,
        "passed": verdict.passed,
        "failures": {"cases": verdict.cases, "whole": verdict.whole},
        "metrics": tags.pop(ALL, {}),
        "tags": tags,
        "judged": {metric: _measured(one) for (metric, tag), one in judged.items() if tag == ALL},
        "comparison": asdict(comparison) if comparison is not None else None,
        "rows": run.to_json()["rows"],
    }


def _measured(measure: Measure) -> dict[str, Any]:
    return {
        "value": measure.value,
        "interval": measure.interval,
        "cases": measure.cases,
        "failed": measure.failed,
    }
