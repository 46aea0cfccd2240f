"""Rows of result tables from measures."""

from __future__ import annotations

from collections.abc import Mapping

from qa.evaluation.datasets.measures import CUTOFFS, MRR_DEPTH, Measures
from qa.evaluation.datasets.published import KnownResult
from qa.evaluation.datasets.results import ResultRow

__all__ = ["RANKING_COLUMNS", "RECALL_COLUMNS", "chance_row", "known_row", "measured_row", "recall_row"]

RECALL_COLUMNS = ("questions", *(f"R@{k}" for k in CUTOFFS))
RANKING_COLUMNS = (*RECALL_COLUMNS, f"MRR@{MRR_DEPTH}")


def measured_row(label: str, measures: Measures) -> ResultRow:
    """Recall and MRR, for RANKING_COLUMNS."""
    shares = (measures.recall[k] for k in CUTOFFS)
    return ResultRow(label=label, origin="measured", values=(measures.questions, *shares, measures.mrr))


def chance_row(measures: Measures) -> ResultRow:
    """What drawing blindly would give, for RANKING_COLUMNS."""
    shares = (measures.chance[k] for k in CUTOFFS)
    return ResultRow(label="chance", origin="chance", values=(measures.questions, *shares, None))


def recall_row(label: str, questions: int, recall: Mapping[int, float], *, chance: bool = False) -> ResultRow:
    """Recall alone, for RECALL_COLUMNS."""
    shares = (recall[k] for k in CUTOFFS)
    return ResultRow(label=label, origin="chance" if chance else "measured", values=(questions, *shares))


def known_row(known: KnownResult) -> ResultRow:
    """What is known already, for the columns that it was measured in."""
    return ResultRow(
        label=f"{known.system} ({known.source})",
        origin=known.origin,
        values=(known.questions, *known.values),
    )
