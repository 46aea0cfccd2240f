"""The bundled encoder with an adapter and heads of its own: some numbers for a text or a pair of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from qa.errors import ConfigurationError
from vectorstore.embedding.adapters import digest_of
from vectorstore.embedding.bundled import BUNDLED_DIGESTS
from vectorstore.embedding.cache import ModelSource, exported
from vectorstore.embedding.runtime import OnnxEngine
from vectorstore.embedding.texts import encodable

__all__ = ["HeadsReader"]

EXPORTER = "vectorstore.embedding.heads_export"


class HeadsReader:
    """Probabilities from an adapted encoder. Safe to share between threads; nothing is loaded until used.

    `adapter` holds, beside what is added to the encoder's layers, the heads: `heads.weight` (h, 384) and
    `heads.bias` (h,). The first use of a `cache` writes the network there, which takes some seconds.
    """

    def __init__(self, name: str, adapter: Path, cache: Path, threads: int | None = None) -> None:
        self._name = name
        self._adapter = adapter
        self._cache = cache
        self._threads = threads
        self._lock = Lock()
        self._engine: OnnxEngine | None = None

    def read(self, inputs: Sequence[str | tuple[str, str]], *, apart: bool = False) -> NDArray[np.float32]:
        """Probabilities (n, h) in 0..1 of texts, or of pairs of texts; the same input is read once.

        With `apart` what an input is read as does not depend on the others, which takes a little longer.

        Raises: ConfigurationError when the network cannot be made or loaded.
        """
        rows = {one: row for row, one in enumerate(dict.fromkeys(inputs))}
        logits = self._opened().read([_encodable(one) for one in rows], apart=apart)
        read: NDArray[np.float32] = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
        return read if len(rows) == len(inputs) else read[[rows[one] for one in inputs]]

    def _opened(self) -> OnnxEngine:
        if self._engine is None:
            with self._lock:
                self._engine = self._engine or self._load()
        return self._engine

    def _load(self) -> OnnxEngine:
        export = exported(self._source(), self._cache)
        try:
            return OnnxEngine(export.folder, export.manifest, self._threads)
        except Exception as error:  # the runtimes' errors share no ancestor
            raise ConfigurationError(
                f"The {self._name} cannot be loaded from {export.folder}: {error} "
                "Delete that folder to have it made again."
            ) from error

    def _source(self) -> ModelSource:
        try:
            adapter = digest_of(self._adapter)
        except OSError as error:
            raise ConfigurationError(
                f"The {self._name}'s file cannot be read; install again: {error}"
            ) from error
        return ModelSource(
            name=self._name,
            path=self._adapter,
            exporter=EXPORTER,
            fingerprint=f"{adapter[:6]}{BUNDLED_DIGESTS['model.safetensors'][:6]}",
        )


def _encodable(one: str | tuple[str, str]) -> str | tuple[str, str]:
    return encodable(one) if isinstance(one, str) else (encodable(one[0]), encodable(one[1]))
