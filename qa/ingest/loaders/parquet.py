"""Parquet, read with pyarrow, which is optional."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from typing import Any, BinaryIO

from qa.errors import ConfigurationError, UnreadableSource
from qa.ingest.loaders.tables import Row, Table

__all__ = ["read_parquet", "seekable"]

_BATCH_ROWS = 1_000  # held as Python objects at once


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, or where it can only be read onwards, as one that is being unpacked, a copy on disk."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def read_parquet(stream: BinaryIO) -> Table:
    """The rows of a seekable file, numbered from 1; columns that are lists, structures or bytes are left out.

    Raises: ConfigurationError where pyarrow is missing; UnreadableSource for a file that is not Parquet,
    also while rows are read.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise ConfigurationError(
            'Reading Parquet needs a package that is not installed: pip install "pullquote[parquet]".'
        ) from None
    try:
        file = pq.ParquetFile(stream)
        columns = tuple(field.name for field in file.schema_arrow if _is_flat(field.type))
    except (OSError, ValueError) as error:  # what pyarrow's own errors derive from
        raise _unreadable(error) from None
    return Table(columns=columns, rows=_rows(file, columns))


def _rows(file: Any, columns: tuple[str, ...]) -> Iterator[Row]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=list(columns)):
            for values in batch.to_pylist():
                number += 1
                yield Row(number, values)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None


def _is_flat(kind: Any) -> bool:
    import pyarrow.types as types

    return not (types.is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind))


def _unreadable(error: Exception) -> UnreadableSource:
    return UnreadableSource(
        f"not readable as Parquet: {str(error).splitlines()[0][:120] if str(error) else ''}"
    )
