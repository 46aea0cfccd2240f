"""A sentence-transformers model on this machine, opened when it is first used."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Literal, Protocol

import numpy as np

from qa.errors import ConfigurationError
from qa.models import Vectors
from vectorstore.embedding.bundled import BUNDLED_DIMENSION
from vectorstore.embedding.cache import Exported, ModelSource, exported
from vectorstore.embedding.original import OriginalEngine
from vectorstore.embedding.runtime import OnnxEngine
from vectorstore.embedding.texts import encodable

__all__ = ["LocalEmbedder"]


class Engine(Protocol):
    """What computes the vectors."""

    @property
    def dimension(self) -> int: ...

    def embed_documents(self, texts: list[str]) -> Vectors: ...

    def embed_query(self, text: str) -> Vectors: ...


class LocalEmbedder:
    """Unit vectors from a local model; the port `qa.ports.Embedder`. Safe to share between threads.

    Constructing costs nothing: the model is loaded on first use, and exported before that once per cache.
    Every method and property but `name` may raise ConfigurationError, when the model cannot be loaded.
    """

    def __init__(self, source: ModelSource, cache: Path, threads: int | None = None) -> None:
        self._source = source
        self._cache = cache
        self._threads = threads
        self._lock = Lock()
        self._engine: Engine | None = None
        self._export: Exported | None = None

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def dimension(self) -> int:
        return BUNDLED_DIMENSION if self._source.bundled else self._opened().dimension

    @property
    def served_by(self) -> Literal["onnxruntime", "sentence-transformers"]:
        """What computes the vectors; sentence-transformers only where the model cannot be exported."""
        return "sentence-transformers" if self.export_failure else "onnxruntime"

    @property
    def export_failure(self) -> str | None:
        """Why the model is served by sentence-transformers, None where it is not."""
        self._opened()
        return self._export.manifest.failure if self._export else None

    def embed_documents(self, texts: list[str]) -> Vectors:
        """Unit vectors (n, d) of `texts`; identical texts are computed once."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        vectors = self._opened().embed_documents([encodable(text) for text in rows])
        return vectors if len(rows) == len(texts) else vectors[[rows[text] for text in texts]]

    def embed_query(self, text: str) -> Vectors:
        """The unit vector (d,) of a question."""
        return self._opened().embed_query(encodable(text))

    def _opened(self) -> Engine:
        engine = self._engine
        if engine is None:
            with self._lock:
                engine = self._engine = self._engine or self._load()
        return engine

    def _load(self) -> Engine:
        self._export = exported(self._source, self._cache)
        try:
            if self._export.manifest.failure is not None:
                return OriginalEngine(self._source.location, self._threads)
            return OnnxEngine(self._export.folder, self._export.manifest, self._threads)
        except Exception as error:  # the runtimes' errors share no ancestor
            raise ConfigurationError(
                f"The embedding model {self.name} cannot be loaded from {self._export.folder}: {error} "
                "Delete that folder to have it made again."
            ) from error
