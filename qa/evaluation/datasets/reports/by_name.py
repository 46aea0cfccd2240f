"""The report that a data set's name asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qa.errors import InputError
from qa.evaluation.datasets.rankers import Ranker
from qa.evaluation.datasets.reports.hetpqa import report_hetpqa
from qa.evaluation.datasets.reports.rc2 import report_rc2
from qa.evaluation.datasets.reports.subjqa import report_subjqa
from qa.evaluation.datasets.results import DatasetReport

__all__ = ["DATASETS", "report_on"]

Report = Callable[[Path, str, Ranker, Callable[[str], None]], DatasetReport]

DATASETS: Mapping[str, Report] = {"subjqa": report_subjqa, "hetpqa": report_hetpqa, "rc2": report_rc2}


def report_on(
    name: str, path: Path, *, split: str, ranker: Ranker, tell: Callable[[str], None]
) -> DatasetReport:
    """Rank a data set; `path` is where the user keeps it, `tell` hears what is being worked on.

    Raises: InputError where there is no data set of that name; UnreadableSource for files that are not it.
    """
    if name not in DATASETS:
        raise InputError(f"There is no data set {name}; there are {', '.join(DATASETS)}.")
    return DATASETS[name](path, split, ranker, tell)
