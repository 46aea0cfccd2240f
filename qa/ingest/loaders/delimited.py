"""CSV and its relatives: commas, semicolons, tabs or bars between the cells, quotes around some."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from qa.errors import UnreadableSource
from qa.ingest.loaders.lines import MAX_LINE_CHARS, read_lines
from qa.ingest.loaders.lookahead import look_ahead
from qa.ingest.loaders.tables import BadRow, Row, Table

__all__ = ["read_delimited"]

# Ten times the longest review that is accepted: cells above that length get a message with their length,
# and a quote that is never closed swallows no more than this.
_MAX_CELL_CHARS = 2_000_000
_SAMPLE_LINES = 200  # looked at to tell whether quotes mean anything
_SAMPLE_CHARS = 4_000_000  # held in memory at once while looking
_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_NAMELESS = re.compile(r"(unnamed: ?\d+)?", re.IGNORECASE)  # the row number that pandas writes


def read_delimited(stream: io.BufferedReader) -> Table:
    """The rows of a stream, whose first line names the columns; the delimiter is the one used most there.

    Raises: UnreadableSource for an empty stream; while rows are read, for a line or cell too long to hold.
    """
    csv.field_size_limit(_MAX_CELL_CHARS)  # the module's own limit of 131,072 is below a long review
    sample, whole = look_ahead(read_lines(stream), _Enough())
    lines = _Lines(whole)
    delimiter = _delimiter(sample)
    if delimiter == "\t" and _quotes_are_text(sample):
        records = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        records = csv.reader(lines, delimiter=delimiter)
    columns = _columns(_header(records))
    return Table(columns=tuple(filter(None, columns)), rows=_rows(records, lines, columns))


def _header(records: Iterator[list[str]]) -> list[str]:
    try:
        names = next((record for record in records if any(cell.strip() for cell in record)), None)
    except csv.Error as error:
        raise UnreadableSource(f"no header can be read: {_reason(error)}") from None
    if names is None:
        raise UnreadableSource("the file is empty")
    return names


class _Enough:
    """Counts what is held while looking ahead."""

    def __init__(self) -> None:
        self._lines = 0
        self._chars = 0

    def __call__(self, line: str | None) -> bool:
        self._lines += 1
        self._chars += len(line or "")
        return self._lines >= _SAMPLE_LINES or self._chars >= _SAMPLE_CHARS


class _Lines:
    """The lines, counted; it knows when the reader has asked for more than there are."""

    def __init__(self, source: Iterator[str | None]) -> None:
        self._source = source
        self.count = 0
        self.exhausted = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._source)
        except StopIteration:
            self.exhausted = True
            raise
        self.count += 1
        if line is None:
            raise UnreadableSource(f"line {self.count} is longer than {MAX_LINE_CHARS:,} characters")
        return line


def _rows(records: Iterator[list[str]], lines: _Lines, columns: list[str]) -> Iterator[Row | BadRow]:
    width = len(columns)
    while True:
        line = lines.count + 1
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(line, _reason(error))
            continue
        if lines.exhausted:  # the reader never looks past the end but for a closing quote
            yield BadRow(line, f"the quote opened in this row is never closed; it runs to line {lines.count}")
        elif len(record) == width:
            values: dict[str, object] = dict(zip(columns, record, strict=True))
            values.pop("", None)
            yield Row(line, values)
        elif record:
            yield BadRow(line, _ragged(len(record), width))


def _ragged(cells: int, width: int) -> str:
    return f"the row has {cells} cell{'s' if cells != 1 else ''} where the header has {width}"


def _reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {_MAX_CELL_CHARS:,} characters; is a quote left open?"
    return f"not valid CSV: {error}"


def _columns(names: list[str]) -> list[str]:
    """The names as given, made unique; a column without a name, which is dropped, is an empty string."""
    columns: list[str] = []
    for name in names:
        name = name.strip()
        if _NAMELESS.fullmatch(name):
            columns.append("")
            continue
        same = sum(other == name or other.startswith(f"{name} (") for other in columns)
        columns.append(f"{name} ({same + 1})" if name in columns else name)
    return columns


def _delimiter(sample: list[str | None]) -> str:
    header = next((line for line in sample if line and line.strip()), "")
    bare = _QUOTED.sub("", header)
    return max(_DELIMITERS, key=bare.count)


def _quotes_are_text(sample: list[str | None]) -> bool:
    """Whether a tab-separated file uses quotes as plain characters: no cell that opens one closes it."""
    rows = [line.rstrip("\r\n").split("\t") for line in sample if line and line.strip()]
    even = all(len(row) == len(rows[0]) for row in rows)
    loose = any(cell.startswith('"') and not _closed(cell) for row in rows for cell in row)
    return even and loose


def _closed(cell: str) -> bool:
    return len(cell) > 1 and cell.endswith('"') and cell.count('"') % 2 == 0
