"""The port `qa.ports.OpinionReader` over the encoder adapted to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding.heads import HeadsReader

__all__ = ["ADAPTER_FILE", "EncoderReader", "open_opinion_reader"]

# `scripts/train-opinion-reader` writes it; `OPINION.md` tells how it was trained and what it scores.
ADAPTER_FILE = Path(__file__).with_name("adapter.safetensors")

Readings = NDArray[np.float32]


class EncoderReader:
    """Reads sentences in batches. Safe to share between threads; nothing is loaded until it is used."""

    def __init__(self, encoder: HeadsReader) -> None:
        self._encoder = encoder

    def read(self, texts: Sequence[str]) -> tuple[Readings, Readings]:
        """Opinion (n,), the probability in 0..1, and polarity (n,) in -1..1, twice P(for) less one.

        Polarity means little where opinion is low.

        Raises: ConfigurationError when the reader cannot be made or loaded.
        """
        if not texts:
            return np.empty(0, np.float32), np.empty(0, np.float32)
        opinion, positive = self._encoder.read(texts).T
        return opinion, 2 * positive - 1


def open_opinion_reader(cache: Path, threads: int | None = None) -> EncoderReader:
    """The reader; `cache` is the folder of exported models. Writing it there takes some seconds, once."""
    return EncoderReader(HeadsReader("opinion-reader", ADAPTER_FILE, cache, threads))
