"""Whether a run passes, and every reason why it does not, as the top of its page tells it."""

from __future__ import annotations

from typing import Any

from qa.errors import InputError
from qa.evaluation.comparison import Comparison
from qa.evaluation.floors import Measures, broken_floors, metric_of, parse_floor
from qa.evaluation.runs import Run
from qa.evaluation.verdict import judge

__all__ = ["verdict_payload"]


def verdict_payload(run: Run, comparison: Comparison | None, measures: Measures) -> dict[str, Any]:
    """What `judge` says, floor by floor, so that each reason leads to its cases.

    `unusable` tells what is wrong with floors that cannot be checked: a run does not pass those either.
    `worse` names metrics, whose numbers the comparison tells; `cases` are indices.
    """
    judged = judge(run, (), comparison, measures)
    missed, unusable = [], []
    for text in run.floors:
        try:
            missed += _missed(run, text, measures)
        except InputError as error:
            unusable.append(error.message)
    return {
        "passed": judged.passed and not missed and not unusable,
        "floors": len(run.floors),
        "missed": missed,
        "unusable": unusable,
        "worse": [change.metric for change in comparison.worse] if comparison is not None else [],
        "cases": [index for index, row in enumerate(run.rows) if row.key in judged.cases],
    }


def _missed(run: Run, text: str, measures: Measures) -> list[dict[str, Any]]:
    """The floor, if it is missed: what it comes to, and the first cases that fall short."""
    floor = parse_floor(text)
    metric = metric_of(floor, [info.name for info in run.metrics])
    told = [lines.split("\n") for lines in broken_floors(run, [floor], measures)]
    return [
        {"told": first, "cases": [one.strip() for one in rest], "metric": metric, "tag": floor.tag}
        for first, *rest in told
    ]
