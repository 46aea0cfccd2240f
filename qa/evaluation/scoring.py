"""From an answer to a row: all that it is judged by, its scores, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.errors_told import told_error
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
            if made is not None:
                row = ScoreRow(value=made.value, weight=made.weight, chance=made.chance)
                scores[metric.name] = row
        except Exception as error:  # a broken metric must not lose the others
            scores[metric.name] = ScoreRow(error=told_error(error))
    return scores


def _findings(seen: Observation, scores: Mapping[str, ScoreRow], metrics: Iterable[Metric]) -> Findings:
    """What is wrong in the terms of each metric that falls short; of one that failed, its error is all."""
    found = {}
    for metric in metrics:
        score = scores.get(metric.name)
        if score is None or score.error is not None:
            continue
        if falls_short(score, higher_is_better=metric.higher_is_better):
            found[metric.name] = _explained(metric.name, seen)
    return {name: told for name, told in found.items() if told}


def _explained(metric: str, seen: Observation) -> tuple[str, ...]:
    try:
        return tuple(findings(metric, seen))
    except Exception as error:  # the score stands, whether it can be explained or not
        return (f"cannot be explained: {told_error(error)}",)


def _gold_row(gold: Gold) -> GoldRow:
    """Gold as a run keeps it."""
    points = tuple(GoldPointRow(places=point.places, stance=point.stance) for point in gold.points)
    return GoldRow(points=points, units=gold.units, relevant=gold.relevant)


async def shown_reviews(rows: Iterable[Row], reviews: ReviewSource) -> dict[str, ReviewRow]:
    """The reviews that rows cite or have evidence in."""
    shown: dict[str, ReviewRow] = {}
    for review_id in sorted({one for row in rows for one in _named(row)}):
        try:
            review = await reviews.get(review_id)
        except Exception:  # the scores are complete without its text
            review = None
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


def failed_row(prepared: Prepared, error: BaseException, seconds: float) -> Row:
    """The row of a case that the system failed on."""
    return Row(
        key=prepared.case.key,
        case=prepared.case,
        error=told_error(error),
        latency_ms=round(seconds * 1000, 3),
        gold=_gold_row(prepared.gold),
    )
