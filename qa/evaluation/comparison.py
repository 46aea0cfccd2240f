"""Two runs over the same cases: what got better or worse, case by case, and whether it is more than noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from qa.evaluation.resampling import Interval, Resampler, holm, paired_p, weighted_mean
from qa.evaluation.runs import MetricInfo, Row, Run, ScoreRow
from qa.evaluation.summary import columns

__all__ = ["ALPHA", "UNSURE", "Change", "Comparison", "MetricChange", "compare"]

ALPHA = 0.05  # of all metrics at once: one comparison in twenty of runs that are alike calls some changed
UNSURE: Final = "no difference shown"

Verdict = Literal["better", "worse", "no difference shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A case whose score changed; None where the metric does not apply."""

    key: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChange:
    """A metric in both runs, over the cases they share.

    `p` is from the paired test, `corrected_p` for all metrics compared at once (Holm); the verdict goes by
    the latter. `interval` is that of the difference.
    """

    metric: str
    before: float | None
    after: float | None
    interval: Interval | None
    p: float
    corrected_p: float
    verdict: Verdict
    changes: tuple[Change, ...]

    @property
    def difference(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def behind(self) -> list[Change]:
        """The cases that moved it the way it went: by their score, or by joining or leaving the mean."""
        mean, went_down = self.before or 0.0, (self.difference or 0.0) < 0

        def moved(one: Change) -> float:
            before = mean if one.before is None else one.before
            return (mean if one.after is None else one.after) - before

        return [one for one in self.changes if (moved(one) < 0 if went_down else moved(one) > 0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Every metric that both runs have; `only_before` and `only_after` are keys of cases not shared.

    `measured` are metrics of time and cost, which differ from run to run and are never called a regression.
    `redefined` are metrics that the runs define otherwise, by their descriptions, and that are not compared.
    """

    metrics: tuple[MetricChange, ...]
    measured: tuple[MetricChange, ...]
    shared: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    redefined: tuple[str, ...] = ()

    @property
    def worse(self) -> tuple[MetricChange, ...]:
        return tuple(change for change in self.metrics if change.verdict == "worse")


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs, case by case. Cases are the same where key and question are."""
    earlier = {_identity(row): row for row in before.rows}
    later = {_identity(row): row for row in after.rows}
    shared = [key for key in later if key in earlier]
    pairs = [(earlier[key], later[key]) for key in shared]
    known = {info.name: info.about for info in before.metrics}
    both = [info for info in after.metrics if info.name in known]
    infos = [info for info in both if known[info.name] == info.about]
    return Comparison(
        metrics=_changes([info for info in infos if info.unit == "share"], pairs),
        measured=_changes([info for info in infos if info.unit != "share"], pairs),
        shared=len(shared),
        only_before=tuple(row.key for key, row in earlier.items() if key not in later),
        only_after=tuple(row.key for key, row in later.items() if key not in earlier),
        redefined=tuple(info.name for info in both if info not in infos),
    )


def _identity(row: Row) -> tuple[str, str]:
    return row.key, row.case.question


def _changes(infos: Sequence[MetricInfo], pairs: Sequence[tuple[Row, Row]]) -> tuple[MetricChange, ...]:
    resampler = Resampler(len(pairs))
    tested = []
    for info in infos:
        before = columns([one.scores.get(info.name) for one, _ in pairs])
        after = columns([other.scores.get(info.name) for _, other in pairs])
        tested.append((info, before, after, paired_p(before, after) if len(pairs) else 1.0))
    # Where at most one case differs no difference can be found, so that it takes no part (Tarone, 1990).
    differing = iter(holm([p for *_, p in tested if p < 1.0]))
    corrected = [next(differing) if p < 1.0 else 1.0 for *_, p in tested]
    return tuple(
        MetricChange(
            metric=info.name,
            before=(old := weighted_mean(*before)),
            after=(new := weighted_mean(*after)),
            interval=resampler.interval_of_difference(before, after),
            p=p,
            corrected_p=sure,
            verdict=_verdict(info, old, new, sure),
            changes=_changed(info.name, pairs),
        )
        for (info, before, after, p), sure in zip(tested, corrected, strict=True)
    )


def _verdict(info: MetricInfo, before: float | None, after: float | None, p: float) -> Verdict:
    if before is None or after is None or before == after or p >= ALPHA:
        return UNSURE
    return "better" if (after > before) == info.higher_is_better else "worse"


def _changed(metric: str, pairs: Sequence[tuple[Row, Row]]) -> tuple[Change, ...]:
    changes = []
    for one, other in pairs:
        old, new = _counting(one.scores.get(metric)), _counting(other.scores.get(metric))
        if old != new:
            changes.append(Change(key=other.key, before=old, after=new))
    return tuple(changes)


def _counting(score: ScoreRow | None) -> float | None:
    """The value that counts in the mean, if any."""
    return score.value if score is not None and score.weight > 0 else None
