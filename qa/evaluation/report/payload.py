"""A run as the data of its page: pure values that JSON can hold, with every number worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from qa.evaluation.comparison import compare
from qa.evaluation.floors import Measures
from qa.evaluation.report.about import about, review_payload
from qa.evaluation.report.compared import comparison_payload
from qa.evaluation.report.faults import fault_groups
from qa.evaluation.report.histograms import histogram, shared_edges
from qa.evaluation.report.rows import number, row_payload
from qa.evaluation.report.seen import Seen
from qa.evaluation.report.verdicts import verdict_payload
from qa.evaluation.resampling import LEVEL
from qa.evaluation.runs import MetricInfo, Run, falls_short
from qa.evaluation.summary import ALL, Measure, summarise

__all__ = ["far_below", "run_payload"]

FAR = 0.05  # of a share; a tag closer to the overall than this is not worth a mark, however sure it is
FAR_CASES = 4  # fewer have intervals of no length where they happen to agree
HEADLINE = (
    "citation_recall",
    "citation_precision",
    "evidence_recall@5",
    "retrieval_ndcg@10",
    "abstention_f1",
    "false_refusals",
    "stance_correctness",
    "count_correctness",
)
HEADLINE_LEAST = 4  # measures; a run without enough of the above shows its own first ones


def run_payload(run: Run, baseline: Run | None = None, measures: Measures | None = None) -> dict[str, Any]:
    """Everything the page shows of a run, and of how it differs from a baseline.

    `measures` are those of `summarise`, where they are known already.
    """
    seen = [Seen(row=row, reviews=run.reviews) for row in run.rows]
    measures = summarise(run) if measures is None else measures
    judged = summarise(run, judged=True) if any(row.judged for row in run.rows) else {}
    judges = list(dict.fromkeys(name for name, _ in judged))
    comparison = None if baseline is None else compare(baseline, run)
    return {
        "run": about(run),
        "verdict": verdict_payload(run, comparison, measures),
        "metrics": [_metric(run, info) for info in run.metrics],
        "judged": [{"name": name, "unit": "share", "higher_is_better": True} for name in judges],
        "headline": _headline(run.metrics, measures),
        "tags": _tags(run),
        "level": LEVEL,
        "summary": _summary(run.metrics, measures, _tags_without_silent(run)),
        "judged_summary": _summary([MetricInfo(name=name) for name in judges], judged),
        "groups": [asdict(group) for group in fault_groups(seen, run.metrics)],
        "points": _points(seen),
        "histograms": _histograms(run),
        "latency": _latency(run),
        "rows": [row_payload(one) for one in seen],
        "reviews": {key: review_payload(review) for key, review in run.reviews.items()},
        "comparison": comparison_payload(run, baseline, comparison) if baseline and comparison else None,
    }


def far_below(one: Measure, overall: Measure, info: MetricInfo) -> bool:
    """Whether a tag is worse than all cases together by more than its interval and than is worth a look."""
    if one.value is None or overall.value is None or one.interval is None or one.cases < FAR_CASES:
        return False
    sign = 1 if info.higher_is_better else -1
    nearest = one.interval.high if info.higher_is_better else one.interval.low
    least = FAR if info.unit == "share" else FAR * abs(overall.value)
    return sign * (overall.value - one.value) >= least and sign * (overall.value - nearest) > 0


def _metric(run: Run, info: MetricInfo) -> dict[str, Any]:
    scores = [row.scores.get(info.name) for row in run.rows] if info.must_hold else []
    broken = [
        index
        for index, score in enumerate(scores)
        if score is not None
        and score.value is not None
        and falls_short(score, higher_is_better=info.higher_is_better)
    ]
    return {**info.model_dump(), "broken": broken}


def _headline(infos: Sequence[MetricInfo], measures: Measures) -> list[str]:
    shares = [
        info.name
        for info in infos
        if info.unit == "share" and not info.must_hold and measures[info.name, ALL].value is not None
    ]
    known = [name for name in HEADLINE if name in shares]
    others = [name for name in shares if name not in known]
    return known + others[: max(0, HEADLINE_LEAST - len(known))]


def _tags(run: Run) -> list[list[Any]]:
    """Every tag with its number of cases, the most frequent first."""
    numbers = {tag: sum(tag in row.case.tags for row in run.rows) for tag in run.tags}
    return [[tag, cases] for tag, cases in sorted(numbers.items(), key=lambda one: -one[1])]


def _tags_without_silent(run: Run) -> set[str]:
    """Tags whose cases can all be answered: whoever refuses one is wrong, whatever else they do right."""
    return set(run.tags) - {tag for row in run.rows if not row.case.answerable for tag in row.case.tags}


def _summary(
    infos: Iterable[MetricInfo], measures: Measures, without_silent: Collection[str] = ()
) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    by_name = {info.name: info for info in infos}
    for (name, tag), measure in measures.items():
        low, high = measure.interval or (None, None)
        is_telling = not (name.startswith("abstention_") and tag in without_silent)
        far = tag != ALL and is_telling and far_below(measure, measures[name, ALL], by_name[name])
        tables.setdefault(name, {})[tag] = {
            "value": number(measure.value),
            "low": number(low),
            "high": number(high),
            "chance": number(measure.chance),
            "cases": measure.cases,
            "failed": measure.failed,
            "far": far,
        }
    return tables


def _points(seen: Sequence[Seen]) -> dict[str, int]:
    """Gold points of the cases that were answered: all, cited, and of the uncited those not retrieved.

    `traced` are the uncited ones of systems that tell what they retrieved.
    """
    answered = [one for one in seen if one.outcome == "answered"]
    cited = [bool(numbers) for one in answered for numbers in one.cited_by]
    ranks = [
        rank
        for one in answered
        if one.row.answer is not None and one.row.answer.retrieved is not None
        for numbers, rank in zip(one.cited_by, one.retrieved_at, strict=True)
        if not numbers
    ]
    return {
        "all": len(cited),
        "cited": sum(cited),
        "traced": len(ranks),
        "not_retrieved": sum(rank is None for rank in ranks),
    }


def _histograms(run: Run) -> dict[str, Any]:
    tables = {}
    for info in run.metrics:
        scores = [score for row in run.rows if (score := row.scores.get(info.name)) is not None]
        values = [score.value for score in scores if score.value is not None and score.weight > 0]
        if values:
            tables[info.name] = asdict(histogram(values))
    return tables


def _latency(run: Run) -> list[dict[str, Any]]:
    """Times to answer by engine, in milliseconds; cases without an answer took no telling time."""
    times: dict[str, list[float]] = {}
    for row in run.rows:
        if row.answer is not None and number(row.latency_ms):
            times.setdefault(row.answer.engine or "", []).append(row.latency_ms)
    edges = shared_edges(times)
    return [{"engine": engine, **asdict(histogram(values, edges))} for engine, values in times.items()]
