"""Vectors of texts, each computed once and kept in memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.models import Vectors
from qa.ports import Embedder
from qa.vectors import unit

__all__ = ["TextVectors"]


class TextVectors:
    """Unit vectors by text: sentences are ranked in several ways, and embedding is what takes time."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._texts: dict[str, Vectors] = {}
        self._questions: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """The vectors (n, d) of texts; n must be at least 1."""
        new = [text for text in dict.fromkeys(texts) if text not in self._texts]
        if new:
            self._texts.update(zip(new, unit(self._embedder.embed_documents(new)), strict=True))
        return np.stack([self._texts[text] for text in texts])

    def of_question(self, question: str) -> Vectors:
        """The vector (d,) of a question."""
        if question not in self._questions:
            self._questions[question] = unit(self._embedder.embed_query(question))
        return self._questions[question]
