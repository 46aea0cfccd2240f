"""The scores of a test session at its end: written to a file, told, and held to floors and a baseline."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.runs import Run, save_run
from qa.evaluation.session_scores import SessionScores, TestScores
from qa.evaluation.summary import ALL, summarise

__all__ = ["ScoresOfSession", "carry_scores"]

_CARRIED = "pullquote_scores"  # attribute of a report; it crosses from worker to controller as text


def carry_scores(report: pytest.TestReport, scores: TestScores) -> None:
    """Let a report carry what its test asked, wherever it is read."""
    setattr(report, _CARRIED, scores.model_dump_json(by_alias=True))


class ScoresOfSession:
    """Gathers scores from reports. Lives in the process that sees every report."""

    def __init__(self, config: pytest.Config, scores: SessionScores) -> None:
        self._config = config
        self._scores = scores
        self._failures: list[str] = []
        self._file: Path | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a test asked."""
        carried = getattr(report, _CARRIED, None)
        if carried is not None:
            self._scores.add(TestScores.model_validate_json(carried))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the scores, and fail a session that misses a floor or got worse."""
        run = self._scores.run()
        if run is None:
            return
        self._file = self._write(run)
        self._failures = self._scores.failures()
        if self._failures and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Tell the scores."""
        run = self._scores.run()
        if run is None:
            return
        terminalreporter.section("answers")
        measures = summarise(run)
        for info in run.metrics:
            if (measure := measures[info.name, ALL]).value is not None:
                chance = "" if measure.chance is None else f", chance {measure.chance:.3f}"
                terminalreporter.line(f"{info.name:28} {measure}{chance}")
        if self._file is not None:
            terminalreporter.line(f"scores: {self._file}")
        for note in self._scores.notes:
            terminalreporter.line(f"note: {note}")
        for failure in self._failures:
            terminalreporter.line(f"FAILED {failure}", red=True)

    def _write(self, run: Run) -> Path | None:
        now = datetime.now(UTC)
        run = run.model_copy(update={"started": now.isoformat(timespec="seconds")})
        path = self._path(now)
        if path is not None:
            save_run(run, path)
        return path

    def _path(self, now: datetime) -> Path | None:
        named = self._config.getoption("pullquote_scores") or self._config.getini("pullquote_scores")
        if named:
            return Path(named) if Path(named).is_absolute() else self._config.invocation_params.dir / named
        cache = getattr(self._config, "cache", None)
        return cache.mkdir("pullquote") / f"{now:%Y%m%dT%H%M%S.%fZ}.json" if cache is not None else None
