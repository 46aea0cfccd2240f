"""RC2: the sentence that answers each turn, with and without the question before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from qa.evaluation.datasets.protocols.story_sentences import StoryFinding, rank_stories
from qa.evaluation.datasets.rankers import Ranker
from qa.evaluation.datasets.rc2 import find_rc2, read_rc2
from qa.evaluation.datasets.reports.rows import RANKING_COLUMNS, chance_row, measured_row
from qa.evaluation.datasets.results import DatasetReport, ResultRow, ResultTable

__all__ = ["report_rc2"]

_NOTE = (
    'Turns answered "unknown" are counted and not ranked. No published number ranks the sentences of RC2, so '
    "that chance is all there is to compare with."
)


def report_rc2(path: Path, split: str, ranker: Ranker, tell: Callable[[str], None]) -> DatasetReport:
    """Rank the sentences of each review for the turns about it. Raises: UnreadableSource."""
    found: dict[str, StoryFinding] = {}
    for domain, file in find_rc2(path, split).items():
        tell(f"RC2, {domain}")
        found[domain] = rank_stories(read_rc2(file), ranker)
    return DatasetReport(
        dataset="rc2",
        split=split,
        ranker=ranker.name,
        tables=(
            ResultTable(
                title="Sentence within the review, turns with an answer",
                columns=RANKING_COLUMNS,
                rows=tuple(row for domain in found for row in _rows(ranker.name, domain, found[domain])),
            ),
            _counts(found),
        ),
        notes=(_NOTE,),
    )


def _rows(ranker: str, domain: str, found: StoryFinding) -> Iterator[ResultRow]:
    if found.alone is not None:
        yield measured_row(f"{ranker}, {domain}", found.alone)
    if found.with_previous is not None:
        yield measured_row(f"{ranker}, {domain}, with the question before", found.with_previous)
        yield chance_row(found.with_previous)


def _counts(found: Mapping[str, StoryFinding]) -> ResultTable:
    return ResultTable(
        title="What was read",
        columns=("reviews", "turns", "unknown", "answers not located"),
        rows=tuple(
            ResultRow(
                label=domain,
                origin="measured",
                values=(one.conversations, one.turns, one.unknown, one.unlocated),
            )
            for domain, one in found.items()
        ),
    )
