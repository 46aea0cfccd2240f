"""Rows of the tables that data sets come as, read whole, with the file and line of whatever is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.errors import UnreadableSource
from qa.ingest.loaders.delimited import read_delimited
from qa.ingest.loaders.tables import BadRow, Row, Table

__all__ = ["DataRow", "faulty", "read_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row and the line it begins in, 1-based; the cells stand as they are in the file."""

    line: int
    cells: Mapping[str, str]


def read_rows(path: Path, columns: Collection[str]) -> tuple[DataRow, ...]:
    """The rows of a file, separated by commas or tabs, whose header must name `columns`.

    Raises: UnreadableSource for a file that cannot be opened, lacks a column or a row, or holds a bad row.
    """
    try:
        with path.open("rb") as stream:
            rows = tuple(_rows(path, read_delimited(stream), columns))
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror}.") from None
    except UnreadableSource as error:
        known = error.message.startswith(str(path))
        raise UnreadableSource(error.message if known else f"{path}: {error.message}.") from None
    if not rows:
        raise UnreadableSource(f"{path}, line 1: the file has a header and no rows.")
    return rows


def faulty(path: Path, line: int, reason: str) -> UnreadableSource:
    """The error for something wrong in one line of a file."""
    return UnreadableSource(f"{path}, line {line}: {reason}.")


def _rows(path: Path, table: Table, columns: Collection[str]) -> Iterator[DataRow]:
    if missing := [name for name in columns if name not in table.columns]:
        raise faulty(path, 1, f"the header has no column {', '.join(missing)}")
    for row in table.rows:
        yield _row(path, row)


def _row(path: Path, row: Row | BadRow) -> DataRow:
    if isinstance(row, BadRow):
        raise faulty(path, row.line, row.reason)
    return DataRow(line=row.line, cells={name: str(cell) for name, cell in row.values.items()})
