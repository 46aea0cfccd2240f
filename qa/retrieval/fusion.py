"""Closeness of meaning and shared words, added up to one score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa.evidence import Evidence

__all__ = ["AFTER_WEIGHT", "BEFORE_WEIGHT", "LEXICAL_WEIGHT", "fuse"]

# What the best words in scope are worth, in cosine. On SubjQA's dev files 0.15 finds the most, over whole
# reviews by critics anything above 0.05 finds less.
LEXICAL_WEIGHT = 0.1
# The closeness of the sentences before and after: "It never recovers." is about what was said just before.
BEFORE_WEIGHT = 0.12
AFTER_WEIGHT = 0.08


def fuse(
    cosine: NDArray[np.floating], lexical: NDArray[np.floating], block: Evidence | None = None
) -> NDArray[np.float32]:
    """The closeness (n,) of sentences to a question.

    `cosine` (n,) lies in -1..1. `lexical` (n,) is each sentence's BM25 score as a share, in 0..1, of the best
    in scope; 0 where no word is shared. `block` tells which sentences follow each other; a sentence is the
    closer for close neighbours.
    """
    fused = np.asarray(cosine + LEXICAL_WEIGHT * lexical, dtype=np.float32)
    if block is not None and len(block) > 1:
        near = np.maximum(cosine, 0.0)
        follows = _follows(block)
        fused[1:] += BEFORE_WEIGHT * near[:-1] * follows
        fused[:-1] += AFTER_WEIGHT * near[1:] * follows
    return fused


def _follows(block: Evidence) -> NDArray[np.bool_]:
    """Whether each row but the first is the next sentence of the same review."""
    same = block.review_of[1:] == block.review_of[:-1]
    return np.asarray(same & (block.ordinals[1:] == block.ordinals[:-1] + 1))
