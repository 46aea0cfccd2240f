"""How well sentences answer a question, each read together with it."""

from vectorstore.reranking.opening import open_reranker, open_side_reader

__all__ = ["open_reranker", "open_side_reader"]
