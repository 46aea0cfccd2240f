"""hetPQA and ePQA: all candidates, and those from reviews only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qa.evaluation.datasets.hetpqa import ProductQuestion, find_hetpqa, full_label, read_hetpqa
from qa.evaluation.datasets.protocols.graded_evidence import NDCG_DEPTH, GradedMeasures, rank_evidence
from qa.evaluation.datasets.published import EVIDENCE, REVIEW_EVIDENCE, KnownResult
from qa.evaluation.datasets.rankers import Ranker
from qa.evaluation.datasets.reports.rows import known_row
from qa.evaluation.datasets.results import DatasetReport, ResultRow, ResultTable

__all__ = ["report_hetpqa"]

_COLUMNS = ("questions", "P@1", "MRR", f"nDCG@{NDCG_DEPTH}")
_BINARY = (
    "This file grades candidates 0 or 1, as hetPQA does; the baselines are of ePQA, which grades 0 to 2, and "
    "are not comparable."
)


def report_hetpqa(path: Path, split: str, ranker: Ranker, tell: Callable[[str], None]) -> DatasetReport:
    """Rank the candidates of a file, or of this split's file in a folder. Raises: UnreadableSource."""
    file = find_hetpqa(path, split)
    tell(file.name)
    questions = read_hetpqa(file)
    everything = rank_evidence(questions, ranker)
    reviews = rank_evidence(questions, ranker, reviews_only=True)
    return DatasetReport(
        dataset="hetpqa",
        split=split,
        ranker=ranker.name,
        tables=(
            _table("Evidence ranking: all candidates", ranker.name, everything, EVIDENCE),
            _table("Evidence ranking: candidates from reviews", ranker.name, reviews, REVIEW_EVIDENCE),
            _counts(file, questions),
        ),
        notes=(_BINARY,) if full_label(questions) == 1 else (),
    )


def _table(title: str, ranker: str, found: GradedMeasures | None, known: KnownResult) -> ResultTable:
    rows = () if found is None else tuple(_rows(ranker, found))
    return ResultTable(title=title, columns=_COLUMNS, rows=(*rows, known_row(known)))


def _rows(ranker: str, found: GradedMeasures) -> Iterator[ResultRow]:
    measured = (found.questions, found.precision, found.mrr, found.ndcg)
    yield ResultRow(label=ranker, origin="measured", values=measured)
    yield ResultRow(label="chance", origin="chance", values=(found.questions, found.chance, None, None))


def _counts(file: Path, questions: Sequence[ProductQuestion]) -> ResultTable:
    full = full_label(questions)
    answered = sum(any(c.label == full for c in question.candidates) for question in questions)
    return ResultTable(
        title="What was read",
        columns=("questions", "with a full answer", "candidates"),
        rows=(
            ResultRow(
                label=file.name,
                origin="measured",
                values=(len(questions), answered, sum(len(question.candidates) for question in questions)),
            ),
        ),
    )
