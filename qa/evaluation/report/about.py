"""What a page calls a run, and what it tells of it and of its reviews."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from qa.evaluation.report.rows import number, words
from qa.evaluation.runs import ReviewRow, Run

__all__ = ["about", "review_payload", "run_name", "told_apart"]

MAX_SETTINGS_TOLD = 3  # of those that tell two runs apart; a name with more is no name


def about(run: Run) -> dict[str, Any]:
    """The run as a whole: what was asked, when, and for how long."""
    return {
        "name": run_name(run),
        "version": run.version,
        "system": words(run.system),
        "cases_file": run.cases_file,
        "started": run.started,
        "seconds": number(run.seconds),
    }


def run_name(run: Run) -> str:
    """Its name, else that of its case file; what has neither was put together by a test session."""
    return run.name or PurePath(run.cases_file).name or "pytest session"


def told_apart(run: Run, other: Run) -> str:
    """Its name and, where `other` has the same, the settings that differ, else the time it was started."""
    name = run_name(run)
    if name != run_name(other):
        return name
    ours, theirs = dict(words(run.system)), dict(words(other.system))
    differing = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
    if 0 < len(differing) <= MAX_SETTINGS_TOLD:
        apart = ", ".join(f"{key.replace('_', ' ')} {ours.get(key, 'unset')}" for key in differing)
    else:
        apart = f"started {run.started.replace('T', ' ')}" if run.started != other.started else ""
    return f"{name} ({apart})" if apart else name


def review_payload(review: ReviewRow) -> dict[str, Any]:
    """A review, with numbers that JSON can hold."""
    fields = review.model_dump()
    return {**fields, "rating": number(review.rating), "rating_scale": number(review.rating_scale)}
