"""Opening the SQL database, and turning its failures into the project's errors."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from qa.errors import (
    ConfigurationError,
    InvalidFilter,
    PullquoteError,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
)
from vectorstore.schema import FTS_DDL, METADATA, SCHEMA_VERSION, state

__all__ = ["Database", "file_of", "read_state", "typed_errors", "write_state"]

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 5_000  # how long a statement waits for another connection's write
PAGE_CACHE_KIB = 16_384  # per connection


class Database:
    """A SQLite database in WAL mode with `synchronous=FULL`: what is committed survives a power cut.

    Reads run side by side; writes queue behind one lock. `revision` counts the writes, so that what was read
    can be told from what stands now; the store's lock keeps other processes out.

    Raises: ConfigurationError for another kind of database, StoreCorrupt, StoreLocked.
    """

    def __init__(self, url: str) -> None:
        file_of(url)
        self._engine = _engine(url)
        self._writer = self._engine.execution_options(writes=True)
        self._writing = threading.Lock()
        self.revision = 0
        with self.write() as connection:
            self._create(connection)

    def _create(self, connection: Connection) -> None:
        METADATA.create_all(connection)
        connection.execute(text(FTS_DDL))
        found = read_state(connection, "schema_version")
        if found is None:
            write_state(connection, "schema_version", str(SCHEMA_VERSION))
        elif found != str(SCHEMA_VERSION):
            raise ConfigurationError(
                f"This store has schema version {found} and this Pullquote reads version {SCHEMA_VERSION}; "
                "open it with the version that made it, or ingest the reviews into a new PULLQUOTE_HOME."
            )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading, in one transaction: what it sees does not change under it."""
        with typed_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection for writing; commits on leaving, rolls back on an exception."""
        with self._writing:
            try:
                with typed_errors(), self._writer.begin() as connection:
                    yield connection
                self.revision += 1
            except StoreFull:
                self._shrink()  # what was rolled back still fills the log
                raise

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file and empty it, as far as the disk and readers allow."""
        with self._writing:
            self._shrink()

    def close(self) -> None:
        """Empty the write-ahead log and let go of the file."""
        self.checkpoint()
        self._engine.dispose()

    def _shrink(self) -> None:
        """Never fails: a log that cannot be folded now is read as it is, and folded another time."""
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA busy_timeout = 0")  # a reader may take its time; writers must not
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.cursor().execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        except sqlite3.Error as error:
            log.warning("the write-ahead log could not be folded into the record yet: %s", error)
        finally:
            raw.close()


def _engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=8)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Set what SQLite keeps per connection. `secure_delete` overwrites what is deleted with zeros."""
    connection.isolation_level = None  # the driver must not begin transactions behind our back
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        f"cache_size = -{PAGE_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: upgrading a read later can fail half way."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn what the driver raises into the project's own errors."""
    try:
        yield
    except DBAPIError as error:
        raise _typed(error.orig) from error
    except sqlite3.Error as error:
        raise _typed(error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise InvalidFilter("A value holds half a character, or a number that is too large.") from error


def _typed(error: BaseException | None) -> PullquoteError:
    # The low byte is the kind of failure, the rest its variety. Source: https://www.sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StoreFull("The disk is full, so nothing was written. Free some space and send it again.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreCorrupt(
            f"The record cannot be read ({error}). Restore it from a backup, or ingest the reviews anew."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLocked("Another process is writing to this store; try again in a moment.")
    if code == sqlite3.SQLITE_CANTOPEN:
        return ConfigurationError(
            f"The record cannot be opened ({error}); see PULLQUOTE_HOME and the rights to it."
        )
    return StoreError(f"The record failed: {error}.")


def file_of(url: str) -> Path | None:
    """The file that a SQLite URL names, None for a database in memory. Raises: ConfigurationError."""
    try:
        parts = make_url(url)
    except ArgumentError:
        parts = None
    if parts is None or parts.get_backend_name() != "sqlite":
        raise ConfigurationError(
            "PULLQUOTE_DATABASE_URL must name a SQLite file, such as sqlite:////var/lib/pullquote/record.db."
        )
    return Path(parts.database).absolute() if parts.database not in (None, "", ":memory:") else None


def read_state(connection: Connection, key: str) -> str | None:
    """The stored value of `key`, None where there is none."""
    value: str | None = connection.scalar(select(state.c.value).where(state.c.key == key))
    return value


def write_state(connection: Connection, key: str, value: str) -> None:
    """Store `value` under `key`."""
    statement = insert(state).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=[state.c.key], set_={"value": value}))
