"""Scores of a test session: rows from every worker, put together and held to floors and to a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from qa.errors import PullquoteError
from qa.evaluation.comparison import compare
from qa.evaluation.floors import Floor, broken_floors, parse_floor
from qa.evaluation.runs import Run, load_run
from qa.evaluation.verdict import told_change

__all__ = ["CaseGroup", "SessionScores", "TestScores"]


class CaseGroup(BaseModel):
    """The cases that one test is run for: their keys, and the floors that hold when all of them ran."""

    model_config = ConfigDict(frozen=True)

    name: str
    keys: tuple[str, ...]
    floors: tuple[str, ...] = ()


class TestScores(BaseModel):
    """What one test asked: it travels with the test's report, from whatever worker ran it."""

    __test__ = False  # it is no test, although a test runner may think so by its name

    run: Run
    group: CaseGroup | None = None


@dataclass(slots=True)
class SessionScores:
    """All scores of a session."""

    floors: Sequence[Floor] = ()
    baseline: Path | None = None
    tests: list[TestScores] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, scores: TestScores) -> None:
        """Take in what a test asked."""
        self.tests.append(scores)

    def run(self, tests: Iterable[TestScores] | None = None) -> Run | None:
        """Everything as one run; a case that was asked twice counts once, as it was answered last."""
        parts = [test.run for test in (self.tests if tests is None else tests)]
        if not parts:
            return None
        rows = {(row.key, row.case.question): row for part in parts for row in part.rows}
        order = {key: place for place, key in enumerate(self._keys_in_order())}
        sorted_rows = sorted(rows.values(), key=lambda row: order.get(row.key, len(order)))
        reviews = {key: review for part in parts for key, review in part.reviews.items()}
        return parts[0].model_copy(update={"rows": tuple(sorted_rows), "reviews": reviews})

    def _keys_in_order(self) -> Iterable[str]:
        """As the files have them, so that the same answers make the same run in whatever order they came."""
        return dict.fromkeys(key for group in self._groups() for key in group.keys)

    def failures(self) -> list[str]:
        """What is wrong with the session as a whole: floors missed, and what got worse than the baseline."""
        run = self.run()
        if run is None:
            return []
        return [*_told(lambda: self._missed(run)), *_told(lambda: self._worse(run))]

    def _worse(self, run: Run) -> list[str]:
        if self.baseline is None:
            return []
        return [told_change(change) for change in compare(load_run(self.baseline), run).worse]

    def _missed(self, run: Run) -> list[str]:
        missed = [] if self._partial() else broken_floors(run, self.floors)
        for group in self._groups():
            tests = [test for test in self.tests if test.group == group]
            ran = {row.key for test in tests for row in test.run.rows} & set(group.keys)
            if len(ran) < len(group.keys):
                self.notes.append(
                    f"{group.name}: {len(ran)} of {len(group.keys)} cases ran; no floor is checked"
                )
            elif (whole := self.run(tests)) is not None:
                missed += broken_floors(whole, [parse_floor(text) for text in group.floors])
        return list(dict.fromkeys(missed))

    def _groups(self) -> list[CaseGroup]:
        return list(dict.fromkeys(test.group for test in self.tests if test.group is not None))

    def _partial(self) -> bool:
        """Whether some of the cases that were to be run were not."""
        ran = {row.key for test in self.tests for row in test.run.rows}
        return any(set(group.keys) - ran for group in self._groups())


def _told(look: Callable[[], list[str]]) -> list[str]:
    """What is found wrong, or why that cannot be said."""
    try:
        return look()
    except PullquoteError as error:
        return [error.message]
