"""Whether two sentences say the same, so that only one of them is shown."""

from __future__ import annotations

from qa.models import Vectors
from qa.words import stems

__all__ = ["are_alike"]

SAME_COSINE = 0.86  # sentences closer than this say the same
SAME_WORDS = 0.7  # share of the shorter sentence's stems from which two sentences say the same


def are_alike(text: str, vector: Vectors, other_text: str, other_vector: Vectors) -> bool:
    """Whether two sentences, with their unit vectors (d,), say the same in meaning or in words."""
    if float(vector @ other_vector) >= SAME_COSINE:
        return True
    first, second = stems(text), stems(other_text)
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) / shorter >= SAME_WORDS
