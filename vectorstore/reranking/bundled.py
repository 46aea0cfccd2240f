"""The reranker that needs no download: the bundled encoder, adapted to read a question with a sentence."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding.heads import HeadsReader

__all__ = ["ADAPTER_FILE", "BundledReranker", "open_bundled"]

# `scripts/train-reranker` writes it; `RERANKING.md` tells how it was trained and what it scores.
ADAPTER_FILE = Path(__file__).with_name("adapter.safetensors")
KEPT_PAIRS = 20_000  # read lately and remembered; about 350 bytes each

Shares = NDArray[np.float32]
Key = bytes  # of a pair: its digest, so that no text stays in memory after its review was deleted


class BundledReranker:
    """The port `qa.ports.Reranker`. Safe to share between threads; nothing is loaded until it is used.

    What a pair was read as is remembered: a question that was tried before it is suggested is asked again.
    """

    name = "bundled"

    def __init__(self, encoder: HeadsReader, capacity: int = KEPT_PAIRS) -> None:
        self._encoder = encoder
        self._capacity = capacity
        self._kept: OrderedDict[Key, float] = OrderedDict()
        self._lock = Lock()

    def relevance(self, question: str, texts: Sequence[str]) -> Shares:
        """How likely each text answers the question, (n,) in 0..1. Raises: ConfigurationError."""
        if not texts:
            return np.empty(0, np.float32)
        pairs = {_key(question, text): (question, text) for text in texts}
        known = self._recalled(pairs)
        unknown = {key: pair for key, pair in pairs.items() if key not in known}
        if unknown:
            shares = self._encoder.read(list(unknown.values()), apart=True)[:, 0]
            read = dict(zip(unknown, map(float, shares), strict=True))
            self._keep(read)
            known |= read
        return np.array([known[_key(question, text)] for text in texts], dtype=np.float32)

    def _recalled(self, keys: Iterable[Key]) -> dict[Key, float]:
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
            for key in known:
                self._kept.move_to_end(key)
        return known

    def _keep(self, read: Mapping[Key, float]) -> None:
        with self._lock:
            self._kept.update(read)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)


def _key(question: str, text: str) -> Key:
    told = f"{len(question)} {question}{text}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def open_bundled(cache: Path, threads: int | None = None) -> BundledReranker:
    """The reranker; `cache` is the folder of exported models. Writing it there takes some seconds, once."""
    return BundledReranker(HeadsReader("reranker", ADAPTER_FILE, cache, threads))
