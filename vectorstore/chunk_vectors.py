"""The vectors of the chunks that the index holds, made from those of their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import func, select

from qa.models import Json, ReviewEntry, Vectors
from qa.ports import ChunkKey
from qa.vectors import unit
from vectorstore.database import Database
from vectorstore.filters import chroma_metadata
from vectorstore.packing import PackedSentences
from vectorstore.rows import review_of_row
from vectorstore.schema import chunks, reviews, sentences

__all__ = [
    "IndexedChunks",
    "chunk_id",
    "chunks_after",
    "chunks_of_entries",
    "count_chunks",
    "keys_of_ids",
    "sample_chunks",
]

REVIEWS_PER_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IndexedChunks:
    """Chunks as the vector index takes them: row i of `vectors` (n, d) belongs to `ids[i]`."""

    ids: Sequence[str]
    vectors: Vectors
    metadata: Sequence[dict[str, Json]]


def chunk_id(row: int, ordinal: int) -> str:
    """The id of a chunk in the index. Rows are never used twice, so an id never names another text."""
    return f"{row}-{ordinal}"


def keys_of_ids(database: Database, ids: Sequence[str]) -> list[ChunkKey]:
    """The chunks that ids of the index name, in order; those that are no longer stored are passed over."""
    places = [(int(row), int(ordinal)) for row, _, ordinal in (one.partition("-") for one in ids)]
    rows = ",".join(
        {str(row) for row, _ in places}
    )  # numbers of ours; binding them takes as long as the query
    with database.read() as connection:
        found = connection.exec_driver_sql(f"SELECT row, id FROM reviews WHERE row IN ({rows})")
        names: dict[int, str] = {row: name for row, name in found}
    return [(names[row], ordinal) for row, ordinal in places if row in names]


def chunks_of_entries(rows: Sequence[int], entries: Sequence[ReviewEntry]) -> IndexedChunks:
    """The chunks of reviews that were stored as `rows`, all together: Chroma is slow at small additions."""
    ids: list[str] = []
    metadata: list[dict[str, Json]] = []
    vectors: list[Vectors] = []
    for row, entry in zip(rows, entries, strict=True):
        ids += [chunk_id(row, chunk.ordinal) for chunk in entry.chunks]
        metadata += [dict(chroma_metadata(entry.review))] * len(entry.chunks)
        vectors.append(_means(entry.vectors, [(c.first, c.last) for c in entry.chunks]))
    return IndexedChunks(ids=ids, vectors=_stacked(vectors), metadata=metadata)


def count_chunks(database: Database, upto: int) -> int:
    """How many chunks the record holds of reviews up to the row `upto`."""
    query = select(func.count()).select_from(chunks).where(chunks.c.review_row <= upto)
    with database.read() as connection:
        return int(connection.scalar(query) or 0)


def chunks_after(database: Database, row: int) -> tuple[IndexedChunks, int] | None:
    """The chunks of the next reviews after `row`, and the row of the last; None where there are no more."""
    query = select(reviews.c.row).where(reviews.c.row > row).order_by(reviews.c.row)
    with database.read() as connection:
        rows = connection.scalars(query.limit(REVIEWS_PER_BATCH)).all()
    return (_chunks_of_rows(database, rows), rows[-1]) if rows else None


def sample_chunks(database: Database, size: int, upto: int) -> IndexedChunks:
    """About `size` chunks: the first of so many reviews, spread over the rows up to `upto`."""
    query = select(reviews.c.row).where(reviews.c.row <= upto).order_by(reviews.c.row.desc())
    with database.read() as connection:
        rows = connection.scalars(query).all()
    picked = [rows[i] for i in sorted({int(i) for i in np.linspace(0, len(rows) - 1, size)})] if rows else []
    found = _chunks_of_rows(database, picked)
    first = [i for i, one in enumerate(found.ids) if one.endswith("-0")]
    return IndexedChunks(
        ids=[found.ids[i] for i in first],
        vectors=found.vectors[first],
        metadata=[found.metadata[i] for i in first],
    )


def _chunks_of_rows(database: Database, rows: Sequence[int]) -> IndexedChunks:
    with database.read() as connection:
        bounds = connection.execute(
            select(chunks)
            .where(chunks.c.review_row.in_(rows))
            .order_by(chunks.c.review_row, chunks.c.ordinal)
        ).all()
        packed = {
            row.review_row: PackedSentences(
                size=row.size, places=row.places, vectors=row.vectors, readings=row.readings
            )
            .unpack_vectors()
            .astype(np.float32)
            for row in connection.execute(select(sentences).where(sentences.c.review_row.in_(rows)))
        }
        described = {
            row.row: dict(chroma_metadata(review_of_row(row)))
            for row in connection.execute(select(reviews).where(reviews.c.row.in_(rows)))
        }
    vectors = [_means(packed[b.review_row], [(b.first, b.last)]) for b in bounds]
    return IndexedChunks(
        ids=[chunk_id(b.review_row, b.ordinal) for b in bounds],
        vectors=_stacked(vectors),
        metadata=[described[b.review_row] for b in bounds],
    )


def _means(vectors: Vectors, bounds: Sequence[tuple[int, int]]) -> Vectors:
    """The mean of each chunk's sentence vectors, at unit length: shape (number of chunks, d)."""
    means = np.array([vectors[first : last + 1].mean(axis=0) for first, last in bounds], dtype=np.float32)
    return unit(means.reshape(len(bounds), vectors.shape[1]))


def _stacked(parts: Sequence[Vectors]) -> Vectors:
    return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)
