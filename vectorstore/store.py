"""The store as a whole: the record and its indexes behind one lock, kept in step."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import ConfigurationError, StoreFull, StoreLocked
from qa.models import Filters, Item, Page, Review, ReviewEntry
from vectorstore.database import Database
from vectorstore.evidence import SqlEvidence
from vectorstore.index import ChromaIndex, EmbeddedHome, ServerHome
from vectorstore.lexical import Fts5Index
from vectorstore.records import SqlRecords

__all__ = ["Store", "open_store"]

RECORD_FILE = "record.db"
LOCK_FILE = "store.lock"


class Store:
    """Writes go to the record first, durably, and then to the vector index; reads are the record's.

    It is the `ReviewRecords` of the core; `evidence`, `lexical` and `index` are its other ports.
    """

    def __init__(self, database: Database, records: SqlRecords, index: ChromaIndex, lock: FileLock) -> None:
        self.evidence = SqlEvidence(database)
        self.lexical = Fts5Index(database)
        self.index = index
        self._database = database
        self._records = records
        self._lock = lock
        self._writing = threading.Lock()

    def save(self, entries: Sequence[ReviewEntry]) -> None:
        """Add or replace reviews; durable on return.

        Raises: StoreFull, StoreError. Then nothing of `entries` was written.
        """
        with self._writing:
            self.index.prepare()
            self.index.apply(self._records.save(entries), entries)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete reviews with all that was made from them; returns how many there were."""
        with self._writing:
            self.index.prepare()
            change = self._records.delete(ids)
            self.index.apply(change, ())
            return len(change.removed)

    def content_hashes(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The content hash of each of `ids` that is stored."""
        return self._records.content_hashes(ids)

    def get(self, ids: Iterable[str]) -> Mapping[str, Review]:
        """Each of `ids` that is stored, whole."""
        return self._records.get(ids)

    def page(self, filters: Filters, cursor: str | None, limit: int) -> Page[Review]:
        """Reviews in scope, oldest change first. Raises: InvalidFilter for a foreign cursor."""
        return self._records.page(filters, cursor, limit)

    def items(self, cursor: str | None, limit: int) -> Page[Item]:
        """Items by id."""
        return self._records.items(cursor, limit)

    def replace_all(self, entries: Iterable[ReviewEntry]) -> None:
        """Put newly computed entries in the place of those stored, all or none, and remake the index."""
        with self._writing:
            self._records.replace_all(entries)
            self.index.rebuild()

    def close(self) -> None:
        """Let go of the files and of the lock."""
        self.index.close()
        self._database.close()
        self._lock.release()


def open_store(
    home: Path,
    *,
    embedding: str,
    database_url: str | None = None,
    chroma_url: str | None = None,
    adopt: bool = False,
) -> Store:
    """Open the store in `home`, making it where there is none.

    `embedding` names the embedding model. A store made with another is refused, unless `adopt` is set by
    who is about to replace every entry.

    Raises: StoreLocked when another process has it open, EmbeddingMismatch, StoreCorrupt, StoreFull,
        ConfigurationError when the folder cannot be made.
    """
    lock = _locked(home)
    try:
        database = Database(database_url or f"sqlite:///{home / RECORD_FILE}")
        records = SqlRecords(database, embedding=embedding)
        if not adopt:
            records.check_embedding()
    except BaseException:
        lock.release()
        raise
    index = ChromaIndex(database, ServerHome(chroma_url) if chroma_url else EmbeddedHome(home / "index"))
    return Store(database, records, index, lock)


def _locked(home: Path) -> FileLock:
    """The lock of the store, taken. The system frees it when the process ends, however it ends."""
    lock = FileLock(home / LOCK_FILE, blocking=False)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise StoreLocked(
            f"Another process has the store in {home} open. Ask the running service over HTTP, "
            "stop it first, or set PULLQUOTE_HOME to another folder."
        ) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreFull(f"The disk that holds {home} is full; free some space.") from error
        raise ConfigurationError(f"The store cannot be opened in {home}: {error.strerror}.") from error
    return lock
