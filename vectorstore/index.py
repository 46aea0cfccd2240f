"""The vector index: Chroma, held in step with the record and remade from it where it is broken."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from qa.models import Filters, ReviewEntry, Vectors
from qa.ports import ChunkKey
from vectorstore.chunk_vectors import (
    chunk_id,
    chunks_after,
    chunks_of_entries,
    count_chunks,
    keys_of_ids,
    sample_chunks,
)
from vectorstore.database import Database, read_state, write_state
from vectorstore.filters import chroma_where
from vectorstore.index_homes import IndexHome

if TYPE_CHECKING:
    from vectorstore.chroma import ChunkCollection
    from vectorstore.records import Change

__all__ = ["ChromaIndex", "Progress"]

log = logging.getLogger(__name__)

SAMPLE_CHUNKS = 200  # searched for at opening: 0.3 s, and one lost in fifty is seen
LAST_ROW = 2**63 - 1  # that SQLite can number
RETRY_S = 30.0  # a full disk or a server that is away should not be tried at every search

Progress = Callable[[int, int], None]


class ChromaIndex:
    """Approximate nearest chunks. It opens on first use; a failure makes it unavailable, never wrong.

    The record's state remembers which generation is in use and the last review row it has taken in. Rows
    are numbered in the order of writing and never used twice, so an index that missed writes takes in the
    rows after that one, and what was deleted meanwhile names nothing any more. One that fails its check
    at opening is left for a new generation.

    Safe between threads. `apply` must be called by one writer at a time.
    """

    def __init__(self, database: Database, home: IndexHome) -> None:
        self._database = database
        self._home = home
        self._opening = threading.Lock()  # held while a generation is opened or made
        self._state = threading.Lock()  # held for moments only
        self._collection: ChunkCollection | None = None
        self._missed = False  # a write came while a generation was being opened
        self._failed_at: float | None = None
        self._reason = ""
        self._closed = threading.Event()
        self._recovery: threading.Thread | None = None

    @property
    def available(self) -> bool:
        """Whether searches use the index, as far as is known."""
        return self._failed_at is None

    @property
    def failure(self) -> str | None:
        """Why the index is out of use, None while it is not."""
        return None if self.available else self._reason

    def search(self, vector: Vectors, filters: Filters, limit: int) -> Sequence[ChunkKey] | None:
        """The chunks in scope nearest to a unit vector (d,); None when the index cannot be used now."""
        collection = self._in_use()
        if collection is None:
            return None
        try:
            ids = collection.nearest(vector, chroma_where(filters), limit)
        except Exception as error:  # Chroma's failures have no common root; each means: do without
            self._fail(collection, error)
            return None
        return keys_of_ids(self._database, ids)

    def prepare(self) -> None:
        """Open, unless it is being opened already; where that fails the index stays out of use."""
        if self._collection is not None or not self.available or not self._opening.acquire(blocking=False):
            return
        try:
            if self._collection is None:
                self._open(None)
        except Exception as error:  # see `search`
            self._fail(None, error)
        finally:
            self._opening.release()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the index anew from the record; where that fails it stays out of use.

        `progress` is told chunks done and chunks in all.
        """
        with self._opening:
            self._let_go(self._collection)
            self._remember(self._generation() or "", 0)
            try:
                self._open(progress)
            except Exception as error:  # see `search`
                self._fail(None, error)

    def apply(self, change: Change, entries: Sequence[ReviewEntry]) -> None:
        """Follow a write of the record. It never fails: the record stands, and the index can be remade."""
        with self._state:
            collection = self._collection
            self._missed = collection is None
        if collection is None:
            return
        try:
            collection.remove([chunk_id(row, n) for row, count in change.removed for n in range(count)])
            collection.add(chunks_of_entries(change.added, entries))
            if change.added:
                self._remember(self._generation() or "", max(change.added))
        except Exception as error:  # see `search`
            self._fail(collection, error)

    def close(self) -> None:
        """Let go of the index; whoever is opening or remaking it stops first."""
        self._closed.set()
        if self._recovery is not None:
            self._recovery.join()
        with self._opening:
            self._let_go(self._collection)

    def _in_use(self) -> ChunkCollection | None:
        if not self.available:
            self._recover()
        elif self._collection is None:
            self.prepare()
        return self._collection

    def _open(self, progress: Progress | None) -> None:
        """Open the stored generation or a new one, take in what it missed, and put it to use."""
        generation, row = self._generation(), self._row()
        if not generation or not row or not self._is_sound(generation, row):
            generation, row = self._new_generation(), 0
        collection = self._home.open(generation)
        try:
            row = self._catch_up(collection, generation, row, progress)
            while not self._put_to_use(collection):
                row = self._catch_up(collection, generation, row, progress)
        except BaseException:
            collection.close()
            raise

    def _is_sound(self, generation: str, row: int) -> bool:
        sample = sample_chunks(self._database, SAMPLE_CHUNKS, row)
        if self._home.is_sound(generation, sample, count_chunks(self._database, row)):
            return True
        log.warning("the vector index does not find what the record holds; remaking it")
        return False

    def _put_to_use(self, collection: ChunkCollection) -> bool:
        """Make `collection` the one in use, unless a write came that it has yet to take in."""
        with self._state:
            if self._closed.is_set():
                raise InterruptedError("the store is being closed")
            missed, self._missed = self._missed, False
            if not missed:
                self._collection, self._failed_at = collection, None
            return not missed

    def _catch_up(
        self, collection: ChunkCollection, generation: str, row: int, progress: Progress | None
    ) -> int:
        """Take in the reviews after `row`; returns the last row taken in."""
        done, total = count_chunks(self._database, row), count_chunks(self._database, LAST_ROW)
        while (found := chunks_after(self._database, row)) is not None:
            if self._closed.is_set():
                raise InterruptedError("the store is being closed")
            chunks, row = found
            collection.add(chunks)
            self._remember(generation, row)
            done += len(chunks.ids)
            if progress is not None:
                progress(done, max(done, total))
        return row

    def _new_generation(self) -> str:
        """The name of a new generation, which takes the place of the stored one."""
        old, new = self._generation(), f"pullquote-{uuid4().hex[:12]}"
        self._remember(new, 0)
        if old:
            self._home.drop(old)
        return new

    def _generation(self) -> str | None:
        with self._database.read() as connection:
            return read_state(connection, "index_generation")

    def _row(self) -> int:
        with self._database.read() as connection:
            return int(read_state(connection, "index_row") or 0)

    def _remember(self, generation: str, row: int) -> None:
        with self._database.write() as connection:
            write_state(connection, "index_generation", generation)
            write_state(connection, "index_row", str(row))

    def _fail(self, collection: ChunkCollection | None, error: Exception) -> None:
        """Put `collection` out of use, unless another one has taken its place meanwhile."""
        with self._state:
            if collection is not self._collection:
                return
            self._failed_at, self._reason = time.monotonic(), str(error) or type(error).__name__
        if not self._closed.is_set():
            log.warning("the vector index is out of use; searching the record instead: %s", self._reason)
        self._let_go(collection)

    def _let_go(self, collection: ChunkCollection | None) -> None:
        with self._state:
            self._collection = None
        try:
            if collection is not None:
                collection.close()
        except Exception as error:  # see `search`
            log.warning("the vector index could not be closed: %s", error)

    def _recover(self) -> None:
        """Try again in the background, unless that is under way or was tried a moment ago."""
        with self._state:
            running = self._recovery is not None and self._recovery.is_alive()
            recent = self._failed_at is None or time.monotonic() - self._failed_at < RETRY_S
            if running or recent or self._closed.is_set():
                return
            self._recovery = threading.Thread(target=self._try_again, name="pullquote-index", daemon=True)
            self._recovery.start()

    def _try_again(self) -> None:
        with self._opening:
            try:
                self._open(None)
            except Exception as error:  # see `search`
                self._fail(None, error)
