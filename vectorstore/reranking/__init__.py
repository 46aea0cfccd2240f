"""How well sentences answer a question, each read together with it."""

from vectorstore.reranking.opening import open_reranker

__all__ = ["open_reranker"]
