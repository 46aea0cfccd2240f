"""What orders units of text for a question: shared words, closeness of meaning, or both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from qa.errors import InputError
from qa.evaluation.datasets.analyzers import STEMMED, Analyzer
from qa.evaluation.datasets.bm25 import Bm25Index
from qa.evaluation.datasets.sentence_rows import SentenceRows
from qa.evaluation.datasets.text_vectors import TextVectors
from qa.ports import Embedder, Reranker
from qa.retrieval.fusion import fuse
from qa.retrieval.reranking import reranked

__all__ = [
    "RANKERS",
    "Bm25Ranker",
    "CosineRanker",
    "FusedRanker",
    "Ranker",
    "RankerName",
    "Ranking",
    "ranker_named",
]

Rows = NDArray[np.intp]
Scores = NDArray[np.floating]

RankerName = Literal["bm25", "cosine", "pullquote"]
RANKERS: tuple[RankerName, ...] = get_args(RankerName)
_LEAST = 1e-9  # the best score in scope, at least, so that a share of it can be taken


class Ranking(Protocol):
    """Units that were made ready to be ranked."""

    def scores(self, query: str, rows: Rows) -> Scores:
        """How close the units `rows` are to a question: (len(rows),), higher is closer."""
        ...


class Ranker(Protocol):
    """A way to rank units."""

    @property
    def name(self) -> str: ...

    def over(self, units: Sequence[str], background: Sequence[str] = ()) -> Ranking:
        """Make units ready; texts of the `background` count in the statistics of words and are not ranked."""
        ...


class Bm25Ranker:
    """BM25 over whole units."""

    def __init__(self, analyzer: Analyzer = STEMMED, *, name: str = "bm25") -> None:
        self._analyzer = analyzer
        self.name = name

    def over(self, units: Sequence[str], background: Sequence[str] = ()) -> Ranking:
        return _Bm25Ranking(self._analyzer, [*units, *background])


class CosineRanker:
    """Closeness of a unit's best sentence to the question."""

    name = "cosine"

    def __init__(self, vectors: TextVectors) -> None:
        self._vectors = vectors

    def over(self, units: Sequence[str], background: Sequence[str] = ()) -> Ranking:
        return _CosineRanking(self._vectors, SentenceRows(units))


class FusedRanker:
    """The project's: closeness and BM25 of a unit's best sentence, added up by `qa.retrieval.fusion`.

    The best sentences are then read together with the question, where there is a reranker.
    """

    name = "pullquote"

    def __init__(self, vectors: TextVectors, reranker: Reranker | None = None) -> None:
        self._vectors = vectors
        self._reranker = reranker

    def over(self, units: Sequence[str], background: Sequence[str] = ()) -> Ranking:
        sentences = SentenceRows(units)
        lexical = _Bm25Ranking(STEMMED, [*sentences.texts, *SentenceRows(background).texts])
        return _FusedRanking(_CosineRanking(self._vectors, sentences), lexical, self._reranker)


def ranker_named(name: str, embedder: Embedder, reranker: Reranker | None = None) -> Ranker:
    """The ranker that a user names; `bm25` leaves the models alone, `cosine` the reranker.

    Raises: InputError where there is no ranker of that name.
    """
    if name == "bm25":
        return Bm25Ranker()
    if name == "cosine":
        return CosineRanker(TextVectors(embedder))
    if name == "pullquote":
        return FusedRanker(TextVectors(embedder), reranker)
    raise InputError(f"There is no ranker {name}; there are {', '.join(RANKERS)}.")


class _Bm25Ranking:
    def __init__(self, analyzer: Analyzer, texts: Sequence[str]) -> None:
        self._analyzer = analyzer
        self._index = Bm25Index([analyzer.text(text) for text in texts])

    def scores(self, query: str, rows: Rows) -> Scores:
        return self._index.scores(self._analyzer.question(query))[rows]


class _CosineRanking:
    def __init__(self, vectors: TextVectors, sentences: SentenceRows) -> None:
        self._vectors = vectors
        self.sentences = sentences
        self._matrix = vectors.of(sentences.texts) if sentences.texts else np.zeros((0, 1), np.float32)

    def of_sentences(self, query: str, rows: Rows) -> Scores:
        return np.asarray(self._matrix[rows] @ self._vectors.of_question(query))

    def scores(self, query: str, rows: Rows) -> Scores:
        return self.sentences.best(rows, self.of_sentences(query, self.sentences.of(rows)))


class _FusedRanking:
    def __init__(self, close: _CosineRanking, lexical: _Bm25Ranking, reranker: Reranker | None) -> None:
        self._close = close
        self._lexical = lexical
        self._reranker = reranker

    def scores(self, query: str, rows: Rows) -> Scores:
        sentences = self._close.sentences.of(rows)
        words = self._lexical.scores(query, sentences)
        share = words / max(words.max(initial=0.0), _LEAST)
        scores = fuse(self._close.of_sentences(query, sentences), share)
        texts = [self._close.sentences.texts[row] for row in sentences]
        return self._close.sentences.best(rows, reranked(self._reranker, query, scores, texts))
