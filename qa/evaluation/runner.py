"""Cases put to a system: every case becomes a row, whatever fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qa.errors import InvalidCases
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.case_files import CaseFile
from qa.evaluation.cases import Case
from qa.evaluation.explaining import faults
from qa.evaluation.gold import Gold, ground
from qa.evaluation.metrics import Metric, Observation, about, default_metrics
from qa.evaluation.reviews import ReviewSource, ReviewText
from qa.evaluation.runs import GoldPointRow, GoldRow, ReviewRow, Row, Run, ScoreRow
from qa.evaluation.systems import System

__all__ = [
    "Prepared",
    "evaluate",
    "falls_short",
    "gold_row",
    "judge_case",
    "judge_seen",
    "observe",
    "prepare",
    "run_cases",
    "score",
    "shown_reviews",
]

CONCURRENCY = 2  # cases at once; a question keeps a core busy
CASE_TIMEOUT_S = 120.0  # a system that hangs is a row, too

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A case with its evidence found, and the reviews in its scope."""

    case: Case
    gold: Gold
    in_scope: Sequence[ReviewText]


async def prepare(
    cases: Iterable[Case], reviews: ReviewSource, file: CaseFile | None = None
) -> list[Prepared]:
    """Find the evidence of every case. Raises: InvalidCases with all that is not in the reviews, by line."""
    prepared, problems = [], []
    for case in cases:
        in_scope = await reviews.in_scope(case.scope.filters())
        gold, ungrounded = ground(case, in_scope)
        where = f"{file.place_of(case.key)}: " if file is not None else ""
        if not in_scope:
            problems.append(f"{where}case {case.key!r}: no review is in its scope")
        else:
            problems += [f"{where}case {case.key!r}, evidence {p.point + 1}: {p.reason}" for p in ungrounded]
        prepared.append(Prepared(case=case, gold=gold, in_scope=in_scope))
    if problems:
        raise InvalidCases(problems)
    return prepared


async def evaluate(
    cases: CaseFile | Iterable[Case],
    system: System,
    *,
    metrics: Sequence[Metric] | None = None,
    concurrency: int = CONCURRENCY,
    progress: Progress = lambda done, total: None,
    name: str = "",
    version: str = "",
) -> Run:
    """Put every case to the system and score what it answers.

    Raises: InvalidCases when evidence is not in the system's reviews. What the system or a metric raises is
    an error of its row.
    """
    file = cases if isinstance(cases, CaseFile) else None
    asked = cases.cases if isinstance(cases, CaseFile) else cases
    prepared = await prepare(asked, system.reviews, file)
    started, clock = datetime.now(UTC), time.perf_counter()
    chosen = tuple(metrics) if metrics is not None else default_metrics()
    rows = await run_cases(prepared, system, chosen, concurrency=concurrency, progress=progress)
    return Run(
        name=name,
        version=version,
        system=dict(system.about),
        cases_file=str(file.path) if file is not None else "",
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
        metrics=tuple(about(metric) for metric in chosen),
        rows=tuple(rows),
        reviews=await shown_reviews(rows, system.reviews),
    )


async def run_cases(
    prepared: Sequence[Prepared],
    system: System,
    metrics: Sequence[Metric],
    *,
    concurrency: int = CONCURRENCY,
    progress: Progress = lambda done, total: None,
) -> list[Row]:
    """Rows in the order of the cases."""
    gate, done = asyncio.Semaphore(concurrency), 0

    async def one(case: Prepared) -> Row:
        nonlocal done
        async with gate:
            row = await judge_case(case, system, metrics)
        done += 1
        progress(done, len(prepared))
        return row

    return list(await asyncio.gather(*(one(case) for case in prepared)))


async def judge_case(prepared: Prepared, system: System, metrics: Sequence[Metric]) -> Row:
    """Ask one case and score the answer."""
    row, _ = await judge_seen(prepared, system, metrics)
    return row


async def judge_seen(
    prepared: Prepared, system: System, metrics: Sequence[Metric]
) -> tuple[Row, Observation | None]:
    """The same, with all that the answer was judged by; None where the system failed."""
    case = prepared.case
    clock = time.perf_counter()
    try:
        async with asyncio.timeout(CASE_TIMEOUT_S):
            answer = await system.ask(case)
    except Exception as error:  # whatever a system does is a finding
        return _failed(prepared, error, time.perf_counter() - clock), None
    latency_ms = (time.perf_counter() - clock) * 1000
    answer = await _with_retrieved(answer, case, system)
    seen = await observe(prepared, answer, system.reviews, latency_ms)
    scores = score(seen, metrics)
    row = Row(
        key=case.key,
        case=case,
        answer=answer,
        latency_ms=round(latency_ms, 3),
        gold=gold_row(prepared.gold),
        scores=scores,
        faults=_faults(seen, scores, metrics),
    )
    return row, seen


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


def _faults(seen: Observation, scores: Mapping[str, ScoreRow], metrics: Iterable[Metric]) -> tuple[str, ...]:
    """What is wrong in the terms of the metrics that must hold."""
    return tuple(
        f"{metric.name}: {fault}"
        for metric in metrics
        if metric.must_hold and falls_short(scores.get(metric.name))
        for fault in faults(metric.name, seen)
    )


def falls_short(score: ScoreRow | None) -> bool:
    """Whether a metric applies and is not all it could be."""
    return score is not None and (score.error is not None or (score.value or 0.0) < 1.0)


def gold_row(gold: Gold) -> GoldRow:
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


async def _with_retrieved(answer: SystemAnswer, case: Case, system: System) -> SystemAnswer:
    """The answer with what the system finds by itself, where it can be asked for that."""
    retrieve = getattr(system, "retrieve", None)
    if retrieve is None or answer.retrieved is not None:
        return answer
    try:
        found = await retrieve(case)
    except Exception:  # an answer without its retrieval is judged without
        return answer
    return answer if found is None else answer.with_retrieved(found)


def _failed(prepared: Prepared, error: Exception, seconds: float) -> Row:
    return Row(
        key=prepared.case.key,
        case=prepared.case,
        error=_told(error),
        latency_ms=round(seconds * 1000, 3),
        gold=gold_row(prepared.gold),
    )


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]
