"""The reranker that needs no download: the bundled encoder, adapted to read a question with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding.heads import HeadsReader

__all__ = ["ADAPTER_FILE", "BundledReranker", "open_bundled"]

# `scripts/train-reranker` writes it; `RERANKING.md` tells how it was trained and what it scores.
ADAPTER_FILE = Path(__file__).with_name("adapter.safetensors")

Shares = NDArray[np.float32]


class BundledReranker:
    """The port `qa.ports.Reranker`. Safe to share between threads; nothing is loaded until it is used."""

    name = "bundled"

    def __init__(self, encoder: HeadsReader) -> None:
        self._encoder = encoder

    def relevance(self, question: str, texts: Sequence[str]) -> Shares:
        """Probabilities (n,) in 0..1 that each text answers the question. Raises: ConfigurationError."""
        if not texts:
            return np.empty(0, np.float32)
        return self._encoder.read([(question, text) for text in texts])[:, 0]


def open_bundled(cache: Path, threads: int | None = None) -> BundledReranker:
    """The reranker; `cache` is the folder of exported models. Writing it there takes some seconds, once."""
    return BundledReranker(HeadsReader("reranker", ADAPTER_FILE, cache, threads))
