"""Tables: what every reader of rows hands on, whatever the file looked like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from qa.ingest.loaders.lookahead import look_ahead

__all__ = ["BadRow", "Row", "Table", "table_of_records"]

_LOOKAHEAD_ROWS = 50  # records may leave keys out; this many show nearly all of them
_LOOKAHEAD_CHARS = 4_000_000  # held in memory at once while looking ahead


class Row(NamedTuple):
    """A row as read: cells by column name. `line` is 1-based, and so is `element`: see `DraftRow`."""

    line: int
    values: dict[str, object]
    element: int | None = None


class BadRow(NamedTuple):
    """A row that could not be read, and why."""

    line: int
    reason: str
    element: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns, then rows. `rows` may raise UnreadableSource where the file breaks off."""

    columns: tuple[str, ...]
    rows: Iterator[Row | BadRow]


def table_of_records(records: Iterator[Row | BadRow]) -> Table:
    """A table from records without a header: its columns are the keys that its first records have."""
    first, rows = look_ahead(records, _Enough())
    columns: dict[str, None] = {}
    for row in first:
        if isinstance(row, Row):
            columns.update(dict.fromkeys(row.values))
    return Table(columns=tuple(columns), rows=rows)


class _Enough:
    """Counts what is held while looking ahead."""

    def __init__(self) -> None:
        self._rows = 0
        self._chars = 0

    def __call__(self, row: Row | BadRow) -> bool:
        self._rows += 1
        if isinstance(row, Row):
            self._chars += sum(
                len(cell if isinstance(cell, str) else repr(cell)) for cell in row.values.values()
            )
        return self._rows >= _LOOKAHEAD_ROWS or self._chars >= _LOOKAHEAD_CHARS
