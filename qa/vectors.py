"""Vectors at unit length, so that their dot product is their cosine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.models import Vectors

__all__ = ["unit"]

SHORTEST = 1e-9  # below this a vector points nowhere, and is left as it is


def unit(vectors: Sequence[Sequence[float]] | Sequence[float] | Vectors) -> Vectors:
    """The vector (d,), or each row of vectors (n, d), scaled to length 1; zeros stay zeros."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    return np.asarray(array / np.maximum(lengths, SHORTEST), dtype=np.float32)
