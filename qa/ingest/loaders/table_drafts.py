"""A table's rows as drafts and problems."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from qa.errors import InvalidReview, UnreadableSource
from qa.ingest.loaders.events import DraftRow, Event, FileDone, RowProblem
from qa.ingest.loaders.row_reader import RowReader
from qa.ingest.loaders.tables import BadRow, Row, Table

__all__ = ["read_drafts", "read_problems"]

_SHOWN_PROBLEMS = 5  # of a file in which nothing is right


def read_drafts(path: Path, table: Table, reader: RowReader) -> Iterator[Event]:
    """An event for each row that is a draft or a problem, then a FileDone that counts them."""
    drafts = problems = without_text = 0
    for row in _until_broken(path, table.rows):
        event = row if isinstance(row, RowProblem) else _event(path, row, reader)
        drafts += isinstance(event, DraftRow)
        problems += isinstance(event, RowProblem)
        without_text += event is None
        if event is not None:
            yield event
    yield FileDone(path=path, drafts=drafts, problems=problems, without_text=without_text)


def read_problems(path: Path, table: Table) -> Iterator[Event]:
    """What is wrong with a table of which no row can be read: its first problems, then that."""
    bad = (row for row in table.rows if isinstance(row, BadRow))
    for row in islice(bad, _SHOWN_PROBLEMS):
        yield _problem(path, row, row.reason)
    yield RowProblem(path=path, line=None, reason="the file holds no rows that can be read")


def _until_broken(path: Path, rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow | RowProblem]:
    try:
        yield from rows
    except UnreadableSource as error:
        yield RowProblem(path=path, line=None, reason=error.message)


def _event(path: Path, row: Row | BadRow, reader: RowReader) -> DraftRow | RowProblem | None:
    if isinstance(row, BadRow):
        return _problem(path, row, row.reason)
    try:
        draft = reader.read(row.values)
    except InvalidReview as error:
        return _problem(path, row, error.message)
    return None if draft is None else DraftRow(path=path, line=row.line, draft=draft, element=row.element)


def _problem(path: Path, row: Row | BadRow, reason: str) -> RowProblem:
    return RowProblem(path=path, line=row.line, reason=reason, element=row.element)
