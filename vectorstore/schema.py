"""The tables of the record.

One row a review holds everything about it. What is read in bulk (sentence offsets, vectors and readings) is
packed into one blob a review, because a scope is scored as one matrix: 65,000 sentences load in a tenth of a
second this way and in seconds as rows. The lexical index is an FTS5 table in the same database, so that one
transaction covers both.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

__all__ = ["FTS_DDL", "METADATA", "SCHEMA_VERSION", "chunks", "reviews", "sentences", "state"]

SCHEMA_VERSION = 1

METADATA = MetaData()

# What the store as a whole must remember: schema version, embedding model, how far the index has come.
state = Table(
    "state",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

reviews = Table(
    "reviews",
    METADATA,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("item_id", String, nullable=False, index=True),
    Column("item_title", String),
    Column("title", String),
    Column("author", String, index=True),
    Column("rating", Float),
    Column("rating_scale", Float),
    Column("published", Date),
    Column("url", String),
    Column("source", String),
    Column("language", String),
    Column("metadata", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("source_text", Text, nullable=False),
    Column("alignment", Text, nullable=False),
    Column("content_hash", String, nullable=False),
    sqlite_autoincrement=True,
)

chunks = Table(
    "chunks",
    METADATA,
    Column("review_row", ForeignKey("reviews.row", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)

# All sentences of one review: `places` is int32 (n, 3) start, end and chunk, `vectors` float16 (n, d),
# `readings` float32 (n, 2) opinion and polarity; little-endian, row-major.
sentences = Table(
    "sentences",
    METADATA,
    Column("review_row", ForeignKey("reviews.row", ondelete="CASCADE"), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("places", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
    Column("readings", LargeBinary, nullable=False),
)

# Its rowid joins the review's row and the sentence's ordinal (`vectorstore.lexical.rowid`).
FTS_DDL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS sentence_text USING fts5("
    'body, tokenize = "porter unicode61 remove_diacritics 2")'
)
