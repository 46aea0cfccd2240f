"""Whether a run passes: no promise broken, no floor missed, nothing worse than the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.evaluation.comparison import Comparison, MetricChange
from qa.evaluation.floors import Floor, Measures, broken_floors
from qa.evaluation.runs import MetricInfo, Row, Run, falls_short

__all__ = ["RunVerdict", "judge", "told_change"]

MAX_CASES_TOLD = 5  # of those behind a change


@dataclass(frozen=True, slots=True, kw_only=True)
class RunVerdict:
    """What is wrong with a run: by case key, and of the run as a whole."""

    cases: dict[str, Sequence[str]]
    whole: Sequence[str]

    @property
    def passed(self) -> bool:
        return not self.cases and not self.whole


def judge(
    run: Run,
    floors: Iterable[Floor] = (),
    comparison: Comparison | None = None,
    measures: Measures | None = None,
) -> RunVerdict:
    """Judge a run. Raises: InputError for a floor on a metric that the run does not have."""
    cases: dict[str, Sequence[str]] = {}
    must_hold = [info for info in run.metrics if info.must_hold]
    for row in run.rows:
        broken = [f"the system failed: {row.error}"] if row.error is not None else []
        broken += [told for info in must_hold for told in _promises_broken(row, info)]
        broken += [f"{name} failed: {s.error}" for name, s in row.scores.items() if s.error is not None]
        if broken:
            cases[row.key] = broken
    worse = comparison.worse if comparison is not None else ()
    whole = [*broken_floors(run, floors, measures), *(told_change(change) for change in worse)]
    return RunVerdict(cases=cases, whole=whole)


def _promises_broken(row: Row, info: MetricInfo) -> list[str]:
    score = row.scores.get(info.name)
    if score is None or score.value is None or not falls_short(score, higher_is_better=info.higher_is_better):
        return []
    found = row.findings.get(info.name, ())
    return [f"{info.name}: {told}" for told in found] or [f"{info.name} is {score.value:g}"]


def told_change(change: MetricChange) -> str:
    """A change against the baseline, in words, with the cases behind it."""
    interval = change.interval
    within = f" (95% interval {interval.low:+.3f} to {interval.high:+.3f})" if interval is not None else ""
    fallen = [one.key for one in change.behind]
    cases = ", ".join(fallen[:MAX_CASES_TOLD]) + (" …" if len(fallen) > MAX_CASES_TOLD else "")
    return (
        f"{change.metric} got {change.verdict} than the baseline: {change.before:.3f} to {change.after:.3f}, "
        f"{change.difference:+.3f}{within}, p = {change.corrected_p:.4f} corrected; "
        f"{len(fallen)} case{'' if len(fallen) == 1 else 's'}: {cases}"
    )
