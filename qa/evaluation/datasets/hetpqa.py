"""hetPQA and ePQA: questions about products, each with candidate sentences from the product's page, graded.

ePQA grades 2 (answers fully), 1 (helps) and 0; hetPQA, which came before, 1 (relevant) and 0.
Source: https://github.com/amazon-science/contextual-product-qa, arXiv 2305.09249
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qa.errors import UnreadableSource
from qa.evaluation.datasets.rows import DataRow, faulty, read_rows

__all__ = ["REVIEW_SOURCE", "Candidate", "ProductQuestion", "find_hetpqa", "full_label", "read_hetpqa"]

REVIEW_SOURCE = "review"
_COLUMNS = ("qid", "question", "candidate", "label", "source")
_LABELS = {"0": 0, "1": 1, "2": 2}
_PATTERNS = (
    "{split}.csv",
    "*evidence_ranking_{split}.csv",
    "*PQA_{split}.csv",
    "*PQA/{split}.csv",
    "*PQA/*evidence_ranking*{split}.csv",
    "*PQA/evidence_ranking/{split}.csv",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A piece of evidence: `label` is its grade, `source` what it comes from, such as REVIEW_SOURCE."""

    text: str
    label: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductQuestion:
    """A question and its candidates, in the order of the file."""

    text: str
    candidates: tuple[Candidate, ...]


def find_hetpqa(path: Path, split: str) -> Path:
    """The file meant: `path` itself, or the file of this split in that folder.

    Raises: UnreadableSource where the folder holds none.
    """
    if not path.is_dir():
        return path
    found = [file for pattern in _PATTERNS for file in sorted(path.glob(pattern.format(split=split)))]
    if not found:
        raise UnreadableSource(f"{path} holds no {split} file of evidence ranking, such as {split}.csv.")
    return found[0]


def read_hetpqa(path: Path) -> tuple[ProductQuestion, ...]:
    """The questions of one file. Raises: UnreadableSource, naming the file, the line and what is wrong."""
    questions: dict[str, str] = {}
    candidates: dict[str, list[Candidate]] = {}
    for row in read_rows(path, _COLUMNS):
        key = row.cells["qid"]
        questions.setdefault(key, row.cells["question"].strip())
        candidates.setdefault(key, []).append(_candidate(path, row))
    return tuple(
        ProductQuestion(text=text, candidates=tuple(candidates[key])) for key, text in questions.items()
    )


def full_label(questions: Iterable[ProductQuestion]) -> int:
    """The best grade of a data set, that of a full answer: 2 where it is given at all, else 1."""
    given = {candidate.label for question in questions for candidate in question.candidates}
    return max(given | {1})


def _candidate(path: Path, row: DataRow) -> Candidate:
    label = _LABELS.get(row.cells["label"].strip().removesuffix(".0"))
    if label is None:
        raise faulty(path, row.line, f"the label is {row.cells['label'][:20]!r}, not 0, 1 or 2")
    return Candidate(text=row.cells["candidate"], label=label, source=row.cells["source"])
