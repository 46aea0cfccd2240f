"""The vector index: Chroma, held in step with the record and rebuilt from it whenever it is not."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from qa.models import Filters, ReviewEntry, Vectors
from qa.ports import ChunkKey
from vectorstore.chunk_vectors import (
    IndexedChunks,
    chunk_id,
    chunks_of_entries,
    count_chunks,
    every_chunk,
    keys_of_ids,
    sample_chunks,
)
from vectorstore.database import Database, read_state, write_state
from vectorstore.filters import chroma_where

if TYPE_CHECKING:
    from vectorstore.chroma import ChunkCollection
    from vectorstore.records import Change

__all__ = ["ChromaIndex", "EmbeddedHome", "IndexHome", "ServerHome"]

log = logging.getLogger(__name__)

SAMPLE_CHUNKS = 200  # searched for at opening: 0.3 s, and one lost in fifty is seen
COLLECTION = "chunks"
RETRY_S = 30.0  # a full disk or a server that is away should not be tried at every search

Progress = Callable[[int, int], None]


class IndexHome(Protocol):
    """Where generations of the index live. A rebuild makes a new one and drops the old."""

    def open(self, generation: str) -> ChunkCollection: ...

    def is_sound(self, generation: str, sample: IndexedChunks, count: int) -> bool: ...

    def drop_all_but(self, generation: str) -> None: ...


class EmbeddedHome:
    """Generations are folders below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, generation: str) -> ChunkCollection:
        """Open a generation in this process, empty where it is not there yet."""
        from vectorstore.chroma import ChunkCollection, embedded_client

        path = self._folder / generation
        path.mkdir(parents=True, exist_ok=True)
        return ChunkCollection(embedded_client(path), COLLECTION)

    def is_sound(self, generation: str, sample: IndexedChunks, count: int) -> bool:
        """Check a generation in a process of its own, since a broken one can crash it."""
        from vectorstore.index_check import embedded_index_is_sound

        path = self._folder / generation
        return path.is_dir() and embedded_index_is_sound(path, COLLECTION, sample, count)

    def drop_all_but(self, generation: str) -> None:
        """Delete every other generation."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name != generation:
                shutil.rmtree(path, ignore_errors=True)


class ServerHome:
    """Generations are collections on a Chroma server."""

    def __init__(self, url: str) -> None:
        self._url = url

    def open(self, generation: str) -> ChunkCollection:
        """Open a generation, empty where it is not there yet."""
        from vectorstore.chroma import ChunkCollection, server_client

        return ChunkCollection(server_client(self._url), generation)

    def is_sound(self, generation: str, sample: IndexedChunks, count: int) -> bool:
        """Check a generation over HTTP: it cannot crash this process."""
        from vectorstore.index_check import is_sound

        collection = self.open(generation)
        try:
            return is_sound(collection, sample, count)
        except Exception:  # Chroma's failures have no common root
            log.warning("the index on the Chroma server cannot be searched", exc_info=True)
            return False
        finally:
            collection.close()

    def drop_all_but(self, generation: str) -> None:
        """Leave others alone: the server may hold the collections of other stores."""


class ChromaIndex:
    """Approximate nearest chunks. It opens on first use; a failure makes it unavailable, never wrong.

    The record's state remembers the generation in use and the revision of the record that it shows. An
    index that shows another revision is stale and is rebuilt, as is one that fails its check. After a
    failure in use it is remade in the background, at most once in `RETRY_S`.
    """

    def __init__(self, database: Database, home: IndexHome) -> None:
        self._database = database
        self._home = home
        self._lock = threading.RLock()
        self._collection: ChunkCollection | None = None
        self._failed_at: float | None = None

    @property
    def available(self) -> bool:
        """Whether searches use the index, as far as is known."""
        return self._failed_at is None

    def open(self, progress: Progress | None = None) -> None:
        """Open and check, and rebuild where that fails; does nothing when open already."""
        with self._lock:
            if self._collection is None:
                self._collection = self._checked() or self._rebuilt(progress)
                self._failed_at = None

    def prepare(self) -> None:
        """Open before a write, so that `apply` can follow it; where that fails the index stays out of use."""
        if self.available:
            try:
                self.open()
            except Exception:  # see `search`
                self._fail()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the index anew from the record; `progress` is told chunks done and chunks in all."""
        with self._lock:
            self._let_go()
            self._collection = self._rebuilt(progress)
            self._failed_at = None

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._let_go()

    def search(self, vector: Vectors, filters: Filters, limit: int) -> Sequence[ChunkKey] | None:
        """The chunks in scope nearest to a unit vector (d,); None when the index cannot be used now."""
        if not self.available:
            self._recover()
            return None
        try:
            self.open()
            collection = self._collection
            if collection is None:
                return None
            return keys_of_ids(self._database, collection.nearest(vector, chroma_where(filters), limit))
        except Exception:  # Chroma's failures have no common root; each means the same: do without
            self._fail()
            return None

    def apply(self, change: Change, entries: Sequence[ReviewEntry]) -> None:
        """Follow a write of the record. It never fails: the record stands, and the index can be remade."""
        with self._lock:
            if self._collection is None:
                return
            try:
                self._collection.remove(
                    [chunk_id(row, n) for row, count in change.removed for n in range(count)]
                )
                self._collection.add(chunks_of_entries(change.added, entries))
                self._remember(self._generation(), change.revision)
            except Exception:
                self._fail()

    def _checked(self) -> ChunkCollection | None:
        """The stored generation, where it shows the record as it is and passes its check."""
        with self._database.read() as connection:
            revision = read_state(connection, "revision") or "0"
            shown = read_state(connection, "index_revision")
        generation = self._generation()
        if generation is None or shown != revision:
            return None
        sample = sample_chunks(self._database, SAMPLE_CHUNKS)
        if not self._home.is_sound(generation, sample, count_chunks(self._database)):
            log.warning("the vector index does not find what the record holds; rebuilding it")
            return None
        return self._home.open(generation)

    def _rebuilt(self, progress: Progress | None) -> ChunkCollection:
        generation = f"pullquote-{uuid4().hex[:12]}"
        collection = self._home.open(generation)
        with self._database.read() as connection:
            revision = int(read_state(connection, "revision") or 0)
        total = count_chunks(self._database)
        done = 0
        for chunks in every_chunk(self._database):
            collection.add(chunks)
            done += len(chunks.ids)
            if progress is not None:
                progress(done, total)
        self._remember(generation, revision)
        self._home.drop_all_but(generation)
        return collection

    def _generation(self) -> str | None:
        with self._database.read() as connection:
            return read_state(connection, "index_generation")

    def _remember(self, generation: str | None, revision: int) -> None:
        with self._database.write() as connection:
            write_state(connection, "index_generation", generation or "")
            write_state(connection, "index_revision", str(revision))

    def _fail(self) -> None:
        log.warning("the vector index failed; searching the record instead", exc_info=True)
        with self._lock:
            self._let_go()
            self._failed_at = time.monotonic()

    def _let_go(self) -> None:
        if self._collection is not None:
            self._collection.close()
            self._collection = None

    def _recover(self) -> None:
        """Remake the index in the background, unless that was tried a moment ago."""
        failed = self._failed_at
        if failed is None or time.monotonic() - failed < RETRY_S:
            return
        self._failed_at = time.monotonic()
        threading.Thread(target=self._try_to_rebuild, name="pullquote-index", daemon=True).start()

    def _try_to_rebuild(self) -> None:
        try:
            self.rebuild()
        except Exception:
            self._fail()
