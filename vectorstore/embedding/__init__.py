"""Text to unit vectors: the bundled model, any sentence-transformers model, or a provider's."""

from vectorstore.embedding.bundled import BUNDLED_DIMENSION, BUNDLED_NAME, MATCHING_NAME
from vectorstore.embedding.opening import NamedEmbedder, open_embedder

__all__ = ["BUNDLED_DIMENSION", "BUNDLED_NAME", "MATCHING_NAME", "NamedEmbedder", "open_embedder"]
