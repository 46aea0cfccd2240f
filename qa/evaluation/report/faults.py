"""What is wrong with answers, in groups: every way a case can fail, and the cases that do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.evaluation.report.seen import Seen
from qa.evaluation.runs import MetricInfo, falls_short

__all__ = ["Group", "fault_groups"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cases that fail in one way, by their index; `grave` ones are wrong whatever is asked and fail a run."""

    id: str
    label: str
    about: str
    grave: bool
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    id: str
    label: str
    about: str
    holds: Callable[[Seen], bool]
    grave: bool = False


def _by_metric(
    metric: str, otherwise: Callable[[Seen], bool], *, higher: bool = True
) -> Callable[[Seen], bool]:
    """The metric's verdict on the cases it scored, else what the answer itself shows."""

    def holds(seen: Seen) -> bool:
        score = seen.row.scores.get(metric)
        if score is None or score.value is None:
            return otherwise(seen)
        return falls_short(score, higher_is_better=higher)

    return holds


def _never(_: Seen) -> bool:
    return False


def _metric_failed(seen: Seen) -> bool:
    return any(score.error is not None for score in seen.row.scores.values())


def _judge_failed(seen: Seen) -> bool:
    return any(score.error is not None for score in seen.row.judged.values())


_FAULTS = (
    _Fault(
        id="system-error",
        label="The system failed",
        about="No answer came back.",
        holds=lambda seen: seen.row.answer is None,
        grave=True,
    ),
    _Fault(
        id="quote_validity",
        label="Quotes that are not real",
        about="A quote does not stand in its review as given.",
        holds=_by_metric("quote_validity", lambda seen: seen.has_false_quote),
        grave=True,
    ),
    _Fault(
        id="citation_form",
        label="Wrong citation numbers",
        about="A claim cites nothing, a number without a citation, or other words than it quotes.",
        holds=_by_metric("citation_form", lambda seen: bool(seen.dangling)),
        grave=True,
    ),
    _Fault(
        id="count_consistency",
        label="Counts that contradict themselves",
        about="Numbers that cannot all be true.",
        holds=_by_metric("count_consistency", _never),
        grave=True,
    ),
    _Fault(
        id="refused",
        label="Refused, although the reviews say",
        about="The case is answerable; the system said it is not.",
        holds=lambda seen: seen.outcome == "refused" and seen.row.case.answerable,
    ),
    _Fault(
        id="unfounded",
        label="Answered, although the reviews are silent",
        about="The right answer is that the reviews do not say.",
        holds=lambda seen: seen.outcome == "answered" and not seen.row.case.answerable,
    ),
    _Fault(
        id="evidence-none",
        label="No evidence cited",
        about="Answered, and no citation is on any gold point.",
        holds=lambda seen: seen.missed == "all",
    ),
    _Fault(
        id="evidence-some",
        label="Evidence missed in part",
        about="Answered, and some gold points have no citation.",
        holds=lambda seen: seen.missed == "some",
    ),
    _Fault(
        id="stance_correctness",
        label="Stance wrong",
        about="The answer takes another side than the reviews.",
        holds=_by_metric("stance_correctness", _never),
    ),
    _Fault(
        id="count_correctness",
        label="Counts wrong",
        about="Reviews counted are not as many as they should be.",
        holds=_by_metric("count_correctness", lambda seen: seen.miscounts),
    ),
    _Fault(
        id="must_contain",
        label="Must-contain missing",
        about="Words that must appear do not.",
        holds=_by_metric("must_contain", lambda seen: seen.lacks_words),
    ),
    _Fault(
        id="must_not_contain",
        label="Forbidden words said",
        about="Words that must not appear do.",
        holds=_by_metric("must_not_contain", lambda seen: seen.says_forbidden),
    ),
    _Fault(
        id="metric-error",
        label="Metrics that failed",
        about="A score could not be computed; the measure leaves the case out.",
        holds=_metric_failed,
        grave=True,
    ),
    _Fault(
        id="judge-error",
        label="Not judged",
        about="A model was asked for a judgement and gave none; the measure leaves the case out.",
        holds=_judge_failed,
    ),
)


def fault_groups(seen: Sequence[Seen], metrics: Sequence[MetricInfo]) -> list[Group]:
    """Every group with cases in it: those that fail a run first, then by size."""
    named = {fault.id for fault in _FAULTS}
    unnamed = [_broken(info) for info in metrics if info.must_hold and info.name not in named]
    groups = [
        Group(
            id=fault.id,
            label=fault.label,
            about=fault.about,
            grave=fault.grave,
            cases=tuple(index for index, one in enumerate(seen) if fault.holds(one)),
        )
        for fault in (*_FAULTS, *unnamed)
    ]
    known = [group for group in groups if group.cases]
    return sorted(known, key=lambda group: (not group.grave, -len(group.cases)))


def _broken(info: MetricInfo) -> _Fault:
    return _Fault(
        id=info.name,
        label=f"{info.name} does not hold",
        about=info.about,
        holds=_by_metric(info.name, _never, higher=info.higher_is_better),
        grave=True,
    )
