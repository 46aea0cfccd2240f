"""A run put to a judge: every answer gets its judged scores, whatever fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Lock
from typing import TypeVar

from qa.errors import ConfigurationError, JudgeFailed, JudgeUnavailable, PullquoteError
from qa.evaluation.judging.cache import JudgeCache
from qa.evaluation.judging.judge import JUDGED, Ask, Judge
from qa.evaluation.judging.parsing import Unreadable
from qa.evaluation.judging.prompts import repair_prompt
from qa.evaluation.runs import Row, Run, ScoreRow

__all__ = ["judge_run"]

CONCURRENCY = 4  # answers at once; providers limit the rate of small accounts
FAILURES_IN_A_ROW = 5  # prompts, each tried several times, after which the judge counts as down
MAX_ERROR_CHARS = 1_000

T = TypeVar("T")


def judge_run(
    run: Run,
    judge: Judge,
    cache: JudgeCache,
    *,
    concurrency: int = CONCURRENCY,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Run:
    """The run with `judged` scores in every row that has an answer, and the judge named in `system`.

    Blocks. A call that fails is the error of its score. A judge that is misconfigured, or that is down, is
    asked no further: what is kept is still used, and the rest are errors. `progress` is told answers done
    and answers in all.
    """
    asking = _Asking(judge, cache)
    rows = {place: row for place, row in enumerate(run.rows) if row.answer is not None}
    judged: dict[int, dict[str, ScoreRow]] = {}
    with ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="judge") as pool:
        pending = {pool.submit(_scores, row, asking): place for place, row in rows.items()}
        try:
            for done, future in enumerate(as_completed(pending), start=1):
                judged[pending[future]] = future.result()
                progress(done, len(rows))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return run.model_copy(
        update={
            "system": {**run.system, "judge": judge.name},
            "rows": tuple(
                row.model_copy(update={"judged": judged[place]}) if place in judged else row
                for place, row in enumerate(run.rows)
            ),
        }
    )


def _scores(row: Row, ask: Ask) -> dict[str, ScoreRow]:
    scores: dict[str, ScoreRow] = {}
    for name, metric in JUDGED.items():
        try:
            made = metric(row.case, row.answer, ask) if row.answer is not None else None
        except PullquoteError as error:
            made = ScoreRow(error=error.message[:MAX_ERROR_CHARS])
        except Exception as error:  # a judge is anyone's code; one that breaks must not lose the run
            made = ScoreRow(error=f"{type(error).__name__}: {error}"[:MAX_ERROR_CHARS])
        if made is not None:
            scores[name] = made
    return scores


class _Asking:
    """Asks a judge what is not kept; stops asking one that cannot answer."""

    def __init__(self, judge: Judge, cache: JudgeCache) -> None:
        self._judge = judge
        self._cache = cache
        self._lock = Lock()
        self._failures = 0
        self._stopped: PullquoteError | None = None

    def __call__(self, prompt: str, read: Callable[[str], T | Unreadable]) -> T:
        kept = self._cache.get(self._judge.name, prompt)
        if kept is not None:
            known = read(kept)
            if not isinstance(known, Unreadable):
                return known
        reply, verdict = self._new(prompt, read)
        self._cache.put(self._judge.name, prompt, reply)
        return verdict

    def _new(self, prompt: str, read: Callable[[str], T | Unreadable]) -> tuple[str, T]:
        """A usable reply and its verdict; the judge is told once what was wrong."""
        reply = self._complete(prompt)
        verdict = read(reply)
        if isinstance(verdict, Unreadable):
            reply = self._complete(repair_prompt(prompt, reply, verdict.reason))
            verdict = read(reply)
        if isinstance(verdict, Unreadable):
            raise JudgeFailed(f"{self._judge.name} gave no usable verdict, twice: {verdict.reason}.")
        return reply, verdict

    def _complete(self, prompt: str) -> str:
        if self._stopped is not None:
            raise self._stopped
        try:
            reply = self._judge.complete(prompt)
        except (ConfigurationError, JudgeUnavailable) as error:
            self._note(error)
            raise
        with self._lock:
            self._failures = 0
        return reply

    def _note(self, error: ConfigurationError | JudgeUnavailable) -> None:
        with self._lock:
            self._failures += 1
            if isinstance(error, ConfigurationError):
                self._stopped = error
            elif self._failures >= FAILURES_IN_A_ROW and self._stopped is None:
                told = f"Not asked: the judge failed {self._failures} times in a row. {error.message}"
                self._stopped = JudgeUnavailable(told)
