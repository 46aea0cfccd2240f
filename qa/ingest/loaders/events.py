"""What loading reports, in the order in which it happens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.ingest.drafts import ReviewDraft

__all__ = ["DraftRow", "Event", "FileDone", "FileRecognised", "FileSkipped", "RowProblem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecognised:
    """A file's format, by the name a user knows, and which column became which field of a review.

    For text files `path` is their folder, and the event comes once for all of them.
    """

    path: Path
    format: str
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> str:
        """One line: `Yelp: text <- text, item_id <- business_id`."""
        pairs = ", ".join(f"{field} <- {column}" for field, column in self.columns)
        return f"{self.format}: {pairs}" if pairs else self.format


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """A review that was read. `line` is 1-based, the first where a row spans several; in Parquet, the row.

    `element` is its 1-based place in a JSON array, where elements share a line.
    """

    path: Path
    line: int
    draft: ReviewDraft
    element: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row, or with `line` None a whole file or folder, that could not be read. Loading goes on.

    `element` is the row's 1-based place in a JSON array, where elements share a line.
    """

    path: Path
    line: int | None
    reason: str
    element: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSkipped:
    """A file or folder met while walking that holds no reviews, or was read before. Nothing is wrong."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDone:
    """The end of a table. `without_text` counts the rows passed over because an export left them empty."""

    path: Path
    drafts: int
    problems: int
    without_text: int = 0


Event = FileRecognised | DraftRow | RowProblem | FileSkipped | FileDone
