"""From an answer to a row: all that it is judged by, its scores, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.explaining import findings
from qa.evaluation.gold import Gold
from qa.evaluation.metrics import Metric, Observation
from qa.evaluation.reviews import ReviewSource, ReviewText
from qa.evaluation.runs import GoldPointRow, GoldRow, ReviewRow, Row, ScoreRow, falls_short

__all__ = ["Prepared", "failed_row", "observe", "score", "scored_row", "shown_reviews"]


Findings = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A case with its evidence found, and the reviews in its scope."""

    case: Case
    gold: Gold
    in_scope: Sequence[ReviewText]


async def observe(
    prepared: Prepared, answer: SystemAnswer, reviews: ReviewSource, latency_ms: float
) -> Observation:
    """The answer with every review that it is judged by."""
    known = {review.id: review for review in prepared.in_scope}
    shown = (*answer.citations, *answer.nearest, *(answer.retrieved or ()))
    for review_id in {cited.review_id for cited in shown} - known.keys() - {None}:
        found = await reviews.get(str(review_id))
        if found is not None:
            known[found.id] = found
    return Observation(
        case=prepared.case,
        answer=answer,
        gold=prepared.gold,
        in_scope=prepared.in_scope,
        reviews=known,
        latency_ms=latency_ms,
    )


def score(seen: Observation, metrics: Iterable[Metric]) -> dict[str, ScoreRow]:
    """Every metric that applies; one that fails is a row with its error."""
    scores = {}
    for metric in metrics:
        try:
            made = metric.score(seen)
        except Exception as error:  # a broken metric must not lose the others
            scores[metric.name] = ScoreRow(error=_told(error))
            continue
        if made is not None:
            scores[metric.name] = ScoreRow(value=made.value, weight=made.weight, chance=made.chance)
    return scores


def _findings(seen: Observation, scores: Mapping[str, ScoreRow], metrics: Iterable[Metric]) -> Findings:
    """What is wrong in the terms of each metric that falls short."""
    found = {
        metric.name: tuple(findings(metric.name, seen))
        for metric in metrics
        if falls_short(scores.get(metric.name), higher_is_better=metric.higher_is_better)
    }
    return {name: told for name, told in found.items() if told}


def _gold_row(gold: Gold) -> GoldRow:
    """Gold as a run keeps it."""
    points = tuple(GoldPointRow(places=point.places, stance=point.stance) for point in gold.points)
    return GoldRow(points=points, units=gold.units, relevant=gold.relevant)


async def shown_reviews(rows: Iterable[Row], reviews: ReviewSource) -> dict[str, ReviewRow]:
    """The reviews that rows cite or have evidence in."""
    shown: dict[str, ReviewRow] = {}
    for review_id in sorted({one for row in rows for one in _named(row)}):
        review = await reviews.get(review_id)
        if review is not None:
            shown[review_id] = _review_row(review)
    return shown


def _named(row: Row) -> set[str]:
    cited = (*row.answer.citations, *row.answer.nearest) if row.answer is not None else ()
    gold = {place[0] for point in row.gold.points for place in point.places}
    return gold | {one.review_id for one in cited if one.review_id is not None}


def _review_row(review: ReviewText) -> ReviewRow:
    fields: dict[str, Any] = {name: getattr(review, name) for name in ReviewRow.model_fields}
    published = review.published.isoformat() if review.published is not None else None
    return ReviewRow(**{**fields, "published": published})


def scored_row(prepared: Prepared, seen: Observation, metrics: Sequence[Metric]) -> Row:
    """The row of a case that was answered."""
    scores = score(seen, metrics)
    return Row(
        key=prepared.case.key,
        case=prepared.case,
        answer=seen.answer,
        latency_ms=round(seen.latency_ms, 3),
        gold=_gold_row(prepared.gold),
        scores=scores,
        findings=_findings(seen, scores, metrics),
    )


def failed_row(prepared: Prepared, error: Exception, seconds: float) -> Row:
    """The row of a case that the system failed on."""
    return Row(
        key=prepared.case.key,
        case=prepared.case,
        error=_told(error),
        latency_ms=round(seconds * 1000, 3),
        gold=_gold_row(prepared.gold),
    )


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]
