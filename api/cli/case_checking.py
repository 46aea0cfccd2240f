"""Whether the evidence of a case file stands in the reviews it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import InvalidCases, UnreadableSource
from qa.evaluation.case_files import LINES_ENDINGS, CaseFile, PlacedCase
from qa.evaluation.gold import ground
from qa.evaluation.reviews import MemoryReviews, ReviewSource, ReviewText
from qa.evaluation.yaml_lines import LinedYaml, read_lined_yaml

if TYPE_CHECKING:
    from qa.ingest.loaders import DraftRow

__all__ = ["check_evidence", "reviews_in"]

MAX_PROBLEMS = 50  # told at once; more have one cause, such as the wrong reviews


def reviews_in(paths: Sequence[Path]) -> MemoryReviews:
    """The reviews in files and folders, as they would be stored. Raises: UnreadableSource; InvalidReview."""
    from qa.ingest.loaders import DraftRow, LoadOptions, RowProblem, load

    reviews: list[ReviewText] = []
    for event in load(paths, LoadOptions()):
        if isinstance(event, RowProblem):
            place = f"{event.path}, line {event.line}" if event.line else str(event.path)
            raise UnreadableSource(f"{place}: {event.reason}")
        if isinstance(event, DraftRow):
            reviews.append(_prepared(event))
    if not reviews:
        raise UnreadableSource(f"There is no review in {', '.join(map(str, paths))}.")
    return MemoryReviews(reviews)


def _prepared(row: DraftRow) -> ReviewText:
    from qa.ingest.preparing import prepare

    return ReviewText.of(prepare(row.draft))


async def check_evidence(file: CaseFile, reviews: ReviewSource) -> int:
    """How many pieces of evidence there are, all found. Raises: InvalidCases with every one that is not."""
    places = _Places(file)
    problems: list[str] = []
    pieces = 0
    for index, placed in enumerate(file.placed):
        pieces += len(placed.case.evidence)
        in_scope = await reviews.in_scope(placed.case.scope.filters())
        problems += _problems(places, index, placed, in_scope)
    if problems:
        hidden = len(problems) - MAX_PROBLEMS
        more = [f"… and {hidden:,} problems more"] if hidden > 0 else []
        raise InvalidCases([*problems[:MAX_PROBLEMS], *more])
    return pieces


def _problems(
    places: _Places, index: int, placed: PlacedCase, in_scope: Sequence[ReviewText]
) -> Iterator[str]:
    if not in_scope:
        yield f"{places.of_case(placed)}: no review is in the scope of {placed.case.key}"
        return
    for point, reason in ground(placed.case, in_scope)[1]:
        yield f"{places.of_point(index, point, placed)}: evidence {point + 1} of {placed.case.key}: {reason}"


class _Places:
    """Where the parts of a case file stand."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._document: LinedYaml | None = None
        if file.path.suffix.lower() not in LINES_ENDINGS:
            self._document = read_lined_yaml(file.path.read_text("utf-8-sig"))

    def of_case(self, placed: PlacedCase) -> str:
        return f"{self._file.path}, line {placed.line}"

    def of_point(self, index: int, point: int, placed: PlacedCase) -> str:
        if self._document is None:
            return self.of_case(placed)
        at = ("cases", index) if isinstance(self._document.value, dict) else (index,)
        return f"{self._file.path}, line {self._document.line_of((*at, 'evidence', point))}"
