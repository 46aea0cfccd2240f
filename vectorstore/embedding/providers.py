"""Embeddings of a provider, by name, through LangChain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Protocol

import numpy as np

from qa.errors import ConfigurationError
from qa.models import Vectors
from qa.vectors import unit
from vectorstore.embedding.texts import encodable

__all__ = ["ProviderEmbedder", "connect"]


class Embeddings(Protocol):
    """The part of LangChain's `Embeddings` that is used."""

    def embed_documents(self, texts: list[str]) -> Sequence[Sequence[float]]: ...

    def embed_query(self, text: str) -> Sequence[float]: ...


def connect(name: str) -> Embeddings:
    """The provider's embeddings for a name such as `openai:text-embedding-3-small`.

    Raises: ConfigurationError for an unknown provider, a missing package, or a missing key.
    """
    from langchain.embeddings import init_embeddings

    try:
        return init_embeddings(name)
    except ImportError as error:
        raise ConfigurationError(f"The embedding model {name} needs a package. {error}") from error
    except Exception as error:  # each provider refuses in its own way: a missing key, a bad name
        raise ConfigurationError(f"The embedding model {name} cannot be used: {error}") from error


class ProviderEmbedder:
    """Unit vectors from a provider; connected when first used. Safe to share between threads.

    Errors of the provider's client in a call are passed on as they are.
    """

    def __init__(self, name: str, connect: Callable[[str], Embeddings] = connect) -> None:
        self._name = name
        self._connect = connect
        self._lock = Lock()
        self._client: Embeddings | None = None
        self._dimension: int | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        """Learnt by embedding one word, once.

        Raises: ConfigurationError.
        """
        if self._dimension is None:
            self._dimension = len(self.embed_query("dimension"))
        return self._dimension

    def embed_documents(self, texts: list[str]) -> Vectors:
        """Unit vectors (n, d) of `texts`; identical texts are sent once.

        Raises: ConfigurationError.
        """
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        vectors = unit(self._connected().embed_documents([encodable(text) for text in rows]))
        return vectors[[rows[text] for text in texts]]

    def embed_query(self, text: str) -> Vectors:
        """The unit vector (d,) of a question.

        Raises: ConfigurationError.
        """
        return unit(self._connected().embed_query(encodable(text)))

    def _connected(self) -> Embeddings:
        with self._lock:
            if self._client is None:
                self._client = self._connect(self._name)
            return self._client
