"""One case at a time, for tests: ask it, see how it scored, and fail with a message that shows why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from qa.errors import InputError
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.case_files import CaseFile
from qa.evaluation.cases import Case, Scope
from qa.evaluation.explaining import explain
from qa.evaluation.loop_thread import LoopThread
from qa.evaluation.metrics import Metric, Observation, about, default_metrics
from qa.evaluation.runner import judge_seen, prepare
from qa.evaluation.runs import ReviewRow, Row, Run, falls_short
from qa.evaluation.scoring import shown_reviews
from qa.evaluation.systems import System

__all__ = ["Evaluator", "Result"]


class Result:
    """An answer and its scores."""

    def __init__(
        self,
        row: Row,
        seen: Observation | None,
        metrics: Sequence[Metric],
        reviews: Mapping[str, ReviewRow] | None = None,
    ) -> None:
        self.row = row
        self.reviews = dict(reviews or {})
        self._seen = seen
        self._metrics = metrics

    @property
    def case(self) -> Case:
        return self.row.case

    @property
    def answer(self) -> SystemAnswer:
        """What was answered. Raises: AssertionError when the system failed."""
        __tracebackhide__ = True
        if self.row.answer is None:
            raise AssertionError(f"Case {self.row.key}: the system failed: {self.row.error}")
        return self.row.answer

    @property
    def scores(self) -> Mapping[str, float]:
        """The metrics that apply, by name."""
        return {name: score.value for name, score in self.row.scores.items() if score.value is not None}

    def explain(self, *metrics: str) -> str:
        """The question, the answer, and what is wrong in the terms of these metrics."""
        if self._seen is None:
            return f"Case {self.row.key}: the system failed: {self.row.error}"
        return explain(self._seen, self.row.scores, metrics)

    def check(self, *metrics: str, at_least: float = 1.0) -> Result:
        """Assert that each of `metrics` that applies reaches `at_least`; without names, what must hold.

        A metric of which lower is better must be at most 1 - `at_least`.

        Raises: AssertionError, whose message shows why; ValueError for a metric that there is not.
        """
        __tracebackhide__ = True
        known = {metric.name: metric for metric in self._metrics}
        names = metrics or tuple(name for name, metric in known.items() if metric.must_hold)
        for name in names:
            if name not in known:
                raise ValueError(f"There is no metric {name!r}; known are {', '.join(known)}.")
        self.answer  # noqa: B018 - raises where the system failed
        failing = [name for name in names if self._falls_short(known[name], at_least)]
        if failing:
            raise AssertionError(self.explain(*failing))
        return self

    def _falls_short(self, metric: Metric, at_least: float) -> bool:
        score = self.row.scores.get(metric.name)
        if score is None or (score.error is None and score.weight <= 0):
            return False
        if score.value is None:
            return True
        return score.value < at_least if metric.higher_is_better else score.value > 1 - at_least

    @property
    def is_sound(self) -> bool:
        """Whether everything holds that must always hold."""
        must = [metric.name for metric in self._metrics if metric.must_hold]
        return self._seen is not None and not any(falls_short(self.row.scores.get(name)) for name in must)


class Evaluator:
    """A system and the metrics it is judged by."""

    def __init__(self, system: System, loop: LoopThread, metrics: Sequence[Metric] | None = None) -> None:
        self.system = system
        self.metrics = tuple(metrics) if metrics is not None else default_metrics()
        self._infos = tuple(about(metric) for metric in self.metrics)
        self._loop = loop

    def ask(
        self, case: Case | Mapping[str, Any] | str, *, file: CaseFile | None = None, **scope: Any
    ) -> Result:
        """Ask a case, or a question with its scope, such as `ask("Any gripes?", item_id="kettle")`.

        Raises: InvalidCases when the case's evidence is not in the reviews; InputError for no such scope.
        """
        if isinstance(case, str):
            case = _question(case, scope)
        elif not isinstance(case, Case):
            case = Case.model_validate(case)
        return self._loop.run(self._ask(case, file))

    def as_run(self, results: Sequence[Result], *, name: str = "", cases_file: str = "") -> Run:
        """Results as a run, with the reviews that they show."""
        return Run(
            name=name,
            system=dict(self.system.about),
            cases_file=cases_file,
            metrics=self._infos,
            rows=tuple(result.row for result in results),
            reviews={key: review for result in results for key, review in result.reviews.items()},
        )

    async def _ask(self, case: Case, file: CaseFile | None) -> Result:
        [prepared] = await prepare([case], self.system.reviews, file)
        row, seen = await judge_seen(prepared, self.system, self.metrics)
        return Result(row, seen, self.metrics, await shown_reviews([row], self.system.reviews))


def _question(text: str, scope: Mapping[str, Any]) -> Case:
    try:
        return Case(question=text, scope=Scope(**scope))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        known = ", ".join(Scope.model_fields)
        raise InputError(f"{where}: {first['msg'].lower()}; a scope has {known}.") from None
