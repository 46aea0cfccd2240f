"""JSON Lines: one object a line."""

from __future__ import annotations

import io
from collections.abc import Iterator

from qa.ingest.loaders.lines import MAX_LINE_CHARS, read_lines
from qa.ingest.loaders.strict_json import StrictDecoder
from qa.ingest.loaders.tables import BadRow, Row, Table, table_of_records

__all__ = ["read_json_lines"]


def read_json_lines(stream: io.BufferedReader) -> Table:
    """The objects of a stream as rows. A line that is none is a bad row; blank lines are passed over."""
    return table_of_records(_records(stream))


def _records(stream: io.BufferedReader) -> Iterator[Row | BadRow]:
    decoder = StrictDecoder()
    for number, line in enumerate(read_lines(stream), start=1):
        if line is None:
            yield BadRow(number, f"the line is longer than {MAX_LINE_CHARS:,} characters")
        elif stripped := line.strip():
            yield _record(decoder, number, stripped)


def _record(decoder: StrictDecoder, number: int, line: str) -> Row | BadRow:
    try:
        value, end, refused = decoder.decode(line)
    except ValueError as error:
        return BadRow(number, _reason(error))
    if end != len(line):
        return BadRow(number, "the line holds more than one JSON value")
    if refused is not None:
        return BadRow(number, refused)
    if not isinstance(value, dict):
        return BadRow(number, "the line is not a JSON object")
    return Row(number, value)


def _reason(error: ValueError) -> str:
    what = getattr(error, "msg", str(error))
    column = getattr(error, "colno", None)
    return f"not valid JSON: {what}" + (f" (column {column})" if column else "")
