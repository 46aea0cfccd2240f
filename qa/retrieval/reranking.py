"""Reading the best sentences once more, each together with the question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.ports import Reranker
from qa.retrieval.ranking import with_relevance

__all__ = ["RERANKED", "reranked"]

RERANKED = 12  # sentences that are read together with the question, at over 2 ms each on two cores


def reranked(
    reranker: Reranker | None, question: str, scores: NDArray[np.floating], texts: Sequence[str]
) -> NDArray[np.float32]:
    """The scores (n,) of `texts` with what the reranker says of the best of them; as they are without one."""
    reread = np.array(scores, dtype=np.float32)
    if reranker is not None:
        best = np.argsort(-reread, kind="stable")[:RERANKED]
        relevance = reranker.relevance(question, [texts[int(place)] for place in best])
        reread[best] = with_relevance(reread[best], relevance)
    return reread
