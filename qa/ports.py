"""What the core needs from the outside: small Protocols, implemented in `vectorstore/` and `api/`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, ParamSpec, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.evidence import Evidence
from qa.models import Chunk, Filters, Item, Page, Review, ReviewEntry, Vectors

__all__ = [
    "ChunkKey",
    "Embedder",
    "EvidenceSource",
    "LanguageModel",
    "LexicalIndex",
    "Message",
    "OpinionReader",
    "Reranker",
    "ReviewRecords",
    "SentenceKey",
    "Spent",
    "VectorIndex",
    "Workers",
]

P = ParamSpec("P")
R = TypeVar("R")

SentenceKey = tuple[str, int]  # review id, ordinal of the sentence in it
ChunkKey = tuple[str, int]  # review id, ordinal of the chunk in it


class Embedder(Protocol):
    """Text to vectors, in the shape of LangChain's `Embeddings`, so that any of its providers fits.

    Vectors need not be unit length; the core normalises. Calls block.
    """

    def embed_documents(self, texts: list[str]) -> Sequence[Sequence[float]] | Vectors: ...

    def embed_query(self, text: str) -> Sequence[float] | Vectors: ...


class OpinionReader(Protocol):
    """What sentences say: opinion or not, for or against. Calls block."""

    def read(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Read sentences: `opinion` (n,), a probability in 0..1, and `polarity` (n,) in -1..1."""
        ...


class Reranker(Protocol):
    """How well sentences answer a question, each read together with it. Calls block."""

    def relevance(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How likely each sentence answers the question, (n,) in 0..1."""
        ...


class Message(NamedTuple):
    """A part of what a language model is asked."""

    role: Literal["system", "user", "assistant"]
    text: str


class Spent(NamedTuple):
    """What one call of a language model took, in its own tokens."""

    input_tokens: int
    output_tokens: int


class LanguageModel(Protocol):
    """A chat model that writes answers."""

    @property
    def name(self) -> str: ...

    def write(self, messages: Sequence[Message]) -> AsyncGenerator[str | Spent]:
        """The reply, piece by piece as it comes, and what it took where that is told.

        Leaving it ends the call at once. Raises: ModelFailed.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class ReviewRecords(Protocol):
    """The record: what is stored, durably. Every call is one transaction."""

    def save(self, entries: Sequence[ReviewEntry]) -> None:
        """Add or replace reviews with all that was computed from them; durable on return.

        Raises: StoreFull, StoreError. Then nothing of `entries` was written.
        """
        ...

    def replace_all(self, entries: Iterable[ReviewEntry]) -> None:
        """Put newly computed entries in the place of those stored, all or none."""
        ...

    def content_hashes(self, ids: Iterable[str]) -> Mapping[str, str]: ...

    def get(self, ids: Iterable[str]) -> Mapping[str, Review]: ...

    def delete(self, ids: Iterable[str]) -> int: ...

    def page(self, filters: Filters, cursor: str | None, limit: int) -> Page[Review]:
        """Raises: InvalidFilter for a cursor that this store did not give out."""
        ...

    def items(self, cursor: str | None, limit: int) -> Page[Item]: ...

    def item(self, item_id: str) -> Item | None:
        """What is known of an item over all its reviews; None where there is none."""
        ...


class EvidenceSource(Protocol):
    """The sentences of the record, as columns, for exact scoring."""

    @property
    def revision(self) -> int:
        """Another number after every write, so that what was computed can be told from what stands now."""
        ...

    def count(self, filters: Filters) -> int:
        """How many reviews are in scope."""
        ...

    def blocks(self, filters: Filters) -> Iterable[Evidence]:
        """Every sentence in scope, in blocks of bounded size, each review whole in one block."""
        ...

    def of(self, chunks: Sequence[ChunkKey], sentences: Sequence[SentenceKey], filters: Filters) -> Evidence:
        """The sentences of the given chunks and the given sentences in scope, each once."""
        ...

    def passages(self, sentences: Sequence[SentenceKey]) -> Mapping[SentenceKey, Chunk]:
        """The chunk that each of the sentences stands in."""
        ...


class VectorIndex(Protocol):
    """Approximate nearest chunks over everything that is stored; rebuildable from the record."""

    def search(self, vector: Vectors, filters: Filters, limit: int) -> Sequence[ChunkKey] | None:
        """The chunks in scope nearest to a unit vector (d,), nearest first; None when out of use."""
        ...


class LexicalIndex(Protocol):
    """Full-text search over the sentences in scope."""

    def search(
        self, terms: Sequence[str], filters: Filters, limit: int
    ) -> Sequence[tuple[SentenceKey, float]]:
        """Sentences in scope that hold any of the terms, best first, with BM25 scores above 0."""
        ...


class Workers(Protocol):
    """Where blocking work runs, off the event loop and bounded."""

    async def run(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Raises: Overloaded when too much is waiting already."""
        ...
