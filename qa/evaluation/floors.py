"""Floors: what a measure must reach, written as people say it: `dislike: evidence_hit@1 >= 0.8`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isclose
from typing import Literal

from qa.errors import InputError
from qa.evaluation.runs import MetricInfo, Row, Run, falls_short
from qa.evaluation.summary import ALL, Measure, measure

__all__ = ["Floor", "Measures", "broken_floors", "check_floors", "metric_of", "parse_floor"]

Measures = Mapping[tuple[str, str], Measure]

EXAMPLES = 3  # cases that are named where a floor is missed

_FORM = re.compile(
    r"(?:(?P<tag>[^\W_][\w-]*)\s*[:\s]\s*)?(?P<metric>[a-z][a-z0-9_]*(?:@\d+)?)\s*"
    r"(?P<bound>>=|<=|at\s+least|at\s+most)\s*(?P<value>\d*\.?\d+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least (or with `at_most` the most) that a metric may be over the cases with a tag, or over all."""

    metric: str
    value: float
    bound: Literal["at_least", "at_most"] = "at_least"
    tag: str = ALL

    def holds(self, value: float) -> bool:
        """Whether a measure is within; the last digits of a sum of floats are no reason to miss it."""
        if isclose(value, self.value, rel_tol=1e-9, abs_tol=1e-12):
            return True
        return value > self.value if self.bound == "at_least" else value < self.value

    @property
    def number(self) -> str:
        """The bound as people write it, and as it is read again."""
        written = format(Decimal(repr(self.value)), "f")
        return written.rstrip("0").rstrip(".") if "." in written else written

    def __str__(self) -> str:
        sign = ">=" if self.bound == "at_least" else "<="
        return f"{self.tag + ': ' if self.tag else ''}{self.metric} {sign} {self.number}"


def parse_floor(text: str) -> Floor:
    """Read a floor such as `evidence_hit@1 >= 0.6` or `dislike evidence_hit@1 at least .8`.

    Raises: InputError
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise InputError(
            f"{text!r} is no floor; write [TAG:] METRIC >= NUMBER, such as dislike: evidence_hit@1 >= 0.8"
        )
    at_least = found["bound"] == ">=" or found["bound"].endswith("least")
    return Floor(
        metric=found["metric"],
        value=float(found["value"]),
        bound="at_least" if at_least else "at_most",
        tag=found["tag"] or ALL,
    )


def check_floors(floors: Iterable[Floor], infos: Sequence[MetricInfo]) -> None:
    """Raises: InputError for a floor on a metric that is not among `infos`, or that no share can miss."""
    units = {info.name: info.unit for info in infos}
    for floor in floors:
        metric = metric_of(floor, units)
        if units[metric] == "share" and floor.value > 1:
            raise InputError(f"The floor {str(floor)!r} is out of reach: {metric} lies in 0 to 1.")


def broken_floors(run: Run, floors: Iterable[Floor], measures: Measures | None = None) -> list[str]:
    """What is below its floor, each with its interval; and floors that nothing was measured for.

    `measures` are those of `summarise`, where they are known already.

    Raises: InputError for a metric that the run does not have.
    """
    names = [info.name for info in run.metrics]
    found = [_broken(run, floor, metric_of(floor, names), measures) for floor in floors]
    return [told for told in found if told is not None]


def metric_of(floor: Floor, names: Collection[str]) -> str:
    """The metric's name, for which `hit@1` is short for `evidence_hit@1`.

    Raises: InputError where it is none of `names`.
    """
    metric = floor.metric if floor.metric in names else f"evidence_{floor.metric}"
    if metric not in names:
        raise InputError(f"The floor {str(floor)!r} names no metric; known are {', '.join(names)}.")
    return metric


def _broken(run: Run, floor: Floor, metric: str, measures: Measures | None) -> str | None:
    known = measures.get((metric, floor.tag)) if measures is not None else None
    reached = known or measure(run.rows, metric, floor.tag)
    group = f" over the cases tagged {floor.tag}" if floor.tag else ""
    if reached.failed:
        return f"{metric}{group} could not be computed for {reached.failed} of its cases (floor: {floor})"
    if reached.value is None:
        tags = f"; tags are {', '.join(run.tags)}" if floor.tag and floor.tag not in run.tags else ""
        return f"{metric}{group} applies to no case, so that the floor {floor} says nothing{tags}"
    if floor.holds(reached.value):
        return None
    side = "below its floor" if floor.bound == "at_least" else "above its ceiling"
    return f"{metric}{group} is {reached}, {side} of {floor.number}{_examples(run, metric, floor.tag)}"


def _examples(run: Run, metric: str, tag: str) -> str:
    """The first cases that fall short, each with what is wrong."""
    higher = next(info.higher_is_better for info in run.metrics if info.name == metric)
    rows = [row for row in run.rows if tag == ALL or tag in row.case.tags]
    short = [row for row in rows if falls_short(row.scores.get(metric), higher_is_better=higher)]
    told = [f"\n    {row.key}{_finding(row, metric)}" for row in short[:EXAMPLES]]
    rest = len(short) - len(told)
    return "".join([*told, f"\n    and {rest} more" if rest > 0 else ""])


def _finding(row: Row, metric: str) -> str:
    found = row.findings.get(metric, ())
    return f": {found[0] if found else row.case.question}"
