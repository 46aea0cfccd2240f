"""A cross-encoder that the user names, served by sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.errors import ConfigurationError
from vectorstore.embedding.texts import encodable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["NamedReranker"]

BATCH = 16  # pairs; on a processor larger batches are slower
MAX_TOKENS = 512  # of a question and a sentence together


class NamedReranker:
    """The port `qa.ports.Reranker` over any cross-encoder with one score, such as those trained on MS MARCO.

    Safe to share between threads, which take turns; nothing is loaded until it is used, and then torch is in
    the process. A model that could not be loaded is not tried again.
    """

    def __init__(self, location: str, threads: int | None = None) -> None:
        self._location = location
        self._threads = threads
        self._lock = Lock()
        self._model: CrossEncoder | None = None
        self._failure = ""

    @property
    def name(self) -> str:
        return self._location

    def relevance(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities (n,) in 0..1 that each text answers the question. Raises: ConfigurationError."""
        if not texts:
            return np.empty(0, np.float32)
        with self._lock:
            scores = self._opened().predict(
                [(encodable(question), encodable(text)) for text in texts],
                batch_size=BATCH,
                show_progress_bar=False,
            )
        return np.asarray(scores, dtype=np.float32)

    def _opened(self) -> CrossEncoder:
        if self._model is None and not self._failure:
            try:
                self._model = self._load()
            except ConfigurationError as error:
                self._failure = error.message
            except Exception as error:  # the libraries' errors share no ancestor
                reason = (str(error).strip() or "no reason given").splitlines()[0]
                self._failure = f"The reranker {self._location} cannot be loaded: {reason}"
        if self._model is None:
            raise ConfigurationError(self._failure)
        return self._model

    def _load(self) -> CrossEncoder:
        import torch
        from sentence_transformers import CrossEncoder

        if self._threads is not None:
            torch.set_num_threads(self._threads)
        model: CrossEncoder = CrossEncoder(self._location, device="cpu", activation_fn=torch.nn.Sigmoid())
        model.max_seq_length = min(model.max_seq_length or MAX_TOKENS, MAX_TOKENS)
        if model.num_labels != 1:
            raise ConfigurationError(
                f"The reranker {self._location} gives {model.num_labels} numbers for a pair; name a model "
                "that gives one, as those trained to rank do."
            )
        return model
