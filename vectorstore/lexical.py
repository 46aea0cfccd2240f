"""Full-text search over the sentences of the record, by SQLite's FTS5."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from qa.models import Filters, ReviewEntry
from qa.ports import SentenceKey
from vectorstore.database import Database
from vectorstore.filters import sql_conditions
from vectorstore.schema import reviews

__all__ = ["Fts5Index", "erase_sentences", "write_sentences"]

ORDINAL_BITS = 20  # a review holds at most 200,000 characters, so fewer than 2**20 sentences
OPTIMIZE_ROWS = 200_000  # rewriting the index after a delete takes about a second at this size

_FTS = sql_table("sentence_text", sql_column("rowid"), sql_column("body"))


class Fts5Index:
    """BM25 over stemmed words, with document frequencies of the whole store.

    Source: https://www.sqlite.org/fts5.html#the_bm25_function (its sign is turned, so higher is better).
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(
        self, terms: Sequence[str], filters: Filters, limit: int
    ) -> Sequence[tuple[SentenceKey, float]]:
        """Sentences in scope that hold any of the terms, best first, with BM25 scores above 0."""
        match = " OR ".join(_quoted(terms))
        if not match:
            return []
        query = (
            select(reviews.c.id, _FTS.c.rowid, text("bm25(sentence_text) AS rank"))
            .select_from(_FTS.join(reviews, reviews.c.row == _FTS.c.rowid.op(">>")(ORDINAL_BITS)))
            .where(text("sentence_text MATCH :match"), *sql_conditions(filters))
            .order_by(text("rank"))
            .limit(bindparam("top"))
        )
        with self._database.read() as connection:
            rows = connection.execute(query, {"match": match, "top": limit}).all()
        mask = (1 << ORDINAL_BITS) - 1
        return [((review_id, rowid & mask), max(-score, 0.0)) for review_id, rowid, score in rows]


def write_sentences(connection: Connection, row: int, entry: ReviewEntry) -> None:
    """Index the sentences of the review that was stored as `row`."""
    body = entry.review.text
    connection.execute(
        text("INSERT INTO sentence_text (rowid, body) VALUES (:rowid, :body)"),
        [
            {"rowid": _rowid(row, s.ordinal), "body": _search_form(body[s.start : s.end])}
            for s in entry.sentences
        ],
    )


def erase_sentences(connection: Connection, rows: Iterable[int], *, wipe: bool) -> None:
    """Drop the sentences of reviews; `wipe` rewrites the index, so that no word of them is left."""
    statement = text("DELETE FROM sentence_text WHERE rowid >= :first AND rowid < :next")
    for row in rows:
        connection.execute(statement, {"first": _rowid(row, 0), "next": _rowid(row + 1, 0)})
    if wipe and _size(connection) <= OPTIMIZE_ROWS:
        connection.execute(text("INSERT INTO sentence_text (sentence_text) VALUES ('optimize')"))


def _size(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT count(*) FROM sentence_text_docsize")) or 0)


def _rowid(row: int, ordinal: int) -> int:
    return (row << ORDINAL_BITS) | ordinal


def _quoted(terms: Sequence[str]) -> Sequence[str]:
    """The terms each in quotation marks, so that nothing in a question is read as query syntax."""
    quoted = (f'"{_search_form(term).replace(chr(34), "")}"' for term in terms)
    return list(dict.fromkeys(q for q in quoted if any(c.isalnum() for c in q)))


def _search_form(body: str) -> str:
    """Compatibility forms unified (full-width letters, ligatures), so that they match what people type."""
    return unicodedata.normalize("NFKC", body)
