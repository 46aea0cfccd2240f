"""Whether the floors of a case file can be held to: by their metrics, their values and their tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.errors import InputError
from qa.evaluation.case_files import CaseFile
from qa.evaluation.floors import Floor, check_floors
from qa.evaluation.metrics import about, default_metrics
from qa.evaluation.runs import MetricInfo
from qa.evaluation.summary import ALL

__all__ = ["floor_problems"]


def floor_problems(file: CaseFile) -> list[str]:
    """What is wrong with the floors of a case file; nothing where all can be held to."""
    infos = [about(metric) for metric in default_metrics()]
    tags = sorted({tag for case in file.cases for tag in case.tags})
    return [f"{file.path}: {told}" for floor in file.floors for told in _problems(floor, infos, tags)]


def _problems(floor: Floor, infos: Sequence[MetricInfo], tags: Sequence[str]) -> Iterator[str]:
    try:
        check_floors([floor], infos)
    except InputError as error:
        yield error.message
    if floor.tag != ALL and floor.tag not in tags:
        known = f"tags are {', '.join(tags)}" if tags else "no case has any"
        yield f"The floor {str(floor)!r} is on a tag that no case has; {known}."
