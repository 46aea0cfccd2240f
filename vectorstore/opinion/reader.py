"""The port `qa.ports.OpinionReader` over the merged encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding.adapters import digest_of
from vectorstore.embedding.bundled import BUNDLED_DIGESTS
from vectorstore.embedding.cache import ModelSource
from vectorstore.embedding.local import LocalEmbedder

__all__ = ["ADAPTER_FILE", "EncoderReader", "open_opinion_reader"]

# `scripts/train-opinion-reader` writes it; `OPINION.md` tells how it was trained and what it scores. Beside
# what is added to the encoder's layers it holds the heads, `heads.weight` and `heads.bias`.
ADAPTER_FILE = Path(__file__).with_name("adapter.safetensors")

NAME = "opinion-reader"
EXPORTER = "vectorstore.opinion.export"

Readings = NDArray[np.float32]


class EncoderReader:
    """Reads sentences in batches. Safe to share between threads; nothing is loaded until it is used."""

    def __init__(self, encoder: LocalEmbedder) -> None:
        self._encoder = encoder

    def read(self, texts: Sequence[str]) -> tuple[Readings, Readings]:
        """Opinion (n,), the probability in 0..1, and polarity (n,) in -1..1, twice P(for) less one.

        Polarity means little where opinion is low.

        Raises: ConfigurationError when the reader cannot be made or loaded.
        """
        if not texts:
            return np.empty(0, np.float32), np.empty(0, np.float32)
        logits = self._encoder.embed_documents(list(texts))
        probabilities = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return probabilities[:, 0].astype(np.float32), (2 * probabilities[:, 1] - 1).astype(np.float32)


def open_opinion_reader(cache: Path, threads: int | None = None) -> EncoderReader:
    """The reader; `cache` is the folder of exported models. Writing it there takes some seconds, once."""
    source = ModelSource(
        name=NAME,
        path=ADAPTER_FILE,
        exporter=EXPORTER,
        fingerprint=f"{digest_of(ADAPTER_FILE)[:6]}{BUNDLED_DIGESTS['model.safetensors'][:6]}",
    )
    return EncoderReader(LocalEmbedder(source, cache, threads))
