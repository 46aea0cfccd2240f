"""A model served by sentence-transformers itself: slower and larger, for what cannot be exported."""

from __future__ import annotations

import numpy as np

from qa.models import Vectors

__all__ = ["OriginalEngine"]

BATCH = 16  # texts; on a processor larger batches are slower


class OriginalEngine:
    """Unit vectors of texts, with torch in the process."""

    def __init__(self, location: str, threads: int | None = None) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        if threads is not None:
            torch.set_num_threads(threads)
        self._model = SentenceTransformer(location, device="cpu")

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def embed_documents(self, texts: list[str]) -> Vectors:
        """Vectors (n, d) in the order of `texts`."""
        return np.asarray(
            self._model.encode_document(
                texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            ),
            dtype=np.float32,
        )

    def embed_query(self, text: str) -> Vectors:
        """The vector (d,) of a question."""
        return np.asarray(
            self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )
