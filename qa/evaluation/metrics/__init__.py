"""The metrics: one small class each, none of which needs a judge."""

from __future__ import annotations

import inspect

from qa.evaluation.metrics.evidence import (
    AveragePrecision,
    CitationPrecision,
    CitationRecall,
    EvidenceHit,
    EvidenceNdcg,
    EvidenceRecall,
    EvidenceReciprocalRank,
    ReviewPrecision,
    ReviewRecall,
)
from qa.evaluation.metrics.judgement import (
    AbstentionF1,
    AbstentionPrecision,
    AbstentionRecall,
    CountConsistency,
    CountCorrectness,
    FalseRefusals,
    StanceCorrectness,
)
from qa.evaluation.metrics.metric import Metric, Observation, Score
from qa.evaluation.metrics.quoting import CitationForm, QuoteValidity
from qa.evaluation.metrics.spending import Cost, Latency, Tokens
from qa.evaluation.metrics.wording import ExactMatch, MustContain, MustNotContain, RougeL, TokenF1
from qa.evaluation.runs import MetricInfo

__all__ = ["Metric", "Observation", "Score", "about", "default_metrics"]


def default_metrics() -> tuple[Metric, ...]:
    """All of them, in the order of reports: what must hold, what was found, what was said, what it took."""
    return (
        QuoteValidity(),
        CitationForm(),
        CountConsistency(),
        *(EvidenceHit(k) for k in (1, 3, 5)),
        EvidenceRecall(5),
        EvidenceReciprocalRank(),
        EvidenceNdcg(5),
        CitationPrecision(),
        CitationRecall(),
        ReviewPrecision(),
        ReviewRecall(),
        *(EvidenceHit(k, "retrieval") for k in (1, 5, 10)),
        EvidenceReciprocalRank("retrieval"),
        EvidenceNdcg(10, "retrieval"),
        AveragePrecision("retrieval"),
        StanceCorrectness(),
        CountCorrectness(),
        AbstentionPrecision(),
        AbstentionRecall(),
        AbstentionF1(),
        FalseRefusals(),
        MustContain(),
        MustNotContain(),
        ExactMatch(),
        TokenF1(),
        RougeL(),
        Latency(),
        Tokens(),
        Cost(),
    )


def about(metric: Metric) -> MetricInfo:
    """What a metric is, in the words of its docstring."""
    words = inspect.getdoc(type(metric)) or ""
    return MetricInfo(
        name=metric.name,
        about=" ".join(words.split("\n\n")[0].split()),
        unit=metric.unit,
        higher_is_better=metric.higher_is_better,
        must_hold=metric.must_hold,
    )
