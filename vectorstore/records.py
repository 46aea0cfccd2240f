"""The record in SQL: the source of truth for reviews and all that was computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from qa.errors import EmbeddingMismatch, InvalidFilter
from qa.models import Filters, Item, Page, Review, ReviewEntry
from vectorstore.batches import in_parts, rows_by_id
from vectorstore.database import Database, read_state, write_state
from vectorstore.filters import sql_conditions
from vectorstore.lexical import erase_sentences, write_sentences
from vectorstore.packing import PackedSentences
from vectorstore.rows import review_of_row, row_of_review
from vectorstore.schema import chunks, reviews, sentences

__all__ = ["Change", "SqlRecords"]

_SHARE = reviews.c.rating / reviews.c.rating_scale
_ITEMS = select(
    reviews.c.item_id,
    func.max(reviews.c.item_title).label("title"),
    func.count().label("reviews"),
    func.count(_SHARE).label("rated"),
    func.avg(_SHARE).label("mean"),
).group_by(reviews.c.item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a write did to the rows: `removed` chunks by (row, number of chunks), `added` rows."""

    removed: tuple[tuple[int, int], ...]
    added: tuple[int, ...]


class SqlRecords:
    """Reviews, chunks, vectors and the lexical index, each write in one transaction.

    A changed review gets a new row number, never used before. So nothing derived from an old row, such as
    an entry in the vector index, can be taken for the new text.
    """

    def __init__(self, database: Database, *, embedding: str) -> None:
        self._database = database
        self._embedding = embedding

    def check_embedding(self) -> None:
        """Name the embedding model in a new store. Raises: EmbeddingMismatch when it names another."""
        with self._database.write() as connection:
            stored = read_state(connection, "embedding")
            if stored is None:
                write_state(connection, "embedding", self._embedding)
        if stored not in (None, self._embedding):
            raise EmbeddingMismatch(
                f"This store was made with the embedding model {stored}, "
                f"and {self._embedding} is configured. Set PULLQUOTE_EMBEDDING_MODEL back, "
                "or run `pullquote reindex` to embed every review anew."
            )

    def save(self, entries: Sequence[ReviewEntry]) -> Change:
        """Add or replace reviews; durable on return.

        Raises: StoreFull, StoreError. Then nothing of `entries` was written.
        """
        with self._database.write() as connection:
            removed = _erase(connection, [entry.review.id for entry in entries], wipe=False)
            added = tuple(_insert(connection, entry) for entry in entries)
            return Change(removed=removed, added=added)

    def replace_all(self, entries: Iterable[ReviewEntry]) -> None:
        """Put newly computed entries in the place of those stored, all or none, under the model in use."""
        with self._database.write() as connection:
            for entry in entries:
                _erase(connection, [entry.review.id], wipe=False)
                _insert(connection, entry)
            write_state(connection, "embedding", self._embedding)

    def delete(self, ids: Iterable[str]) -> Change:
        """Delete reviews and all that was computed from them; ids that are not stored are passed over."""
        with self._database.write() as connection:
            removed = _erase(connection, list(ids), wipe=True)
        if removed:
            self._database.checkpoint()  # the log still holds the deleted words
        return Change(removed=removed, added=())

    def content_hashes(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The content hash of each of `ids` that is stored."""
        query = select(reviews.c.id, reviews.c.content_hash)
        with self._database.read() as connection:
            return {row.id: row.content_hash for row in rows_by_id(connection, query, ids)}

    def get(self, ids: Iterable[str]) -> Mapping[str, Review]:
        """Each of `ids` that is stored, whole."""
        with self._database.read() as connection:
            return {row.id: review_of_row(row) for row in rows_by_id(connection, select(reviews), ids)}

    def page(self, filters: Filters, cursor: str | None, limit: int) -> Page[Review]:
        """Reviews in scope in the order they were last changed.

        Raises: InvalidFilter for a cursor that this store did not give out.
        """
        query = select(reviews).where(*sql_conditions(filters), reviews.c.row > _row_of_cursor(cursor))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(reviews.c.row).limit(limit + 1)).all()
        more = str(rows[limit - 1].row) if len(rows) > limit else None
        return Page(rows=tuple(review_of_row(row) for row in rows[:limit]), cursor=more)

    def items(self, cursor: str | None, limit: int) -> Page[Item]:
        """Items by id, with the number of their reviews and the mean of their ratings."""
        query = _ITEMS.where(reviews.c.item_id > (cursor or "")).order_by(reviews.c.item_id).limit(limit + 1)
        with self._database.read() as connection:
            items = tuple(map(_item, connection.execute(query).all()))
        return Page(rows=items[:limit], cursor=items[limit - 1].id if len(items) > limit else None)

    def item(self, item_id: str) -> Item | None:
        """One item as `items` has it; None where no review is of it."""
        with self._database.read() as connection:
            row = connection.execute(_ITEMS.where(reviews.c.item_id == item_id)).one_or_none()
        return None if row is None else _item(row)


def _item(row: Any) -> Item:
    return Item(id=row.item_id, title=row.title, reviews=row.reviews, rated=row.rated, mean_rating=row.mean)


def _erase(connection: Connection, ids: Sequence[str], *, wipe: bool) -> tuple[tuple[int, int], ...]:
    """Delete reviews by id; returns their rows with the number of chunks each had."""
    count = select(func.count()).where(chunks.c.review_row == reviews.c.row).scalar_subquery()
    query = select(reviews.c.row, count.label("chunks"))
    removed = tuple((found.row, found.chunks) for found in rows_by_id(connection, query, ids))
    if removed:
        rows = [row for row, _ in removed]
        erase_sentences(connection, rows, wipe=wipe)
        for part in in_parts(rows):
            connection.execute(delete(reviews).where(reviews.c.row.in_(part)))
    return removed


def _insert(connection: Connection, entry: ReviewEntry) -> int:
    result = connection.execute(insert(reviews).values(row_of_review(entry.review)))
    row = int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has a key
    packed = PackedSentences.of(entry)
    connection.execute(
        insert(sentences).values(
            review_row=row,
            size=packed.size,
            places=packed.places,
            vectors=packed.vectors,
            readings=packed.readings,
        )
    )
    if entry.chunks:
        connection.execute(
            insert(chunks),
            [
                {
                    "review_row": row,
                    "ordinal": c.ordinal,
                    "start": c.start,
                    "end": c.end,
                    "first": c.first,
                    "last": c.last,
                }
                for c in entry.chunks
            ],
        )
    if entry.sentences:
        write_sentences(connection, row, entry)
    return row


def _row_of_cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise InvalidFilter("This cursor is not one that the service gave out; start again without a cursor.")
    return int(cursor)
