"""Where the vector index lives: generations in a folder, or on a Chroma server."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vectorstore.chunk_vectors import IndexedChunks

if TYPE_CHECKING:
    from vectorstore.chroma import ChunkCollection

__all__ = ["EmbeddedHome", "IndexHome", "ServerHome"]

log = logging.getLogger(__name__)

COLLECTION = "chunks"


class IndexHome(Protocol):
    """Where generations of the index live. A rebuild makes a new one and drops the old."""

    def open(self, generation: str) -> ChunkCollection: ...

    def is_sound(self, generation: str, sample: IndexedChunks, count: int) -> bool: ...

    def drop(self, generation: str) -> None:
        """Delete a generation that is not open; never fails."""
        ...


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

    def drop(self, generation: str) -> None:
        """Delete the folder of a generation."""
        shutil.rmtree(self._folder / generation, ignore_errors=True)


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
        except Exception as error:  # Chroma's failures have no common root
            log.warning("the index on the Chroma server cannot be searched: %s", error)
            return False
        finally:
            collection.close()

    def drop(self, generation: str) -> None:
        """Delete the collection of a generation; others may belong to other stores."""
        from vectorstore.chroma import drop_collection, server_client

        try:
            drop_collection(server_client(self._url), generation)
        except Exception as error:  # it is out of use either way
            log.warning("the collection %s was left on the Chroma server: %s", generation, error)
