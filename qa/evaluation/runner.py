"""Cases put to a system: every case becomes a row, whatever fails."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from qa.errors import InvalidCases
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.case_files import CaseFile
from qa.evaluation.cases import Case
from qa.evaluation.gold import Ungrounded, ground
from qa.evaluation.metrics import Metric, Observation, about, default_metrics
from qa.evaluation.reviews import ReviewSource
from qa.evaluation.runs import Row, Run
from qa.evaluation.scoring import Prepared, failed_row, observe, scored_row, shown_reviews
from qa.evaluation.systems import System

__all__ = ["evaluate", "judge_case", "judge_seen", "prepare", "run_cases"]

CONCURRENCY = 2  # cases at once; a question keeps a core busy
MAX_PROBLEMS = 50  # told at once; more have one cause, such as the wrong reviews
CASE_TIMEOUT_S = 120.0  # a system that hangs is a row, too

Progress = Callable[[int, int], None]


async def prepare(
    cases: Iterable[Case], reviews: ReviewSource, file: CaseFile | None = None
) -> list[Prepared]:
    """Find the evidence of every case. Raises: InvalidCases with all that is not in the reviews, by line."""
    prepared, problems = [], []
    for case in cases:
        in_scope = await reviews.in_scope(case.scope.filters())
        gold, ungrounded = ground(case, in_scope)
        if not in_scope:
            told = "no review is in its scope; name the reviews in the case file, or ingest them"
            place = "" if file is None else f"{file.place_of_scope(case)}: "
            problems.append(f"{place}case {case.key!r}: {told}")
        else:
            problems += [
                f"{_place(case, file, p)}case {case.key!r}, evidence {p.point + 1}: {p.reason}"
                for p in ungrounded
            ]
        prepared.append(Prepared(case=case, gold=gold, in_scope=in_scope))
    if problems:
        hidden = len(problems) - MAX_PROBLEMS
        more = [f"… and {hidden:,} problems more"] if hidden > 0 else []
        raise InvalidCases([*problems[:MAX_PROBLEMS], *more])
    return prepared


def _place(case: Case, file: CaseFile | None, where: Ungrounded) -> str:
    return "" if file is None else f"{file.place_of(case, where.point, where.passage)}: "


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
        system=json.loads(json.dumps(dict(system.about), default=str)),
        cases_file=str(file.path) if file is not None else "",
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
        floors=tuple(str(floor) for floor in file.floors) if file is not None else (),
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
    """Rows in the order of the cases. Raises: ValueError for less than one case at once."""
    if concurrency < 1:
        raise ValueError(f"concurrency must be at least 1, and is {concurrency}")
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
    case, clock = prepared.case, time.perf_counter()
    limit = asyncio.timeout(CASE_TIMEOUT_S)
    try:
        async with limit:
            answer = SystemAnswer.read(await system.ask(case))
        latency_ms = (time.perf_counter() - clock) * 1000
        answer = await _with_retrieved(answer, case, system)
        seen = await observe(prepared, answer, system.reviews, latency_ms)
    except (Exception, SystemExit, asyncio.CancelledError) as error:  # whatever a system does is a finding
        if _is_for_us(error):
            raise
        late = TimeoutError(f"no answer within {CASE_TIMEOUT_S:g} s") if limit.expired() else error
        return failed_row(prepared, late, time.perf_counter() - clock), None
    return scored_row(prepared, seen, metrics), seen


def _is_for_us(error: BaseException) -> bool:
    """Whether it cancels the run, and not only what the system did inside."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0


async def _with_retrieved(answer: SystemAnswer, case: Case, system: System) -> SystemAnswer:
    """The answer with what the system finds by itself, where it can be asked for that."""
    retrieve = getattr(system, "retrieve", None)
    if retrieve is None or answer.retrieved is not None:
        return answer
    try:
        async with asyncio.timeout(CASE_TIMEOUT_S):
            found = await retrieve(case)
            return answer if found is None else answer.with_retrieved(found)
    except Exception:  # an answer without its retrieval is judged without
        return answer
