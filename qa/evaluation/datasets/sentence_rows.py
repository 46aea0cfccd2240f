"""Units of text cut into sentences, so that a unit can be as close to a question as its best sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.ingest.sentences import split_sentences

__all__ = ["SentenceRows"]

Rows = NDArray[np.intp]
Scores = NDArray[np.floating]


class SentenceRows:
    """The sentences of all units, end to end. A unit in which there is no sentence counts as one."""

    def __init__(self, units: Sequence[str]) -> None:
        sentences = [_sentences(unit) for unit in units]
        self.texts = [text for texts in sentences for text in texts]
        self._bounds = np.cumsum([0, *map(len, sentences)])

    def of(self, units: Rows) -> Rows:
        """Which sentences are those of the units, unit after unit."""
        if not len(units):
            return np.empty(0, dtype=np.intp)
        return np.concatenate([np.arange(self._bounds[u], self._bounds[u + 1]) for u in units])

    def best(self, units: Rows, scores: Scores) -> Scores:
        """The best score of each unit, from those of its sentences as `of` orders them."""
        if not len(units):
            return scores
        lengths = self._bounds[units + 1] - self._bounds[units]
        return np.asarray(np.maximum.reduceat(scores, np.cumsum(lengths) - lengths))


def _sentences(unit: str) -> list[str]:
    return [unit[s.start : s.end] for s in split_sentences(unit)] or [unit]
