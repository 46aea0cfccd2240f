"""A cross-encoder that the user names, served by sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.errors import ConfigurationError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["NamedReranker"]

BATCH = 16  # pairs; on a processor larger batches are slower
MAX_TOKENS = 512  # of a question and a sentence together


class NamedReranker:
    """The port `qa.ports.Reranker` over any cross-encoder with one score, such as those trained on MS MARCO.

    Safe to share between threads; nothing is loaded until it is used, and then torch is in the process.
    """

    def __init__(self, location: str, threads: int | None = None) -> None:
        self._location = location
        self._threads = threads
        self._lock = Lock()
        self._model: CrossEncoder | None = None

    @property
    def name(self) -> str:
        return self._location

    def relevance(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities (n,) in 0..1 that each text answers the question. Raises: ConfigurationError."""
        if not texts:
            return np.empty(0, np.float32)
        from torch import nn

        scores = self._opened().predict(
            [(question, text) for text in texts],
            batch_size=BATCH,
            show_progress_bar=False,
            activation_fn=nn.Sigmoid(),
        )
        return np.asarray(scores, dtype=np.float32)

    def _opened(self) -> CrossEncoder:
        if self._model is None:
            with self._lock:
                self._model = self._model or self._load()
        return self._model

    def _load(self) -> CrossEncoder:
        import torch
        from sentence_transformers import CrossEncoder

        if self._threads is not None:
            torch.set_num_threads(self._threads)
        try:
            model: CrossEncoder = CrossEncoder(self._location, device="cpu", max_length=MAX_TOKENS)
        except Exception as error:  # the libraries' errors share no ancestor
            raise ConfigurationError(f"The reranker {self._location} cannot be loaded: {error}") from error
        if model.num_labels != 1:
            raise ConfigurationError(
                f"The reranker {self._location} gives {model.num_labels} numbers for a pair; name a model "
                "that gives one, as those trained to rank do."
            )
        return model
