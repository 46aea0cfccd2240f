"""Files to drafts: everything between the paths a user names and the reviews in them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qa.errors import ConfigurationError, InvalidReview, UnreadableSource
from qa.ingest.drafts import parse_draft
from qa.ingest.loaders.counting import CountingFile
from qa.ingest.loaders.delimited import read_delimited
from qa.ingest.loaders.events import DraftRow, Event, FileRecognised, FileSkipped, RowProblem
from qa.ingest.loaders.formats import KNOWN_ENDINGS, format_of
from qa.ingest.loaders.imdb import ImdbFolders, is_imdb_list, is_imdb_review
from qa.ingest.loaders.json_document import is_json_lines, read_json_document
from qa.ingest.loaders.json_lines import read_json_lines
from qa.ingest.loaders.layouts import Layout, arrange
from qa.ingest.loaders.options import FileFormat, LoadOptions
from qa.ingest.loaders.parquet import read_parquet, seekable
from qa.ingest.loaders.row_reader import RowReader
from qa.ingest.loaders.table_drafts import read_drafts, read_problems
from qa.ingest.loaders.tables import Table
from qa.ingest.loaders.text_file import read_text
from qa.ingest.loaders.unpacking import unpack
from qa.ingest.loaders.walking import FoundFile, walk

__all__ = ["Loading", "load"]

_BUFFER_BYTES = 256 * 1024  # read from disk at a time


def load(paths: Iterable[Path], options: LoadOptions | None = None) -> Loading:
    """Look for files under the paths, now, and read them as the result is iterated."""
    return Loading(tuple(walk(paths)), options or LoadOptions())


class Loading:
    """Drafts and problems, file by file. Iterate once; `bytes_read` of `bytes_total` moves on with it.

    No file stops another: what cannot be read is a `RowProblem`, and rows before it are kept.
    """

    def __init__(self, found: Sequence[FoundFile | FileSkipped | RowProblem], options: LoadOptions) -> None:
        self._found = found
        self._options = options
        self._finished_bytes = 0
        self._current: tuple[CountingFile, int] | None = None
        self._imdb = ImdbFolders()
        self._text_folders: set[Path] = set()
        self.files = sum(isinstance(entry, FoundFile) for entry in found)
        self.bytes_total = sum(entry.size for entry in found if isinstance(entry, FoundFile))

    @property
    def bytes_read(self) -> int:
        """Bytes taken from disk so far, packed where files are packed; at most `bytes_total`."""
        file, size = self._current or (None, 0)
        return self._finished_bytes + (min(file.taken, size) if file else 0)

    def __iter__(self) -> Iterator[Event]:
        for entry in self._found:
            if isinstance(entry, FoundFile):
                yield from self._file(entry)
                self._finished_bytes += entry.size
            else:
                yield entry

    def _file(self, found: FoundFile) -> Iterator[Event]:
        form = self._options.format or format_of(found.path)
        if form is None:
            yield _passed_over(found, f"not a known kind of file; known are {', '.join(KNOWN_ENDINGS)}")
            return
        try:
            with CountingFile(found.path) as raw, _buffered(raw) as stream:
                self._current = (raw, found.size)
                yield from self._content(found, form, unpack(stream))
        except (UnreadableSource, ConfigurationError) as error:
            yield RowProblem(path=found.path, line=None, reason=error.message)
        except OSError as error:
            reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
            yield RowProblem(path=found.path, line=None, reason=reason)
        finally:
            self._current = None

    def _content(self, found: FoundFile, form: FileFormat, stream: io.BufferedReader) -> Iterator[Event]:
        if form == "text":
            yield from self._text(found, stream)
        elif not stream.peek(1):
            raise UnreadableSource("the file is empty")
        elif form == "parquet":
            with seekable(stream) as file:
                yield from self._table(found, read_parquet(file))
        else:
            yield from self._table(found, _read_table(form, stream))

    def _text(self, found: FoundFile, stream: io.BufferedReader) -> Iterator[Event]:
        place = found.place
        if is_imdb_list(place):
            yield _passed_over(found, "a list of the IMDb data set, not a review")
            return
        imdb = is_imdb_review(place)
        if found.path.parent not in self._text_folders:
            self._text_folders.add(found.path.parent)
            yield _recognised_texts(found, imdb=imdb)
        fields = {"text": read_text(stream), **(self._imdb.fields(place) if imdb else {})}
        if self._options.item_id is not None:
            fields["item_id"] = self._options.item_id
        elif not imdb:
            fields["item_id"] = _stem(place) if found.named else place.parent.name
        try:
            yield DraftRow(path=found.path, line=1, draft=parse_draft(fields))
        except InvalidReview as error:
            yield RowProblem(path=found.path, line=None, reason=error.message)

    def _table(self, found: FoundFile, table: Table) -> Iterator[Event]:
        layout = arrange(table.columns, self._options.columns)
        if isinstance(layout, Layout):
            reader = RowReader(layout, item_id=self._options.item_id, fallback_item=_stem(found.path))
            yield FileRecognised(path=found.path, format=layout.name, columns=reader.columns)
            yield from read_drafts(found.path, table, reader)
        elif table.columns:
            yield _passed_over(found, layout)
        else:
            yield from read_problems(found.path, table)


def _buffered(raw: CountingFile) -> io.BufferedReader:
    return io.BufferedReader(raw, _BUFFER_BYTES)


def _read_table(form: FileFormat, stream: io.BufferedReader) -> Table:
    if form == "delimited":
        return read_delimited(stream)
    if form == "jsonl" or is_json_lines(stream):
        return read_json_lines(stream)
    return read_json_document(stream)


def _passed_over(found: FoundFile, reason: str) -> FileSkipped | RowProblem:
    """A note about a file met in a folder; a problem where the user asked for that very file."""
    if found.named:
        return RowProblem(path=found.path, line=None, reason=reason)
    return FileSkipped(path=found.path, reason=reason)


def _recognised_texts(found: FoundFile, *, imdb: bool) -> FileRecognised:
    if imdb:
        name = "IMDb reviews (aclImdb)"
        columns = {"id": "file name", "rating": "file name", "item_id": "list of addresses"}
    else:
        name = "Text files, one review each"
        columns = {"text": "whole file", "item_id": "file name" if found.named else "folder name"}
    return FileRecognised(path=found.path.parent, format=name, columns=tuple(columns.items()))


def _stem(path: Path) -> str:
    """A file's name without endings that name a format."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return Path(name).stem
