"""JSON documents: an array of objects, an object that holds one under `reviews`, or one object alone.

The elements are read one by one, so that a document may be larger than memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import count

from qa.errors import UnreadableSource
from qa.ingest.loaders.lines import MAX_LINE_CHARS, read_parts
from qa.ingest.loaders.strict_json import StrictDecoder
from qa.ingest.loaders.tables import BadRow, Row, Table, table_of_records

__all__ = ["is_json_lines", "read_json_document"]

_LIST_NAME = "reviews"  # the member of a top-level object that holds the rows
_MAX_ELEMENT_CHARS = MAX_LINE_CHARS  # one element, as one line of JSON Lines
_SAMPLE_BYTES = 256 * 1024
_SPACE = re.compile(r"[ \t\r\n]*")


def is_json_lines(stream: io.BufferedReader) -> bool:
    """Whether a stream begins with a whole object on one line that is itself a row, as Yelp's files do."""
    first = stream.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    if not first.startswith(b"{"):
        return False
    line = first.decode("utf-8", errors="replace")
    try:
        value, end, _ = StrictDecoder().decode(line)
    except ValueError:
        return False
    return not line[end:].strip() and isinstance(value, dict) and not isinstance(value.get(_LIST_NAME), list)


def read_json_document(stream: io.BufferedReader) -> Table:
    """The objects of a document as rows, with the line on which each begins.

    Reading raises UnreadableSource where the document is not valid, or neither array nor object.
    """
    return table_of_records(_Document(stream).rows())


class _Members:
    """What an object holds besides a list of rows, no more of it than one element may have."""

    def __init__(self) -> None:
        self._cells: dict[str, object] = {}
        self._room = _MAX_ELEMENT_CHARS
        self._refused: str | None = None

    def add(self, name: object, value: object, refused: str | None) -> None:
        self._refused = self._refused or refused
        self._room -= len(str(name)) + (len(value) if isinstance(value, str) else 0)
        if self._room >= 0:
            self._cells[str(name)] = None if isinstance(value, dict | list) else value

    def row(self) -> Row | BadRow:
        return BadRow(1, self._refused) if self._refused else Row(1, self._cells)


class _Document:
    """A window on the text, moved forward as values are read."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._parts = read_parts(stream)
        self._decoder = StrictDecoder()
        self._window = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def rows(self) -> Iterator[Row | BadRow]:
        opening = self._next_character()
        if opening == "":
            raise UnreadableSource("the file is empty")
        if opening == "{":
            alone = self._enter_list()
            if alone is not None:
                yield alone
                return
        elif opening != "[":
            raise UnreadableSource("the JSON is neither an array nor an object")
        yield from self._elements()

    def _enter_list(self) -> Row | BadRow | None:
        """Move behind the bracket that opens the list of rows; where there is none, the object is a row."""
        members = _Members()
        self._expect("{")
        more = self._next_character() != "}"
        while more:
            name, _ = self._value()
            self._expect(":")
            if name == _LIST_NAME and self._next_character() == "[":
                return None
            members.add(name, *self._value())
            more = self._next_character() != "}"
            if more:
                self._expect(",")
        return members.row()

    def _elements(self) -> Iterator[Row | BadRow]:
        self._expect("[")
        before = self._line
        if self._next_character() == "]":
            return
        for number in count(1):
            # A line alone names no element where several share it.
            yield self._element(number if self._line == before else None)
            if self._next_character() == "]":
                return
            self._expect(",")
            before = self._line
            self._next_character()

    def _element(self, number: int | None) -> Row | BadRow:
        line = self._line
        value, refused = self._value()
        if refused is not None:
            return BadRow(line, refused, number)
        if not isinstance(value, dict):
            return BadRow(line, "the element is not a JSON object", number)
        return Row(line, value, number)

    def _value(self) -> tuple[object, str | None]:
        self._next_character()
        wanted = 1
        while True:
            try:
                value, end, refused = self._decoder.decode(self._window, self._at)
                # A number that touches the end of the window may go on behind it.
                if end < len(self._window) or self._ended:
                    self._move_to(end)
                    return value, refused
            except ValueError as error:
                if self._ended or len(self._window) - self._at > _MAX_ELEMENT_CHARS:
                    raise self._broken(getattr(error, "msg", str(error))) from None
            # Doubling keeps the work on a long value linear, for decoding starts over each time.
            wanted *= 2
            self._fill(wanted)

    def _next_character(self) -> str:
        """The next character that is no white space, or nothing at the end; it is not consumed."""
        while True:
            space = _SPACE.match(self._window, self._at)
            self._move_to(space.end() if space else self._at)
            if self._at < len(self._window) or self._ended:
                return self._window[self._at : self._at + 1]
            self._fill(1)

    def _expect(self, character: str) -> None:
        found = self._next_character()
        if found != character:
            raise self._broken(f"expected {character!r}" + ("" if found else ", but the file ends"))
        self._move_to(self._at + 1)

    def _move_to(self, at: int) -> None:
        self._line += self._window.count("\n", self._at, at)
        self._at = at

    def _fill(self, parts: int) -> None:
        fresh = [self._window[self._at :]]
        for _ in range(parts):
            part = next(self._parts, None)
            if part is None:
                self._ended = True
                break
            fresh.append(part)
        self._window, self._at = "".join(fresh), 0

    def _broken(self, what: str) -> UnreadableSource:
        return UnreadableSource(f"not valid JSON from line {self._line} on: {what}")
