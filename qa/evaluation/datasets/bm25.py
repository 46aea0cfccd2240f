"""BM25 as Lucene computes it, over texts that are already terms."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s  # type: ignore[import-untyped]  # carries no types
import numpy as np
from numpy.typing import NDArray

__all__ = ["Bm25Index"]

K1, B = 1.2, 0.75  # Lucene's defaults


class Bm25Index:
    """Scores every text for a question: sum of idf * tf / (tf + k1 * (1 - b + b * length / mean length)).

    idf is ln(1 + (N - df + .5) / (df + .5)). A term that the question holds twice counts twice. Lengths are
    exact, where Lucene rounds those above 40 to four binary digits.

    Source: Robertson and Zaragoza, 2009; Kamphuis et al., "Which BM25 do you mean?", ECIR 2020, for Lucene's.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        self._vocabulary = frozenset(term for terms in texts for term in terms)
        self._index = bm25s.BM25(method="lucene", k1=K1, b=B, dtype="float64")
        if self._vocabulary:
            self._index.index([list(terms) for terms in texts], show_progress=False)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """A score for each text (n,), 0 where it holds none of the terms."""
        known = [term for term in terms if term in self._vocabulary]
        if not known:  # the library has no answer to an empty question
            return np.zeros(self._size)
        return np.asarray(self._index.get_scores(known), dtype=np.float64)
