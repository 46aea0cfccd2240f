"""What an evaluation over a data set hands on to be shown: tables of numbers, each with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["DatasetReport", "Origin", "ResultRow", "ResultTable"]

Origin = Literal["measured", "chance", "published", "baseline"]  # baseline: our own earlier measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One system's numbers: a float is a share in 0..1, an int a count, None what is not known."""

    label: str
    origin: Origin
    values: tuple[float | int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """Rows under a title; `columns` name their values."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetReport:
    """Everything measured on a data set; `notes` say what to bear in mind when reading the numbers."""

    dataset: str
    split: str
    ranker: str
    tables: tuple[ResultTable, ...]
    notes: tuple[str, ...]
