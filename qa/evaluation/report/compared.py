"""How a run differs from its baseline: metric by metric, with the cases behind each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qa.evaluation.comparison import Comparison, MetricChange
from qa.evaluation.report.about import review_payload, told_apart
from qa.evaluation.report.rows import number, row_payload
from qa.evaluation.report.seen import Seen
from qa.evaluation.runs import Run

__all__ = ["comparison_payload"]


def comparison_payload(run: Run, baseline: Run, told: Comparison) -> dict[str, Any]:
    """The comparison with what else the page shows of the baseline: its answers and own reviews."""
    earlier = {(row.key, row.case.question): row for row in baseline.rows}
    shared = {
        index: earlier[row.key, row.case.question]
        for index, row in enumerate(run.rows)
        if (row.key, row.case.question) in earlier
    }
    index_of = {run.rows[index].key: index for index in shared}
    own = {
        key: review_payload(review)
        for key, review in baseline.reviews.items()
        if run.reviews.get(key) != review
    }
    return {
        "before": told_apart(baseline, run),
        "after": told_apart(run, baseline),
        "shared": told.shared,
        "only_before": _only(baseline, told.only_before),
        "only_after": _only(run, told.only_after),
        "metrics": _changes(told, index_of),
        "rows": {
            index: row_payload(Seen(row=row, reviews=baseline.reviews)) for index, row in shared.items()
        },
        "reviews": own,
    }


def _only(run: Run, keys: Iterable[str]) -> list[list[str]]:
    questions = {row.key: row.case.question for row in run.rows}
    return [[key, questions[key]] for key in keys]


def _changes(told: Comparison, index_of: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        _change(change, index_of, measured)
        for measured, changes in ((False, told.metrics), (True, told.measured))
        for change in changes
    ]


def _change(change: MetricChange, index_of: Mapping[str, int], measured: bool) -> dict[str, Any]:
    low, high = change.interval or (None, None)
    return {
        "metric": change.metric,
        "before": number(change.before),
        "after": number(change.after),
        "difference": number(change.difference),
        "low": number(low),
        "high": number(high),
        "p": number(change.p),
        "corrected_p": number(change.corrected_p),
        "verdict": change.verdict,
        "measured": measured,
        "changes": [
            [index_of[one.key], number(one.before), number(one.after)]
            for one in change.changes
            if one.key in index_of
        ],
    }
