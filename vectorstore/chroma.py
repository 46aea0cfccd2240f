"""A Chroma collection of chunks: embedded in a folder, or on a server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from qa.errors import ConfigurationError
from qa.models import Vectors
from vectorstore.chunk_vectors import IndexedChunks

if TYPE_CHECKING:
    from chromadb.api.client import Client

__all__ = ["ChunkCollection", "drop_collection", "embedded_client", "server_client"]

ADD_BATCH = 2_000  # Chroma refuses more than 5,461 at once
EF_SEARCH = 128  # candidates HNSW keeps in mind: the 100 that are asked for at once, and some to spare
SELF_QUERY_RESULTS = 5  # room for the copies of a chunk that stands in several reviews
SAME_VECTOR = 1e-3  # cosine distance below which a result is a copy of what was searched for


class ChunkCollection:
    """The chunks in one collection, compared by cosine. Vectors are always ours: Chroma embeds nothing.

    Raises: whatever Chroma raises; the caller treats any failure as a broken index.
    """

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._collection = client.get_or_create_collection(
            name,
            configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH, "ef_construction": 200}},
            embedding_function=None,
        )

    def add(self, chunks: IndexedChunks) -> None:
        """Add chunks under ids that are new to the collection."""
        for start in range(0, len(chunks.ids), ADD_BATCH):
            part = slice(start, start + ADD_BATCH)
            self._collection.add(
                ids=list(chunks.ids[part]),
                embeddings=chunks.vectors[part],
                metadatas=list(chunks.metadata[part]),
            )

    def remove(self, ids: Sequence[str]) -> None:
        """Remove chunks; ids that are not there are passed over."""
        for start in range(0, len(ids), ADD_BATCH):
            self._collection.delete(ids=list(ids[start : start + ADD_BATCH]))

    def close(self) -> None:
        """Let go of files and connections."""
        self._client.close()

    def count(self) -> int:
        """How many chunks the collection says it holds, which a broken one may say wrongly."""
        return self._collection.count()

    def nearest(self, vector: Vectors, where: dict[str, Any] | None, limit: int) -> list[str]:
        """The ids of the nearest chunks, nearest first."""
        found = self._collection.query(
            query_embeddings=vector[None, :], n_results=limit, where=where, include=[]
        )
        return found["ids"][0]

    def find_themselves(self, chunks: IndexedChunks) -> int:
        """How many of the chunks come back when their own vectors are searched for."""
        if not chunks.ids:
            return 0
        found = self._collection.query(
            query_embeddings=chunks.vectors, n_results=SELF_QUERY_RESULTS, include=["distances"]
        )
        distances: Any = found["distances"] or []
        return sum(
            own in ids or max(row, default=1.0) < SAME_VECTOR
            for own, ids, row in zip(chunks.ids, found["ids"], distances, strict=True)
        )


def embedded_client(folder: Path) -> Client:
    """Chroma in this process, in `folder`. One process at a time may open a folder.

    The settings are given in full: by itself Chroma reads `.env` in the current folder and unprefixed
    environment variables such as `MIGRATIONS`.
    """
    import chromadb

    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=_settings()))


def server_client(url: str) -> Client:
    """Chroma on a server, such as `http://localhost:8000`.

    Raises: ConfigurationError when no Chroma server answers there.
    """
    import chromadb

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError("PULLQUOTE_CHROMA_URL must look like http://localhost:8001.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        return cast(
            "Client",
            chromadb.HttpClient(
                host=parts.hostname, port=port, ssl=parts.scheme == "https", settings=_settings()
            ),
        )
    except Exception as error:  # Chroma raises ValueError, httpx errors and its own, by the kind of failure
        raise ConfigurationError(f"No Chroma server answers at {parts.hostname}:{port}.") from error


def drop_collection(client: Client, name: str) -> None:
    """Delete a collection, if it is there, and let go of the client."""
    try:
        if any(found.name == name for found in client.list_collections()):
            client.delete_collection(name)
    finally:
        client.close()


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # pydantic-settings takes it, its stub does not say so
        anonymized_telemetry=False,
        allow_reset=False,
        migrations="apply",
    )
