"""A reader of opinions whose set phrases are taken at their meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.ports import OpinionReader
from qa.reading.negation import settled_polarity

__all__ = ["SettlingReader"]

Readings = NDArray[np.float32]


class SettlingReader:
    """The port `qa.ports.OpinionReader` over another reader. Safe to share between threads if that one is."""

    def __init__(self, reader: OpinionReader) -> None:
        self._reader = reader

    def read(self, texts: Sequence[str]) -> tuple[Readings, Readings]:
        """As the other reads them, but for sentences with a phrase such as "I can't fault it"."""
        opinion, polarity = self._reader.read(texts)
        pairs = zip(texts, polarity.tolist(), strict=True)
        return opinion, np.array([settled_polarity(text, read) for text, read in pairs], dtype=np.float32)
