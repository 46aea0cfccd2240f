"""The store as a whole: the record and its indexes behind one lock, kept in step."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from qa.errors import ConfigurationError, PullquoteError, StoreFull, StoreLocked
from qa.models import Filters, Item, Page, Review, ReviewEntry
from vectorstore.database import Database, file_of
from vectorstore.evidence import SqlEvidence
from vectorstore.index import ChromaIndex
from vectorstore.index_homes import EmbeddedHome, ServerHome
from vectorstore.lexical import Fts5Index
from vectorstore.records import SqlRecords

__all__ = ["Store", "copy_store", "open_store"]

RECORD_FILE = "record.db"
LOCK_FILE = "store.lock"
COPY_WAIT_S = 60.0  # for others that copy the same store at the same time


class Store:
    """Writes go to the record first, durably, and then to the vector index; reads are the record's.

    It is the `ReviewRecords` of the core; `evidence`, `lexical` and `index` are its other ports.
    """

    def __init__(self, database: Database, records: SqlRecords, index: ChromaIndex, locks: ExitStack) -> None:
        self.evidence = SqlEvidence(database)
        self.lexical = Fts5Index(database)
        self.index = index
        self._database = database
        self._records = records
        self._locks = locks
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

    def item(self, item_id: str) -> Item | None:
        """An item with its counts, None where no review is of it."""
        return self._records.item(item_id)

    def replace_all(self, entries: Iterable[ReviewEntry]) -> None:
        """Put newly computed entries in the place of those stored, all or none, and remake the index."""
        with self._writing:
            self._records.replace_all(entries)
            self.index.rebuild()

    def close(self) -> None:
        """Let go of the files and of the lock."""
        with self._locks:
            try:
                self.index.close()
            finally:
                self._database.close()


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
    url = database_url or f"sqlite:///{home / RECORD_FILE}"
    with ExitStack() as locks:
        _make_folder(home)
        locks.enter_context(_locked(home / LOCK_FILE))
        if database_url is not None and (path := file_of(url)) is not None:
            locks.enter_context(_locked(path.with_name(f"{path.name}.lock")))
        database = Database(url)
        records = SqlRecords(database, embedding=embedding)
        if not adopt:
            records.check_embedding()
        index = ChromaIndex(database, ServerHome(chroma_url) if chroma_url else EmbeddedHome(home / "index"))
        return Store(database, records, index, locks.pop_all())


def copy_store(home: Path, target: Path, *, leave_out: str) -> None:
    """Copy the store in `home`, which nobody may have open meanwhile, to the folder `target`.

    The entry `leave_out` of `home` stays behind. Waits for another that is copying.

    Raises: StoreLocked when a process has it open for longer; ConfigurationError when it cannot be read.
    """
    _make_folder(home)
    left_out = {LOCK_FILE, leave_out}
    with _locked(home / LOCK_FILE, wait_s=COPY_WAIT_S):
        try:
            shutil.copytree(home, target, ignore=lambda folder, _: left_out if Path(folder) == home else ())
        except shutil.Error as error:
            raise _not_copied(error, home, target) from error
        except OSError as error:
            raise _unusable(target, error) from error


def _not_copied(error: shutil.Error, home: Path, target: Path) -> PullquoteError:
    """What `copytree` gathered, as one error; it keeps reasons as text only."""
    reasons = [str(reason) for _, _, reason in error.args[0]]
    if any(os.strerror(errno.ENOSPC) in reason for reason in reasons):
        return StoreFull(f"The disk that holds {target} is full; free some space.")
    return ConfigurationError(f"The store in {home} cannot be copied to {target}: {reasons[0]}.")


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(home, error) from error


@contextmanager
def _locked(path: Path, *, wait_s: float = 0) -> Iterator[None]:
    """Hold the lock in the file `path`. The system frees it when the process ends, however it ends."""
    lock = FileLock(path, timeout=wait_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreLocked(
            f"Another process has the store in {path.parent} open. Ask the running service over HTTP, "
            "stop it first, or set PULLQUOTE_HOME to another folder."
        ) from error
    except OSError as error:
        raise _unusable(path.parent, error) from error
    try:
        yield
    finally:
        lock.release()


def _unusable(folder: Path, error: OSError) -> PullquoteError:
    if error.errno == errno.ENOSPC:
        return StoreFull(f"The disk that holds {folder} is full; free some space.")
    return ConfigurationError(f"The store cannot be opened in {folder}: {error.strerror}.")
