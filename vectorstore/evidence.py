"""The sentences of the record as columns, for exact scoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from qa.evidence import Evidence
from qa.models import Chunk, Filters
from qa.ports import ChunkKey, SentenceKey
from qa.scope_cache import ScopeCache
from qa.voices import Voices
from vectorstore.batches import rows_by_id
from vectorstore.database import Database
from vectorstore.filters import sql_conditions
from vectorstore.schema import chunks, reviews, sentences
from vectorstore.stacking import Chosen, picked, stacked, unpacked

__all__ = ["SqlEvidence"]

BLOCK_SENTENCES = 20_000  # about 30 MB of vectors at 384 dimensions
CACHE_SENTENCES = 120_000  # kept in memory over all scopes: about 190 MB at 384 dimensions

_COLUMNS = (
    reviews.c.id,
    reviews.c.content_hash,
    reviews.c.item_id,
    reviews.c.author,
    reviews.c.rating,
    reviews.c.rating_scale,
    reviews.c.published,
    sentences.c.size,
    sentences.c.places,
    sentences.c.vectors,
    sentences.c.readings,
)
_JOINED = reviews.join(sentences, sentences.c.review_row == reviews.c.row)


class SqlEvidence:
    """Reads sentences from the record; scopes that were read lately stay in memory until a write."""

    def __init__(
        self,
        database: Database,
        *,
        cache_sentences: int = CACHE_SENTENCES,
        block_sentences: int = BLOCK_SENTENCES,
    ) -> None:
        self._database = database
        self._block = block_sentences
        self._cache: ScopeCache[Filters, tuple[Evidence, ...]] = ScopeCache(cache_sentences, _sentences_in)

    @property
    def revision(self) -> int:
        """A number that another one follows with every write."""
        return self._database.revision

    def count(self, filters: Filters) -> int:
        """How many reviews are in scope."""
        query = select(func.count()).select_from(reviews).where(*sql_conditions(filters))
        with self._database.read() as connection:
            return int(connection.scalar(query) or 0)

    def blocks(self, filters: Filters) -> Iterable[Evidence]:
        """Every sentence in scope, in blocks of bounded size, each review whole in one block."""
        revision = self._database.revision
        kept = self._cache.get(filters, revision)
        if kept is not None:
            return kept
        with self._database.read() as connection:
            size = connection.scalar(
                select(func.sum(sentences.c.size)).select_from(_JOINED).where(*sql_conditions(filters))
            )
        if not self._cache.fits(size or 0):
            return self._scan(filters)
        blocks = tuple(self._scan(filters))
        self._cache.put(filters, revision, blocks)
        return blocks

    def of(
        self, chunk_keys: Sequence[ChunkKey], sentence_keys: Sequence[SentenceKey], filters: Filters
    ) -> Evidence:
        """The sentences of the given chunks and the given sentences, each once, as far as they are in scope.

        Keys of what is no longer stored are passed over.
        """
        chosen = Chosen(sentences=_ordinals_by_review(sentence_keys), chunks=_ordinals_by_review(chunk_keys))
        held = self._cache.get(filters, self._database.revision)
        if held is not None:
            return stacked([picked(block, chosen) for block in held])
        query = select(*_COLUMNS).select_from(_JOINED).where(*sql_conditions(filters))
        return unpacked(list(self._rows_of(chosen.review_ids, query)), chosen)

    def passages(self, keys: Sequence[SentenceKey]) -> Mapping[SentenceKey, Chunk]:
        """The chunk that each of the sentences stands in."""
        wanted = _ordinals_by_review(keys)
        return {
            (row.id, ordinal): Chunk(
                ordinal=row.ordinal, start=row.start, end=row.end, first=row.first, last=row.last
            )
            for row in self._rows_of(wanted, select(reviews.c.id, *chunks.c).join(chunks))
            for ordinal in range(row.first, row.last + 1)
            if ordinal in wanted[row.id]
        }

    def _rows_of(self, ids: Iterable[str], query: Select[Any]) -> Iterator[Any]:
        with self._database.read() as connection:
            yield from rows_by_id(connection, query, ids)

    def _scan(self, filters: Filters) -> Iterator[Evidence]:
        query = select(*_COLUMNS).select_from(_JOINED).where(*sql_conditions(filters)).order_by(reviews.c.row)
        voices = Voices()
        pending: list[Any] = []
        size = 0
        with self._database.read() as connection:
            for row in connection.execution_options(yield_per=200).execute(query):
                pending.append(row)
                size += row.size
                if size >= self._block:
                    yield unpacked(pending, voices=voices)
                    pending, size = [], 0
        if pending:
            yield unpacked(pending, voices=voices)


def _sentences_in(blocks: tuple[Evidence, ...]) -> int:
    return sum(map(len, blocks))


def _ordinals_by_review(keys: Sequence[tuple[str, int]]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = {}
    for review_id, ordinal in keys:
        wanted.setdefault(review_id, set()).add(ordinal)
    return wanted
